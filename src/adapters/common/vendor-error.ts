/**
 * From a vendor's error to a `TokenError` that says who must act, and from there to the app: how every adapter reports.
 *
 * @module
 */
import { at, copyOf } from "../../core/fields.ts";
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
  const { name, code, subCode, action, cause, remedy, recognised } = diagnoseWithTable(table, error, met);
  const number = subCode === undefined ? code : `${code}/${subCode}`;
  const title = name === String(number) ? name : `${name} (${number})`;
  const problem = fault("ERR_HANDOVER_FAILED", `${what} failed: ${title}. ${cause}`, action, remedy, {
    cause: foreignCopy(error, secretsOf(met.token)),
  });
  if (!recognised) unknown.add(problem);
  return problem;
}

const unknown = new WeakSet<TokenError>();

/** What no table knows ends nothing that is kept: it is tried again, like what passes by itself. */
export function orTriedAgain(problem: TokenError): TokenError {
  const { code, message, cause } = problem;
  return unknown.has(problem) ? fault(code, message, "retryLater", "Nothing: it is tried again.", { cause }) : problem;
}

/** Whether a new token, with a new connection where it takes one, is the remedy. */
export const isCurable = ({ action }: TokenError): boolean => ["renew", "refresh", "rejoin"].includes(action);

/** A scrubbed copy of what an SDK or a socket has thrown. An event or a plain object has no text of its own: it gets one. */
export function foreignCopy(error: unknown, secrets: readonly string[]): Error {
  const isError = error instanceof Error || at(error, "stack") !== undefined;
  if (error !== undefined && (typeof error !== "object" || isError)) return copyOf(error, secrets);
  const [name, code, cause] = ["name", "code", "cause"].map((key) => at(error, key));
  return copyOf({ name, code, cause, message: saidBy(error) }, secrets);
}

/** "close code 4401: token expired". */
function saidBy(thrown: unknown): string {
  const said = (key: string, label = ""): string | undefined => {
    const value = at(thrown, key);
    return (typeof value === "string" && value) || typeof value === "number" ? `${label}${value}` : undefined;
  };
  const type = said("type");
  const texts = [
    said("code", type === "close" ? "close code " : "code "),
    said("status", "status "),
    said("reason"),
    said("message"),
  ];
  return texts.filter(Boolean).join(": ") || (type ? `an event "${type}"` : "");
}
