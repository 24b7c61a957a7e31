/**
 * What is wrong with an adapter's options is said where they are given: a misspelt one would be taken in silence, and a
 * limit that no timer can keep would be over at once.
 *
 * @module
 */
import { checkNames, range } from "../../core/check.ts";
import { MAX_TIMER_MS } from "../../core/schedule.ts";

/**
 * @param names - the options that there are; what ends in `Ms` is for a timer
 * @throws TypeError for an unknown option, or a limit that is no number; RangeError for a limit that no timer can keep
 */
export function checkOptions<Options extends object>(
  options: Options,
  names: readonly (keyof Options & string)[],
): void {
  checkNames(options, names);
  for (const name of names)
    if (name.endsWith("Ms") && options[name] !== undefined) range(name, options[name], 0, MAX_TIMER_MS);
}
