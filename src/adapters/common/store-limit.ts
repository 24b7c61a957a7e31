/**
 * Stores of the app that do not answer: others wait for their turn meanwhile.
 *
 * @module
 */
import { fault, type TokenError } from "../../errors.ts";

/** Much longer than a database takes, or a back end; but not for ever. */
export const STORE_LIMIT_MS = 5_000;

/** @param what - whose store it is: `refresh token` */
export const hungStore = (what: string, method: string): TokenError =>
  fault(
    "ERR_FETCH_TIMEOUT",
    `The store of the ${what} did not answer ${method}() within ${STORE_LIMIT_MS} ms`,
    "retryLater",
    `It is tried again by itself; let ${method}() of the option "store" settle in time, also where it fails.`,
  );
