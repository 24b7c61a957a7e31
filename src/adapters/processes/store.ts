/**
 * The app's store of the access token, in time.
 *
 * @module
 */
import type { Environment } from "../../environment.ts";
import { fault } from "../../errors.ts";
import type { SharedToken } from "../../tab-port.ts";

/** The app's store of the access token, which all its processes see. */
export interface SharedTokenStore {
  /** What is stored now, as it was given to `swap`; nothing where nobody is signed in. */
  read(): SharedToken | undefined | Promise<SharedToken | undefined>;
  /**
   * Stores `next`, or removes the token, if the stored one still has the value `expected`: so that a process that was
   * asleep does not overwrite what has happened since.
   *
   * @returns whether it was stored; `undefined` is taken for a forgotten `return`, and named
   */
  swap(expected: string | undefined, next: SharedToken | undefined): boolean | Promise<boolean>;
}

/** As long as the store of a refresh token has: the other processes wait for this one's turn to end. */
const LIMIT_MS = 5_000;

/** The store, whose calls reject where they do not settle. */
export function promptly(
  store: SharedTokenStore,
  { setTimer, clearTimer }: Pick<Environment, "setTimer" | "clearTimer">,
): SharedTokenStore {
  const limited = <T>(method: string, call: () => T | Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimer(() => reject(hungStore(method)), LIMIT_MS);
      void (async () => call())()
        .then(resolve, reject)
        .finally(() => clearTimer(timer));
    });
  return {
    read: () => limited("read", () => store.read()),
    swap: (expected, next) => limited("swap", () => store.swap(expected, next)),
  };
}

const hungStore = (method: string): Error =>
  fault(
    "ERR_FETCH_TIMEOUT",
    `The store of the access token did not answer ${method}() within ${LIMIT_MS} ms`,
    "retryLater",
    `It is tried again by itself; let ${method}() of the option "store" settle in time, also where it fails.`,
  );
