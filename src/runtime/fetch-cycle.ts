/**
 * One refresh cycle: calls the fetcher, bounds it, and tries again with backoff.
 *
 * p-retry counts the attempts and decides nothing else; its own delays are off. The waits
 * between attempts are made here: by the injected timers, never longer than `maxDelayMs`, with
 * `Retry-After`, and cut short when the network comes back.
 *
 * @module
 */
import pRetry from "p-retry";
import { classify, type Failure, struckOut } from "../core/classify.ts";
import { type Instant, jitteredMs } from "../core/schedule.ts";
import type { Candidate } from "../core/state.ts";
import type { Token } from "../token.ts";
import type { TokenError } from "../errors.ts";
import type { RefreshReason } from "../events.ts";
import type { Settings } from "../settings.ts";
import { contextOf } from "./host.ts";
import { bounded, type BoundedCall } from "./bounded.ts";
import { fetchOnce } from "./fetch-once.ts";

/** Unknown 4xx answers in a row after which asking again is called useless. */
const STRIKES = 3;

/** What a cycle needs from the manager whose it is. */
export interface CycleHost {
  /** Aborted when the result is not wanted any more. */
  readonly signal: AbortSignal;
  readonly reason: RefreshReason;
  readonly expiresAt: number | undefined;
  /** Why the manager cannot use a token just now, if so. */
  refuse(token: Token): TokenError | undefined;
  /** The token in hand: masked wherever an error quotes somebody. */
  secrets(): readonly string[];
  /** Runs one call of the fetcher, where tabs are coordinated after a bounded wait. */
  run<T>(fetch: () => Promise<T>, signal: AbortSignal): Promise<T>;
  attemptFailed(error: TokenError, attempt: number, retryInMs: number): void;
  /** A token came after its attempt had been given up. */
  late(candidate: Candidate): void;
}

export interface CycleResult {
  readonly attempts: number;
  readonly candidate?: Candidate;
  readonly failure?: Failure;
}

interface Pending {
  readonly call: Promise<Candidate>;
  readonly controller: AbortController;
  /** Begun for another user, or before the token in hand was refused: only its end matters. */
  isForeign: boolean;
}

/** Runs the cycles of one manager; remembers what must outlive a cycle. */
export class FetchCycles {
  readonly #settings: Settings;
  /** When the last request was sent. */
  askedAt: Instant | undefined;
  #strikes = 0;
  // Only with `overlap: "never"`: the call that has not settled yet.
  #pending: Pending | undefined;
  #hurry: () => void = () => undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Ends a wait between two attempts. */
  hurry(): void {
    this.#hurry();
  }

  /** The results of calls in the air are not wanted any more; `isHard`: nor is their end. */
  abandon(isHard: boolean): void {
    if (!this.#pending) return;
    this.#pending.isForeign = true;
    if (isHard) this.#pending.controller.abort();
  }

  /** Rejects only with the reason of `host.signal`. */
  async run(host: CycleHost): Promise<CycleResult> {
    const { retry, environment, classifyError } = this.#settings;
    let attempts = 0;
    let failure: Failure | undefined;
    try {
      const candidate = await pRetry(
        async (attempt) => {
          attempts = attempt;
          failure = undefined;
          try {
            const call: BoundedCall = (signal, isGivenUp) => this.#call(host, attempt, signal, isGivenUp);
            const arrived = await bounded(call, this.#settings, host.signal, (candidate) => host.late(candidate));
            const refused = host.refuse(arrived.token);
            if (refused) throw refused;
            this.#strikes = 0;
            return arrived;
          } catch (thrown) {
            host.signal.throwIfAborted();
            failure = classify(thrown, host.secrets(), environment.now(), classifyError);
            this.#strikes = failure.strike ? this.#strikes + 1 : 0;
            if (this.#strikes >= STRIKES) failure = { error: struckOut(failure) };
            throw failure.error;
          }
        },
        {
          retries: retry.retries,
          minTimeout: 0,
          signal: host.signal,
          shouldRetry: () => this.#goesOn(failure),
          onFailedAttempt: async ({ retriesLeft }) => {
            if (!failure || retriesLeft === 0 || !this.#goesOn(failure)) return;
            const backoffMs = jitteredMs(
              retry.minDelayMs,
              retry.factor,
              retry.maxDelayMs,
              attempts,
              environment.random(),
            );
            const retryInMs = Math.max(backoffMs, failure.retryAfterMs ?? 0);
            host.attemptFailed(failure.error, attempts, retryInMs);
            await this.#wait(retryInMs, host.signal);
          },
        },
      );
      return { attempts, candidate };
    } catch (error) {
      if (host.signal.aborted) throw error;
      return { attempts, failure: failure ?? classify(error, host.secrets(), environment.now()) };
    }
  }

  // A long `Retry-After` ends the cycle: what waits longer than a backoff is a cooldown, and callers
  // hear of it. Offline, further attempts would only be burned.
  #goesOn(failure: Failure | undefined): boolean {
    const { retry, environment } = this.#settings;
    return !!failure?.error.retryable && (failure.retryAfterMs ?? 0) <= retry.maxDelayMs && environment.isOnline();
  }

  #wait(delayMs: number, signal: AbortSignal): Promise<void> {
    const { environment } = this.#settings;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve(); // by a listener of attemptFailed
      const end = (): void => {
        environment.clearTimer(timer);
        signal.removeEventListener("abort", end);
        this.#hurry = () => undefined;
        resolve();
      };
      const timer = environment.setTimer(end, delayMs);
      signal.addEventListener("abort", end);
      this.#hurry = end;
    });
  }

  async #call(host: CycleHost, attempt: number, signal: AbortSignal, isGivenUp: () => boolean): Promise<Candidate> {
    const fetch = (inner: AbortSignal): Promise<Candidate> => host.run(() => this.#fetch(host, attempt, inner), inner);
    if (this.#settings.overlap === "allow") return fetch(signal);
    while (this.#pending) {
      const { call, isForeign } = this.#pending;
      if (!isForeign) return call; // the answer to the earlier attempt is as good as a new one
      await call.catch(() => undefined);
      if (isGivenUp()) throw new Error("given up"); // seen by nobody
    }
    // Not the attempt's signal: a timeout is ambiguous, the credential may have been used up, and an abort would lose
    // its successor. The call outlives its attempt.
    const controller = new AbortController();
    const call = fetch(controller.signal);
    const pending = (this.#pending = { call, controller, isForeign: false });
    const settled = (): void => {
      if (this.#pending === pending) this.#pending = undefined;
    };
    call.then(settled, settled);
    return call;
  }

  #fetch({ reason, expiresAt }: CycleHost, attempt: number, signal: AbortSignal): Promise<Candidate> {
    this.askedAt = contextOf(this.#settings.environment).now;
    const known = expiresAt !== undefined && { expiresAt };
    return fetchOnce({ signal, reason, attempt, ...known }, this.#settings, this.askedAt.wallMs);
  }
}
