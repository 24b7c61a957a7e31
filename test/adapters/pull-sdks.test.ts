/**
 * docs/guides/pull-sdks.md shows the code that is compiled in test/types/pull-sdks.ts or driven in test/recipes/, of the
 * versions that are installed there.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const page = read("docs/guides/pull-sdks.md");

/** The code of a region as the page shows it: without its indent, and without what only the stand-in needs. */
const shownOf = (code: string, indent: string): string =>
  code
    .split("\n")
    .filter((line) => !line.endsWith("// not shown"))
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join("\n");

/** Title -> code. */
const regionsOf = (source: string): [string, string][] =>
  [...source.matchAll(/^( *)\/\/ #region (.+)\n([^]*?)^ *\/\/ #endregion$/gm)].map(([, indent, title, code]) => [
    title!,
    shownOf(code!, indent!),
  ]);

const recipes = ["", "pages/"].flatMap((folder) =>
  readdirSync(new URL(`../recipes/${folder}`, import.meta.url))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => folder + name),
);
const compiled = regionsOf(read("test/types/pull-sdks.ts"));
const driven = recipes.flatMap((name) => regionsOf(read(`test/recipes/${name}`)));
const byTitle = new Intl.Collator("en").compare;
const code = new Map([...compiled, ...driven].sort(([one], [other]) => byTitle(one, other)));

const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split("\n", 1)[0]!, section]),
);

describe("the page on SDKs that ask", () => {
  test("has every recipe that is compiled or driven, in the order of the alphabet, one a section", () => {
    expect([...sections.keys()]).toEqual([...code.keys()]);
    expect(code.size).toBe(compiled.length + driven.length);
    const shown = [...sections].map(([title, text]) => [
      title,
      [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, block]) => block),
    ]);
    expect(shown).toEqual([...code].map(([title, block]) => [title, [block]]));
  });

  test("R232 every recipe is driven over an expiry, or stands in the list of those that are compiled alone", () => {
    const without = recipes.filter((name) => !/#region/.test(read(`test/recipes/${name}`)));
    expect(without).toEqual(["chromium.test.ts", "kit.ts", "setup.ts", "pages/tokens.ts"]);
    const marked = [...page.matchAll(/\[([^\]]+)\]\(#[^)]+\) ↻/g)].map(([, title]) => title);
    expect(marked).toEqual(driven.map(([title]) => title).sort(byTitle));
  });

  test("names the versions that are installed, one or more a section", () => {
    const { devDependencies } = JSON.parse(read("package.json")) as { devDependencies: Record<string, string> };
    const { dependencies } = JSON.parse(read("test/recipes/package.json")) as { dependencies: Record<string, string> };
    const installed: Readonly<Record<string, string>> = { ...devDependencies, ...dependencies };
    for (const text of sections.values()) {
      const named = [...text.matchAll(/(@?[a-z][\w./-]*)@(\d+\.\d+\.\d+)/g)].map(([, name, version]) => [
        name!,
        version,
      ]);
      expect(named).not.toEqual([]);
      expect(named).toEqual(named.map(([name]) => [name, installed[name!]]));
    }
  });

  test("lists every section at the top", () => {
    const links = [...page.matchAll(/\[([^\]]+)\]\(#([^)]+)\)/g)].map(([, title]) => title);
    expect(links.slice(0, code.size)).toEqual([...code.keys()]);
  });
});
