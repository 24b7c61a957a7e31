/**
 * The one error class of this package, its codes and its actions.
 *
 * Branch on `code` (what happened) or on `action` (who must do what); never on the message.
 * No field of an error holds a token.
 *
 * @module
 */

/**
 * Who must do what next.
 *
 * - `renew`: new token into the live connection; nothing has failed yet
 * - `refresh`: new token, then retry the failed operation once
 * - `rejoin`: new token and a new connection, room or agent
 * - `signIn`: the user must authenticate again
 * - `fixConfig`: a developer must change keys, grants, ids or lifetimes; retrying is useless
 * - `fixClock`: a clock is wrong
 * - `retryLater`: transient; back off and honour `Retry-After`
 * - `none`: not a token problem
 */
export type Action = "renew" | "refresh" | "rejoin" | "signIn" | "fixConfig" | "fixClock" | "retryLater" | "none";

/** The eight actions. */
export const ACTIONS: readonly Action[] = [
  "renew",
  "refresh",
  "rejoin",
  "signIn",
  "fixConfig",
  "fixClock",
  "retryLater",
  "none",
];

/** Whether a foreign value is one of the eight actions. */
export const isAction = (value: unknown): value is Action => (ACTIONS as readonly unknown[]).includes(value);

/** Stable; the only thing besides `action` that callers should branch on. */
export type TokenErrorCode =
  | "ERR_FETCH_FAILED" //     the fetcher threw, rejected or answered with an error status
  | "ERR_FETCH_TIMEOUT" //    no answer within `fetchTimeoutMs`, or within the caller's own `timeoutMs`
  | "ERR_TOKEN_UNUSABLE" //   the fetcher answered, but not with a token that can be held
  | "ERR_NO_PROGRESS" //      the fetched token does not outlive the one in hand
  | "ERR_TOKEN_REJECTED" //   a server refused a token that was fetched because the one before was refused
  | "ERR_REAUTH_REQUIRED" //  the user must sign in again; nothing is retried
  | "ERR_HANDOVER_FAILED" //  an adapter's SDK did not take a token, or did not answer
  | "ERR_STOPPED" //          `stop()` was called and no valid token is in hand
  | "ERR_DISPOSED"; //        `dispose()` was called

/** What a {@link TokenError} is made of. */
export interface TokenErrorInit {
  /** What happened. */
  code: TokenErrorCode;
  /** What happened, in a sentence for a log; without a token. */
  message: string;
  /** Who must do what. */
  action: Action;
  /** One sentence for the person who must act. */
  remedy: string;
  /**
   * Whether trying again can help without anybody changing anything.
   *
   * @defaultValue whether `action` is `retryLater`
   */
  retryable?: boolean | undefined;
  /** Attempts of the cycle that it ended. */
  attempts?: number | undefined;
  /** HTTP status of the answer, where there was one. */
  status?: number | undefined;
  /** Already scrubbed: see `core/scrub.ts`. */
  cause?: unknown;
}

/**
 * Everything this package throws or emits as an error, apart from programmer's misuse (`TypeError`, `RangeError`), a
 * caller's own abort, and what an injected `environment` throws.
 */
export class TokenError extends Error {
  /** Always this: it survives minification, and tells the class in a log. */
  override readonly name = "TokenError";
  /** What happened. */
  readonly code: TokenErrorCode;
  /** Who must do what. */
  readonly action: Action;
  /** Whether trying again can help without anybody changing anything. */
  readonly retryable: boolean;
  /** One sentence for the person who must act. */
  readonly remedy: string;
  /** Attempts of the cycle that it ended, where it has ended one. */
  declare readonly attempts?: number;
  /** HTTP status of the answer, where there was one. */
  declare readonly status?: number;

  constructor(init: TokenErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.code = init.code;
    this.action = init.action;
    this.remedy = init.remedy;
    this.retryable = init.retryable ?? init.action === "retryLater";
    if (init.attempts !== undefined) this.attempts = init.attempts;
    if (init.status !== undefined) this.status = init.status;
  }
}

/** For this package: a `TokenError` in one line. */
export const fault = (
  code: TokenErrorCode,
  message: string,
  action: Action,
  remedy: string,
  more?: Partial<TokenErrorInit>,
): TokenError => new TokenError({ code, message, action, remedy, ...more });

/** What a caller gets from a manager that has been told to end. */
export const endOf = (phase: string): TokenError =>
  phase === "stopped"
    ? fault("ERR_STOPPED", "The manager is stopped", "none", "Call start().")
    : fault("ERR_DISPOSED", "The manager has been disposed of", "none", "Make a new one.");
