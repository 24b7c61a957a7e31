/**
 * Finding a row of one table.
 *
 * @module
 */
import type { ErrorView } from "./error-view.ts";
import { tellingWordsOf } from "./telling-words.ts";
import { codesInText } from "./text-codes.ts";
import { indexOf, type RowMatch } from "./row-index.ts";
import { extrasOf, namesOf, type Row, type Table } from "./table.ts";

/** One way of finding a row. */
export type Finder = (view: ErrorView, table: Table) => RowMatch | undefined;

/** Where the table looks for codes. */
export function codesOf(view: ErrorView, table: Table): ReadonlyMap<string, string | number> {
  const codes = view.codes(table.at ?? "code .");
  if (!table.codesIn) return codes;
  const known = view.derived.get(table);
  if (known) return known;
  const all = new Map(codes);
  for (const code of table.codesIn(view)) {
    // As of a place, its prefix is no part of the code.
    if (code !== undefined)
      all.set(String(code).toLowerCase(), typeof code === "string" ? code.replace(/^rest:/, "") : code);
  }
  view.derived.set(table, all);
  return all;
}

export function subsOf(view: ErrorView, table: Table): ReadonlyMap<string, string | number> {
  const sub = table.subIn?.(view);
  const subs = view.codes(table.sub ?? "subCode");
  return sub === undefined ? subs : new Map([[sub, sub], ...subs]);
}

/**
 * The row whose code, and text where it asks for one, fits. Codes are tried in the order of the
 * table's `at`: Twilio's `errorCode` says more than the HTTP status beside it. Rows that ask for a text go first.
 */
export const byCode: Finder = (view, table) => {
  const { codes, subs } = indexOf(table);
  const known = codesOf(view, table);
  const seenSubs = subsOf(view, table);
  const [any] = known.values();
  for (const [lower, code] of known) {
    const rows = codes.get(lower) ?? [];
    const match =
      rows.find(({ row }) => fits(row, view.text)) ??
      rows.find(({ row, key }) => {
        const { says, wide } = extrasOf(row);
        return !says && !wide && (!key.sub || seenSubs.has(key.sub));
      });
    if (match) return { ...match, code: /^\dxx$/.test(match.key.code) ? any : code };
  }
  for (const sub of seenSubs.keys()) {
    const match = subs.get(sub);
    if (match) return { ...match, code: any };
  }
  return undefined;
};

/** A row that needs no code: the text decides. */
export const bySaying: Finder = (view, table) => {
  // The outermost has seen the texts of all.
  const text = view.depth > 0 ? view.own : view.text;
  const match = indexOf(table)
    .codes.get("~")
    ?.find(({ row }) => fits(row, text));
  // The vendor's name is steadier than whatever code came along.
  return (
    match && {
      ...match,
      code: match.key.sub || namesOf(match.row).length === 0 ? codesOf(view, table).values().next().value : undefined,
    }
  );
};

/** A row that is the last resort of its table: the code alone says little. */
export const byWideCode: Finder = (view, table) => {
  const known = codesOf(view, table);
  for (const [lower, code] of known) {
    const match = indexOf(table)
      .codes.get(lower)
      ?.find(({ row }) => extrasOf(row).wide);
    // `AADSTSxx` stands for every number: the one that came is shown.
    if (match) return { ...match, code: lower.endsWith("xx") ? [...known.values()].at(-2)! : code };
  }
  return undefined;
};

/** A code that the table lists as not about tokens. */
export const byUnrelated: Finder = (view, table) => {
  const { unrelated } = indexOf(table);
  const subs = [...subsOf(view, table).keys()];
  for (const [lower, code] of codesOf(view, table)) {
    const match = unrelated.get(lower);
    if (match && (!match.key.sub || subs.includes(match.key.sub))) return { ...match, code };
  }
  return undefined;
};

/** For an error that carries only the vendor's name for it: the code may change, or be lost on the way. */
export const byName: Finder = (view, table) => {
  const { names } = indexOf(table);
  const known = codesOf(view, table);
  for (const lower of [view.name.toLowerCase(), ...known.keys()]) {
    const match = names.get(lower);
    if (match && !extrasOf(match.row).wide) return { ...match, code: codeBeside(match, known) };
  }
  return undefined;
};

/** {@link byText} for one table: names with an underscore, which no sentence holds by chance. */
export const byNameInText: Finder = (view, table) => {
  const text = view.text.toLowerCase();
  const [, match] = [...indexOf(table).names].find(([name]) => name.includes("_") && text.includes(name)) ?? [];
  return match && { ...match, code: codeBeside(match, codesOf(view, table)) };
};

/** For a console line, or a message alone: the code or the name stands in the text. */
export const byText: Finder = (view, table) => {
  const { codes, subs } = indexOf(table);
  const telling = tellingWordsOf(table);
  let lost: RowMatch | undefined; // a connection; its cause may follow: `53000 …, caused by 20104`
  for (const word of codesInText(view)) {
    const number = word.startsWith("#") ? word.slice(1) : undefined;
    const sub = number !== undefined && subs.get(number);
    const found = number === undefined ? telling.get(word) : [...(codes.get(number) ?? []), ...(sub ? [sub] : [])];
    const match = found?.find((each) => suits(each, view, number === undefined ? "word" : "number"));
    if (match && !isLost(match)) return match;
    lost ??= match;
  }
  return lost;
};

/** Whether nothing but a connection is said to be lost, which may have a cause. */
export const isLost = ({ row }: RowMatch): boolean =>
  row[1].endsWith("retryLater") && /connection|initiali[sz]|signal/i.test(`${row[2]} ${namesOf(row).join(" ")}`);

/** Whether what a row asks for besides its code or its name stands in the text. */
export function suits({ row, key }: RowMatch, view: ErrorView, by: "word" | "number" = "word"): boolean {
  const { says, wide } = extrasOf(row);
  if (says) return fits(row, view.text);
  return !wide && (by === "word" || !key.sub || codesInText(view).has(`#${key.sub}`));
}

/** Whether the text is what the row asks for; a row that asks for none fits no text. */
function fits(row: Row, text: string): boolean {
  const { says, unless } = extrasOf(row);
  return says !== undefined && says.test(text) && !unless?.test(text);
}

/** A name beside which the error has a code of its own shows that. */
function codeBeside({ row }: RowMatch, codes: ReadonlyMap<string, string | number>): string | number | undefined {
  const ours = namesOf(row).map((each) => each.toLowerCase());
  return [...codes].find(([lower]) => !ours.includes(lower))?.[1];
}
