/**
 * Callers who wait for an answer. Each is asked about again after every step that changes something, so none is forgotten;
 * a caller who changes nothing costs the others nothing, for a server may have thousands.
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
  #newcomers: Waiter[] | undefined; // have not been asked about yet
  #patient = 0;
  /** The first limit that ends, as it was seen at `at`; unknown once somebody has left. */
  #limit: { readonly at: Instant; readonly ms: number } | undefined;

  get isAnyone(): boolean {
    return !!this.#waiting;
  }

  /** A caller's abort rejects that caller only. */
  add(wish: Wish, signal: AbortSignal | undefined): Promise<Token> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting?.delete(waiter);
        if (waiter.isWaiting && wish.isPatient) this.#patient--;
        this.#limit = undefined;
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
      (this.#newcomers ??= []).push(waiter);
    });
  }

  /** Whether somebody waits who waits through a cooldown. */
  get isAwaited(): boolean {
    return this.#patient > 0;
  }

  /** Somebody who waits for another token than this one. */
  refuser(token: Token | undefined): Wish | undefined {
    for (const { wish } of this.#waiting ?? []) if (token && wish.rejectedValue === token.value) return wish;
    return undefined;
  }

  /**
   * Settles all whom `answerTo` has an answer for, in the order in which they came; says whether somebody got a token.
   *
   * @param whom - `newcomers` where nothing has changed for the others; a token for one caller alone is everybody's concern
   */
  review(
    answerTo: (wish: Wish) => Answer | undefined,
    whom: "all" | "newcomers",
    { singleUse }: { readonly singleUse: boolean },
  ): boolean {
    const waiters = whom === "all" || singleUse ? this.#waiting : this.#newcomers;
    this.#newcomers = undefined;
    let isGiven = false;
    waiters?.forEach((waiter: Waiter) => {
      const answer = isGiven && singleUse ? undefined : answerTo(waiter.wish);
      if (answer) waiter.settle(answer);
      else this.#keep(waiter);
      isGiven ||= !!answer && "token" in answer;
    });
    return isGiven;
  }

  #keep(waiter: Waiter): void {
    if (waiter.isWaiting || !this.#waiting?.has(waiter)) return;
    waiter.isWaiting = true;
    if (waiter.wish.isPatient) this.#patient++;
    const { at, limitMs } = waiter.wish;
    const leftMs = this.#limit && this.#limit.ms - elapsedMs(this.#limit.at, at);
    if (leftMs !== undefined) this.#limit = { at, ms: Math.min(leftMs, limitMs) };
  }

  /** When somebody's limit ends; `Infinity` where nobody waits. */
  nextLimitMs(now: Instant): number {
    if (!this.#waiting) return Infinity;
    const knownMs = this.#limit && this.#limit.ms - elapsedMs(this.#limit.at, now);
    let limitMs = knownMs! > 0 ? knownMs! : Infinity;
    if (limitMs === Infinity)
      for (const { wish } of this.#waiting) limitMs = Math.min(limitMs, wish.limitMs - elapsedMs(wish.at, now));
    this.#limit = { at: now, ms: limitMs };
    return Math.max(1, Math.ceil(Math.min(limitMs, HEARTBEAT_MS))); // a sleeping machine stops the clock that timers run on
  }
}
