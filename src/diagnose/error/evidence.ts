/**
 * What an error and its token tell beyond a row: which of several causes is left, and what a server asks for.
 *
 * @module
 */
import { scrub } from "../../core/scrub.ts";
import type { Demands, Diagnosis } from "./diagnosis.ts";
import type { ErrorView } from "./error-view.ts";
import { headerAt, textAt } from "./field-at.ts";
import type { RowMatch } from "./row-index.ts";
import { extrasOf, type RowExtras } from "./table.ts";
import type { TokenAge } from "./token-age.ts";

/** The fields of a diagnosis that only the whole catalog needs. */
export function proofOf(
  { row, key }: RowMatch,
  views: readonly ErrorView[],
  age: TokenAge | undefined,
): Partial<Diagnosis> {
  const { causes } = extrasOf(row);
  const demands = views.map(demandsOf).find(Boolean);
  return {
    ...(causes && { causes: causesOf(causes, age) }),
    ...(demands && { demands }),
    ...(key.code === "insufficient_scope" && views.some(isChallenge) && CONSENT),
  };
}

/**
 * A challenge is a resource server's way to ask for more rights of this user. A code in a body, and what Spring Security
 * says of a scope that the app has never asked for, are for a developer.
 */
function isChallenge({ error, own, text }: ErrorView): boolean {
  const said = own || headerAt(error, "www-authenticate");
  const isAsked = textAt(error, "scheme") !== "" || /(?:^|\berror="?)insufficient_scope\b(?!:)/.test(said);
  return isAsked && !/higher privileges|authentication scopes/.test(text);
}

const CONSENT = {
  action: "signIn",
  userMustAct: true,
  remedy: "Ask the user for consent to the missing scope.",
} as const;

/** The causes that the evidence leaves: what the manager's own error says, or that the token has just come. */
function causesOf(causes: NonNullable<RowExtras["causes"]>, age: TokenAge | undefined): readonly string[] {
  const known = age?.failure ?? ((age?.young ?? age?.alive) ? "fixClock" : undefined);
  const left = causes.filter(
    ([action, sentence]) => action === known && (!age?.failureText || shares(age.failureText, sentence)),
  );
  const some = left.length > 0 ? left : causes.filter(([action]) => action === known);
  const chosen = some.length > 0 ? some.slice(0, 1) : causes;
  return chosen.map(([, sentence]) => sentence);
}

const shares = (text: string, sentence: string): boolean =>
  /session|revoked|used/i.exec(text)?.[0].toLowerCase() === /session|revoked/i.exec(sentence)?.[0].toLowerCase();

/** JSON, plain or in base64: they are passed on as they are, so what may be a token is none of them. */
const CLAIMS = /^(?:\{|e[wy][^.]+$)/;

/** What a resource server asks for beside a new token. */
function demandsOf(view: ErrorView): Demands | undefined {
  if (!view.textAt("error")) return undefined;
  const [scope, claims, acrValues, maxAge] = ["scope", "claims", "acr_values", "max_age"].map((name) =>
    view.textAt(name),
  );
  const demands = {
    ...(scope && { scope: scrub(scope) }),
    ...(CLAIMS.test(claims!) && { claims: claims!.slice(0, 1_000) }),
    ...(acrValues && { acrValues: scrub(acrValues) }),
    ...(/^\d+$/.test(maxAge!) && { maxAgeMs: Number(maxAge) * 1000 }),
  };
  return Object.keys(demands).length > 0 ? demands : undefined;
}
