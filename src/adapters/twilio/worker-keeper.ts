/**
 * The state of a kept TaskRouter `Worker`, and what each event does to it.
 *
 * The SDK times its `tokenExpired` by the life of the *first* token, five seconds early, and from then on does not
 * connect again until `updateToken()` is called. Before its `init`, and always with `useGraphQL`, it knows no life and
 * fires at once after every `updateToken()`. Called while the SDK waits to connect again, `updateToken()` opens a
 * second socket beside the one to come; only `disconnect()` ends that waiting. Vendor facts: `twilio-taskrouter@2.1.1`,
 * observed.
 *
 * @module
 */
import { twilioTaskrouter } from "../../diagnose/catalog/twilio/taskrouter.ts";
import type { Token } from "../../token.ts";
import { Outage } from "../common/app-callbacks.ts";
import { type AdapterClock, timeTo } from "../common/clock.ts";
import type { TokenFeed } from "../common/feed.ts";
import { TokenOwner } from "../common/identity.ts";
import { vendorError } from "../common/vendor-error.ts";
import { type WrappedMethod, wrapMethod } from "../common/wrap-method.ts";
import { twilioIdentityOf } from "./identity.ts";
import { listenTo } from "./listen.ts";
import { holdWorker, type WorkerHold } from "./worker-hold.ts";
import type { KeepWorkerOptions, WorkerLike } from "./worker.ts";

/** `tokenExpired` comes with 5 s left; as much again for the way. */
const HINT_MS = 10_000;

/** After a loss the SDK connects again within 0.8 to 1 s, if it has not been told to disconnect meanwhile. */
const RETRY_MS = 1_100;

/** Keeps one worker. */
export class WorkerKeeper {
  /** The connection is lost. */
  #isDown = false;
  /** Whether an `updateToken()` while it is lost opens a second connection. With GraphQL it opens none. */
  #opensAnother = false;
  /** On the monotonic clock: the SDK's timer for its next attempt stands still in a sleep as well. */
  #lostAt = -Infinity;
  #isOver = false;
  #timer: unknown;
  readonly #hold: WorkerHold;
  readonly #outage: Outage;
  readonly #owner: TokenOwner;
  readonly #worker: WorkerLike;
  readonly #tokens: TokenFeed;
  readonly #options: KeepWorkerOptions;
  readonly #clock: AdapterClock;
  readonly #disconnect: WrappedMethod | undefined;
  readonly #undos: readonly (() => void)[];

  constructor(worker: WorkerLike, tokens: TokenFeed, options: KeepWorkerOptions, clock: AdapterClock) {
    [this.#worker, this.#tokens, this.#options, this.#clock] = [worker, tokens, options, clock];
    this.#hold = holdWorker(worker, tokens.peek(), clock);
    this.#outage = new Outage(options, clock);
    this.#owner = new TokenOwner(twilioIdentityOf);
    this.#disconnect = worker.disconnect && wrapMethod(worker as Required<WorkerLike>, "disconnect", () => this.stop());
    this.#undos = [
      () => this.#disconnect?.undo(),
      this.#owner.adopt(tokens, this.#hold.given?.value),
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
    if (this.#isOver) return;
    this.#isOver = true;
    this.#hold.keepers--;
    this.#clock.clearTimer(this.#timer);
    this.#outage.stop();
    this.#undos.forEach((undo) => undo());
  }

  // When there is a token again, `refreshed` comes.
  #fetchAndFollow(minValidityMs: number): void {
    this.#tokens.getToken({ minValidityMs }).then(() => this.#follow(), this.#outage.noToken);
  }

  /** Hands the current token over if the worker needs it, now or as soon as it may be given one. */
  #follow(): void {
    this.#clock.clearTimer(this.#timer);
    const token = this.#tokens.peek();
    const isNew = token?.value !== this.#hold.given?.value;
    if (this.#isOver || !token) return;
    if (!isNew && !this.#hold.isAsleep) {
      this.#tellIfWell(); // another keeper may have handed it over
      return;
    }
    const waitMs = this.#waitMs(isNew ? "new" : "same");
    if (waitMs > 0) this.#timer = this.#clock.setTimer(() => this.#follow(), waitMs);
    else this.#handOver(token);
  }

  #waitMs(token: "new" | "same"): number {
    const { minIntervalMs = 30_000 } = this.#options;
    const { given, givenAt, isAsleep } = this.#hold;
    const { now, monotonicNow } = this.#clock;
    return Math.max(
      token === "same" ? Math.min(givenAt - now(), 0) + minIntervalMs : 0,
      // While the SDK tries to connect with a token that is alive, it is left alone.
      this.#isDown && !isAsleep && given?.expiresAt !== undefined ? this.#hold.leftMs() : 0,
      this.#isDown && isAsleep && this.#opensAnother ? this.#lostAt + RETRY_MS - monotonicNow() : 0,
    );
  }

  #handOver(token: Token): void {
    const foreign = this.#owner.refusal(token.value);
    if (foreign) {
      this.#outage.problem(foreign);
      return;
    }
    const disconnect = this.#disconnect;
    if (this.#isDown && !this.#hold.isAsleep && this.#opensAnother && disconnect) {
      this.#hold.isAsleep = true;
      this.#call(() => disconnect.original());
      this.#follow();
      return;
    }
    this.#hold.given = token;
    this.#hold.givenAt = this.#clock.now();
    this.#hold.leftMs = timeTo(token.expiresAt, this.#clock);
    this.#hold.isAsleep = false;
    this.#call(() => {
      this.#worker.updateToken(token.value);
      this.#tellIfWell();
    });
  }

  /** The worker has the current token. One that has stayed `ready` has no event for the end of an outage. */
  #tellIfWell(): void {
    if (!this.#isDown) this.#outage.end();
  }

  #call(call: () => unknown): void {
    this.#hold.isCalling = true;
    try {
      call();
    } catch (error) {
      this.#onError(error);
    }
    this.#hold.isCalling = false;
  }

  #onExpired(): void {
    this.#hold.isAsleep = true;
    this.#fetchAndFollow(HINT_MS);
  }

  #onDisconnected(detail: unknown): void {
    if (this.#hold.isCalling) return; // an adapter's own disconnect()
    const message = String((detail as { message?: unknown } | undefined)?.message);
    // After the app's own disconnect() an updateToken() would open a new socket.
    if (/SDK Disconnect/.test(message)) {
      this.stop();
      return;
    }
    this.#opensAnother = !message.startsWith("[GQL]");
    this.#lostAt = this.#clock.monotonicNow();
    this.#outage.hold();
    this.#isDown = true;
    // The SDK connects again with the token it has, dead or not: the timers for that may have stood still in a sleep.
    if (this.#hold.leftMs() <= 0) this.#fetchAndFollow(0);
    else this.#follow();
  }

  #onReady(): void {
    this.#isDown = false;
    this.#outage.end();
    this.#follow();
  }

  #onError(error: unknown): void {
    const met = { token: this.#tokens.peek(), now: this.#clock.now() };
    const problem = vendorError("The connection of the Worker", error, twilioTaskrouter, met);
    if (problem.action !== "none") this.#outage.problem(problem);
  }
}
