/**
 * From what a reader pastes to rows of the page of errors: a code, a name, a line of the console, an error as JSON.
 *
 * @module
 */
import { pastedIn } from "../../../src/cli/input.ts";
import { CATALOG } from "../../../src/diagnose/catalog/index.ts";
import { diagnoseError } from "../../../src/diagnose/error/diagnose-error.ts";
import type { Diagnosis } from "../../../src/diagnose/error/diagnosis.ts";
import { keysOf, namesOf, type Row } from "../../../src/diagnose/error/table.ts";
import { failuresIn } from "./failures.ts";

/** A row of the page. */
export interface Hit {
  /** Id of the table, and of its heading. */
  readonly table: string;
  readonly title: string;
  /** The number of the row in its table, from 0 on. */
  readonly row: number;
  /** As the first column shows it. */
  readonly code: string;
  readonly name: string;
  readonly cause: string;
}

/** What was found. */
export interface Found {
  readonly hits: readonly Hit[];
  /** The answer of `diagnoseError`, where it knows one. */
  readonly diagnosis?: Diagnosis;
}

const MOST = 12;

/** Everything that fits, the diagnosis' own row first. Empty for an empty text. */
export function lookUp(text: string): Found {
  const asked = text.trim();
  if (asked === "") return { hits: [] };
  const exact = rowsThat((row) => isCalled(row, asked.toLowerCase()));
  if (exact.length > 0) return { hits: exact.slice(0, MOST) };
  const diagnosis = failuresIn(pastedIn(text))?.[0]?.diagnosis ?? diagnoseError(text);
  const meant = [diagnosis, ...(diagnosis.candidates ?? [])].flatMap(({ provider, code, subCode }) =>
    rowsThat(
      (row, table) => table === provider && has(row, String(code), subCode === undefined ? undefined : String(subCode)),
    ),
  );
  return { hits: distinct(meant).slice(0, MOST), ...(diagnosis.recognised && { diagnosis }) };
}

/** `40235`, `401/40235` or `401` finds `401/40235`; a name is found as the vendor writes it. */
const isCalled = (row: Row, asked: string): boolean =>
  keysOf(row).some(({ code, sub }) =>
    [code, sub, `${code}/${sub ?? ""}`].some((key) => key?.toLowerCase() === asked),
  ) || namesOf(row).some((name) => name.toLowerCase() === asked);

const has = (row: Row, code: string, sub: string | undefined): boolean =>
  keysOf(row).some((key) => key.code === code && (key.sub === undefined || key.sub === sub)) ||
  namesOf(row).includes(code);

function rowsThat(fits: (row: Row, table: string) => boolean): Hit[] {
  return CATALOG.flatMap(({ id, title, rows }) =>
    rows.flatMap((row, at): Hit[] => {
      if (!fits(row, id)) return [];
      const codes = keysOf(row).map(({ code, sub }) => (code === "~" ? "text" : sub ? `${code}/${sub}` : code));
      return [{ table: id, title, row: at, code: codes.join(" "), name: namesOf(row).join(", "), cause: row[2] }];
    }),
  );
}

const distinct = (hits: readonly Hit[]): Hit[] => [
  ...new Map(hits.map((hit) => [`${hit.table} ${hit.row}`, hit])).values(),
];
