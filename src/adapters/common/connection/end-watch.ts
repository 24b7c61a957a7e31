/**
 * Looks at the clock until a token has ended.
 *
 * @module
 */
import type { AdapterClock } from "../clock.ts";

/** The clock is asked at least this often: a timer stands still while the machine sleeps. */
const WATCH_MS = 60_000;

/** One watch; it tells once. */
export class EndWatch {
  #timer: unknown;
  readonly #clock: Pick<AdapterClock, "setTimer" | "clearTimer">;
  readonly #onEnd: () => void;

  constructor(clock: Pick<AdapterClock, "setTimer" | "clearTimer">, onEnd: () => void) {
    [this.#clock, this.#onEnd] = [clock, onEnd];
  }

  /** Instead of what was waited for before, waits until nothing is left of this; tells at once if nothing is. */
  until(leftMs: () => number): void {
    this.clear();
    const waitMs = Math.min(leftMs(), WATCH_MS);
    if (waitMs > 0) this.#timer = this.#clock.setTimer(() => this.until(leftMs), waitMs);
    else this.#onEnd();
  }

  clear(): void {
    this.#clock.clearTimer(this.#timer);
  }
}
