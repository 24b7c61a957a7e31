/**
 * Signs from page and network that it is worth looking at the clock, gathered for a moment:
 * `visibilitychange`, `pageshow`, `focus`, `online` and `resume` come in bursts.
 *
 * @module
 */
import type { Environment, WakeHint } from "../environment.ts";

const DEBOUNCE_MS = 100;

export class WakeWatch {
  readonly #environment: Environment;
  // An environment of the app's own may give none.
  readonly #undo: unknown;
  #isClosed = false;
  #hint: WakeHint | undefined;
  #dueMonoMs = Infinity;

  /** @param onSign - the alarm may have to ring earlier now */
  constructor(environment: Environment, onSign: () => void) {
    this.#environment = environment;
    this.#undo = environment.onWake((hint) => {
      if (this.#isClosed) return;
      // A page that has just been hidden is a reason to look, but nobody came back.
      if (hint === "online" || (!this.#hint && !environment.isHidden())) this.#hint = hint;
      if (this.#dueMonoMs === Infinity) this.#dueMonoMs = environment.monotonicNow() + DEBOUNCE_MS;
      onSign();
    });
  }

  /** How long the gathering still takes; `Infinity` without a sign. */
  get delayMs(): number {
    return Math.max(1, this.#dueMonoMs - this.#environment.monotonicNow());
  }

  /** The strongest hint so far; the gathering begins anew. */
  take(): WakeHint | undefined {
    const hint = this.#hint;
    this.#hint = undefined;
    this.#dueMonoMs = Infinity;
    return hint;
  }

  close(): void {
    this.#isClosed = true;
    if (typeof this.#undo === "function") (this.#undo as () => void)();
  }
}
