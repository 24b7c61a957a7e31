/**
 * Where the refresh token is kept: the app's own place, behind two functions.
 *
 * @module
 */
import type { Environment } from "../../environment.ts";
import { fault } from "../../errors.ts";

/**
 * The app's store of one refresh token. It is read anew before each refresh; after each answer, because what comes for
 * a refresh token that the store no longer holds is not stored; and before a refused token is called the user's
 * problem, because another tab may have written a newer one. Each call has 5 s: a store that hangs must not hold up
 * other tabs.
 *
 * What several tabs share must never be stale under a lock: IndexedDB is not; `localStorage` is, in about one of ten
 * hand-overs between tabs (measured in Chromium 156 and Firefox 153), and must not be used.
 */
export interface RefreshTokenStore {
  /** The refresh token to use next; nothing, or an empty string, where the user is signed out. */
  read(): string | null | undefined | Promise<string | null | undefined>;
  /**
   * Keeps a new refresh token. The answer of a server that does not rotate holds none, and nothing is written.
   *
   * @param refreshToken - an empty string from `forget()` of the fetcher: the user has signed out
   * @param replaced - what `read()` has just given, where this one succeeds it. A store that can write only if it
   * still holds that one, in one step, should: then a sign-in of another user in that moment stays
   */
  write(refreshToken: string, replaced?: string): unknown;
}

const memories = new WeakSet<RefreshTokenStore>();

/**
 * A store in this page's memory: gone with the page, out of the reach of other tabs. The `TokenManager` option `tabs`
 * is refused with it, because the other tabs would be left with a refresh token that has been used up.
 */
export function memory(refreshToken?: string): RefreshTokenStore {
  let current = refreshToken;
  const store: RefreshTokenStore = {
    read: () => current,
    write: (next) => void (current = next),
  };
  memories.add(store);
  return store;
}

export const isMemory = (store: RefreshTokenStore): boolean => memories.has(store);

/** @throws TypeError for what has no `read()` and `write()` */
export function checkStore(store: RefreshTokenStore): RefreshTokenStore {
  const { read, write } = Object(store) as Partial<RefreshTokenStore>;
  if (typeof read === "function" && typeof write === "function") return store;
  const hint = "getItem" in Object(store) ? "; localStorage is stale under a lock, use IndexedDB" : "";
  throw new TypeError(`Option "store" must have read() and write()${hint}.`);
}

/** @throws TokenError for what is no text: an app without types stores the whole answer, or bytes */
export function refreshTokenIn(given: unknown): string | undefined {
  if (!given) return undefined;
  if (typeof given === "string") return given;
  const what = `read() of the option "store" gave no text, but a value of type ${typeof given}`;
  const remedy = "Let it give the refresh token as a string, or nothing where the user is signed out.";
  throw fault("ERR_FETCH_FAILED", what, "fixConfig", remedy);
}

export type StoreClock = Pick<Environment, "setTimer" | "clearTimer" | "monotonicNow">;
