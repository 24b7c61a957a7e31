/**
 * A `CommunicationTokenCredential` on top of a manager: the only way a token reaches a live `CallAgent`.
 *
 * It schedules nothing; that is the manager's work. (`AzureCommunicationTokenCredential` with `refreshProactively`
 * gives up for good when one refresh fails, see test/adapters/acs/traps.test.ts.)
 *
 * @module
 */
import { acsCall } from "../../diagnose/catalog/acs.ts";
import type { TokenError } from "../../errors.ts";
import { type ClockOptions, clockOf } from "../common/clock.ts";
import type { TokenFeed } from "../common/feed.ts";
import { Outage, type ProblemOptions } from "../common/app-callbacks.ts";
import { checkOptions } from "../common/options.ts";
import { refuseSingleUse } from "../common/single-use.ts";
import { vendorError } from "../common/vendor-error.ts";
import { acsIdentityOf } from "./identity.ts";
import type { AcsAccessToken } from "./like.ts";
import { repeatedAsks } from "./repeated-asks.ts";

/** What `CallClient` turns into 401/40235, compared letter by letter (@azure/communication-calling@2.0.0). */
const EXPIRED = "The token returned from the tokenRefresher is expired.";
/** As `AzureCommunicationTokenCredential` says it. */
const DISPOSED = "User credential is disposed";

/** What the SDK would throw, had it seen the token. */
const FOREIGN = { code: 400, subCode: 40233, message: "another user" };

/** A token must outlive its way to the service; with less than this left, a refresh is waited for. */
const SPARE_MS = 5_000;
/** What Azure assumes of a token that does not tell (@azure/communication-common@2.5.0). */
const UNKNOWN_LIFE_MS = 600_000;

/** Options of {@link acsCredential}. */
export interface AcsCredentialOptions extends ClockOptions, ProblemOptions {
  /**
   * Whose tokens they are, from another credential's `identity`.
   *
   * @defaultValue the user of the first token
   */
  identity?: string | undefined;
}

/** All of them. */
export const CREDENTIAL_OPTIONS = ["identity", "onProblem", "onRecovered", "environment"] as const;

/** What is read of the Chat client's error; other errors may have a `request` of another kind. */
type RestErrorLike =
  { request?: { headers?: { get?(name: string): string | null | undefined } | null } | null } | null | undefined;

const BEARER = "Bearer ".length;

/** Satisfies `CommunicationTokenCredential`: for `createCallAgent`, `createTeamsCallAgent` and `ChatClient`. */
export interface AcsCredential {
  /**
   * The manager's token.
   *
   * Takes no `abortSignal`, on purpose: the Chat client's pipeline hands the signal of one request to a wait that all
   * requests share (@azure/core-rest-pipeline, `tokenCycler`), and whoever aborts ends it for the others. The wait is
   * bounded by the manager.
   *
   * @throws Error with the SDK's own text for "expired" and the manager's error as `cause`, when there is no valid token
   * @throws TokenError `ERR_HANDOVER_FAILED`, when the token belongs to another user than the first one
   */
  getToken(): Promise<AcsAccessToken>;
  /** From now on `getToken()` rejects. The manager keeps running. */
  dispose(): void;
  /** Why the last `getToken()` had no token: the SDK replaces it by "Failed to get AccessToken" (401/44110). */
  readonly lastError: TokenError | undefined;
  /** Whose tokens it hands out; known from the first one on, if that can be read. */
  readonly identity: string | undefined;
  /**
   * "A service has refused a token": the manager forgets it and fetches another, unless it has one already.
   *
   * @param error - what `ChatClient` threw: it knows which token was sent. In the last two minutes of a token that is
   *   the one *before* the one that was handed out last (@azure/core-rest-pipeline@1.24.0, `tokenCycler`). Without it:
   *   the one that was handed out last.
   */
  invalidate(error?: unknown): void;
}

/**
 * One for each user and SDK object; it refuses to change the user. `onProblem` gets what the SDK would hide: why there
 * is no token, or that it belongs to somebody else.
 *
 * @throws TypeError for a manager with `singleUse`, or an unknown option
 */
export function acsCredential(tokens: TokenFeed, options: AcsCredentialOptions = {}): AcsCredential {
  checkOptions(options, CREDENTIAL_OPTIONS);
  return credentialWith(new Outage(options), tokens, options);
}

/** {@link acsCredential}, where one outage may outlive the credential. */
export function credentialWith(outage: Outage, tokens: TokenFeed, options: AcsCredentialOptions): AcsCredential {
  refuseSingleUse(tokens, "An ACS credential");
  const { now } = clockOf(options);
  const obtain = obtainerOf(tokens, now);
  const state: CredentialState = { identity: options.identity, lastError: undefined, lastToken: "", isDisposed: false };

  function fail(error: TokenError): void {
    if (!state.isDisposed) outage.problem(error);
    state.lastError = error;
  }

  async function getToken(): Promise<AcsAccessToken> {
    const given = state.isDisposed ? undefined : await obtain().catch(fail);
    if (state.isDisposed) throw new Error(DISPOSED);
    if (!given) throw new Error(EXPIRED, { cause: state.lastError });
    const identity = acsIdentityOf(given.token);
    state.identity ??= identity;
    if (identity && identity !== state.identity) {
      fail((state.foreign ??= vendorError("getToken()", FOREIGN, acsCall)));
      throw state.foreign;
    }
    outage.end();
    state.lastError = undefined;
    state.lastToken = given.token;
    return given;
  }

  return {
    getToken,
    dispose: () => void (state.isDisposed = true),
    invalidate: (error) => tokens.invalidate(tokenOfRequest(error) ?? state.lastToken),
    get lastError() {
      return state.lastError;
    },
    get identity() {
      return state.identity;
    },
  };
}

/** Gets the manager's token, whoever's it is; another one, where the SDK's asking says that this one is refused. */
function obtainerOf(tokens: TokenFeed, now: () => number): () => Promise<AcsAccessToken> {
  const isRefused = repeatedAsks(now);
  return async () => {
    const held = tokens.peek();
    // The manager tells of a failed refresh by `refreshFailed`; the token in hand may be good after all.
    if (held && isRefused(held)) await tokens.getToken({ forceRefresh: true }).catch(() => undefined);
    const value = await tokens.getToken({ minValidityMs: SPARE_MS });
    const token = tokens.peek();
    return { token: token?.value ?? value, expiresOnTimestamp: token?.expiresAt ?? now() + UNKNOWN_LIFE_MS };
  };
}

interface CredentialState {
  identity: string | undefined;
  lastError: TokenError | undefined;
  /** What was handed out last. */
  lastToken: string;
  /** The error about a token of somebody else: one for all such tokens, so that it is told once. */
  foreign?: TokenError;
  isDisposed: boolean;
}

/** The token in the header of the request that the Chat client's error is about. */
function tokenOfRequest(error: unknown): string | undefined {
  return (error as RestErrorLike)?.request?.headers?.get?.("authorization")?.slice(BEARER);
}
