/**
 * Which vendor a word or a number belongs to, where nothing else tells whose error it is.
 *
 * @module
 */
import { isNamed } from "./beside.ts";
import type { ErrorView } from "./error-view.ts";
import { wordAt } from "./field-at.ts";
import { tellingWordsOf } from "./telling-words.ts";
import { codesInText } from "./text-codes.ts";
import { suits } from "./find-row.ts";
import { indexOf, type RowMatch } from "./row-index.ts";
import { extrasOf, namesOf, type Row, type Table } from "./table.ts";

/** What was found: a match, a provider whose code is unknown, or several that may be meant. */
export interface Found {
  readonly view: ErrorView;
  readonly match?: RowMatch;
  readonly table?: Table | undefined;
  readonly candidates?: readonly RowMatch[];
  /** Nothing but a number speaks for the candidates, and nothing against them. */
  readonly isBare?: boolean;
}

/** Numbers this long are one vendor's own, if the catalog has them once. */
const TELLING = 10_000;

/** Every table's telling words and numbers, once for each catalog. */
interface Words {
  readonly telling: ReadonlyMap<string, readonly RowMatch[]>;
  readonly codes: ReadonlyMap<string, readonly RowMatch[]>;
  readonly subs: ReadonlyMap<string, readonly RowMatch[]>;
}

const catalogs = new WeakMap<readonly Table[], Words>();

function wordsOf(tables: readonly Table[]): Words {
  const known = catalogs.get(tables);
  if (known) return known;
  const telling = new Map<string, RowMatch[]>();
  const codes = new Map<string, RowMatch[]>();
  const subs = new Map<string, RowMatch[]>();
  for (const table of tables) {
    if (table.rank !== undefined && table.rank !== "standard") continue;
    const index = indexOf(table);
    for (const [word, matches] of table.needsShape ? [] : tellingWordsOf(table))
      telling.set(word, [...(telling.get(word) ?? []), ...matches]);
    if (table.rank === "standard") continue;
    for (const [code, matches] of index.codes) codes.set(code, [...(codes.get(code) ?? []), ...matches]);
    for (const [sub, match] of index.subs) subs.set(sub, [...(subs.get(sub) ?? []), match]);
  }
  const words = { telling, codes, subs };
  catalogs.set(tables, words);
  return words;
}

/** A word that only one vendor uses, wherever it stands: in a field or in a sentence. */
export function identified(views: readonly ErrorView[], tables: readonly Table[]): Found | undefined {
  const { telling, codes, subs } = wordsOf(tables);
  for (const view of views) {
    const fields = view.codes("name code errorCode type . error reason event");
    // `oidc.invalid_grant`: the last part is the word.
    const ends = [...fields.keys()].filter((word) => word.includes(".")).map((word) => word.replace(/^.*\./, ""));
    const said = [...codesInText(view)];
    // `A network AuthError … (auth/network-request-failed)`: what is written as a code comes before a name.
    for (const word of [...fields.keys(), ...ends, ...said.filter((word) => word.includes("/")), ...said]) {
      const known = telling.get(word) ?? [];
      // In `type`, a word of a standard is another API's: its own `invalid_request`.
      const found = known.filter(
        (match) => suits(match, view) && !(match.table.rank && word === wordAt(view.error, "type").toLowerCase()),
      );
      if (found.length === 0) continue;
      const { match } = choose(found, tables, "telling");
      if (match) return { view, match: { ...match, code: shownCode(match, fields.get(word)) } };
    }
    // A small number with its name beside it, in any spelling: `{ error: "invalidToken", code: 110 }`.
    const spelt = [...fields.keys()].flatMap((word) => telling.get(word)?.flatMap(({ row }) => namesOf(row)) ?? []);
    const told = [...fields.keys()]
      .flatMap((code) => (/\d$/.test(code) && codes.get(code)) || [])
      .filter(
        (match) =>
          suits(match, view) &&
          namesOf(match.row).some((name) => name.length > 7 && (has(view.own, name) || spelt.includes(name))),
      );
    const { match: small } = choose(told, tables, "telling");
    if (small) return { view, match: { ...small, code: shownCode(small, small.key.code) } };
    // `51007: …`, and `401/40235`: the text must say what the row says.
    for (const word of codesInText(view)) {
      const number = word.slice(1);
      if (!word.startsWith("#")) continue;
      const suiting = (codes.get(number) ?? []).filter((match) => suits(match, view, "number"));
      const named = suiting.filter(({ table }) => isNamed(table, view));
      if (named.length > 0 && named.every(({ row }) => firstOf(row) === firstOf(named[0]!.row)))
        return { view, match: named[0]! };
      if (Math.abs(Number(number)) < 400) continue;
      const found = suiting.filter(
        (match) => match.key.sub !== undefined || (isLong(number) && isConfirmed(match, view)),
      );
      const second = found.length === 0 && /sub_?[- ]?code/i.test(view.own) ? (subs.get(number) ?? []) : [];
      const { match } = choose([...found, ...second], tables, "telling");
      if (match) return { view, match };
    }
  }
  return undefined;
}

/** A code is shown as the error spells it, a name as what it stands for. */
function shownCode({ key }: RowMatch, code: string | number | undefined): string | number | undefined {
  return key.code.toLowerCase() === String(code).toLowerCase() ? code : undefined;
}

const has = (text: string, name: string): boolean => text.toLowerCase().includes(name.toLowerCase());

const isLong = (code: string | number): boolean => Math.abs(Number(code)) >= TELLING;

const firstOf = (row: Row): string => /^\w+/.exec(row[1])![0];

/** Whether an error's own words share one with a row: a shop has an error 40142 as well. */
function isConfirmed({ row, table }: RowMatch, view: ErrorView): boolean {
  if (has(view.own, table.id.split("-")[0]!)) return true;
  const ours = new Set(`${row[2]} ${namesOf(row).join(" ")}`.toLowerCase().match(/[a-z]{5,}/g));
  return [...(view.own.toLowerCase().match(/[a-z]{5,}/g) ?? [])].some((word) => ours.has(word));
}

/** Without provider, shape and words: who in the catalog has this code? */
export function guess(views: readonly ErrorView[], tables: readonly Table[]): Partial<Found> {
  const { codes } = wordsOf(tables);
  for (const view of views) {
    const bare = view.codes(". code errorCode");
    // A status that lost its name may be anybody's.
    const own = [...bare.keys()].filter((code) => !/^[45]\d\d$/.test(code));
    const found = own.flatMap((code) =>
      (codes.get(code) ?? []).filter(({ row, key }) => !key.sub && (extrasOf(row).says?.test(view.text) ?? true)),
    );
    const unique = found.filter((match, at) => found.findIndex(({ table }) => table.id === match.table.id) === at);
    if (unique.length === 0) continue;
    const said = view.own !== "" && !bare.has(view.own.toLowerCase());
    const confirmed = unique.filter((match) => isConfirmed(match, view));
    const long = [...bare.values()].some(isLong);
    const isSingle = unique.length === 1 && [...bare.values()].some((code) => Math.abs(Number(code)) >= 1_000);
    if (said && (long || isSingle) && confirmed.length === 1) return { view, match: confirmed[0]! };
    const isTelling = !said && long;
    if (isTelling && unique.length === 1) return { view, match: unique[0]! };
    return { view, isBare: !said, ...choose(unique, tables, isTelling ? "telling" : "vague") };
  }
  return {};
}

/** Several rows fit: one family with a table of its own speaks for its products, else the caller must choose. */
export function choose(
  found: readonly RowMatch[],
  tables: readonly Table[],
  text: "telling" | "vague",
): { match?: RowMatch; candidates?: readonly RowMatch[] } {
  const [one] = found;
  if (!one) return {};
  if (text === "vague") return { candidates: found };
  const root = tables.find(({ id }) =>
    found.every((match) => match.table.id === id || match.table.id.startsWith(`${id}-`)),
  );
  const spoken = found.find((match) => match.table.id === root?.id);
  if (spoken) return found.length === 1 ? { match: spoken } : { match: spoken, candidates: found };
  const same = found.every(
    ({ row, table }) => row[1] === one.row[1] && (table.rank || table.title === one.table.title),
  );
  return same ? { match: one } : { candidates: found };
}
