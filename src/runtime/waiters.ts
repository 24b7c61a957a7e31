/**
 * Callers who wait for a token: each with its own abort signal and deadline.
 *
 * @module
 */
import { timedOut } from "../core/classify.ts";
import { MAX_TIMER_MS } from "../core/schedule.ts";
import type { Token } from "../token.ts";
import { range } from "../settings.ts";
import type { Environment } from "../environment.ts";

export interface WaiterOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  /** Also waits through attempts that fail slowly: `start()` and `refresh()` are about the cycle, not about an answer. */
  readonly isPatient?: boolean;
  /** What to answer instead of an error, if anything. */
  readonly fallback?: () => Token | undefined;
}

interface Waiter {
  readonly sinceMs: number;
  readonly isPatient: boolean;
  resolve(token: Token): void;
  reject(error: Error): void;
}

export class Waiters {
  readonly #environment: Environment;
  #waiting: Set<Waiter> | undefined; // there only while somebody waits: a manager at rest is small

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  add({ signal, timeoutMs, isPatient = false, fallback }: WaiterOptions): Promise<Token> {
    const environment = this.#environment;
    if (timeoutMs !== undefined) range("timeoutMs", timeoutMs, 0, MAX_TIMER_MS);
    return new Promise((resolve, reject) => {
      let timer: unknown;
      const leave = (): void => {
        this.#waiting?.delete(waiter);
        if (!this.#waiting?.size) this.#waiting = undefined;
        signal?.removeEventListener("abort", onAbort);
        if (timer !== undefined) environment.clearTimer(timer);
      };
      const fail = (error: Error): void => {
        leave();
        reject(error);
      };
      const waiter: Waiter = {
        sinceMs: environment.monotonicNow(),
        isPatient,
        resolve(token) {
          leave();
          resolve(token);
        },
        reject(error) {
          const token = fallback?.();
          if (token) waiter.resolve(token);
          else fail(error);
        },
      };
      // A caller's own end is the caller's: no fallback, and nobody else is told.
      const onAbort = (): void => fail(signal?.reason as Error);
      signal?.addEventListener("abort", onAbort);
      if (timeoutMs !== undefined)
        timer = environment.setTimer(() => fail(timedOut("getToken() had no token", timeoutMs)), timeoutMs);
      (this.#waiting ??= new Set()).add(waiter);
    });
  }

  resolve(token: Token): void {
    this.#waiting?.forEach((waiter) => waiter.resolve(token));
  }

  /** @param longerThanMs - only the impatient who have waited at least this long */
  reject(error: Error, longerThanMs?: number): void {
    const now = this.#environment.monotonicNow();
    this.#waiting?.forEach((waiter) => {
      if (longerThanMs === undefined || (!waiter.isPatient && now - waiter.sinceMs >= longerThanMs))
        waiter.reject(error);
    });
  }
}
