/**
 * What the inspector shows of a pasted text. Nothing is sent, nothing is kept, and no answer holds the token.
 *
 * @module
 */
import { pastedIn } from "../../../src/cli/input.ts";
import { worstOf } from "../../../src/cli/worst.ts";
import type { TokenDiagnosis } from "../../../src/diagnose/token/report.ts";
import { type Failure, failuresIn } from "./failures.ts";

/** A token's findings, or what errors mean. */
export type Inspection =
  | { readonly kind: "nothing" }
  | { readonly kind: "unreadable"; readonly why: string }
  | { readonly kind: "token"; readonly token: TokenDiagnosis; readonly times: readonly (readonly [string, string])[] }
  | { readonly kind: "errors"; readonly errors: readonly Failure[] };

/** Whatever the text is, there is an answer. */
export function inspect(text: string): Inspection {
  if (text.trim() === "") return { kind: "nothing" };
  const pasted = pastedIn(text);
  if (pasted.kind === "unreadable") return pasted;
  const errors = failuresIn(pasted);
  if (errors) return { kind: "errors", errors };
  const held = "held" in pasted ? pasted.held : undefined;
  const token = worstOf(held?.tokens ?? [text], {});
  return { kind: "token", token, times: timesOf(token) };
}

const FORMAT = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

const timesOf = ({ issuedAt, expiresAt }: TokenDiagnosis): (readonly [string, string])[] =>
  [["issued", issuedAt] as const, ["expires", expiresAt] as const].flatMap(([name, at]) =>
    at === undefined ? [] : [[name, FORMAT.format(at)] as const],
  );
