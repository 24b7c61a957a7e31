/**
 * The shape of the catalog: one table a provider, one row a cause.
 *
 * To add a provider: write a table in `catalog/`, list it in `catalog/index.ts`, and write the
 * expected answers by hand in `test/diagnose/errors/`.
 *
 * @module
 */
import type { Action } from "../../errors.ts";
import type { TableId } from "./provider.ts";
import type { Rule } from "./rule.ts";
import type { ErrorView } from "./error-view.ts";

/** What a row may add. */
export interface RowExtras {
  /** The text must match as well. Case-insensitive by its own flag. */
  readonly says?: RegExp;
  /** The text must not match. */
  readonly unless?: RegExp;
  /** The last resort of its table: asked only if no words of the error say more. Of plain words: nothing beside a 404 and its like. */
  readonly wide?: boolean;
  /** What may be behind it, likeliest first, each with the action it asks for. */
  readonly causes?: readonly (readonly [action: Action, sentence: string])[];
  /** Instead of the table's or the general sentence for the row's usual action. */
  readonly remedy?: string;
  /** Instead of the table's source. */
  readonly source?: string;
}

/**
 * - keys: codes divided by spaces; `401/40235` is code and sub-code; `~` is any code (the text decides)
 * - rule: see {@link Rule}
 * - cause: what happened, in plain words
 * - names: what the vendor calls it, on each platform, divided by `|`; an error that carries only the name is found by it
 * - extras: see {@link RowExtras}; they may follow the cause directly
 */
export type Row = readonly [
  keys: string,
  rule: Rule,
  cause: string,
  ...more: readonly [extras?: RowExtras] | readonly [names: string, extras?: RowExtras],
];

/** Everything known about the errors of one provider. */
export interface Table {
  /** `vendor` or `vendor-product`; asking for `vendor` asks all of its products. */
  readonly id: TableId;
  /** The provider's name for people. */
  readonly title: string;
  /** `package@version` or the title of a document. */
  readonly source: string;
  /** When the source was read. */
  readonly checked: string;
  /** Where a code is found: dotted paths divided by spaces, `.` for the value itself; `state:reason` puts `state:` before what it finds. Default `code .` */
  readonly at?: string;
  /** Where a sub-code is found. Default `subCode`. */
  readonly sub?: string;
  /** Whether an error is this provider's beyond doubt. Without it, the caller must name the provider. */
  is?(view: ErrorView): boolean;
  /** Codes that hide in a text or in a header. */
  codesIn?(view: ErrorView): readonly (string | number | undefined)[];
  /** A sub-code that hides in a text. */
  subIn?(view: ErrorView): string | undefined;
  /**
   * Nobody's table in particular: it applies to everybody's errors, and what the error said is quoted.
   *
   * - `standard`: by codes, before anything less certain
   * - `words`: by the plain words of the whole error; `auth words`: only if something says that this is about
   *   signing in; `minted words`, `hinted words`: only if the provider is known, and for the first the app's server mints
   *   its tokens; `late words`: after the last resorts of the vendors
   * - `last resort`: statuses and the network, if nothing else fits
   */
  readonly rank?: "standard" | "words" | "minted words" | "auth words" | "hinted words" | "late words" | "last resort";
  /** Its codes are anybody's words: they mean something only in an error of its shape. */
  readonly needsShape?: boolean;
  /** Only for errors of a token endpoint. */
  readonly endpoint?: "token";
  /** The longest life of a token that the provider accepts. */
  readonly maxLifeMs?: number;
  /** What to do for each action, where a row has no sentence of its own. */
  readonly remedies?: Partial<Record<Action, string>>;
  /** A table whose rows apply as well, after this one's. */
  readonly inherits?: Table;
  /** First match wins. */
  readonly rows: readonly Row[];
  /** Codes, divided by spaces, that were looked at and have no part in tokens. */
  readonly unrelated?: string;
}

/** One code of a row. `code` is `~` where only the text decides. */
export interface Key {
  readonly code: string;
  readonly sub?: string;
}

/** The codes of a row. A slash divides code and sub-code only before a digit: Firebase has `auth/…`. */
export function keysOf(row: Row): readonly Key[] {
  return row[0].split(" ").map((key) => {
    const [code, sub] = key.split(/\/(?=-?\d)/) as [string, string?];
    return sub === undefined ? { code } : { code, sub };
  });
}

/** What the vendor calls it, the first name being the one to show. */
export function namesOf(row: Row): readonly string[] {
  return typeof row[3] === "string" ? row[3].split("|") : [];
}

/** What a row adds to its cause. */
export function extrasOf(row: Row): RowExtras {
  return row[4] ?? (typeof row[3] === "object" ? row[3] : {});
}
