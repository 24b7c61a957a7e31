/** What the guides say of versions and of React is what test/versions/ and test/vendor-react/ run. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Row } from "../versions/cell.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const rows = JSON.parse(read("test/versions/matrix.json")) as Row[];

describe("versions", () => {
  test.each(rows)("R233 the guide names the range of $sdk", ({ sdk, guide, versions, project, holds = {} }) => {
    const scenarios = Object.entries(holds).map(([version, count]) => `${version}: ${count}`);
    const cell = project ? ` ${scenarios.join(", ") || "all"} |` : "";
    const line = `| ${sdk} | ${versions[0]!} to ${versions.at(-1)!} |${cell}`;
    expect(read(`docs/guides/${guide}.md`).split("\n")).toContainEqual(expect.stringContaining(line));
  });

  test("the newest version is, where the repository has the SDK as well, no older than that", () => {
    const { devDependencies } = JSON.parse(read("package.json")) as { devDependencies: Record<string, string> };
    const older = rows.filter(({ sdk, versions }) => {
      const newest = versions.at(-1)!;
      return newest.localeCompare(devDependencies[sdk]!, "en", { numeric: true }) < 0;
    });
    expect(older).toEqual([]);
  });
});

describe("docs/guides/vendor-react.md", () => {
  const page = read("docs/guides/vendor-react.md");
  const shown = new Map(
    page
      .split(/^## /m)
      .map((section) => [section.split("\n", 1)[0]!, /^```tsx\n([^]*?)^```$/m.exec(section)?.[1]] as const),
  );

  test.each([
    ["agora", "call.tsx"],
    ["livekit", "meeting.tsx"],
    ["acs", "call.tsx"],
    ["acs", "chat.tsx"],
  ])("shows the code of the app %s, and its versions", (folder, file) => {
    const [, title, code] = /^\/\/ #region (.+)\n([^]*?)^\/\/ #endregion$/m.exec(
      read(`test/vendor-react/${folder}/${file}`),
    )!;
    expect(shown.get(title!)).toBe(code);
    const { dependencies } = JSON.parse(read(`test/vendor-react/${folder}/package.json`)) as {
      dependencies: Record<string, string>;
    };
    const [name] = title!.split(":");
    expect(page).toContain(`${name!}@${dependencies[name!]!}`);
  });
});
