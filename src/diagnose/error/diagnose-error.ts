/**
 * `diagnoseError`: every table, and the clock.
 *
 * @module
 */
import { wallClock } from "../../runtime/wall-clock.ts";
import { CATALOG } from "../catalog/index.ts";
import { scrub } from "../../core/scrub.ts";
import { fieldAt } from "./field-at.ts";
import { nearestName, providersOf } from "./provider.ts";
import { secretsOf } from "./token-age.ts";
import { type DiagnoseErrorOptions, type Diagnosis, diagnoseWith } from "./diagnosis.ts";

/**
 * Says what an error means and what to do about it. Total and pure: never throws, sends nothing,
 * and reads the clock only if `now` is not given.
 *
 * @example
 * const { action, remedy } = diagnoseError(error, { provider: "twilio-voice", token: manager.state });
 */
export function diagnoseError(error: unknown, options?: DiagnoseErrorOptions): Diagnosis {
  const diagnosis = diagnoseWith(CATALOG, wallClock, error, options);
  const asked = fieldAt(options, "provider");
  if (typeof asked !== "string" || asked === "") return diagnosis;
  const known = providersOf(CATALOG);
  if (known.includes(asked)) return diagnosis;
  const nearest = nearestName(asked, known);
  const name = scrub(asked, secretsOf(fieldAt(options, "token")), 40);
  const advice = `There is no provider "${name}"${nearest ? `; did you mean "${nearest}"?` : "."}`;
  return { ...diagnosis, cause: `${diagnosis.cause} ${advice}` };
}
