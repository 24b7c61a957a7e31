/**
 * One refresh cycle: calls the fetcher, bounds it, and tries again.
 *
 * p-retry counts the attempts and decides nothing else; its own delays are off. How long to wait between attempts
 * `core/cycle.ts` decides, and the manager's one alarm ends the wait.
 *
 * @module
 */
import pRetry from "p-retry";
import { classify, type Failure, struckOut } from "../core/classify.ts";
import { read } from "../core/fields.ts";
import { type Instant, leftMs, RETRY_AFTER_MAX_MS, type Wait } from "../core/schedule.ts";
import type { TokenError } from "../errors.ts";
import type { RefreshReason } from "../events.ts";
import type { Settings } from "../settings.ts";
import type { Token } from "../token.ts";
import { bounded } from "./bounded.ts";
import { type Delivery, Calls } from "./calls.ts";
import { contextOf } from "./host.ts";
import type { TabLink } from "./tab-link.ts";

/** Unknown 4xx answers in a row after which asking again is called useless. */
const STRIKES = 3;

/** What a cycle needs from the manager whose it is. */
export interface CycleHost {
  /** Aborted when the result is not wanted any more. */
  readonly signal: AbortSignal;
  readonly reason: RefreshReason;
  /** One attempt only. */
  readonly isProbe?: boolean;
  /** The token in hand. */
  readonly held: Token | undefined;
  /** The same, or else the token that was refused last. */
  readonly latest: Token | undefined;
  /** How long an attempt may take that begins now. */
  limitMs(): number;
  ask(): number;
  isWanted(serial: number): boolean;
  /** The token has become current, or is not wanted any more; else why it cannot be used. `attempt` 0: given up before. */
  offer(arrival: Delivery, attempt: number): TokenError | undefined;
  /** What must be masked wherever an error quotes somebody. */
  secrets(): readonly string[];
  /** Resolves when the next attempt may begin. */
  pause(failure: Failure, attempts: number): Promise<void>;
}

/** How a cycle ended without a token. */
export interface CycleFailure extends Failure {
  readonly attempts: number;
}

/** Runs the cycles of one manager; remembers what must outlive a cycle. */
export class FetchCycles {
  readonly #settings: Settings;
  readonly #calls: Calls;
  #strikes = 0;
  /** What a call has rejected with that had been given up, and how long it asks to be left alone. */
  #late: { readonly failure: Failure; readonly wait: Wait } | undefined;

  constructor(settings: Settings, tabs: TabLink | undefined) {
    this.#settings = settings;
    this.#calls = new Calls(settings, tabs);
  }

  dispose(): void {
    this.#calls.dispose();
  }

  /** Rejects only with the reason of `host.signal`. */
  async run(host: CycleHost): Promise<CycleFailure | undefined> {
    let attempts = 0;
    let failure: Failure | undefined;
    try {
      await pRetry(
        async (attempt) => {
          attempts = attempt;
          failure = this.#lateFailure();
          if (failure) throw failure.error;
          try {
            await this.#attempt(host, attempt);
          } catch (thrown) {
            host.signal.throwIfAborted();
            failure = this.#judge(thrown, host);
            throw failure.error;
          }
        },
        {
          retries: host.isProbe ? 0 : this.#settings.retry.retries,
          minTimeout: 0,
          signal: host.signal,
          shouldRetry: () => this.#goesOn(failure),
          onFailedAttempt: async ({ retriesLeft }) => {
            if (failure && retriesLeft > 0 && this.#goesOn(failure)) await host.pause(failure, attempts);
          },
        },
      );
      return undefined;
    } catch (error) {
      if (host.signal.aborted) throw error;
      failure ??= this.#judge(error, host);
      // Not a copy, which would lose the stack and the class of an app's own error. That may be frozen, or be the one of an earlier cycle.
      const told: { attempts?: number } = failure.error;
      read(() => (told.attempts ??= attempts));
      return { ...failure, attempts };
    }
  }

  async #attempt(host: CycleHost, attempt: number): Promise<void> {
    const arrival = await bounded(
      (signal, isGivenUp, limit) =>
        this.#calls.make({
          ...host,
          signal,
          attempt,
          isGivenUp,
          heed: (refusal) => {
            if (this.#classify(refusal, host).retryAfterMs) throw refusal;
          },
          limit,
        }),
      this.#settings.environment,
      host.limitMs(),
      host.signal,
      (late) => host.offer(late, 0),
      (error) => {
        const failure = this.#classify(error, host);
        const wait = { since: this.#now(), ms: Math.min(failure.retryAfterMs ?? 0, RETRY_AFTER_MAX_MS) };
        if (wait.ms > leftMs(this.#late?.wait, wait.since)) this.#late = { failure, wait };
      },
    );
    const refused = host.offer(arrival, attempt);
    if (refused) throw refused;
    this.#strikes = 0;
    this.#late = undefined;
  }

  /** A server that asks to be left alone is heard also where its answer came after the time-out. */
  #lateFailure(): Failure | undefined {
    const retryAfterMs = leftMs(this.#late?.wait, this.#now());
    return retryAfterMs > 0 ? { ...this.#late!.failure, retryAfterMs } : undefined;
  }

  #now(): Instant {
    return contextOf(this.#settings.environment).now;
  }

  #classify(thrown: unknown, host: CycleHost): Failure {
    const { environment, classifyError } = this.#settings;
    return classify(thrown, host.secrets(), environment.now(), classifyError);
  }

  #judge(thrown: unknown, host: CycleHost): Failure {
    const failure = this.#classify(thrown, host);
    this.#strikes = failure.strike ? this.#strikes + 1 : 0;
    return this.#strikes < STRIKES ? failure : { ...failure, error: struckOut(failure) };
  }

  // A long `Retry-After` ends the cycle: what waits longer than a backoff is a cooldown, and callers
  // hear of it. Offline, further attempts would only be burned.
  #goesOn(failure: Failure | undefined): boolean {
    const { retry, environment } = this.#settings;
    return !!failure?.error.retryable && (failure.retryAfterMs ?? 0) <= retry.maxDelayMs && environment.isOnline();
  }
}
