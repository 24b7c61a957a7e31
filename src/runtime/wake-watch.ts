/**
 * Signs from page and network that it is worth looking at the clock, gathered for a moment:
 * `visibilitychange`, `pageshow`, `focus`, `online` and `resume` come in bursts.
 *
 * @module
 */
import type { Environment, WakeHint } from "../environment.ts";

const DEBOUNCE_MS = 100;

/** Whose alarm may have to ring earlier after a sign. */
interface Sleeper {
  rearm(): unknown;
}

export class WakeWatch {
  readonly #environment: Environment;
  readonly #sleeper: Sleeper;
  // An environment of the app's own may give none.
  readonly #undo: unknown;
  #isClosed = false;
  #hint: WakeHint | undefined;
  #dueMonoMs: number | undefined;

  constructor(environment: Environment, sleeper: Sleeper) {
    this.#environment = environment;
    this.#sleeper = sleeper;
    // Bound: an arrow function would take twice the memory, for each manager.
    this.#undo = environment.onWake(this.#hear.bind(this));
  }

  #hear(hint: WakeHint): void {
    if (this.#isClosed) return;
    const { isHidden, monotonicNow } = this.#environment;
    // A page that has just been hidden is a reason to look, but nobody came back.
    if (hint === "online" || (!this.#hint && !isHidden())) this.#hint = hint;
    this.#dueMonoMs ??= monotonicNow() + DEBOUNCE_MS;
    this.#sleeper.rearm();
  }

  /** How long the gathering still takes; `Infinity` without a sign. */
  get delayMs(): number {
    return this.#dueMonoMs === undefined ? Infinity : Math.max(1, this.#dueMonoMs - this.#environment.monotonicNow());
  }

  /** The strongest hint so far; the gathering begins anew. */
  take(): WakeHint | undefined {
    const hint = this.#hint;
    this.#hint = undefined;
    this.#dueMonoMs = undefined;
    return hint;
  }

  close(): void {
    this.#isClosed = true;
    if (typeof this.#undo === "function") (this.#undo as () => void)();
  }
}
