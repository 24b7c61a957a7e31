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

interface Crowd {
  readonly waiting: Set<Waiter>;
  /** Have not been asked about yet. */
  newcomers: Waiter[];
  patient: number;
  /** The first limit that ends, as it was seen at `at`; unknown once somebody has left. */
  limit: { readonly at: Instant; readonly ms: number } | undefined;
}

export class Waiters {
  #crowd: Crowd | undefined; // there only while somebody waits: a manager at rest is small

  get isAnyone(): boolean {
    return !!this.#crowd;
  }

  /** A caller's abort rejects that caller only. */
  add(wish: Wish, signal: AbortSignal | undefined): Promise<Token> {
    const crowd = (this.#crowd ??= { waiting: new Set(), newcomers: [], patient: 0, limit: undefined });
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        crowd.waiting.delete(waiter);
        if (waiter.isWaiting && wish.isPatient) crowd.patient--;
        crowd.limit = undefined;
        if (crowd.waiting.size === 0) this.#crowd = undefined;
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
      crowd.waiting.add(waiter);
      crowd.newcomers.push(waiter);
    });
  }

  /** Whether somebody waits who waits through a cooldown. */
  get isAwaited(): boolean {
    return !!this.#crowd?.patient;
  }

  /** Somebody who waits for another token than this one. */
  refuser(token: Token | undefined): Wish | undefined {
    for (const { wish } of this.#crowd?.waiting ?? []) if (token && wish.rejectedValue === token.value) return wish;
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
    const crowd = this.#crowd;
    if (!crowd) return false;
    const waiters = whom === "all" || singleUse ? crowd.waiting : crowd.newcomers;
    crowd.newcomers = [];
    let isGiven = false;
    waiters.forEach((waiter: Waiter) => {
      const answer = isGiven && singleUse ? undefined : answerTo(waiter.wish);
      if (answer) waiter.settle(answer);
      else keep(crowd, waiter);
      isGiven ||= !!answer && "token" in answer;
    });
    return isGiven;
  }

  /** When somebody's limit ends; `Infinity` where nobody waits. */
  nextLimitMs(now: Instant): number {
    const crowd = this.#crowd;
    if (!crowd) return Infinity;
    const knownMs = leftOf(crowd, now);
    let limitMs = knownMs! > 0 ? knownMs! : Infinity;
    if (limitMs === Infinity)
      for (const { wish } of crowd.waiting) limitMs = Math.min(limitMs, wish.limitMs - elapsedMs(wish.at, now));
    crowd.limit = { at: now, ms: limitMs };
    return Math.max(1, Math.ceil(Math.min(limitMs, HEARTBEAT_MS))); // a sleeping machine stops the clock that timers run on
  }
}

function keep(crowd: Crowd, waiter: Waiter): void {
  if (waiter.isWaiting || !crowd.waiting.has(waiter)) return;
  waiter.isWaiting = true;
  const { at, limitMs, isPatient } = waiter.wish;
  if (isPatient) crowd.patient++;
  const knownMs = leftOf(crowd, at);
  if (knownMs !== undefined) crowd.limit = { at, ms: Math.min(knownMs, limitMs) };
}

const leftOf = ({ limit }: Crowd, now: Instant): number | undefined => limit && limit.ms - elapsedMs(limit.at, now);
