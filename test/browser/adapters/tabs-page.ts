/**
 * What a page does that shares one session with others. Runs in the page, which sees nothing but the arguments.
 *
 * @module
 */
import type * as Oauth from "../../../src/adapters/oauth.ts";
import type * as Tabs from "../../../src/adapters/tabs.ts";
import type * as Core from "../../../src/index.ts";

declare const Evertoken: typeof Core & typeof Oauth & typeof Tabs;
declare const page: { store: Oauth.RefreshTokenStore; tokens?: Core.TokenManager; seen: string[]; said: string[] };

/** What every page does when it is loaded: a store that all of them see, under a lock as well. */
export async function load(): Promise<void> {
  const database = new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("session");
    request.onupgradeneeded = () => request.result.createObjectStore("kept");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
  const use = async <T>(mode: IDBTransactionMode, act: (kept: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const transaction = (await database).transaction("kept", mode);
    const request = act(transaction.objectStore("kept"));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error!);
    });
  };
  const store: Oauth.RefreshTokenStore = {
    read: () => use("readonly", (kept) => kept.get("refresh token") as IDBRequest<string>),
    write: (token) => use("readwrite", (kept) => kept.put(token, "refresh token")),
  };
  Object.assign(globalThis, { page: { store, seen: [], said: [] } });
  await database;
}

/** A manager with the store of all pages and a rotating refresh token. */
export async function start({ issuer, client }: { issuer: string; client: string }): Promise<void> {
  const { store, seen, said } = page;
  const tokens = new Evertoken.TokenManager({
    fetchToken: Evertoken.refreshTokenFetcher({
      server: { issuer, token_endpoint: `${issuer}/token` },
      client,
      store,
      resource: "urn:api",
    }),
    tabs: Evertoken.shareAcrossTabs("app"),
    overlap: "never",
    minRefreshIntervalMs: 1_000,
    quiet: true,
  });
  tokens.on("refreshed", ({ token, source }) => void seen.push(`${source} ${token.value}`));
  tokens.on("refreshFailed", ({ error }) => void said.push(error.code));
  tokens.on("attemptFailed", ({ error }) => void said.push(error.code));
  page.tokens = tokens;
  await tokens.start();
}
