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
  readonly #clock: AdapterClock;
  readonly #onEnd: () => void;

  constructor(clock: AdapterClock, onEnd: () => void) {
    [this.#clock, this.#onEnd] = [clock, onEnd];
  }

  /** Instead of what was waited for before, waits for this instant, epoch ms; tells at once if it is past. */
  until(endsAt: number): void {
    this.clear();
    const leftMs = endsAt - this.#clock.now();
    if (leftMs > 0) this.#timer = this.#clock.setTimer(() => this.until(endsAt), Math.min(leftMs, WATCH_MS));
    else this.#onEnd();
  }

  clear(): void {
    this.#clock.clearTimer(this.#timer);
  }
}
