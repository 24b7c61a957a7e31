/**
 * `evertoken/oauth`: a fetcher that keeps an OAuth session alive with its refresh token, by `oauth4webapi`.
 *
 * @module
 */
import { elapsedMs, type Instant } from "../core/schedule.ts";
import { contextOf, environmentOf } from "../runtime/host.ts";
import { DEFAULT_TAB_PLATFORM } from "../runtime/tab-platform.ts";
import { accessTo } from "./oauth/access.ts";
import { aged } from "./oauth/answers.ts";
import { credentialOf } from "./oauth/credential.ts";
import { readWhole } from "./oauth/limits.ts";
import { checkFetcherOptions, parametersOf, type RefreshTokenFetcherOptions } from "./oauth/options.ts";
import { misconfigured, publicClient, refreshGrant, type Wire } from "./oauth/requests.ts";
import { rotate, type Send } from "./oauth/rotation.ts";
import { serverOf } from "./oauth/server.ts";
import { checkStore, isMemory, memory, type RefreshTokenStore } from "./oauth/store.ts";

export { dpopProof } from "./oauth/requests.ts";
export { memory, type RefreshTokenStore } from "./oauth/store.ts";
export type { RefreshTokenFetcherOptions } from "./oauth/options.ts";
export type { TokenServer } from "./oauth/server.ts";
export type { ProofSender } from "./common/proof.ts";
export type { ChannelLike, LocksLike, PageEvent, TabPlatform } from "../runtime/tab-platform.ts";

/** What the fetcher looks at: a `TokenRequest` is one. */
export interface RefreshRequest {
  /** Ends the wait for a turn; a request that was sent runs to its end. */
  readonly signal: AbortSignal;
  /** 1 for the first attempt of a cycle; a further one joins the request that was given up. */
  readonly attempt: number;
  /** Whether other tabs will get the token, and live on with it. */
  readonly shared?: boolean | undefined;
}

/** A fetcher for `new TokenManager({ fetchToken, overlap: "never" })`, and the store it uses. */
export interface RefreshTokenFetcher {
  /** Exchanges the refresh token; the answer is the token endpoint's, without the secrets in it. */
  (request: RefreshRequest): Promise<Response>;
  /** Where the refresh token is kept. */
  readonly store: RefreshTokenStore;
  /**
   * Signs out: writes an empty string to the store. What earlier requests of any tab still bring is stored nowhere and
   * handed to nobody, and until it is known whether the store takes it this page sends nothing. Wait for it, then call
   * `tokens.clear()`.
   *
   * @throws what the store throws, or a TokenError where it does not answer: then the session goes on as before
   */
  forget(): Promise<void>;
}

/**
 * Makes a fetcher that exchanges a refresh token for access tokens. Fetchers with the same store, and tabs with the
 * same client, use it one at a time. Use it with `overlap: "never"`: a server that rotates refresh tokens takes each
 * one once.
 *
 * A refused refresh token ends in `signIn`, unless the store has a newer one by then. The signal of a request ends the
 * wait for its turn; a request that was sent runs to its end, because its answer may hold the only valid refresh token.
 *
 * @throws TypeError for a wrong option. The fetcher rejects with a `TokenError` where a person must act, else with what
 * `fetch` or the store threw
 */
export function refreshTokenFetcher(options: RefreshTokenFetcherOptions): RefreshTokenFetcher {
  checkFetcherOptions(options);
  const { client, clientAuth = publicClient(), dpop } = options;
  const store = checkStore(options.store ?? memory());
  const environment = environmentOf(options.environment);
  const { locks } = { ...DEFAULT_TAB_PLATFORM, ...options.platform };
  const wire: Wire = {
    client: typeof client === "string" ? { client_id: client } : client,
    clientAuth,
    dpop,
    parameters: parametersOf(options),
    fetch: async (url, init) => readWhole(url, await (options.fetch ?? fetch)(url, init), init.signal!, environment),
  };
  const findServer = serverOf(options.server, wire, environment);
  const credential = credentialOf(store);
  const access = accessTo(store, { ...options, environment, locks, clientId: wire.client.client_id });

  const refresh = async (signal: AbortSignal): Promise<Response> => {
    const server = await findServer(signal);
    const send: Send = (refreshToken, limit) => refreshGrant(server, wire, refreshToken, limit);
    const turnName = isMemory(store)
      ? undefined // no other tab has this refresh token
      : `evertoken/oauth ${server.token_endpoint} ${wire.client.client_id}`;
    return rotate(send, signal, { ...access, credential, turnName, locks, environment, hasKey: dpop !== undefined });
  };

  let flight: { readonly answer: Promise<Response>; readonly begunAt: Instant } | undefined;
  const fetchToken = async ({ signal, attempt, shared }: RefreshRequest): Promise<Response> => {
    if (shared && isMemory(store))
      throw misconfigured(
        'The store "memory" and the option "tabs" exclude each other: other tabs would keep a used refresh token',
        "Give refreshTokenFetcher a store that all tabs see, in IndexedDB for instance.",
      );
    // A further attempt of the same cycle: the request before it was given up, but not ended.
    const { now } = contextOf(environment);
    const mine = flight && attempt > 1 ? flight : { answer: refresh(signal), begunAt: now };
    flight = mine;
    try {
      return aged(await mine.answer, elapsedMs(mine.begunAt, now));
    } finally {
      if (flight === mine) flight = undefined;
    }
  };
  return Object.assign(fetchToken, { store, forget: () => credential.forget(access) });
}
