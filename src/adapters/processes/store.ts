/**
 * The app's store of the access token, in time.
 *
 * @module
 */
import type { Environment } from "../../environment.ts";
import type { SharedToken } from "../../tab-port.ts";
import { inTime } from "../common/store-limit.ts";

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
  clock: Pick<Environment, "setTimer" | "clearTimer">,
): SharedTokenStore {
  // `async`, so that a store that throws at once rejects like any other.
  return {
    read: async () => inTime("access token", "read", store.read(), clock),
    swap: async (expected, next) => inTime("access token", "swap", store.swap(expected, next), clock),
  };
}
