/**
 * TaskRouter: hands every new token to a `Worker`, on the manager's time.
 *
 * The SDK times its `tokenExpired` by the life of the *first* token, five seconds early, and from then on does not
 * connect again until `updateToken()` is called. Before its `init`, and always with `useGraphQL`, it knows no life and
 * fires at once after every `updateToken()`. Called while the SDK waits to connect again, `updateToken()` opens a
 * second socket beside the one to come. Vendor facts: `twilio-taskrouter@2.1.1`, observed.
 *
 * @module
 */
import type { Token } from "../../token.ts";
import { twilioTaskrouter } from "../../diagnose/catalog/twilio/taskrouter.ts";
import type { TokenError } from "../../errors.ts";
import { type AdapterClock, type ClockOptions, clockOf } from "../common/clock.ts";
import type { TokenFeed } from "../common/feed.ts";
import { tellApp, vendorError } from "../common/vendor-error.ts";
import { listenTo } from "./listen.ts";

/** The part of `Worker` and `Supervisor` (`twilio-taskrouter` 2.x) that is touched. */
export interface WorkerLike {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
  updateToken(token: string): unknown;
}

/** Options of {@link keepWorker}. */
export interface KeepWorkerOptions extends ClockOptions {
  /**
   * `tokenExpired` for a token that is still good is answered with the same token, but only this long after the last
   * `updateToken()`, in ms.
   *
   * @defaultValue 30_000: so long a closed socket may stay closed, and no storm comes of it
   */
  minIntervalMs?: number;
  /** An error of the worker, explained. TaskRouter's REST calls reject where the app made them. */
  onProblem?(error: TokenError): void;
}

/** `tokenExpired` comes with 5 s left; as much again for the way. */
const HINT_MS = 10_000;

/** Keeps `worker` supplied until the undo is called or the app disconnects it. Make it with `await tokens.getToken()`. */
export function keepWorker(worker: WorkerLike, tokens: TokenFeed, options: KeepWorkerOptions = {}): () => void {
  const keeper = new WorkerKeeper(worker, tokens, options, clockOf(options));
  return () => keeper.stop();
}

class WorkerKeeper {
  #given: Token | undefined;
  #givenAt: number;
  /** The connection is lost. */
  #isDown = false;
  /** Since `tokenExpired` the SDK does not connect again. */
  #isAsleep = false;
  #isOver = false;
  #timer: unknown;
  readonly #worker: WorkerLike;
  readonly #tokens: TokenFeed;
  readonly #options: KeepWorkerOptions;
  readonly #clock: AdapterClock;
  readonly #undos: readonly (() => void)[];

  constructor(worker: WorkerLike, tokens: TokenFeed, options: KeepWorkerOptions, clock: AdapterClock) {
    [this.#worker, this.#tokens, this.#options, this.#clock] = [worker, tokens, options, clock];
    [this.#given, this.#givenAt] = [tokens.peek(), clock.now()];
    this.#undos = [
      tokens.on("refreshed", () => this.#follow()),
      listenTo(worker, {
        tokenExpired: () => this.#onExpired(),
        disconnected: (detail) => this.#onDisconnected(detail),
        ready: () => this.#onReady(),
        error: (error) => this.#onError(error),
      }),
    ];
    this.#fetchAndFollow(0);
  }

  stop(): void {
    this.#isOver = true;
    this.#clock.clearTimer(this.#timer);
    this.#undos.forEach((undo) => undo());
  }

  // Why there is no token is told by the manager's `refreshFailed`; when there is one again, `refreshed` comes.
  #fetchAndFollow(minValidityMs: number): void {
    this.#tokens.getToken({ minValidityMs }).then(
      () => this.#follow(),
      () => undefined,
    );
  }

  /** Hands the current token over if the worker needs it, now or as soon as it may be given one. */
  #follow(): void {
    this.#clock.clearTimer(this.#timer);
    const token = this.#tokens.peek();
    const isNew = token?.value !== this.#given?.value;
    if (this.#isOver || !token || !(isNew || this.#isAsleep)) return;
    const waitMs = this.#waitMs(isNew ? "new" : "same");
    if (waitMs > 0) this.#timer = this.#clock.setTimer(() => this.#follow(), waitMs);
    else this.#handOver(token);
  }

  #waitMs(token: "new" | "same"): number {
    const { minIntervalMs = 30_000 } = this.#options;
    // While the SDK tries to connect with a token that is alive, it is left alone.
    const connectsUntil = this.#isDown && !this.#isAsleep ? (this.#given?.expiresAt ?? 0) : 0;
    return Math.max(token === "new" ? 0 : this.#givenAt + minIntervalMs, connectsUntil) - this.#clock.now();
  }

  #handOver(token: Token): void {
    this.#given = token;
    this.#givenAt = this.#clock.now();
    this.#isAsleep = false;
    try {
      this.#worker.updateToken(token.value);
    } catch (error) {
      this.#onError(error);
    }
  }

  #onExpired(): void {
    this.#isAsleep = true;
    this.#fetchAndFollow(HINT_MS);
  }

  #onDisconnected(detail: unknown): void {
    // After the app's own disconnect() an updateToken() would open a new socket.
    if (/SDK Disconnect/.test(String((detail as { message?: unknown } | undefined)?.message))) this.stop();
    else this.#isDown = true;
  }

  #onReady(): void {
    this.#isDown = false;
    this.#follow();
  }

  #onError(error: unknown): void {
    const met = { token: this.#tokens.peek(), now: this.#clock.now() };
    const problem = vendorError("The connection of the Worker", error, twilioTaskrouter, met);
    if (problem.action !== "none") tellApp(() => this.#options.onProblem?.(problem));
  }
}
