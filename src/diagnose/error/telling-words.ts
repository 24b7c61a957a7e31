/**
 * Codes and names of a table that no sentence holds by chance.
 *
 * @module
 */
import { indexOf, type RowMatch } from "./row-index.ts";
import { extrasOf, keysOf, namesOf, type Table } from "./table.ts";

const known = new WeakMap<Table, ReadonlyMap<string, readonly RowMatch[]>>();

/** By word, in lower case. */
export function tellingWordsOf(table: Table): ReadonlyMap<string, readonly RowMatch[]> {
  const before = known.get(table);
  if (before) return before;
  const found = new Map<string, RowMatch[]>();
  const tell = (word: string, match: RowMatch): void => {
    const lower = word.toLowerCase();
    if (isTelling(word)) found.set(lower, [...(found.get(lower) ?? []), match]);
  };
  for (const match of new Set([...indexOf(table).codes.values()].flat())) {
    if (!match.key.sub) tell(match.key.code, match);
    const isFirst = keysOf(match.row)[0]!.code === match.key.code;
    if (isFirst && !extrasOf(match.row).says) for (const name of namesOf(match.row)) tell(name, match);
  }
  known.set(table, found);
  return found;
}

/** Names of classes that every other library has, and of fields: `TransportError`, `TooManyRequests`, `refreshToken`. */
const ANYBODYS =
  /^(?:[A-Z][a-z]+|(?:refresh|connect|access|auth)Token|InvalidState|PermissionDenied|RateLimit|TooManyRequests|InternalServer|UnknownServer|RequestFailed|ConnectionFailed|ConnectionTimeout|WebSocket)(?:Error|Exception|Requests)?$|^(?:INTERNAL|SERVER|INTERNAL_SERVER|NETWORK|TIMEOUT|VALIDATION|UNKNOWN)_ERROR$|^(?:TOKEN_EXPIRED|INVALID_TOKEN|missing_scopes|[Aa]uthError|[Ii]nvalidArgument|AuthenticationFailed)$|^(?:BAD_REQUEST|NOT_FOUND)$/;

/** Whether a word, as its vendor spells it, is a code and no word of a language. */
function isTelling(word: string): boolean {
  return (
    word.length > 5 &&
    /^[\w/.-]+$/.test(word) &&
    /[_/-]|[a-z][A-Z]|[A-Z]{2}[a-z]|^[A-Z]+\d{5}/.test(word) &&
    !ANYBODYS.test(word)
  );
}
