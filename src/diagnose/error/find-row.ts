/**
 * Finding a row of one table.
 *
 * @module
 */
import type { ErrorView } from "./error-view.ts";
import { extrasOf, type Key, keysOf, namesOf, type Row, type Table } from "./table.ts";

/** A row that fits. */
export interface RowMatch {
  readonly table: Table;
  readonly row: Row;
  readonly key: Key;
  /** As the error spelt it, where it did. */
  readonly code?: string | number | undefined;
}

interface Index {
  /** By code in lower case: vendors do not agree with themselves. */
  readonly codes: Map<string, RowMatch[]>;
  /** By a sub-code of five digits: it is unique by itself, and the code beside it has changed before. */
  readonly subs: Map<string, RowMatch>;
  readonly names: Map<string, RowMatch>;
}

// Tables stay as they are written; what is read from them is kept beside them.
const indexes = new WeakMap<Table, Index>();

function indexOf(table: Table): Index {
  const known = indexes.get(table);
  if (known) return known;
  const index: Index = { codes: new Map(), subs: new Map(), names: new Map() };
  const add = (owner: Table): void => {
    for (const row of owner.rows) {
      const matches = keysOf(row).map((key): RowMatch => ({ table: owner, row, key }));
      for (const match of matches) {
        const lower = match.key.code.toLowerCase();
        index.codes.set(lower, [...(index.codes.get(lower) ?? []), match]);
        const { sub = "" } = match.key;
        if (sub.length > 4 && !extrasOf(row).says && !index.subs.has(sub)) index.subs.set(sub, match);
      }
      for (const name of extrasOf(row).says ? [] : namesOf(row))
        if (!index.names.has(name)) index.names.set(name, matches[0]!);
    }
  };
  add(table);
  // `twilio-video` has the rows of `twilio` as well, under its own name and with its own remedies.
  const { inherits, id, remedies } = table;
  if (inherits) add({ ...inherits, id, remedies: { ...inherits.remedies, ...remedies } });
  indexes.set(table, index);
  return index;
}

/**
 * The row whose code, and text where it asks for one, fits. Codes are tried in the order of the
 * table's `at`: Twilio's `errorCode` says more than the HTTP status beside it.
 */
export function byCode(view: ErrorView, table: Table): RowMatch | undefined {
  const index = indexOf(table);
  const codes = view.codes(table.at ?? "code .");
  const subs = view.codes(table.sub ?? "subCode");
  const [any] = codes.values();
  for (const [lower, code] of codes) {
    for (const match of index.codes.get(lower) ?? []) {
      const { row, key } = match;
      const says = extrasOf(row).says;
      if (says ? says.test(view.text) : !key.sub || subs.has(key.sub)) {
        return { ...match, code: /^\dxx$/.test(key.code) ? any : code };
      }
    }
  }
  for (const sub of subs.keys()) {
    const match = index.subs.get(sub);
    if (match) return { ...match, code: any };
  }
  const match = index.codes.get("~")?.find(({ row }) => extrasOf(row).says!.test(view.text));
  // Where only the text decides, the vendor's name is steadier than whatever code came along.
  return match && { ...match, code: match.key.sub || namesOf(match.row).length === 0 ? any : undefined };
}

/** For an error that carries only the vendor's name for it: the code may change, or be lost on the way. */
export function byName(view: ErrorView, table: Table): RowMatch | undefined {
  const names = view.codes(`name ${table.at ?? "code ."}`);
  for (const [name, match] of indexOf(table).names) {
    if (!names.has(name.toLowerCase()) && !(/[a-z]_[a-z]/i.test(name) && view.text.includes(name))) continue;
    const ours = namesOf(match.row).map((each) => each.toLowerCase());
    const [code] = [...view.codes(table.at ?? "code .")].find(([lower]) => !ours.includes(lower))?.slice(1) ?? [];
    return { ...match, code };
  }
  return undefined;
}
