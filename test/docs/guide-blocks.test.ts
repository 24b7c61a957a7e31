/** Every block of the documentation is run by a test, or says why it is only compiled. */
import { existsSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { blocksOf, counted, HELD, PAGES } from "../support/guide-blocks.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** The tests that take their blocks from every page that is marked, or by way of an app's files. */
const OF_MANY =
  /running\.test|frameworks\/|examples\/build|vendor-react\/|guides-page|guides\.test|guide-playwright|jest\.test/;

test("R293 each block of each page is listed, as run or with the reason why not", () => {
  const pages = PAGES.filter((page) => page !== "docs/guides/pull-sdks.md");
  expect(Object.keys(HELD).sort()).toEqual([...pages].sort());
  const counts = (of: (page: string) => number): string[] => pages.map((page) => `${page}: ${of(page)}`);
  expect(counts((page) => HELD[page]!.length)).toEqual(counts((page) => blocksOf(page).length));
});

test("R293 what a block is said to be run by is there, and reads the page", () => {
  const tests = Object.entries(HELD).flatMap(([page, blocks]) =>
    blocks.flatMap((block) => ("run" in block ? [[page, block.run] as const] : [])),
  );
  expect(tests.filter(([, file]) => !existsSync(ROOT + file))).toEqual([]);
  const cited = counted().matchAll(/: (test\/\S+\.ts)$/gm);
  expect([...cited].filter(([, file]) => !existsSync(ROOT + file!))).toEqual([]);
  const names = ([page, file]: readonly [string, string]): boolean =>
    OF_MANY.test(file) || new RegExp(basename(page, ".md")).test(readFileSync(ROOT + file, "utf8"));
  expect(tests.filter((pair) => !names(pair))).toEqual([]);
});

test("R293 a page that the tests of many pages are named for has its blocks there", () => {
  const uses = ["guide-uses.ts", "guides-page.test.ts"].map((file) =>
    readFileSync(`${ROOT}test/package/packed/${file}`, "utf8"),
  );
  const named = (page: string, file: string): number =>
    HELD[page]!.filter((block) => "run" in block && block.run.endsWith(file)).length;
  for (const page of Object.keys(HELD)) {
    const guide = basename(page, ".md");
    const used = [...uses[0]!.matchAll(new RegExp(`page: "${guide}",(?:\\s+block: .*\\s+beside: (.*))?`, "g"))];
    const inPages = [...uses[1]!.matchAll(new RegExp(`blockOf\\("${guide}"`, "g"))].length;
    // A loop over blocks, and a block beside another one, count for one each.
    expect([page, used.length > 0, inPages > 0]).toEqual([
      page,
      named(page, "guides.test.ts") > 0,
      named(page, "guides-page.test.ts") > 0,
    ]);
  }
});

test("R293 a block that names a file of JavaScript has no types in it", () => {
  const blocks = PAGES.flatMap((page) =>
    [...readFileSync(ROOT + page, "utf8").matchAll(/^```(?:ts|js)\n(\/\/ \S+\.[cm]?js\n[^]*?)^```$/gm)].map(
      ([, code]) => [page, code!] as const,
    ),
  );
  expect(blocks.map(([page]) => page)).toContain("docs/guides/electron.md");
  expect(blocks.filter(([, code]) => stripTypeScriptTypes(code) !== code).map(([page]) => page)).toEqual([]);
});

test("the blocks are counted", () => {
  expect(counted()).toMatch(/^\d+ pages with code, \d+ blocks: \d+ are run, \d+ are compiled only/);
});
