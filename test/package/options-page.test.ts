/** docs/options.md tells the options as they are. */
import { readFileSync } from "node:fs";
import type ts from "typescript";
import { expect, test } from "vitest";
import { DEFAULTS } from "../../src/options.ts";
import { checker, exportsOf, meaningOf } from "../support/source-tree.ts";

const page = readFileSync(new URL("../../docs/options.md", import.meta.url), "utf8");
const rows = new Map([...page.matchAll(/^\| `([\w.]+)` +\| (.*?) +\|/gm)].map(([, name, value]) => [name!, value!]));

/** `retry.retries` for a group of options, the plain name for any other. */
function namesOf(symbol: ts.Symbol): string[] {
  const name = symbol.name as keyof typeof DEFAULTS;
  const value: unknown = DEFAULTS[name];
  return typeof value === "object" ? Object.keys(value as object).map((inner) => `${name}.${inner}`) : [name];
}

const valueOf = (path: string): unknown =>
  path.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], DEFAULTS);

const options = meaningOf(exportsOf("index.ts").find(({ name }) => name === "TokenManagerOptions")!);
const names = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(options)).flatMap(namesOf);

test("R290 every option has its row, and no row is left of an option that is gone", () => {
  expect(names.length).toBeGreaterThan(15);
  expect([...rows.keys()].sort()).toEqual([...names].sort());
});

test("R290 the defaults are those of the code", () => {
  const said = (text: string): unknown => JSON.parse(text.replaceAll(/[` ]/g, "")) as unknown;
  const numbers = names.filter((name) => valueOf(name) !== undefined && name !== "refreshLeadMs");
  expect(numbers.length).toBeGreaterThan(9);
  expect(Object.fromEntries(numbers.map((name) => [name, said(rows.get(name)!)]))).toEqual(
    Object.fromEntries(numbers.map((name) => [name, valueOf(name)])),
  );
  expect([rows.get("refreshLeadMs"), DEFAULTS.refreshLeadMs]).toEqual([
    "= `willExpireLeadMs`",
    DEFAULTS.willExpireLeadMs,
  ]);
});
