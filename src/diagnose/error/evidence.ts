/**
 * What an error and its token tell beyond a row: which of several causes is left, and what a server asks for.
 *
 * @module
 */
import { scrub } from "../../core/scrub.ts";
import type { Demands, Diagnosis } from "./diagnosis.ts";
import type { ErrorView } from "./error-view.ts";
import type { RowMatch } from "./row-index.ts";
import { extrasOf, type RowExtras } from "./table.ts";
import type { TokenAge } from "./token-age.ts";

/** The fields of a diagnosis that only the whole catalog needs. */
export function proofOf(
  { row }: RowMatch,
  view: ErrorView,
  age: TokenAge | undefined,
): Pick<Diagnosis, "causes" | "demands"> {
  const { causes } = extrasOf(row);
  const demands = demandsOf(view);
  return { ...(causes && { causes: causesOf(causes, age) }), ...(demands && { demands }) };
}

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

/** What a resource server asks for beside a new token. */
function demandsOf(view: ErrorView): Demands | undefined {
  if (!view.textAt("error")) return undefined;
  const [scope, claims, acrValues, maxAge] = ["scope", "claims", "acr_values", "max_age"].map((name) =>
    view.textAt(name),
  );
  if (!(scope || claims || acrValues || maxAge)) return undefined;
  return {
    ...(scope && { scope: scrub(scope) }),
    ...(claims && { claims: claims.slice(0, 1_000) }),
    ...(acrValues && { acrValues }),
    ...(maxAge && { maxAgeMs: Number(maxAge) * 1000 }),
  };
}
