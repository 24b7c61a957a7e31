/**
 * What a table knows, by code and by name.
 *
 * @module
 */
import { extrasOf, type Key, keysOf, namesOf, type Row, type Table } from "./table.ts";

/** A row that fits. */
export interface RowMatch {
  readonly table: Table;
  readonly row: Row;
  readonly key: Key;
  /** As the error spelt it, where it did. */
  readonly code?: string | number | undefined;
}

/** One table, turned round. */
export interface Index {
  /** By code in lower case: vendors do not agree with themselves. */
  readonly codes: Map<string, RowMatch[]>;
  /** By a sub-code of five digits: it is unique by itself, and the code beside it has changed before. */
  readonly subs: Map<string, RowMatch>;
  readonly names: Map<string, RowMatch>;
  /** Codes that were looked at and have no part in tokens. */
  readonly unrelated: Map<string, RowMatch>;
  /** Fits whatever one of the rows fits that need no code; it may fit more. */
  readonly sayings: RegExp | undefined;
}

// Tables stay as they are written; what is read from them is kept beside them.
const indexes = new WeakMap<Table, Index>();

/** What a table knows, by code and by name. */
export function indexOf(table: Table): Index {
  const known = indexes.get(table);
  if (known) return known;
  const index = {
    codes: new Map<string, RowMatch[]>(),
    subs: new Map<string, RowMatch>(),
    names: new Map<string, RowMatch>(),
    unrelated: new Map<string, RowMatch>(),
    sayings: undefined as RegExp | undefined,
  };
  const add = (owner: Table): void => {
    for (const row of owner.rows) {
      const { says } = extrasOf(row);
      const matches = keysOf(row).map((key): RowMatch => ({ table: owner, row, key }));
      for (const match of matches) {
        const lower = match.key.code.toLowerCase();
        index.codes.set(lower, [...(index.codes.get(lower) ?? []), match]);
        const { sub = "" } = match.key;
        if (sub.length > 4 && !says && !index.subs.has(sub)) index.subs.set(sub, match);
      }
      if (says) continue;
      for (const name of namesOf(row)) {
        const lower = name.toLowerCase();
        if (!index.names.has(lower)) index.names.set(lower, matches[0]!);
      }
    }
  };
  add(table);
  if (table.unrelated) {
    const row: Row = [table.unrelated, "none", "This code is known, and is not about tokens."];
    for (const key of keysOf(row)) index.unrelated.set(key.code.toLowerCase(), { table, row, key });
  }
  // `twilio-video` has the rows of `twilio` as well, under its own name and with its own remedies.
  const { inherits, id, remedies } = table;
  if (inherits) add({ ...inherits, id, remedies: { ...inherits.remedies, ...remedies } });
  const sayings = index.codes.get("~")?.map(({ row }) => extrasOf(row).says!.source);
  if (sayings) index.sayings = new RegExp(sayings.join("|"), "im");
  indexes.set(table, index);
  return index;
}
