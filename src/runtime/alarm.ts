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

  /** Rings once after `delayMs` and forgets any earlier setting; `undefined`: never. */
  set(delayMs: number | undefined): void {
    if (this.#timer !== undefined) this.#environment.clearTimer(this.#timer);
    this.#timer =
      delayMs === undefined
        ? undefined
        : this.#environment.setTimer(() => {
            this.#timer = undefined;
            this.#ring();
          }, delayMs);
  }
}
