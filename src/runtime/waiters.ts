/**
 * Callers who wait for an answer. Each is asked about again after every step, so none is forgotten.
 *
 * @module
 */
import type { Answer } from "../core/answer.ts";
import { elapsedMs, HEARTBEAT_MS, type Instant } from "../core/schedule.ts";
import type { Wish } from "../core/wish.ts";
import type { Token } from "../token.ts";

interface Waiter {
  readonly wish: Wish;
  /** Has been asked about, and has no answer yet. */
  isWaiting: boolean;
  settle(answer: Answer): void;
}

export class Waiters {
  #waiting: Set<Waiter> | undefined; // there only while somebody waits: a manager at rest is small

  get isAnyone(): boolean {
    return !!this.#waiting;
  }

  /** A caller's abort rejects that caller only. */
  add(wish: Wish, signal: AbortSignal | undefined): Promise<Token> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting?.delete(waiter);
        if (!this.#waiting?.size) this.#waiting = undefined;
        signal?.removeEventListener("abort", onAbort);
      };
      const onAbort = (): void => {
        leave();
        reject(signal?.reason as Error);
      };
      const waiter: Waiter = {
        wish,
        isWaiting: false,
        settle(answer) {
          leave();
          if ("token" in answer) resolve(answer.token);
          else reject(answer.error);
        },
      };
      signal?.addEventListener("abort", onAbort);
      (this.#waiting ??= new Set()).add(waiter);
    });
  }

  /** Whether somebody waits who waits through a cooldown. */
  get isAwaited(): boolean {
    for (const { wish, isWaiting } of this.#waiting ?? []) if (isWaiting && wish.isPatient) return true;
    return false;
  }

  /** Somebody who waits for another token than this one. */
  refuser(token: Token | undefined): Wish | undefined {
    for (const { wish } of this.#waiting ?? []) if (token && wish.rejectedValue === token.value) return wish;
    return undefined;
  }

  /** Settles all whom `answerTo` has an answer for, in the order in which they came; says whether somebody got a token. */
  review(answerTo: (wish: Wish) => Answer | undefined, { singleUse }: { readonly singleUse: boolean }): boolean {
    let isGiven = false;
    this.#waiting?.forEach((waiter) => {
      const answer = isGiven && singleUse ? undefined : answerTo(waiter.wish);
      if (answer) waiter.settle(answer);
      else waiter.isWaiting = true;
      isGiven ||= !!answer && "token" in answer;
    });
    return isGiven;
  }

  /** When somebody's limit ends; `Infinity` where nobody waits. */
  nextLimitMs(now: Instant): number {
    if (!this.#waiting) return Infinity;
    let limitMs = HEARTBEAT_MS; // a sleeping machine stops the clock that timers run on
    for (const { wish } of this.#waiting) limitMs = Math.min(limitMs, wish.limitMs - elapsedMs(wish.at, now));
    return Math.max(1, Math.ceil(limitMs));
  }
}
