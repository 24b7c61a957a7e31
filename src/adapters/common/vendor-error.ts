/**
 * From a vendor's error to a `TokenError` that says who must act, and from there to the app: how every adapter reports.
 *
 * @module
 */
import { copyOf } from "../../core/fields.ts";
import { fault, TokenError } from "../../errors.ts";
import { DEFAULT_ENVIRONMENT } from "../../runtime/host.ts";
import { diagnoseWith } from "../../diagnose/error/diagnosis.ts";
import { secretsOf } from "../../diagnose/error/token-age.ts";
import type { Table } from "../../diagnose/error/table.ts";

/** What is known of the token that met an error. */
export interface MetToken {
  /** A `Token`, or the manager's `state`. */
  readonly token?: unknown;
  /** Epoch ms. Default: the host's clock. */
  readonly now?: number;
}

/** For a token that had just been fetched, whatever the clock says: a newer one is no cure. */
export const FRESH_TOKEN: MetToken = { now: 1, token: { receivedAt: 1, expiresAt: 200_000 } };

/**
 * `ERR_HANDOVER_FAILED`, explained by the vendor's table; a `TokenError` stays what it is.
 *
 * @param what - what the adapter was doing, as a noun: `"join()"`
 */
export function vendorError(what: string, error: unknown, table: Table, met: MetToken = {}): TokenError {
  if (error instanceof TokenError) return error;
  const found = diagnoseWith([table], DEFAULT_ENVIRONMENT.now, error, { provider: table.id, ...met });
  const { name, code, subCode, action, cause, remedy } = found;
  const number = subCode === undefined ? code : `${code}/${subCode}`;
  const title = name === String(number) ? name : `${name} (${number})`;
  return fault("ERR_HANDOVER_FAILED", `${what} failed: ${title}. ${cause}`, action, remedy, {
    cause: copyOf(error, secretsOf(met.token)),
  });
}

/** Whether a new token, with a new connection where it takes one, is the remedy. */
export const isCurable = ({ action }: TokenError): boolean => ["renew", "refresh", "rejoin"].includes(action);
