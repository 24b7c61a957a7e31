/** docs/guides/pull-sdks.md shows what test/types/pull-sdks.ts compiles, of the versions that are installed. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const page = read("docs/guides/pull-sdks.md");

/** Title -> code. */
const compiled = new Map(
  [...read("test/types/pull-sdks.ts").matchAll(/^\/\/ #region (.+)\n([^]*?)^\/\/ #endregion$/gm)].map(
    ([, title, code]) => [title!, code!],
  ),
);
const shown = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [
      section.split("\n", 1)[0]!,
      [...section.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code),
    ]),
);

describe("the page on SDKs that ask", () => {
  test("has the recipes that are compiled, in the same order, one a section", () => {
    expect([...shown.keys()]).toEqual([...compiled.keys()]);
    expect(compiled.size).toBe(12);
    expect([...shown]).toEqual([...compiled].map(([title, code]) => [title, [code]]));
  });

  test("names the versions that are compiled against", () => {
    const { devDependencies } = JSON.parse(read("package.json")) as { devDependencies: Record<string, string> };
    const named = [...page.matchAll(/(@?[a-z][\w./-]*)@(\d+\.\d+\.\d+)/g)].map(([, name, version]) => [name!, version]);
    expect(named).toHaveLength(12);
    expect(named).toEqual(named.map(([name]) => [name, devDependencies[name!]]));
  });

  test("lists every section at the top", () => {
    const links = [...page.matchAll(/\[([^\]]+)\]\(#([^)]+)\)/g)].map(([, title]) => title);
    expect(links.slice(0, compiled.size)).toEqual([...compiled.keys()]);
  });
});
