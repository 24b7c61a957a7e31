/**
 * The app's store of the access token, in time.
 *
 * @module
 */
import type { Environment } from "../../environment.ts";
import type { SharedToken } from "../../tab-port.ts";
import { hungStore, STORE_LIMIT_MS } from "../common/store-limit.ts";

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

/** The store, whose calls reject where they do not settle. */
export function promptly(
  store: SharedTokenStore,
  { setTimer, clearTimer }: Pick<Environment, "setTimer" | "clearTimer">,
): SharedTokenStore {
  const limited = <T>(method: string, call: () => T | Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimer(() => reject(hungStore("access token", method)), STORE_LIMIT_MS);
      void (async () => call())()
        .then(resolve, reject)
        .finally(() => clearTimer(timer));
    });
  return {
    read: () => limited("read", () => store.read()),
    swap: (expected, next) => limited("swap", () => store.swap(expected, next)),
  };
}
