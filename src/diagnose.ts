/**
 * `evertoken/diagnose`: what an error, or a token, means and what to do about it.
 *
 * @module
 */
export type { Action } from "./errors.ts";
export { CATALOG } from "./diagnose/catalog/index.ts";
export { diagnoseError } from "./diagnose/diagnose-error.ts";
export type { Diagnosis, DiagnosisCandidate, DiagnoseErrorOptions } from "./diagnose/explain.ts";
export type { Rule } from "./diagnose/actions.ts";
export type { Row, RowExtras, Table } from "./diagnose/table.ts";
export { diagnoseToken, type DiagnoseTokenOptions } from "./diagnose/diagnose-token.ts";
export type { Severity, TokenDiagnosis, TokenExpectation, TokenFamily, TokenFinding } from "./diagnose/token/report.ts";
