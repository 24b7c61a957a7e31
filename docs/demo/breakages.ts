/**
 * Ways in which a token endpoint fails. One at a time, until it is repaired.
 *
 * @module
 */
import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/** `up`: healthy. `limited`: too many requests. */
export type Health = "up" | "down" | "slow" | "hanging" | "limited";

export const SLOW_MS = 1_500;
export const RETRY_AFTER_SECONDS = 3;

export class Breakages {
  #health: Health = "up";
  readonly #waiting = new Set<() => void>();

  get health(): Health {
    return this.#health;
  }

  /** A request that hangs goes on at the next change. */
  set health(health: Health) {
    this.#health = health;
    for (const proceed of this.#waiting) proceed();
    this.#waiting.clear();
  }

  /** Resolves to `true` when the request may be answered; otherwise it has been dealt with, or its sender is gone. */
  async letThrough(response: ServerResponse): Promise<boolean> {
    while (this.#health === "hanging") await new Promise<void>((proceed) => this.#waiting.add(proceed));
    switch (this.#health) {
      case "down":
        response.socket?.destroy();
        return false;
      case "limited":
        response.writeHead(429, { "retry-after": String(RETRY_AFTER_SECONDS) }).end();
        return false;
      case "slow":
        await delay(SLOW_MS, undefined, { ref: false });
        return !response.destroyed;
      case "up":
        return !response.destroyed;
    }
  }
}
