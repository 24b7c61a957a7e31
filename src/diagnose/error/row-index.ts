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
  /** Codes and names that no sentence holds by chance. */
  readonly telling: Map<string, RowMatch[]>;
}

// Tables stay as they are written; what is read from them is kept beside them.
const indexes = new WeakMap<Table, Index>();

/** What a table knows, by code and by name. */
export function indexOf(table: Table): Index {
  const known = indexes.get(table);
  if (known) return known;
  const index: Index = {
    codes: new Map(),
    subs: new Map(),
    names: new Map(),
    unrelated: new Map(),
    telling: new Map(),
  };
  const tell = (word: string, match: RowMatch): void => {
    if (!isTelling(word)) return;
    const lower = word.toLowerCase();
    index.telling.set(lower, [...(index.telling.get(lower) ?? []), match]);
  };
  const add = (owner: Table): void => {
    for (const row of owner.rows) {
      const { says } = extrasOf(row);
      const matches = keysOf(row).map((key): RowMatch => ({ table: owner, row, key }));
      for (const match of matches) {
        const lower = match.key.code.toLowerCase();
        index.codes.set(lower, [...(index.codes.get(lower) ?? []), match]);
        const { sub = "" } = match.key;
        if (!sub) tell(match.key.code, match);
        if (sub.length > 4 && !says && !index.subs.has(sub)) index.subs.set(sub, match);
      }
      if (says) continue;
      for (const name of namesOf(row)) {
        const lower = name.toLowerCase();
        if (!index.names.has(lower)) index.names.set(lower, matches[0]!);
        tell(name, matches[0]!);
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
  indexes.set(table, index);
  return index;
}

/** Names of classes that every other library has: `TransportError`, `TooManyRequests`. */
const ANYBODYS =
  /^(?:[A-Z][a-z]+|InvalidState|PermissionDenied|RateLimit|TooManyRequests|InternalServer|UnknownServer|RequestFailed|ConnectionFailed|ConnectionTimeout)(?:Error|Exception|Requests)?$/;

/** Whether a word, as its vendor spells it, is a code and no word of a language. */
function isTelling(word: string): boolean {
  return (
    word.length > 5 && /^[\w/.-]+$/.test(word) && /[_/-]|[a-z][A-Z]|[A-Z]{2}[a-z]/.test(word) && !ANYBODYS.test(word)
  );
}
