/**
 * Runs the cycle that `decide` has commanded, and makes what comes of it a step of the manager.
 *
 * @module
 */
import { attemptMs } from "../core/cycle.ts";
import type { Decision } from "../core/decide.ts";
import type { Flight, Input, State } from "../core/state.ts";
import type { Settings } from "../settings.ts";
import { FetchCycles } from "./fetch-cycle.ts";
import type { TabLink } from "./tab-link.ts";

/** The manager that the flights belong to. */
export interface FlightHost {
  readonly state: State;
  step(input: Input): Decision;
}

/** What must be masked wherever somebody is quoted. */
export const heldValues = ({ held, refusals }: State): string[] =>
  [...refusals.tokens, ...(held ? [held.token] : [])].map(({ value }) => value);

export class Flights {
  readonly #host: FlightHost;
  readonly #settings: Settings;
  readonly #cycles: FetchCycles;
  // The cycle in the air: what ends it, and what ends its pause.
  #id = 0;
  #controller: AbortController | undefined;
  #resume: (() => void) | undefined;

  constructor(settings: Settings, host: FlightHost, tabs: TabLink | undefined) {
    this.#host = host;
    this.#settings = settings;
    this.#cycles = new FetchCycles(settings, tabs);
  }

  /** A moment later: what is started and stopped in one go, as React's StrictMode does, sends nothing. */
  begin(flight: Flight): void {
    if (!this.#isWanted(flight)) return; // a listener of `willExpire` has set a token
    const controller = new AbortController();
    this.#id = flight.id;
    this.#controller = controller;
    queueMicrotask(() => {
      if (this.#isWanted(flight)) this.#run(flight, controller.signal);
    });
  }

  resume(): void {
    this.#resume?.();
  }

  abort(flightId: number): void {
    if (this.#id !== flightId) return;
    this.#controller?.abort();
    this.#resume?.();
  }

  dispose(): void {
    this.#cycles.dispose();
  }

  #isWanted({ id }: Flight): boolean {
    const { state } = this.#host;
    return state.phase === "refreshing" && state.flight.id === id;
  }

  #run({ id: flightId, reason, isProbe }: Flight, signal: AbortSignal): void {
    const host = this.#host;
    const run = this.#cycles.run({
      signal,
      reason,
      isProbe,
      held: host.state.held?.token,
      latest: host.state.held?.token ?? host.state.refusals.tokens.at(-1),
      limitMs: () => attemptMs(host.state, this.#settings),
      ask: () => host.step({ type: "asked" }).state.serial,
      isWanted: (serial) => serial >= host.state.validFrom,
      offer: (arrival, attempt) => host.step({ type: "fetched", ...arrival, reason, attempt, flightId }).refused,
      secrets: () => heldValues(host.state),
      pause: ({ error, retryAfterMs }, attempts) =>
        new Promise((resolve) => {
          this.#resume = resolve;
          host.step({ type: "attemptFailed", flightId, error, attempts, retryAfterMs });
        }),
    });
    const landed = (): void => {
      if (this.#id === flightId) this.#controller = this.#resume = undefined;
    };
    run.then(
      (failure) => {
        landed();
        if (failure) host.step({ type: "failed", flightId, ...failure });
      },
      landed, // rejects only when aborted: the aborter has already reported it
    );
  }
}
