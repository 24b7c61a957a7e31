/**
 * The app's functions as a port of the kept connection that all adapters share.
 *
 * @module
 */
import type { TokenError } from "../../errors.ts";
import { askApp, tellApp } from "../common/app-callbacks.ts";
import { clockOf } from "../common/clock.ts";
import { KeptConnection } from "../common/connection/kept-connection.ts";
import type { ConnectionPort, TokenInUse } from "../common/connection/port.ts";
import type { TokenFeed } from "../common/feed.ts";
import { quietly } from "../common/quietly.ts";
import type { KeepConnectionOptions } from "./keep.ts";
import { connectionError, isUnauthorized } from "./refusal.ts";
import { SessionOwner } from "./session.ts";

/** A connection that has been opened, and what ends it. */
interface Living<Connection> {
  readonly connection: Connection;
  readonly end: AbortController;
  isLeft?: true;
}

/** Keeps one connection. */
export class ConnectionKeeper<Connection> {
  /** The current connection. */
  current: Living<Connection> | undefined;
  /** Called once, at the end. */
  onEnd = (): void => undefined;
  /** Ends the opening that is under way. */
  #opening: AbortController | undefined;
  /** `lost()` has been called for the current connection, or while it was being opened. */
  #loss: { readonly error: unknown } | undefined;
  readonly #options: KeepConnectionOptions<Connection>;
  readonly #connection: KeptConnection<Connection>;
  readonly #explain: (what: string, error: unknown, token: TokenInUse) => TokenError;

  constructor(tokens: TokenFeed, options: KeepConnectionOptions<Connection>) {
    const clock = clockOf(options);
    this.#options = options;
    this.#explain = (what, error, token) => {
      const turn = token.leftMs() > 0 ? token.turn : "first"; // its end is no refusal
      const isRefused = askApp(() => (options.isRefusal ? options.isRefusal(error) : isUnauthorized(error)), false);
      const met = isRefused ? "refusal" : "failure";
      return connectionError(what, error, { met, turn, value: token.value, isLast: !this.current });
    };
    const owner = new SessionOwner(tokens, (value) => askApp(() => options.identityOf?.(value), undefined));
    this.#connection = new KeptConnection(this.#port(owner), tokens, clock);
  }

  start(): Promise<Connection> {
    return this.#connection.start();
  }

  reopen(): Promise<Connection> {
    return this.#connection.reopen();
  }

  stop(reason?: unknown): void {
    this.#connection.stop(reason);
  }

  close(reason?: unknown): void {
    this.stop(reason);
    if (this.current) this.#leave(this.current);
  }

  #port(owner: SessionOwner): ConnectionPort<Connection> {
    const { openTimeoutMs = 20_000, minValidityMs = openTimeoutMs } = this.#options;
    return {
      ...{ opens: "reopen()", openTimeoutMs, minValidityMs, settleMs: 0, afterRefusal: "wait" },
      ...{ handsOver: "handOver()", handOverTimeoutMs: this.#options.handOverTimeoutMs ?? 10_000 },
      ...(this.#options.handOver
        ? { handOver: (value: string) => Promise.resolve(this.#options.handOver!(this.current!.connection, value)) }
        : { onNewToken: "reopen" as const }),
      owner,
      app: this.#options,
      isUp: () => this.#isOpen(),
      open: (value, ended) => this.#open(value, ended),
      close: () => this.#giveUp(),
      explain: this.#explain,
      onReopened: () => undefined, // told before the previous connection is closed
      release: () => {
        owner.end();
        this.onEnd();
      },
    };
  }

  #isOpen(): boolean {
    const { current } = this;
    return (
      !!current &&
      !current.isLeft &&
      !this.#loss &&
      askApp(() => this.#options.isOpen?.(current.connection) ?? true, true)
    );
  }

  async #open(value: string, ended: AbortSignal): Promise<Connection> {
    const previous = this.current;
    const end = (this.#opening = new AbortController());
    let loss: { readonly error: unknown } | undefined;
    const lost = (error?: unknown): void => {
      loss ??= { error };
      if (this.current?.end === end) this.#lost(loss.error);
    };
    if (this.#options.overlap === "never" && previous) this.#leave(previous);
    ended.throwIfAborted(); // the app has been asked whose token it is, and has closed: it may have ended all
    const onEnded = (): void => end.abort(ended.reason);
    ended.addEventListener("abort", onEnded, { signal: end.signal }); // an opening that hangs leaves nothing behind
    try {
      const connection = await this.#options.reopen(value, { signal: end.signal, lost });
      const isLate = this.#opening !== end || ended.aborted;
      if (isLate || loss) this.#leave({ connection, end });
      else this.#take({ connection, end }, previous, ended);
      if (!isLate && loss) throw (loss as { error: unknown }).error;
      return connection;
    } finally {
      ended.removeEventListener("abort", onEnded);
      if (this.#opening === end) this.#opening = undefined;
    }
  }

  #take(next: Living<Connection>, previous: Living<Connection> | undefined, ended: AbortSignal): void {
    this.current = next;
    this.#loss = undefined;
    if (!previous) return;
    tellApp(() => {
      try {
        return ended.aborted || this.#options.onReopened?.(next.connection, previous.connection);
      } finally {
        this.#leave(previous);
      }
    });
  }

  #lost(error: unknown): void {
    this.#loss = { error };
    this.#connection.broke((token) => this.#explain("The connection", error, token));
  }

  /** An opening that hangs is not waited for: what it was to replace stays. A connection that does not come back is closed. */
  #giveUp(): void {
    const hanging = this.#opening;
    this.#opening = undefined;
    if (hanging) hanging.abort();
    else if (this.current) this.#leave(this.current);
  }

  #leave(living: Living<Connection>): void {
    const { current } = this;
    if (living.isLeft) return;
    living.isLeft = true;
    const end = (): void => living.end.abort();
    // An SDK with one client object has opened that again: it is wanted. A value like `true` says nothing of that.
    if (current && current !== living && !current.isLeft && Object(living.connection) === current.connection)
      return current.end.signal.addEventListener("abort", end);
    end();
    quietly(() => this.#options.close?.(living.connection));
  }
}
