/**
 * For SDKs that look at a token only when they connect: Daily, Zoom, RealtimeKit, and the like.
 *
 * @module
 */
import { unlessAborted } from "../common/aborted.ts";
import { askApp } from "../common/app-callbacks.ts";
import { type ClockOptions, clockOf } from "../common/clock.ts";
import { within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { openInSession } from "../common/open.ts";
import { isCurable } from "../common/vendor-error.ts";
import { connectionError, isUnauthorized } from "./refusal.ts";

/** Options of {@link freshConnect}. */
export interface FreshConnectOptions extends ClockOptions {
  /**
   * Whether an error of `connect` says that the token was refused.
   *
   * @defaultValue `isUnauthorized`: HTTP 401, WebSocket close codes 3000 and 4401
   */
  isRefusal?(error: unknown): boolean;
  /** How much life a token must have, in ms. @defaultValue `connectTimeoutMs` */
  minValidityMs?: number | undefined;
  /** Limit of one `connect()`, in ms. @defaultValue 60_000 */
  connectTimeoutMs?: number | undefined;
  /** The user has gone: neither a token nor the connection is waited for. @defaultValue waits for both */
  signal?: AbortSignal | undefined;
}

/**
 * Connects with a fresh token; one that is refused is replaced and tried once more, unless the user has signed out
 * meanwhile. Nothing else is tried again, and afterwards nothing is left behind.
 *
 * @param connect - `(token) => sdk.join(token)`
 * @throws TokenError `ERR_HANDOVER_FAILED` with who must act; why there is no token; the `signal`'s reason
 */
export function freshConnect<Connection>(
  tokens: TokenFeed,
  connect: (token: string) => Connection | PromiseLike<Connection>,
  options: FreshConnectOptions = {},
): Promise<Connection> {
  const { isRefusal = isUnauthorized, connectTimeoutMs = 60_000, minValidityMs = connectTimeoutMs } = options;
  const { signal = new AbortController().signal } = options;
  const clock = clockOf(options);
  return openInSession(tokens, {
    getToken: () => tokens.getToken({ minValidityMs, signal }),
    open: (value) =>
      within(connectTimeoutMs, "connect()", clock, () => unlessAborted(signal, (async () => connect(value))())),
    explain(error, value, turn) {
      const met = askApp(() => isRefusal(error), false) ? "refusal" : "failure";
      return connectionError("connect()", error, { met, turn, value, isLast: true });
    },
    cure(problem, value) {
      if (isCurable(problem)) tokens.invalidate(value);
      return isCurable(problem);
    },
    check: () => signal.throwIfAborted(),
  });
}
