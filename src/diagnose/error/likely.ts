/**
 * The tables of standards that may know an error: asked once, so that the ways to find a row visit few tables or none.
 *
 * @module
 */
import type { ErrorView } from "./error-view.ts";
import { codesOf, subsOf } from "./find-row.ts";
import { indexOf } from "./row-index.ts";
import type { Table } from "./table.ts";

/** Many tables, turned round. */
interface Net {
  /** Every place where one of them looks for a code. */
  readonly at: string;
  /** Whose code or name a word is. */
  readonly byWord: ReadonlyMap<string, readonly Table[]>;
  /** Those that also read texts: they must be asked. */
  readonly readers: readonly Table[];
}

const nets = new WeakMap<readonly Table[], Net>();
const NONE: readonly Table[] = [];

function netOf(tables: readonly Table[]): Net {
  const known = nets.get(tables);
  if (known) return known;
  const byWord = new Map<string, Table[]>();
  for (const table of tables) {
    const { codes, names, unrelated } = indexOf(table);
    for (const word of new Set([...codes.keys(), ...names.keys(), ...unrelated.keys()]))
      byWord.set(word, [...(byWord.get(word) ?? []), table]);
  }
  const net: Net = {
    at: [...new Set(tables.flatMap(({ at = "code ." }) => at.split(" ")))].join(" "),
    byWord,
    readers: tables.filter((table) => table.codesIn ?? indexOf(table).sayings),
  };
  nets.set(tables, net);
  return net;
}

/** Those of `tables` that have a row which may fit; a few more do no harm. */
export function likelyOf(view: ErrorView, tables: readonly Table[]): readonly Table[] {
  const { at, byWord, readers } = netOf(tables);
  const found = new Set<Table>();
  for (const word of [view.name.toLowerCase(), ...view.codes(at).keys()])
    for (const table of byWord.get(word) ?? NONE) found.add(table);
  for (const table of readers) if (!found.has(table) && reads(view, table)) found.add(table);
  return tables.filter((table) => found.has(table));
}

function reads(view: ErrorView, table: Table): boolean {
  const { codes, subs, sayings } = indexOf(table);
  // As bySaying looks.
  if (sayings?.test(view.depth > 0 ? view.own : view.text)) return true;
  if (!table.codesIn) return false;
  return (
    [...codesOf(view, table).keys()].some((code) => codes.has(code)) ||
    [...subsOf(view, table).keys()].some((sub) => subs.has(sub))
  );
}
