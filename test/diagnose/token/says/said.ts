/**
 * What a diagnosis says of a token, a minute after `NOW`.
 *
 * @module
 */
import { type DiagnoseTokenOptions, diagnoseToken } from "../../../../src/diagnose/token/diagnose-token.ts";
import { codes, NOW } from "../mint.ts";

/** Code and sentence of each finding; the remedies are compared with the page of all findings. */
export function said(token: unknown, options: DiagnoseTokenOptions = {}): readonly string[] {
  const diagnosis = diagnoseToken(token, { now: NOW + 60_000, ...options });
  codes(diagnosis);
  return diagnosis.findings.map(({ code, message }) => `${code}: ${message}`);
}
