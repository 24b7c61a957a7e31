/** Every link of the repository's pages leads somewhere. test/package/packed/links.test.ts asks the same of the package. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { brokenLinks, targetsOf } from "../support/links.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const pages = [
  ...readdirSync(ROOT),
  ...readdirSync(`${ROOT}docs`, { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`),
]
  .filter((name) => name.endsWith(".md"))
  .filter((name) => !/node_modules\/|^docs\/site\//.test(name)); // tools, and copies with other links

test("the pages are seen", () => {
  expect(pages).toEqual(expect.arrayContaining(["README.md", "docs/errors.md", "docs/guides/acs.md"]));
});

test("R154 no link of a page in the repository leads nowhere", () => {
  expect(brokenLinks(ROOT, pages)).toEqual([]);
});

test("a link that leads nowhere is found, however it is written", () => {
  const root = mkdtempSync(join(tmpdir(), "evertoken-links-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, "docs"));
  const good =
    "[a](docs/b.md) [a](docs/b.md#the-end-1) [a](#top) [a](docs/b.md#own) ![a](a.png) [w](https://a.test) `[a](b)`";
  const bad = ["docs", "docs/c.md", "docs/b.md#end", "#nowhere", "../a.md", "b.png", "d.md", "e.md"];
  const links = `[a](docs) [a](docs/c.md "title") [a](docs/b.md#end) [a](#nowhere) [a](../a.md) ![a](b.png)\n[a]: d.md\n<a href="e.md">e</a>`;
  writeFileSync(join(root, "a.md"), `# Top\n\n${good}\n\n\`\`\`md\n[a](code.md)\n\`\`\`\n\n${links}\n`);
  writeFileSync(join(root, "docs/b.md"), '# The end\n\n## The `end`\n\n<a id="own"></a>\n');
  writeFileSync(join(root, "a.png"), "");
  expect(brokenLinks(root, ["a.md"])).toEqual(bad.map((target) => `a.md -> ${target}`));
  expect(targetsOf(good)).toHaveLength(6);
});
