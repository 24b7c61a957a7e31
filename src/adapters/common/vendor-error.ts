/**
 * From a vendor's error to a `TokenError` that says who must act, and from there to the app: how every adapter reports.
 *
 * @module
 */
import { copyOf } from "../../core/fields.ts";
import { diagnoseWithTable, type MetToken } from "../../diagnose/error/diagnosis.ts";
import type { Table } from "../../diagnose/error/table.ts";
import { secretsOf } from "../../diagnose/error/token-age.ts";
import { fault, TokenError } from "../../errors.ts";

/** For a token that had just been fetched: a newer one is no cure. */
export const FRESH_TOKEN: MetToken = { now: 0, isFresh: true };

/** Nothing is held against the token. */
const UNKNOWN_TOKEN: MetToken = { now: 0 };

/**
 * `ERR_HANDOVER_FAILED`, explained by the vendor's table; a `TokenError` stays what it is.
 *
 * @param what - what the adapter was doing, as a noun: `"join()"`
 */
export function vendorError(what: string, error: unknown, table: Table, met: MetToken = UNKNOWN_TOKEN): TokenError {
  if (error instanceof TokenError) return error;
  const { name, code, subCode, action, cause, remedy } = diagnoseWithTable(table, error, met);
  const number = subCode === undefined ? code : `${code}/${subCode}`;
  const title = name === String(number) ? name : `${name} (${number})`;
  return fault("ERR_HANDOVER_FAILED", `${what} failed: ${title}. ${cause}`, action, remedy, {
    cause: copyOf(error, secretsOf(met.token)),
  });
}

/** Whether a new token, with a new connection where it takes one, is the remedy. */
export const isCurable = ({ action }: TokenError): boolean => ["renew", "refresh", "rejoin"].includes(action);
