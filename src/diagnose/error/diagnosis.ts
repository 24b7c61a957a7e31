/**
 * From any error to what happened, what to do, and who must do it: with the tables it is given.
 *
 * An adapter brings its own table; `diagnoseError` brings them all.
 *
 * @module
 */
import type { Action } from "../../errors.ts";
import { proofOf } from "./evidence.ts";
import { fieldAt } from "./field-at.ts";
import { findProvider } from "./find-provider.ts";
import { byCode, byName, byNameInText, bySaying, byUnrelated, byWideCode } from "./find-row.ts";
import type { Provider } from "./provider.ts";
import { alternativeOf, diagnosisOf, ownError, undecided, unexplained } from "./sentences.ts";
import type { Table } from "./table.ts";
import { JUST_FETCHED, secretsOf, type TokenAge, tokenAgeOf } from "./token-age.ts";
import { ErrorView } from "./error-view.ts";
import { loudest } from "./pasted.ts";
import { lineOf, viewsOf } from "./walk.ts";

/** What may be known besides the error. */
export interface DiagnoseErrorOptions {
  /** A table's id (`twilio-voice`) or a vendor (`twilio`). Needed where numbers overlap and the error has no shape of its own. @defaultValue found by the shape of the error */
  readonly provider?: Provider | undefined;
  /** The token that met the error: a `Token`, a manager or its `state`, `{ expiresAt }` in epoch ms, or a JWT. @defaultValue nothing is known of the token */
  readonly token?: unknown;
  /** Epoch ms. Default: the clock. @defaultValue the clock */
  readonly now?: number | undefined;
  /**
   * Who answered. `token`: the app's token endpoint, as in the errors of a fetcher, where 401 ends the session and 404
   * is a wrong address. `api`: anybody else, where a status says nothing but itself.
   *
   * @defaultValue `"api"`
   */
  readonly endpoint?: "token" | "api" | undefined;
}

/** One of several meanings. */
export interface DiagnosisCandidate {
  /** Id of the catalog's table. */
  readonly provider: string;
  /** As the vendor writes it. */
  readonly code: string | number;
  /** The vendor's second code, where it has one. */
  readonly subCode?: number;
  /** The vendor's name for it. */
  readonly name: string;
  /** Who must do what. */
  readonly action: Action;
}

/** What a resource server's challenge asks for, beside a new token (RFC 6750, RFC 9470). */
export interface Demands {
  /** The scope that the request needs (RFC 6750). */
  readonly scope?: string;
  /** As it was sent: Microsoft Entra encodes JSON in base64. */
  readonly claims?: string;
  /** How strongly the user must sign in (RFC 9470). */
  readonly acrValues?: string;
  /** How long ago the user may have signed in at most, in ms. */
  readonly maxAgeMs?: number;
}

/** What an error means. */
export interface Diagnosis extends DiagnosisCandidate {
  /** Id of the catalog's table; without a row, the provider that was asked for; or `unknown`. */
  readonly provider: string;
  /** As the vendor writes it; `unknown` where there is none. */
  readonly code: string | number;
  /** Who must do what now. */
  readonly action: Action;
  /** What to do if the error comes back after `action`, with a fresh token where `action` asks for one. */
  readonly thenAction?: Action;
  /** Whether anything is known of this error. `action: "none"` means "no token problem" only if it is. */
  readonly recognised: boolean;
  /** What happened, in plain words. Quotes are scrubbed of anything like a token. */
  readonly cause: string;
  /** What may be behind it, likeliest first, where several things may; the only one if the evidence decides. */
  readonly causes?: readonly string[];
  /** What the server wants besides a new token. */
  readonly demands?: Demands;
  /** What to do, for whoever must act. */
  readonly remedy: string;
  /** Whether only the user can go on: by signing in, or by a permission. */
  readonly userMustAct: boolean;
  /** `package@version` or the title of a document. */
  readonly source: string;
  /** Who else uses this code. With `provider` `unknown`, say which one it is by the option `provider`. */
  readonly candidates?: readonly DiagnosisCandidate[];
}

/**
 * `diagnoseError` with other tables.
 *
 * @param readClock - epoch ms, asked only if `options.now` is not given
 */
export function diagnoseWith(
  tables: readonly Table[],
  readClock: () => number,
  error: unknown,
  options?: DiagnoseErrorOptions,
): Diagnosis {
  const provider = fieldAt(options, "provider");
  const token = fieldAt(options, "token");
  const age = tokenAgeOf(token, nowOf(options, readClock));
  const secrets = secretsOf(token);

  const asked = typeof provider === "string" && provider !== "" ? provider : undefined;
  const views = viewsOf(error);
  for (const view of views) {
    const own = view.name === "TokenError" && ownError(view.error, secrets);
    if (own) return own;
  }
  const endpoint = fieldAt(options, "endpoint") === "token" ? "token" : "api";
  let found = findProvider(views, asked, tables, endpoint);
  // JSON none of whose fields is known may still have words.
  const isMute = (view: ErrorView): boolean => !view.own || typeof view.error === "string";
  if (!found.match && !found.candidates && views[0]!.error !== error && views.every(isMute)) {
    found = findProvider([new ErrorView(error, 0, loudest)], asked, tables, endpoint);
  }
  const candidates = found.candidates?.map((match) => alternativeOf(match, age));
  if (found.match) {
    const { match, view } = found;
    return {
      ...diagnosisOf(match, view, age, secrets),
      ...proofOf(match, [view, ...views], age),
      ...(candidates && { candidates }),
    };
  }
  if (candidates) return undecided(candidates, found.isBare);
  return unexplained(found.view, asked ?? found.table?.id, found.table, secrets);
}

/** What an adapter knows of the token that met an error. */
export interface MetToken {
  readonly token?: unknown;
  /** Epoch ms. */
  readonly now: number;
  /** The token had just been fetched, so a newer one is no cure. */
  readonly isFresh?: boolean;
}

/** The error of one vendor's SDK, by that vendor's table alone: all that an adapter needs, at a third of the size. */
export function diagnoseWithTable(table: Table, error: unknown, { token, now, isFresh }: MetToken): Diagnosis {
  const age: TokenAge | undefined = isFresh ? JUST_FETCHED : tokenAgeOf(token, now);
  const secrets = secretsOf(token);
  const views = lineOf(error);
  for (const find of [byCode, bySaying, byName, byNameInText, byWideCode, byUnrelated]) {
    for (const view of views) {
      const match = find(view, table);
      if (match) return diagnosisOf(match, view, age, secrets);
    }
  }
  return unexplained(views[0]!, table.id, table, secrets);
}

function nowOf(options: DiagnoseErrorOptions | undefined, readClock: () => number): number {
  const given = fieldAt(options, "now");
  return typeof given === "number" && Number.isFinite(given) ? given : readClock();
}
