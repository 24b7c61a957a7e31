/**
 * From a row, and what is known of the token, to a diagnosis.
 *
 * @module
 */
import { scrub } from "../../core/scrub.ts";
import { isAction } from "../../errors.ts";
import type { Diagnosis, DiagnosisCandidate } from "./diagnosis.ts";
import type { ErrorView } from "./error-view.ts";
import { fieldAt } from "./field-at.ts";
import { codesOf } from "./find-row.ts";
import type { RowMatch } from "./row-index.ts";
import { ACTION_REMEDIES, verdictOf } from "./rule.ts";
import { extrasOf, namesOf, type Table } from "./table.ts";
import type { TokenAge } from "./token-age.ts";

const UNKNOWN = {
  provider: "unknown",
  code: "unknown",
  action: "none",
  recognised: false,
  userMustAct: false,
  source: "evertoken",
} as const;

/** A `TokenError` says all of this itself. */
export function ownError(error: unknown, secrets: readonly string[]): Diagnosis | undefined {
  const [code, action, remedy, message] = ["code", "action", "remedy", "message"].map((path) => fieldAt(error, path));
  if (!isAction(action) || typeof code !== "string" || !code.startsWith("ERR_")) return undefined;
  return {
    provider: "evertoken",
    code,
    name: code,
    action,
    recognised: true,
    cause: scrub(typeof message === "string" ? message : code, secrets),
    remedy: typeof remedy === "string" && remedy ? scrub(remedy, secrets) : ACTION_REMEDIES[action],
    userMustAct: action === "signIn",
    source: "evertoken",
  };
}

/** One meaning, without its sentences. */
export function alternativeOf({ table, row, key, code }: RowMatch, age: TokenAge | undefined): DiagnosisCandidate {
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
    action: verdictOf(row[1], age, table.maxLifeMs).action,
  };
}

/** A row's diagnosis. */
export function diagnosisOf(
  match: RowMatch,
  view: ErrorView,
  age: TokenAge | undefined,
  secrets: readonly string[],
): Diagnosis {
  const { table, row } = match;
  const extras = extrasOf(row);
  const { action, thenAction, userMustAct, usual, because } = verdictOf(row[1], age, table.maxLifeMs);
  const candidate = alternativeOf(match, age);
  const quote = table.rank && view.said ? `It said: "${scrub(view.said, secrets)}"` : "";
  return {
    ...candidate,
    ...(typeof candidate.code === "string" && { code: scrub(candidate.code, secrets) || "unknown" }),
    action,
    ...(thenAction && { thenAction }),
    recognised: true,
    cause: [row[2], because, quote].filter(Boolean).join(" "),
    remedy: (usual && extras.remedy) || (table.remedies?.[action] ?? ACTION_REMEDIES[action]),
    userMustAct,
    source: extras.source ?? table.source,
  };
}

/** Several providers use this code. Where they agree on the action, it is known all the same. */
export function undecided(candidates: readonly DiagnosisCandidate[], isBare: boolean | undefined): Diagnosis {
  const [first] = candidates;
  // One candidate for a number is no evidence, nor is any beside a text that none of them fits: everybody has such numbers.
  const agreed = isBare && candidates.length > 1 && candidates.every(({ action }) => action === first!.action);
  return {
    ...UNKNOWN,
    code: first!.code,
    name: "ambiguous",
    ...(agreed && { action: first!.action, recognised: true, userMustAct: first!.action === "signIn" }),
    cause: `This code means ${candidates.length > 1 ? "different things" : "something to one provider"}: ${candidates.map(({ provider, name }) => `${name} (${provider})`).join(", ")}.`,
    remedy: agreed
      ? ACTION_REMEDIES[first!.action]
      : "Say whose error it is: pass the candidate that fits as the option `provider`.",
    candidates,
  };
}

/** No row fits. `provider` is what was asked for, or whose shape the error has. */
export function unexplained(
  view: ErrorView,
  provider: string | undefined,
  table: Table | undefined,
  secrets: readonly string[],
): Diagnosis {
  const code = (table ? codesOf(view, table) : view.codes("code .")).values().next().value;
  const shown = typeof code === "string" ? scrub(code, secrets) : code;
  return {
    ...UNKNOWN,
    ...(provider && { provider: scrub(provider, secrets, 40) }),
    ...(table && { source: table.source }),
    ...(shown !== undefined && shown !== "" && { code: shown }),
    name: scrub(view.name, secrets) || "unknown",
    cause: `The catalog has no row for this error${view.said ? `. It said: "${scrub(view.said, secrets)}"` : "."}`,
    remedy: "Nothing says that the token is to blame. If it is, please report the error with its provider and code.",
  };
}
