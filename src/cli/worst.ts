/**
 * What is told of a text that holds several tokens.
 *
 * @module
 */
import { diagnoseToken, type DiagnoseTokenOptions } from "../diagnose/token/diagnose-token.ts";
import type { TokenDiagnosis } from "../diagnose/token/report.ts";

/** The first token with an error, or else with a warning, or else the first one. */
export function worstOf(tokens: readonly string[], options: DiagnoseTokenOptions): TokenDiagnosis {
  const found = tokens.map((token) => diagnoseToken(token, options));
  const first = (severity: "error" | "warning"): TokenDiagnosis | undefined =>
    found.find(({ findings }) => findings.some((finding) => finding.severity === severity));
  return first("error") ?? first("warning") ?? found[0]!;
}
