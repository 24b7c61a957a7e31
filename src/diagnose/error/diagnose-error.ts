/**
 * `diagnoseError`: every table, and the clock.
 *
 * @module
 */
import { DEFAULT_ENVIRONMENT } from "../../runtime/host.ts";
import { CATALOG } from "../catalog/index.ts";
import { type DiagnoseErrorOptions, type Diagnosis, diagnoseWith } from "./diagnosis.ts";

/**
 * Says what an error means and what to do about it. Total and pure: never throws, sends nothing,
 * and reads the clock only if `now` is not given.
 *
 * @example
 * const { action, remedy } = diagnoseError(error, { provider: "twilio-voice", token: manager.state });
 */
export function diagnoseError(error: unknown, options?: DiagnoseErrorOptions): Diagnosis {
  return diagnoseWith(CATALOG, DEFAULT_ENVIRONMENT.now, error, options);
}
