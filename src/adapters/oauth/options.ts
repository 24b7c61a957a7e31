/**
 * What the app says of its server, its client and its store.
 *
 * @module
 */
import { checkName, checkOption, checkType, wrongOption } from "../../core/check.ts";
import type { Environment } from "../../environment.ts";
import type { TabPlatform } from "../../runtime/tab-platform.ts";
import type { Client, ClientAuth, DPoPHandle } from "./requests.ts";
import type { TokenServer } from "./server.ts";
import type { RefreshTokenStore } from "./store.ts";

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
   * Gets what the store threw after an answer, or that it did not answer within 5 s. The new refresh token is kept in
   * this page and written at the next refresh.
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

/** What an option must be; nothing where that is looked at elsewhere. */
const TYPES: Readonly<Record<keyof RefreshTokenFetcherOptions, "function" | "object" | undefined>> = {
  server: undefined,
  client: undefined,
  clientAuth: "function",
  store: undefined,
  scope: undefined,
  resource: undefined,
  audience: undefined,
  parameters: "object",
  dpop: "object",
  fetch: "function",
  onStoreError: "function",
  environment: "object",
  platform: "object",
};

/** @throws TypeError for names that are no option, and for what cannot be meant */
export function checkFetcherOptions(options: RefreshTokenFetcherOptions): void {
  checkType("The argument of refreshTokenFetcher", options, "object");
  const names = Object.keys(TYPES);
  for (const [name, value] of Object.entries(options)) {
    checkName("option", name, names);
    const type = TYPES[name as keyof typeof TYPES];
    if (type && value !== undefined) checkOption(name, value, type);
  }
  const { client } = options;
  const id: unknown = typeof client === "string" ? client : (Object(client) as Partial<Client>).client_id;
  if (typeof id !== "string" || !id)
    throw wrongOption(TypeError, "client", 'an id, or a registration with "client_id"', client);
}

/** What is sent with each refresh besides the refresh token. */
export function parametersOf({ scope, resource, audience, parameters }: RefreshTokenFetcherOptions): string[][] {
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
