/**
 * Writes `docs/requirements.md`: each requirement in one line, and the tests that carry its number in a title.
 * `node test/support/requirements-page.ts`
 *
 * @module
 */
import { globSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

export const REQUIREMENTS_PAGE = new URL("../../docs/requirements.md", import.meta.url);
const TESTS = new URL("../", import.meta.url);
const AREAS = new URL("requirements/", import.meta.url);

/** Number -> sentence, gathered from the areas. An area's numbers begin at a round figure, so there are gaps. */
const RULES: ReadonlyMap<number, string> = new Map(
  (
    await Promise.all(
      readdirSync(AREAS).map((name) => import(new URL(name, AREAS).href) as Promise<{ RULES: Record<number, string> }>),
    )
  )
    .flatMap((area) => Object.entries(area.RULES).map(([number, line]) => [Number(number), line] as const))
    .sort(([a], [b]) => a - b),
);

/** What special tests install below their folders has tests of its own, and very many files. */
const testFiles = (): string[] =>
  globSync("**/*.ts", { cwd: TESTS, exclude: (path) => path.endsWith("node_modules") }).sort();

/** Requirement -> files whose tests name it. */
function carriers(): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, Set<string>>();
  for (const name of testFiles()) {
    if (!/\.test\.ts$|^types\/.*\.ts$/.test(name)) continue;
    const text = readFileSync(new URL(name, TESTS), "utf8");
    for (const [, title] of text.matchAll(
      /(?:\b(?:test|describe|it)\b[^"'`\n]*(?:\n\s*)?|^\/\*\* |^ *\]\)\()["'`]?((?:R\d+[ ,/-]*)+)/gm,
    ))
      for (const [, number] of title!.matchAll(/R(\d+)/g)) {
        if (!found.has(Number(number))) found.set(Number(number), new Set());
        found.get(Number(number))!.add(name);
      }
  }
  return new Map([...found].map(([number, names]) => [number, [...names]]));
}

/** The numbers that no test carries, although none of them waits for later. */
export function missing(): number[] {
  const carried = carriers();
  return [...RULES.keys()].filter((number) => !carried.has(number));
}

/** The numbers that a test carries, although no rule has them. */
export const unknown = (): number[] => [...carriers().keys()].filter((number) => !RULES.has(number));

/** The whole page. */
export function requirementsPage(): string {
  const tests = carriers();
  const rows = [...RULES].map(([number, line]) => {
    const files = (tests.get(number) ?? []).map((name) => `[${name}](../test/${name})`);
    return `| ${number} | ${line} | ${files.join(", ")} |`;
  });
  return `# Requirements

<!-- Written by test/support/requirements-page.ts from the titles of the tests. -->

Every behaviour is carried by tests whose titles begin with its number. A number is never given twice; the gaps divide areas.

| R | what must be true | tests |
|---|---|---|
${rows.join("\n")}
`;
}

if (import.meta.main) writeFileSync(REQUIREMENTS_PAGE, requirementsPage());
