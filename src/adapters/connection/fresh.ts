/**
 * For SDKs that look at a token only when they connect: Daily, Zoom, RealtimeKit, and the like.
 *
 * @module
 */
import { checkType } from "../../core/check.ts";
import { askApp } from "../common/app-callbacks.ts";
import { type ClockOptions, clockOf } from "../common/clock.ts";
import { within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { openInSession } from "../common/open.ts";
import { checkOptions } from "../common/options.ts";
import { quietly } from "../common/quietly.ts";
import { isCurable } from "../common/vendor-error.ts";
import type { ConnectionAttempt } from "./keep.ts";
import { connectionError, isUnauthorized } from "./refusal.ts";

/** Options of {@link freshConnect}. */
export interface FreshConnectOptions<Connection = unknown> extends ClockOptions {
  /**
   * Closes a connection that comes when nobody waits for it any more. May throw.
   *
   * @defaultValue the `signal` that `connect` gets alone says so
   */
  close?: ((connection: Connection) => unknown) | undefined;
  /**
   * Whether an error of `connect` says that the token was refused.
   *
   * @defaultValue `isUnauthorized`: HTTP 401, WebSocket close codes 3000 and 4401
   */
  isRefusal?: ((error: unknown) => boolean) | undefined;
  /** How much life a token must have, in ms. @defaultValue `connectTimeoutMs` */
  minValidityMs?: number | undefined;
  /** Limit of one `connect()`, in ms. @defaultValue 60_000 */
  connectTimeoutMs?: number | undefined;
  /** The user has gone: neither a token nor the connection is waited for. @defaultValue waits for both */
  signal?: AbortSignal | undefined;
}

const OPTIONS = ["close", "isRefusal", "minValidityMs", "connectTimeoutMs", "signal", "environment"] as const;

/**
 * Connects with a fresh token; one that is refused is replaced and tried once more, unless the user has signed out
 * meanwhile. Nothing else is tried again, and no listener or timer is left behind.
 *
 * @param connect - `(token) => sdk.join(token)`. Its `signal` is aborted after the limit, and when the user has gone: a
 *   connection that comes all the same is closed with the option `close`
 * @throws TypeError for an unknown option, or no `connect`; RangeError for a limit that no timer can keep; TokenError
 *   `ERR_HANDOVER_FAILED` with who must act; why there is no token; the `signal`'s reason
 */
export async function freshConnect<Connection>(
  tokens: TokenFeed,
  connect: (token: string, attempt: Pick<ConnectionAttempt, "signal">) => Connection | PromiseLike<Connection>,
  options: FreshConnectOptions<Connection> = {},
): Promise<Connection> {
  checkType("connect", connect, "function");
  checkOptions(options, OPTIONS);
  const { connectTimeoutMs = 60_000, minValidityMs = connectTimeoutMs } = options;
  const { signal = new AbortController().signal } = options;
  const clock = clockOf(options);
  const end = new AbortController();
  let connecting: Promise<Connection> | undefined;
  const open = (value: string): Promise<Connection> =>
    (connecting = (async () => connect(value, { signal: end.signal }))());
  return openInSession(tokens, {
    getToken: () => tokens.getToken({ minValidityMs, signal }),
    open: (value) => within(connectTimeoutMs, "connect()", clock, () => open(value), signal),
    explain(error, value, turn) {
      const met = askApp(() => (options.isRefusal ? options.isRefusal(error) : isUnauthorized(error)), false)
        ? "refusal"
        : "failure";
      return connectionError("connect()", error, { met, turn, value, isLast: true });
    },
    cure(problem, value) {
      if (isCurable(problem)) tokens.invalidate(value);
      return isCurable(problem);
    },
    check: () => signal.throwIfAborted(),
  }).catch((error: unknown) => {
    end.abort(error);
    connecting?.then(
      (late) => quietly(() => options.close?.(late)),
      () => undefined,
    );
    throw error;
  });
}
