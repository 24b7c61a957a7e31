/** The public names and their types are those of test/package/api/: no change of them goes unseen. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { apiReports, MODULES, REPORTS } from "../support/api-report.ts";
import { exportsOf } from "../support/source-tree.ts";
import { ENTRIES } from "../../rollup.config.mjs";

const current = apiReports();

const exportedBy = (name: string): Set<string> =>
  new Set(exportsOf(`${ENTRIES[name as keyof typeof ENTRIES]}.ts`).map((symbol) => symbol.name));

test.each(MODULES)("R151 the API of %s is the one that was agreed (`npm run api` writes a new one)", (name) => {
  expect(current.get(name)!.text).toBe(readFileSync(`${REPORTS}${name}.api.md`, "utf8"));
});

test("R151 every entry point has its report, and no report is left over", () => {
  expect(readdirSync(REPORTS).sort()).toEqual(MODULES.map((name) => `${name}.api.md`).sort());
});

test("R151 every type that a public signature uses is exported beside it, or by the core", () => {
  const core = exportedBy("index");
  const missing = MODULES.flatMap((name) => {
    const own = exportedBy(name);
    const unknown = current.get(name)!.unexported.filter((type) => !own.has(type) && !core.has(type));
    return [...new Set(unknown)].map((type) => `${name}: ${type}`);
  });
  expect(missing.sort()).toEqual([]);
});
