/**
 * One wake-up that can be set again and again: a manager never has two.
 *
 * @module
 */
import type { Environment } from "../environment.ts";

export class Alarm {
  readonly #environment: Environment;
  readonly #ring: () => void;
  #timer: unknown;

  constructor(environment: Environment, ring: () => void) {
    this.#environment = environment;
    this.#ring = ring;
  }

  /**
   * Rings once after `delayMs` and forgets any earlier setting; `undefined`: never.
   *
   * @param cause - `callers` wait for it: where timers do not keep a process alive (Node, Deno, Bun), this one does
   */
  set(delayMs: number | undefined, cause: "callers" | "schedule"): void {
    if (this.#timer !== undefined) this.#environment.clearTimer(this.#timer);
    this.#timer =
      delayMs === undefined
        ? undefined
        : this.#environment.setTimer(() => {
            this.#timer = undefined;
            this.#ring();
          }, delayMs);
    if (cause === "callers") (this.#timer as { ref?: () => unknown } | undefined)?.ref?.();
  }
}
