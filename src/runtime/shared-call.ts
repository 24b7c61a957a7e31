/**
 * One call of the fetcher that other tabs may make unnecessary. What the port does wrong costs at most the sharing.
 *
 * @module
 */
import { heldMs } from "../core/adopt.ts";
import { attemptMs, isForcing } from "../core/cycle.ts";
import { MAX_TIMER_MS } from "../core/schedule.ts";
import { candidateOfShared, sharedOf } from "../core/shared.ts";
import type { Candidate, State } from "../core/state.ts";
import { fault } from "../errors.ts";
import type { Settings } from "../settings.ts";
import type { SharedToken, TabConnection } from "../tab-port.ts";
import type { Delivery, CallRequest } from "./calls.ts";
import type { FlightHost } from "./flights.ts";
import { contextOf } from "./host.ts";

/** The longest that a port may keep a call waiting: `evertoken/tabs` needs 6 s, and a caller waits for 10 s. */
const PATIENCE_MS = 8_000;

/** The end of that. A page that comes back from the back/forward cache, late for everything, has heard the others by then. */
const RETURN_MS = 2_000;

export interface SharedCallOptions {
  readonly settings: Settings;
  readonly manager: FlightHost;
  readonly connection: TabConnection;
  readonly request: Pick<CallRequest, "signal" | "limit">;
  /** Calls the fetcher. */
  send(): Promise<Delivery>;
  /** Whether the manager would take this token now. */
  accepts(candidate: Candidate): boolean;
  /** The other tabs have this token. */
  onKnown(candidate: Candidate): void;
  onFault(error: unknown): void;
}

const isForced = (state: State): boolean =>
  isForcing(state.wanted) || (state.phase === "refreshing" && state.flight.isForced);

export class SharedCall {
  readonly #options: SharedCallOptions;
  readonly #waiting = new AbortController();
  #own: Promise<Delivery> | undefined;
  #told: Promise<SharedToken> | undefined;
  #timer: unknown;
  #giveUp: ((error: Error) => void) | undefined;

  constructor(options: SharedCallOptions) {
    this.#options = options;
  }

  async run(): Promise<Delivery> {
    const { settings, manager, request, onKnown, onFault } = this.#options;
    const { signal, limit } = request;
    const end = (): void => {
      signal.removeEventListener("abort", end);
      this.#waiting.abort(signal.reason);
      settings.environment.clearTimer(this.#timer);
    };
    signal.addEventListener("abort", end);
    limit(MAX_TIMER_MS); // waiting is not fetching
    const { serial } = manager.step({ type: "queued" }).state;
    try {
      const candidate = this.#candidate(await this.#ask());
      if (candidate && !this.#own) {
        onKnown(candidate);
        return { candidate, serial, source: "tab" };
      }
      if (!this.#own) throw new Error("run() gave no token that will do");
    } catch (error) {
      if (!this.#own) {
        signal.throwIfAborted();
        // Without a turn a credential that rotates must not be used: another tab may be using it.
        if (settings.overlap === "never") throw error;
        onFault(error);
      }
    } finally {
      end();
    }
    return this.#own ?? this.#send();
  }

  async #ask(): Promise<unknown> {
    const { settings, manager, connection } = this.#options;
    const exclusive = settings.overlap === "never";
    const late = new Promise<never>((_, reject) => (this.#giveUp = reject));
    // A tab that may not go alone waits while the token in hand is good.
    this.#arm(Math.max(PATIENCE_MS, exclusive ? heldMs(manager.state, contextOf(settings.environment)) : 0));
    const found = connection.run(() => this.#call(), {
      signal: this.#waiting.signal,
      accepts: (shared) => !!this.#candidate(shared),
      forced: isForced(manager.state),
      exclusive,
    });
    return Promise.race([found, late]);
  }

  /** What the port calls when it is this tab's turn: the fetcher, once. */
  #call(): Promise<SharedToken> {
    this.#told ??= this.#fetch();
    this.#told.catch(() => undefined); // a port need not use what its call brings
    return this.#told;
  }

  /**
   * What the manager would refuse rejects, and is told to nobody. Decided before anybody else sees the answer: a later
   * cycle that has joined this call would take the token, and tell of it as if it had just been asked for.
   */
  async #fetch(): Promise<SharedToken> {
    const { manager, accepts, onKnown } = this.#options;
    this.#waiting.signal.throwIfAborted();
    const sent = this.#send();
    const answered = (): void => this.#arm(PATIENCE_MS);
    sent.then(answered, answered);
    return sent.then(({ candidate, serial }) => {
      if (serial < manager.state.validFrom || !accepts(candidate)) throw new Error("The token is not wanted");
      onKnown(candidate);
      return sharedOf(candidate);
    });
  }

  #send(): Promise<Delivery> {
    const { settings, manager, request, send } = this.#options;
    settings.environment.clearTimer(this.#timer);
    request.limit(attemptMs(manager.state, settings));
    return (this.#own = send());
  }

  #candidate(shared: unknown): Candidate | undefined {
    const { settings, accepts } = this.#options;
    const candidate = candidateOfShared(shared, settings.environment.now());
    return candidate && accepts(candidate) ? candidate : undefined;
  }

  /** In two waits: a page that was away at the end of the first one hears in the second one what has come meanwhile. */
  #arm(delayMs: number): void {
    this.#wait(delayMs - RETURN_MS, () =>
      this.#wait(RETURN_MS, () =>
        this.#giveUp?.(
          fault(
            "ERR_FETCH_TIMEOUT",
            "Another tab is refreshing the shared credential and does not come to an end",
            "retryLater",
            "Show the other tabs of this app, or close them: one of them may hold the only valid credential.",
          ),
        ),
      ),
    );
  }

  #wait(delayMs: number, then: () => void): void {
    if (this.#waiting.signal.aborted) return;
    this.#timer = this.#options.settings.environment.setTimer(then, Math.min(delayMs, MAX_TIMER_MS));
  }
}
