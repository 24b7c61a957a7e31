/**
 * `evertoken/diagnose`: what an error, or a token, means and what to do about it.
 *
 * @module
 */
export type { Action } from "./errors.ts";
export { CATALOG } from "./diagnose/catalog/index.ts";
export { diagnoseError } from "./diagnose/error/diagnose-error.ts";
export type { Demands, Diagnosis, DiagnosisCandidate, DiagnoseErrorOptions } from "./diagnose/error/diagnosis.ts";
export type { ErrorView } from "./diagnose/error/error-view.ts";
export type { Provider, TableId } from "./diagnose/error/provider.ts";
export type { Rule } from "./diagnose/error/rule.ts";
export type { Row, RowExtras, Table } from "./diagnose/error/table.ts";
export { diagnoseToken, type DiagnoseTokenOptions } from "./diagnose/token/diagnose-token.ts";
export type { Severity, TokenDiagnosis, TokenExpectation, TokenFamily, TokenFinding } from "./diagnose/token/report.ts";
