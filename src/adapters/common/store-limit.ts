/**
 * Stores of the app that do not answer: others wait for their turn meanwhile.
 *
 * @module
 */
import type { Environment } from "../../environment.ts";
import { fault } from "../../errors.ts";

/** Much longer than a database takes, or a back end; but not for ever. */
export const STORE_LIMIT_MS = 5_000;

/**
 * What the store answers, or an error at the limit. A promise for a promise alone: what is there at once can be acted on
 * at once.
 *
 * @param what - what is kept there: `refresh token`
 */
export function inTime<T>(
  what: string,
  method: string,
  answer: T | Promise<T>,
  { setTimer, clearTimer }: Pick<Environment, "setTimer" | "clearTimer">,
): T | Promise<T> {
  if (typeof (answer as PromiseLike<T> | undefined)?.then !== "function") return answer;
  return new Promise((resolve, reject) => {
    const giveUp = (): void =>
      reject(
        fault(
          "ERR_FETCH_TIMEOUT",
          `The store of the ${what} did not answer ${method}() within ${STORE_LIMIT_MS} ms`,
          "retryLater",
          `It is tried again by itself; let ${method}() of the option "store" settle in time, also where it fails.`,
        ),
      );
    const timer = setTimer(giveUp, STORE_LIMIT_MS);
    void Promise.resolve(answer)
      .then(resolve, reject)
      .finally(() => clearTimer(timer));
  });
}
