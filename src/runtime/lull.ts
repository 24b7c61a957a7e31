/**
 * The time after a look at the clocks in which nothing can fall due. While it lasts, another look would find the same.
 *
 * @module
 */
import type { Instant } from "../core/schedule.ts";
import type { Environment } from "../environment.ts";

export class Lull {
  // Both clocks: each of them alone can stand still or be set while the other one runs a token down.
  #untilWallMs = 0;
  #untilMonoMs = 0;

  begin({ wallMs, monoMs }: Instant, forMs: number): void {
    this.#untilWallMs = wallMs + forMs;
    this.#untilMonoMs = monoMs + forMs;
  }

  holds({ now, monotonicNow }: Environment): boolean {
    return now() < this.#untilWallMs && monotonicNow() < this.#untilMonoMs;
  }
}
