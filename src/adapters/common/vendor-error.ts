/**
 * From a vendor's error to a `TokenError` that says who must act: how adapters report.
 *
 * @module
 */
import { copyOf } from "../../core/fields.ts";
import { fault, TokenError } from "../../errors.ts";
import { DEFAULT_ENVIRONMENT } from "../../runtime/host.ts";
import { type DiagnoseErrorOptions, diagnoseWith } from "../../diagnose/error/diagnosis.ts";
import { secretsOf } from "../../diagnose/error/token-age.ts";
import type { Table } from "../../diagnose/error/table.ts";

/**
 * `ERR_HANDOVER_FAILED`, explained by the tables; a `TokenError` stays what it is.
 *
 * @param what - what the adapter was doing, as a noun: `"join()"`
 */
export function explained(
  what: string,
  error: unknown,
  tables: readonly Table[],
  options?: DiagnoseErrorOptions,
): TokenError {
  if (error instanceof TokenError) return error;
  const { name, code, subCode, action, cause, remedy } = diagnoseWith(tables, DEFAULT_ENVIRONMENT.now, error, options);
  const number = subCode === undefined ? code : `${code}/${subCode}`;
  const title = name === String(number) ? name : `${name} (${number})`;
  return fault("ERR_HANDOVER_FAILED", `${what} failed: ${title}. ${cause}`, action, remedy, {
    cause: copyOf(error, secretsOf(options?.token)),
  });
}
