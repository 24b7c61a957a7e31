/**
 * Keeps one connection of any kind supplied with tokens.
 *
 * @module
 */
import type { ProblemOptions } from "../common/app-callbacks.ts";
import type { ClockOptions } from "../common/clock.ts";
import { checkName, checkOption } from "../../core/check.ts";
import type { TokenFeed } from "../common/feed.ts";
import { checkOptions } from "../common/options.ts";
import { quietly } from "../common/quietly.ts";
import { ConnectionKeeper } from "./keeper.ts";

/** One opening of a connection, from its beginning to the end of the connection that came of it. */
export interface ConnectionAttempt {
  /** Aborted when nobody wants the connection any more, also while it is being opened: close it then. */
  readonly signal: AbortSignal;
  /**
   * The connection has ended by itself. Call it from the connection's own events: what it says of a connection that has
   * been replaced or closed since is ignored.
   *
   * @param error - a `CloseEvent` or an error; `isRefusal` says whether the token is to blame
   */
  lost(error?: unknown): void;
}

/** Options of {@link keepConnection}. */
export interface KeepConnectionOptions<Connection> extends ClockOptions, ProblemOptions {
  /**
   * Opens a connection with this token: the first one, and each one after it. What it throws is told by its meaning: a
   * refusal (see `isRefusal`) costs one more try with another token, all else is tried again with growing waits, unless it
   * was the first opening. An SDK with one client object may give that each time: what has been opened again is not closed.
   */
  reopen(token: string, attempt: ConnectionAttempt): Connection | PromiseLike<Connection>;
  /**
   * Gives a new token to the live connection. Without it, each new token opens a new connection ahead of the end of the
   * old token, and the old connection is closed after that.
   *
   * @defaultValue a new connection for each token
   */
  handOver?: ((connection: Connection, token: string) => unknown) | undefined;
  /** Closes a connection that is not wanted any more. May throw. @defaultValue the `signal` of its attempt alone says so */
  close?: ((connection: Connection) => unknown) | undefined;
  /**
   * Whether the connection works just now: a token is handed over when it does, and a connection that does not, and
   * whose token has ended, is closed and opened again.
   *
   * @defaultValue until `lost()` it does
   */
  isOpen?: ((connection: Connection) => boolean) | undefined;
  /**
   * Whether an error, of `reopen`, `handOver` or `lost()`, says that the token was refused.
   *
   * @defaultValue `isUnauthorized`: HTTP 401, WebSocket close codes 3000 and 4401
   */
  isRefusal?: ((error: unknown) => boolean) | undefined;
  /**
   * Whose token it is, so that a token of another user is refused.
   *
   * @defaultValue every token is taken; after a sign-out (`clear()`) only a JWT with the same `iss` and `sub`, as nothing else
   * says that it is the same user
   */
  identityOf?: ((token: string) => string | undefined) | undefined;
  /** There is another connection; `previous` is lost or about to be closed. @defaultValue nobody is told */
  onReopened?: ((connection: Connection, previous: Connection) => void) | undefined;
  /**
   * Whether a new connection may be opened while the old one is still there. `never` closes the old one first.
   *
   * @defaultValue `allow`: no gap
   */
  overlap?: "allow" | "never" | undefined;
  /** Limit of one `reopen()`, in ms. @defaultValue 20_000 */
  openTimeoutMs?: number | undefined;
  /** Limit of one `handOver()`, in ms. @defaultValue 10_000 */
  handOverTimeoutMs?: number | undefined;
  /** How much life a token must have for `reopen()`, in ms. @defaultValue `openTimeoutMs` */
  minValidityMs?: number | undefined;
  /** The user has gone: the connection is closed, or its opening given up. @defaultValue `close()` does that */
  signal?: AbortSignal | undefined;
}

const OPTIONS = [
  ...(["reopen", "handOver", "close", "isOpen", "isRefusal", "identityOf", "overlap", "signal"] as const),
  ...(["openTimeoutMs", "handOverTimeoutMs", "minValidityMs"] as const),
  ...(["onReopened", "onProblem", "onRecovered", "environment"] as const),
];

/** What {@link keepConnection} gives. */
export interface KeptConnectionHandle<Connection> {
  /** The current connection; while another is being opened, the old one. */
  readonly connection: Connection;
  /** Opens anew although nothing is wrong. @throws TokenError why it is not open */
  reopen(): Promise<Connection>;
  /** Ends the keeping; the connection stays. */
  stop(): void;
  /** Ends the keeping and closes the connection. */
  close(): void;
}

/**
 * Opens a connection with a valid token and keeps it: a new token is handed over in place, or opens a new connection
 * ahead of the end of the old one; a connection that is lost is opened again, with growing waits, once a minute, and a
 * second after the machine has woken or is online.
 *
 * The first opening is not tried again by itself, but for one more try with another token after a refusal.
 *
 * @throws TypeError for an unknown option, or no `reopen`; RangeError for a limit that no timer can keep; TokenError why the
 *   first connection is not open; the `signal`'s reason
 */
export async function keepConnection<Connection>(
  tokens: TokenFeed,
  options: KeepConnectionOptions<Connection>,
): Promise<KeptConnectionHandle<Connection>> {
  checkOptions(options, OPTIONS);
  checkOption("reopen", options.reopen, "function");
  const { overlap = "allow", signal } = options;
  checkName("overlap", overlap, ["allow", "never"]);
  signal?.throwIfAborted();
  const keeper = new ConnectionKeeper(tokens, options);
  const onAbort = (): void => quietly(() => keeper.close(signal?.reason));
  signal?.addEventListener("abort", onAbort);
  keeper.onEnd = () => signal?.removeEventListener("abort", onAbort);
  await keeper.start();
  return {
    get connection() {
      return keeper.current!.connection;
    },
    reopen: () => keeper.reopen(),
    stop: () => keeper.stop(),
    close: () => keeper.close(),
  };
}
