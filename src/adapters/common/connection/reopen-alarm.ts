/**
 * When a connection that the network has taken away is opened again: after growing waits, then once a minute, and a
 * second after the machine has woken or is online.
 *
 * @module
 */
import type { AdapterClock } from "../clock.ts";

/** Waits after the first failures. The last one is repeated: a timer that stood still in a sleep is due a minute later. */
const WAITS_MS: readonly number[] = [5_000, 10_000, 20_000, 40_000, 60_000];

/** A burst of wake-ups is one try, and tries keep this distance. */
const WAKE_WAIT_MS = 1_000;

/** One alarm; it rings once. */
export class ReopenAlarm {
  #failures = 0;
  #timer: unknown;
  #isSet = false;
  #watch: { undo: unknown } | undefined;
  readonly #clock: AdapterClock;
  readonly #ring: () => void;

  constructor(clock: AdapterClock, ring: () => void) {
    [this.#clock, this.#ring] = [clock, ring];
  }

  get isSet(): boolean {
    return this.#isSet;
  }

  /** After one more failure. */
  set(): void {
    this.#setTimer(WAITS_MS[this.#failures++] ?? WAITS_MS.at(-1)!);
    this.#isSet = true;
    this.#watch ??= { undo: this.#clock.onWake(() => this.#wake()) };
  }

  clear(): void {
    this.#clock.clearTimer(this.#timer);
    this.#isSet = false;
    const undo = this.#watch?.undo;
    // A clock of the app's own may give no undo: it is listened to once, and heard while the alarm is set.
    if (typeof undo !== "function") return;
    this.#watch = undefined;
    (undo as () => void)();
  }

  /** The next failure is the first one of another outage. */
  forget(): void {
    this.#failures = 0;
  }

  #wake(): void {
    if (!this.#isSet) return;
    this.#failures = 0; // the machine may be in another network now
    this.#setTimer(WAKE_WAIT_MS);
  }

  #setTimer(waitMs: number): void {
    this.#clock.clearTimer(this.#timer);
    this.#timer = this.#clock.setTimer(() => {
      this.clear();
      this.#ring();
    }, waitMs);
  }
}
