/**
 * What a pasted text says of failures, for pages.
 *
 * @module
 */
import type { FailedEntry, Pasted } from "../../../src/cli/pasted.ts";
import { diagnoseError } from "../../../src/diagnose/error/diagnose-error.ts";
import type { Diagnosis } from "../../../src/diagnose/error/diagnosis.ts";
import { know } from "../../../src/known-ends.ts";

export interface Failure {
  readonly where: string;
  readonly diagnosis: Diagnosis;
}

const failureOf = ({ where, error, secrets }: FailedEntry): Failure => {
  secrets.forEach(know); // so that none is shown where the error quotes it
  return { where, diagnosis: diagnoseError(error) };
};

/** Nothing where it is a token. */
export function failuresIn(pasted: Pasted): readonly Failure[] | undefined {
  if (pasted.kind === "list") return pasted.entries.map(failureOf);
  if (pasted.kind !== "error" && pasted.kind !== "token or error") return undefined;
  const failure = failureOf({ where: "", ...pasted });
  return pasted.kind === "error" || failure.diagnosis.recognised ? [failure] : undefined;
}
