/**
 * How a connection comes back: how long it has been up, whether another one is due, and when that is tried again.
 *
 * @module
 */
import type { TokenError } from "../../../errors.ts";
import type { Outage, ProblemWord } from "../app-callbacks.ts";
import type { AdapterClock } from "../clock.ts";
import { STEADY_MS } from "../steady.ts";
import { ReopenAlarm } from "./reopen-alarm.ts";

/** Of one connection. */
export class Recovery {
  /** The connection is up, and another one that was to take its place could not be opened. */
  isDue = false;
  #openedAt = -Infinity;
  readonly #clock: AdapterClock;
  readonly #outage: Outage;
  readonly #alarm: ReopenAlarm;

  constructor(clock: AdapterClock, outage: Outage, tryAgain: () => void) {
    [this.#clock, this.#outage, this.#alarm] = [clock, outage, new ReopenAlarm(clock, tryAgain)];
  }

  /** The connection has been up for a while. By the clock: a sleep counts. */
  get isSteady(): boolean {
    return this.#clock.now() - this.#openedAt >= STEADY_MS;
  }

  get isWaiting(): boolean {
    return this.#alarm.isSet;
  }

  /** Another connection is being opened. */
  tries(): void {
    this.#forgive();
    this.#alarm.clear();
  }

  opened(): void {
    this.isDue = false;
    this.#openedAt = this.#clock.now();
    this.#outage.end();
  }

  /** All is well with the connection that is up. */
  well(): void {
    this.#forgive();
    if (!this.isDue) this.#outage.end(this.isSteady ? "now" : "when steady");
  }

  /** The connection is lost. */
  lost(): void {
    this.#forgive();
    this.#openedAt = Infinity;
    this.#outage.hold();
  }

  /** Waits for the next try. */
  wait(): void {
    this.#alarm.set();
  }

  problem(error: TokenError, word?: ProblemWord): void {
    this.#outage.problem(error, word);
  }

  stop(): void {
    this.#alarm.clear();
    this.#outage.stop();
  }

  #forgive(): void {
    if (!this.isDue && this.isSteady) this.#alarm.forget();
  }
}
