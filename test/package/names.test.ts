/** One word for one thing: what an exported name stands for, over all of src/. */
import ts from "typescript";
import { expect, test } from "vitest";
import { checker, exportsOf, files, homeOf, meaningOf, parse } from "../support/source-tree.ts";

/** The contract gives these to two vendors, each in its own entry point. */
const TWO_VENDORS = ["keepClient", "KeepClientOptions", "connectRoom", "ConnectRoomOptions"];

/** Each framework has its own of these, by the name that its users expect. */
const EVERY_FRAMEWORK = ["useToken", "useTokenState"];

/** Name -> what it stands for, of every export. A namespace is a file under another name, and no second meaning. */
function exportedNames(): Map<string, Set<ts.Symbol>> {
  const names = new Map<string, Set<ts.Symbol>>();
  for (const symbol of files.flatMap(exportsOf)) {
    const meaning = meaningOf(symbol);
    if (meaning.flags & ts.SymbolFlags.ValueModule) continue;
    names.set(symbol.name, (names.get(symbol.name) ?? new Set()).add(meaning));
  }
  return names;
}

/** What stands at the top of a file, exported or not. */
const topLevel = (file: string): ts.Symbol[] =>
  parse(file)
    .statements.flatMap((statement): readonly ts.Node[] =>
      ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement],
    )
    .flatMap((node) => (node as Partial<ts.NamedDeclaration>).name ?? [])
    .flatMap((name) => checker.getSymbolAtLocation(name) ?? [])
    .map((symbol) => checker.getExportSymbolOfSymbol(symbol));

test("an exported name stands for one thing, and no file uses it for another", () => {
  const names = exportedNames();
  for (const symbol of files.flatMap(topLevel)) names.get(symbol.name)?.add(symbol);
  const doubled = [...names]
    .filter(([name, meanings]) => meanings.size > 1 && ![...TWO_VENDORS, ...EVERY_FRAMEWORK].includes(name))
    .map(([name, meanings]) => `${name}: ${[...meanings].map(homeOf).sort().join(", ")}`);
  expect(doubled).toEqual([]);
});

test("what two vendors share is in entry points of two vendors", () => {
  const names = exportedNames();
  const entries = ["adapters/agora.ts", "adapters/livekit.ts", "adapters/twilio.ts"];
  for (const name of TWO_VENDORS) {
    const homes = entries.filter((entry) => exportsOf(entry).some((symbol) => symbol.name === name));
    expect([name, names.get(name)!.size, homes.length]).toEqual([name, 2, 2]);
  }
});

test("what every framework has is in the entry points of frameworks", () => {
  const entries = ["adapters/react.ts", "adapters/solid.ts", "adapters/svelte.ts", "adapters/vue.ts"];
  const own = entries.filter((entry) =>
    EVERY_FRAMEWORK.every((name) => exportsOf(entry).some((at) => at.name === name)),
  );
  expect(own).toEqual(entries);
  for (const name of EVERY_FRAMEWORK) expect([name, exportedNames().get(name)!.size]).toEqual([name, entries.length]);
});
