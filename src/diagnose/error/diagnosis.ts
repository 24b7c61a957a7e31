/**
 * From any error to what happened, what to do, and who must do it: with the tables it is given.
 *
 * An adapter brings its own table; `diagnoseError` brings them all.
 *
 * @module
 */
import { scrub } from "../../core/scrub.ts";
import { type Action, isAction } from "../../errors.ts";
import { judge, ACTION_REMEDIES } from "./rule.ts";
import type { ErrorView } from "./error-view.ts";
import { findProvider } from "./find-provider.ts";
import { type TokenAge, tokenAgeOf, secretsOf } from "./token-age.ts";
import type { RowMatch } from "./find-row.ts";
import { fieldAt } from "./field-at.ts";
import { extrasOf, namesOf, type Table } from "./table.ts";

/** What may be known besides the error. */
export interface DiagnoseErrorOptions {
  /** A table's id (`twilio-voice`) or a vendor (`twilio`). Needed where numbers overlap and the error has no shape of its own. */
  readonly provider?: string | undefined;
  /** The token that met the error: a `Token`, a manager or its `state`, `{ expiresAt }` in epoch ms, or a JWT. */
  readonly token?: unknown;
  /** Epoch ms. Default: the clock. */
  readonly now?: number | undefined;
}

/** One of several meanings. */
export interface DiagnosisCandidate {
  readonly provider: string;
  readonly code: string | number;
  readonly subCode?: number;
  readonly name: string;
  readonly action: Action;
}

/** What an error means. */
export interface Diagnosis extends DiagnosisCandidate {
  /** Id of the catalog's table, or `unknown`. */
  readonly provider: string;
  /** As the vendor writes it; `unknown` where there is none. */
  readonly code: string | number;
  readonly subCode?: number;
  /** The vendor's name for it. */
  readonly name: string;
  /** Who must do what now. */
  readonly action: Action;
  /** What to do if a fresh token meets the same error. */
  readonly thenAction?: Action;
  /** What happened, in plain words. Quotes are scrubbed of anything like a token. */
  readonly cause: string;
  /** What to do, for whoever must act. */
  readonly remedy: string;
  readonly userMustAct: boolean;
  /** `package@version` or the title of a document. */
  readonly source: string;
  /** Who else uses this code. With `provider` `unknown`, say which one it is by the option `provider`. */
  readonly candidates?: readonly DiagnosisCandidate[];
}

const UNKNOWN = {
  provider: "unknown",
  code: "unknown",
  action: "none",
  userMustAct: false,
  source: "evertoken",
} as const;

/**
 * {@link diagnoseError} with other tables.
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
  const given = fieldAt(options, "now");
  const token = fieldAt(options, "token");
  const life = tokenAgeOf(token, typeof given === "number" && Number.isFinite(given) ? given : readClock());
  const secrets = secretsOf(token);

  const own = ownError(error, secrets);
  if (own) return own;
  const found = findProvider(error, typeof provider === "string" ? provider : undefined, tables);
  const candidates = found.candidates?.map((match) => candidateOf(match, life));
  if (found.match) return { ...diagnosisOf(found.match, found.view, life, secrets), ...(candidates && { candidates }) };
  if (candidates) return undecided(candidates);
  return unexplained(found.view, found.table, secrets);
}

/** A `TokenError` says all of this itself. */
function ownError(error: unknown, secrets: readonly string[]): Diagnosis | undefined {
  const [name, code, action, remedy, message] = ["name", "code", "action", "remedy", "message"].map((path) =>
    fieldAt(error, path),
  );
  if (name !== "TokenError" || !isAction(action) || typeof code !== "string" || !code.startsWith("ERR_"))
    return undefined;
  return {
    provider: "evertoken",
    code,
    name: code,
    action,
    cause: scrub(typeof message === "string" ? message : code, secrets),
    remedy: typeof remedy === "string" && remedy ? scrub(remedy, secrets) : ACTION_REMEDIES[action],
    userMustAct: action === "signIn",
    source: "evertoken",
  };
}

function candidateOf({ table, row, key, code }: RowMatch, life: TokenAge | undefined): DiagnosisCandidate {
  const name = namesOf(row)[0];
  // `state:` and the like only say where a code was found.
  const [, prefix, bare] = /^(\w+:)?(.*)$/.exec(key.code)!;
  const shown =
    code ?? (key.code === "~" ? (name ?? "unknown") : prefix && table.at?.includes(prefix) ? bare! : key.code);
  return {
    provider: table.id,
    code: typeof shown === "string" && /^-?\d+$/.test(shown) ? Number(shown) : shown,
    ...(key.sub && { subCode: Number(key.sub) }),
    name: name ?? String(shown),
    action: judge(row[1], life, table.maxLifeMs).action,
  };
}

function diagnosisOf(
  match: RowMatch,
  view: ErrorView,
  life: TokenAge | undefined,
  secrets: readonly string[],
): Diagnosis {
  const { table, row } = match;
  const { remedy, source } = extrasOf(row);
  const { action, thenAction, userMustAct, usual, because } = judge(row[1], life, table.maxLifeMs);
  const quote = table.general && view.said ? `It said: "${scrub(view.said, secrets)}"` : "";
  return {
    ...candidateOf(match, life),
    action,
    ...(thenAction && { thenAction }),
    cause: [row[2], because, quote].filter(Boolean).join(" "),
    remedy: (usual && remedy) || (table.remedies?.[action] ?? ACTION_REMEDIES[action]),
    userMustAct,
    source: source ?? table.source,
  };
}

/** Several providers use this code. Where they agree on the action, it is known all the same. */
function undecided(candidates: readonly DiagnosisCandidate[]): Diagnosis {
  const [first] = candidates;
  const agreed = candidates.every(({ action }) => action === first!.action);
  return {
    ...UNKNOWN,
    code: first!.code,
    name: "ambiguous",
    ...(agreed && { action: first!.action, userMustAct: first!.action === "signIn" }),
    cause: `This code means different things: ${candidates.map(({ provider, name }) => `${name} (${provider})`).join(", ")}.`,
    remedy: agreed
      ? ACTION_REMEDIES[first!.action]
      : "Say whose error it is: pass one of the candidates as the option `provider`.",
    candidates,
  };
}

function unexplained(view: ErrorView, table: Table | undefined, secrets: readonly string[]): Diagnosis {
  const code = view
    .codes(table?.at ?? "code .")
    .values()
    .next().value;
  const shown = typeof code === "string" ? scrub(code, secrets) : code;
  return {
    ...UNKNOWN,
    ...(table && { provider: table.id, source: table.source }),
    ...(shown !== undefined && { code: shown }),
    name: scrub(view.name, secrets) || "unknown",
    cause: `The catalog has no row for this error${view.said ? `. It said: "${scrub(view.said, secrets)}"` : "."}`,
    remedy: "Nothing says that the token is to blame. If it is, please report the error with its provider and code.",
  };
}
