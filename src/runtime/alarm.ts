/**
 * One wake-up that can be set again and again: a manager never has two.
 *
 * @module
 */
import type { Environment } from "../environment.ts";

/** What the alarm wakes: the object itself, for a function that holds it would be two more objects for each manager. */
interface Sleeper {
  ring(lateMs: number): void;
}

export class Alarm {
  readonly #environment: Environment;
  readonly #sleeper: Sleeper;
  #timer: unknown;
  #delayMs: number | undefined;
  #cause: "callers" | "schedule" = "schedule";

  constructor(environment: Environment, sleeper: Sleeper) {
    this.#environment = environment;
    this.#sleeper = sleeper;
  }

  /**
   * Rings once after `delayMs` and forgets any earlier setting; `undefined`: never.
   *
   * @param cause - `callers` wait for it: where timers do not keep a process alive (Node, Deno, Bun), this one does
   */
  set(delayMs: number | undefined, cause: "callers" | "schedule"): void {
    this.#delayMs = delayMs;
    this.#cause = cause;
    const { monotonicNow, setTimer, clearTimer } = this.#environment;
    if (this.#timer !== undefined) clearTimer(this.#timer);
    this.#timer = undefined;
    if (delayMs === undefined) return;
    const dueMonoMs = monotonicNow() + delayMs;
    this.#timer = setTimer(() => {
      this.#timer = undefined;
      this.#sleeper.ring(this.#environment.monotonicNow() - dueMonoMs);
    }, delayMs);
    if (cause === "callers") (this.#timer as { ref?: () => unknown } | undefined)?.ref?.();
  }

  /** Rings after 1 ms, the least that browsers know. An alarm that is due already is left alone. */
  hurry(): void {
    if (this.#delayMs !== 1) this.set(1, this.#cause);
  }
}
