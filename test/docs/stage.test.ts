/** The pages of docs/ on their way to the site. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { stage } from "../../docs/site/stage.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

test("R294 every page is staged, whatever is in it, and its links lead to pages of the site", () => {
  const to = mkdtempSync(join(tmpdir(), "evertoken-stage-"));
  onTestFinished(() => rmSync(to, { recursive: true }));
  const { pages } = stage(ROOT, to);
  expect(pages.length).toBeGreaterThan(50);
  const broken = pages.flatMap(({ target }) => {
    const prose = readFileSync(join(to, target), "utf8").replace(/^```[^]*?^```$|`[^`\n]*`/gm, "");
    const links = [...prose.matchAll(/\]\(([^)\s#]+\.md)/g)].map(([, link]) => link!);
    return links
      .filter((link) => !pages.some((page) => page.target === join(target, "..", link)))
      .map((link) => `${target} -> ${link}`);
  });
  expect(broken).toEqual([]);
});
