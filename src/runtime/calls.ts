/**
 * The calls of the app's fetcher that have not settled yet, however their cycles ended.
 *
 * @module
 */
import { elapsedMs, type Instant } from "../core/schedule.ts";
import type { Candidate } from "../core/state.ts";
import type { TokenRequest } from "../options.ts";
import type { Settings } from "../settings.ts";
import type { Token } from "../token.ts";
import { fetchOnce, type ServerClock } from "./fetch-once.ts";
import { contextOf } from "./host.ts";
import type { TabLink } from "./tab-link.ts";

/** A token and the number of the request that brought it. */
export interface Delivery {
  readonly candidate: Candidate;
  readonly serial: number;
  readonly source: "fetcher" | "tab";
}

/** A call's request as its cycle knows it. */
export interface CallRequest extends Omit<TokenRequest, "signal" | "expiresAt"> {
  readonly signal: AbortSignal;
  readonly held: Token | undefined;
  /** The token in hand, or the one that was refused last. */
  readonly latest: Token | undefined;
  /** Counts the request, and gives its number: see `State.serial`. */
  ask(): number;
  /** Whether what a request brings is still wanted. */
  isWanted(serial: number): boolean;
  isGivenUp(): boolean;
  /** Throws what an earlier call has rejected with, if the server asks there to be left alone. */
  heed(refusal: unknown): void;
  /** Sets the attempt's deadline anew, in ms from now. */
  limit(limitMs: number): void;
}

interface Call {
  readonly answer: Promise<Delivery>;
  readonly serial: number;
  readonly askedAt: Instant;
}

/** At most so many calls are in the air at once, those that have been given up apart: a fetcher may be deaf to its signal. */
const MOST_CALLS = 2;

export class Calls implements ServerClock {
  readonly #settings: Settings;
  readonly #tabs: TabLink | undefined;
  // There only while they are needed: a manager at rest is small.
  #calls: Set<Call> | undefined;
  // Aborts what no cycle may abort: with `overlap: "never"` everything.
  #end: AbortController | undefined;
  // No object of its own: there may be ten thousand managers on a page.
  last: ServerClock["last"] = undefined;
  issuedAt = 0;
  aheadMs = 0;

  constructor(settings: Settings, tabs: TabLink | undefined) {
    this.#settings = settings;
    this.#tabs = tabs;
  }

  /** One call of the fetcher, once those before it are out of the way; with `overlap: "never"` the answer to an earlier one will do. */
  async make(request: CallRequest): Promise<Delivery> {
    const isExclusive = this.#settings.overlap === "never";
    for (let other = this.#inTheWay(); other; other = this.#inTheWay()) {
      if (isExclusive && request.isWanted(other.serial)) return other.answer;
      const refused = await other.answer.then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      if (request.isGivenUp()) throw new Error("given up"); // nobody sees this error: its attempt has been given up
      if (refused) request.heed(refused.error);
    }
    // Not the attempt's signal: a timeout is ambiguous, the credential may have been used up, and an abort would lose
    // its successor. The call outlives its attempt.
    const signal = isExclusive ? (this.#end ??= new AbortController()).signal : request.signal;
    const send = (): Promise<Delivery> => this.#send(request, signal);
    return this.#tabs ? this.#tabs.run(send, request) : send();
  }

  /** For good: aborts the calls that nothing else aborts. */
  dispose(): void {
    this.#end?.abort();
  }

  #inTheWay(): Call | undefined {
    const { environment, fetchTimeoutMs, overlap } = this.#settings;
    const { now } = contextOf(environment);
    const others = [...(this.#calls ?? [])];
    if (overlap === "never") return others[0];
    const young = others.filter(({ askedAt }) => elapsedMs(askedAt, now) < fetchTimeoutMs);
    return young.length < MOST_CALLS ? undefined : young[0];
  }

  #send({ reason, attempt, held, latest, ask }: CallRequest, signal: AbortSignal): Promise<Delivery> {
    const { now: askedAt } = contextOf(this.#settings.environment);
    const serial = ask();
    const expiresAt = held?.expiresAt;
    const known = expiresAt !== undefined && { expiresAt };
    const told = { signal, reason, attempt, ...known, ...(this.#tabs && { shared: true as const }) };
    const answer = fetchOnce(told, this.#settings, askedAt, signal, this, latest).then((candidate): Delivery => ({
      candidate,
      serial,
      source: "fetcher",
    }));
    const call = { answer, serial, askedAt };
    const calls = (this.#calls ??= new Set());
    calls.add(call);
    const settled = (): void => {
      calls.delete(call);
      if (!calls.size) this.#calls = undefined;
    };
    answer.then(settled, settled);
    return answer;
  }
}
