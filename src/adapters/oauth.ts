/**
 * `evertoken/oauth`: a fetcher that keeps an OAuth session alive with its refresh token, by `oauth4webapi`.
 *
 * @module
 */
import type { Environment } from "../environment.ts";
import { DEFAULT_ENVIRONMENT } from "../runtime/host.ts";
import { DEFAULT_TAB_PLATFORM, type TabPlatform } from "../runtime/tab-platform.ts";
import { credentialOf } from "./oauth/credential.ts";
import {
  type Client,
  type ClientAuth,
  type DPoPHandle,
  misconfigured,
  publicClient,
  refreshGrant,
  type Wire,
} from "./oauth/requests.ts";
import { rotate, type Send } from "./oauth/rotation.ts";
import { serverOf, type TokenServer } from "./oauth/server.ts";
import { checkStore, isMemory, memory, type RefreshTokenStore } from "./oauth/store.ts";

export { dpopProof } from "./oauth/requests.ts";
export { memory, type RefreshTokenStore } from "./oauth/store.ts";
export type { TokenServer } from "./oauth/server.ts";
export type { ProofSender } from "./common/proof.ts";
export type { ChannelLike, LocksLike, PageEvent, TabPlatform } from "../runtime/tab-platform.ts";

/** What {@link refreshTokenFetcher} takes. */
export interface RefreshTokenFetcherOptions {
  /**
   * The issuer, whose metadata is then read once (OpenID Connect Discovery, else RFC 8414); or the metadata itself, of
   * which `token_endpoint` is enough. The endpoint may be a proxy of yours that adds the secret of a confidential
   * client; a relative one belongs to the page's origin.
   */
  server: string | URL | TokenServer;
  /** The client's id, or its registration as `oauth4webapi` takes it. */
  client: string | Client;
  /**
   * How the client proves who it is.
   *
   * @defaultValue `None()` of `oauth4webapi`: a public client, or one whose proxy does it
   */
  clientAuth?: ClientAuth | undefined;
  /**
   * Where the refresh token is kept.
   *
   * @defaultValue `memory()`: gone with the page, and refused together with the option `tabs`
   */
  store?: RefreshTokenStore | undefined;
  /**
   * What the access token may do; less than what was granted, or the same.
   *
   * @defaultValue none: what was granted
   */
  scope?: string | readonly string[] | undefined;
  /**
   * For which API the access token is (RFC 8707).
   *
   * @defaultValue none: the server decides
   */
  resource?: string | readonly string[] | undefined;
  /**
   * For which API the access token is, as Auth0 and some others call it.
   *
   * @defaultValue none: the server decides
   */
  audience?: string | undefined;
  /**
   * Anything else that your server wants to be told with each refresh.
   *
   * @defaultValue none
   */
  parameters?: Readonly<Record<string, string>> | undefined;
  /**
   * A handle of `oauth4webapi`: binds the tokens to its key (RFC 9449). Its key need not, and should not, be extractable.
   *
   * @defaultValue none: bearer tokens
   */
  dpop?: DPoPHandle | undefined;
  /**
   * What sends the requests: for cookies of a proxy, for instance.
   *
   * @defaultValue the platform's `fetch`, looked up at each call
   */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /**
   * Gets what the store's `write()` threw. The new refresh token is kept in this page and written at the next refresh.
   *
   * @defaultValue reported as an uncaught error, asynchronously
   */
  onStoreError?: ((error: unknown) => void) | undefined;
  /**
   * Clock and timers, for tests.
   *
   * @defaultValue the host's own
   */
  environment?: Partial<Environment> | undefined;
  /**
   * Where the lock comes from by which tabs take turns, for tests.
   *
   * @defaultValue the host's own
   */
  platform?: Partial<TabPlatform> | undefined;
}

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
  const { client, clientAuth = publicClient(), dpop } = options;
  const store = checkStore(options.store ?? memory());
  const environment = { ...DEFAULT_ENVIRONMENT, ...options.environment };
  const { locks } = { ...DEFAULT_TAB_PLATFORM, ...options.platform };
  const wire: Wire = {
    client: typeof client === "string" ? { client_id: client } : client,
    clientAuth,
    dpop,
    parameters: parametersOf(options),
    fetch: (url, init) => (options.fetch ?? fetch)(url, init),
  };
  const findServer = serverOf(options.server, wire);
  const credential = credentialOf(store);

  const refresh = async (signal: AbortSignal): Promise<Response> => {
    const server = await findServer(signal);
    const send: Send = (refreshToken, limit) => refreshGrant(server, wire, refreshToken, limit);
    const turnName = isMemory(store)
      ? undefined // no other tab has this refresh token
      : `evertoken/oauth ${server.token_endpoint} ${wire.client.client_id}`;
    return rotate(send, signal, { credential, turnName, locks, environment, onStoreError });
  };
  const onStoreError = options.onStoreError ?? raise;

  let flight: Promise<Response> | undefined;
  const fetchToken = async ({ signal, attempt, shared }: RefreshRequest): Promise<Response> => {
    if (shared && isMemory(store))
      throw misconfigured(
        'The store "memory" and the option "tabs" exclude each other: other tabs would keep a used refresh token',
        "Give refreshTokenFetcher a store that all tabs see, in IndexedDB for instance.",
      );
    // A further attempt of the same cycle: the request before it was given up, but not ended.
    const mine = flight && attempt > 1 ? flight : refresh(signal);
    flight = mine;
    try {
      return (await mine).clone();
    } finally {
      if (flight === mine) flight = undefined;
    }
  };
  return Object.assign(fetchToken, { store });
}

function parametersOf({ scope, resource, audience, parameters }: RefreshTokenFetcherOptions): string[][] {
  const all = (value: string | readonly string[] | undefined): readonly string[] =>
    value === undefined ? [] : typeof value === "string" ? [value] : value;
  const scopes = all(scope);
  return [
    ...Object.entries(parameters ?? {}),
    ...(scopes.length > 0 ? [["scope", scopes.join(" ")]] : []),
    ...all(resource).map((one) => ["resource", one]),
    ...all(audience).map((one) => ["audience", one]),
  ];
}

function raise(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
