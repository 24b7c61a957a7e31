/**
 * The files of src/ as the compiler sees them, for the tests that hold them against the rules of the house.
 *
 * @module
 */
import { readdirSync } from "node:fs";
import ts from "typescript";

export const SRC = new URL("../../src/", import.meta.url).pathname;

/** Every file of src/, by its path below it. */
export const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

export const program = ts.createProgram(
  files.map((file) => SRC + file),
  {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.esnext.disposable.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  },
);

export const checker = program.getTypeChecker();

export const parse = (file: string): ts.SourceFile => program.getSourceFile(SRC + file)!;

/** What a name stands for: the declaration behind imports and re-exports. */
export const meaningOf = (symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** Where that is declared, by the path below src/. */
export const homeOf = (symbol: ts.Symbol): string =>
  symbol.declarations![0]!.getSourceFile().fileName.slice(SRC.length);

/** What a file exports, re-exports included. */
export function exportsOf(file: string): ts.Symbol[] {
  const module = checker.getSymbolAtLocation(parse(file));
  return module ? checker.getExportsOfModule(module) : [];
}
