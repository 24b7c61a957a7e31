/**
 * The imperative shell around `decide`: holds the state, sets the alarm, performs effects.
 *
 * @module
 */
import { refusal } from "../core/adopt.ts";
import { decide } from "../core/decide.ts";
import { readInput, type TokenInput } from "../core/read/input.ts";
import { remainingMs } from "../core/schedule.ts";
import { nextWakeMs } from "../core/due.ts";
import { snapshotOf } from "../core/snapshot.ts";
import {
  type Candidate,
  type Context,
  type Effect,
  type Flight,
  INITIAL_STATE,
  type Input,
  type State,
} from "../core/state.ts";
import { Token } from "../token.ts";
import { warningOf } from "../core/warnings.ts";
import type { TokenEvents, TokenState } from "../events.ts";
import type { TabConnection } from "../options.ts";
import type { Settings } from "../settings.ts";
import { Alarm } from "./alarm.ts";
import { contextOf } from "./host.ts";
import { FetchCycles } from "./fetch-cycle.ts";
import { WakeWatch } from "./wake-watch.ts";
import { Waiters } from "./waiters.ts";

type Emit = <Name extends keyof TokenEvents>(event: Name, payload: TokenEvents[Name]) => unknown;

type Deed = Effect | { readonly do: "show" };

export class Loop {
  readonly #settings: Settings;
  readonly #emit: Emit;
  readonly #alarm: Alarm;
  readonly #cycles: FetchCycles;
  readonly waiters: Waiters;
  state: State = INITIAL_STATE;
  snapshot: TokenState = Object.freeze({ phase: "idle", freshness: "none" }); // construction looks at nothing
  #told = this.snapshot;
  #deeds: Deed[] = [];
  #isBusy = false;
  #cycle: { readonly id: number; readonly controller: AbortController } | undefined;
  #watch: WakeWatch | undefined;
  #tabs: TabConnection | undefined;
  readonly #warned: string[] = [];
  /** Until then on the wall clock, and while that does not go back, no look at the clocks changes anything. */
  calmUntil = 0;

  constructor(settings: Settings, emit: Emit) {
    this.#settings = settings;
    this.#emit = emit;
    this.#alarm = new Alarm(settings.environment, () => this.#ring());
    this.#cycles = new FetchCycles(settings);
    this.waiters = new Waiters(settings.environment);
  }

  context(): Context {
    return contextOf(this.#settings.environment);
  }

  /** The token in hand, if it has more than nothing and at least this much left. */
  usable(minValidityMs: number): Token | undefined {
    const { held } = this.state;
    const leftMs = held ? remainingMs(held.token, held.at, this.context().now) : 0;
    return leftMs > 0 && leftMs >= minValidityMs ? held?.token : undefined;
  }

  candidate(input: TokenInput): Candidate {
    const receivedAt = this.#settings.environment.now();
    const { value, refreshAt, skewMs, ...dates } = readInput(input, this.#settings.readToken, { receivedAt });
    return { token: new Token(value, { ...dates, receivedAt }), refreshAt, skewMs };
  }

  /** Commits the new state and arms the alarm, and only then lets anybody else run. */
  step(input: Input): void {
    const context = this.context();
    const { state, effects } = decide(this.state, input, context, this.#settings);
    if (state.epoch !== this.state.epoch) this.#cycles.abandon(input.type !== "invalidate");
    this.state = state;
    this.snapshot = snapshotOf(state, context, this.#settings, this.snapshot);
    this.#listen();
    const delayMs = this.#arm(context);
    this.calmUntil = this.#watch && this.usable(0) ? context.now.wallMs + delayMs : 0;
    this.#do(...effects, { do: "show" });
  }

  #do(...deeds: Deed[]): void {
    this.#deeds.push(...deeds);
    if (this.#isBusy) return; // a listener called us: its effects come after those that are being performed
    this.#isBusy = true;
    try {
      for (let deed = this.#deeds.shift(); deed; deed = this.#deeds.shift()) this.#perform(deed);
      this.#deeds = []; // an array that was long stays long
    } finally {
      this.#isBusy = false; // a foreign port that throws must not silence the manager
    }
  }

  #arm(context: Context): number {
    const delayMs = nextWakeMs(this.state, context, this.#settings) ?? Infinity;
    const nextMs = Math.min(delayMs, this.#watch?.delayMs ?? Infinity);
    this.#alarm.set(nextMs < Infinity ? nextMs : undefined);
    return delayMs;
  }

  #ring(): void {
    const hint = this.#watch?.take();
    if (hint === "online") this.#cycles.hurry();
    this.step({ type: "wake", hint });
  }

  // Listens to page, network and other tabs only while there is something to do with what they say.
  #listen(): void {
    const isActive = !["idle", "stopped", "disposed"].includes(this.state.phase);
    if (isActive === !!this.#watch) return;
    this.#watch?.close();
    this.#tabs?.close();
    this.#watch = this.#tabs = undefined;
    if (!isActive) return;
    this.#watch = new WakeWatch(this.#settings.environment, () => this.#arm(this.context()));
    this.#tabs = this.#settings.tabs?.connect((input) =>
      this.#arrive(this.candidate(input), { id: -1, reason: "wake" }, this.state.epoch, "tab"),
    );
  }

  #perform(deed: Deed): void {
    switch (deed.do) {
      case "fetch":
        return this.#fetch(deed.flight);
      case "abort":
        if (this.#cycle?.id === deed.flightId) this.#cycle.controller.abort();
        return;
      case "answer":
        return "token" in deed ? this.waiters.resolve(deed.token) : this.waiters.reject(deed.error);
      case "tell":
        if (deed.event === "refreshed" && deed.payload.source === "fetcher") this.#tabs?.publish(deed.payload.token);
        this.#emit(deed.event, deed.payload);
        return;
      case "warn":
        if (this.#warned.includes(deed.code)) return;
        this.#warned.push(deed.code);
        this.#emit("warning", warningOf(deed.code, deed.token, deed.skewMs));
        return;
      case "show":
        if (this.#told === this.snapshot) return;
        this.#told = this.snapshot;
        this.#emit("stateChange", this.snapshot);
    }
  }

  #fetch(flight: Flight): void {
    const current = (): Flight | undefined =>
      this.state.phase === "refreshing" && this.state.flight.id === flight.id ? this.state.flight : undefined;
    if (!current()) return; // a listener of `willExpire` has set a token
    const { epoch, held } = this.state;
    const controller = new AbortController();
    this.#cycle = { id: flight.id, controller };
    const run = this.#cycles.run({
      signal: controller.signal,
      reason: flight.reason,
      expiresAt: held?.token.expiresAt,
      refuse: (token) => (current()?.stale ? undefined : refusal(this.state, token, this.context())),
      secrets: () => [...this.state.rejected, ...(this.state.held ? [this.state.held.token.value] : [])],
      run: (fetch, signal) => this.#tabs?.run(fetch, signal) ?? fetch(),
      attemptFailed: (error, attempt, retryInMs) => {
        this.#do({ do: "tell", event: "attemptFailed", payload: { error, attempt, retryInMs } });
        this.waiters.reject(error, this.#settings.fetchTimeoutMs);
      },
      // Not this flight's result any more: it is looked at like a stranger's, and ends the attempts that go on.
      late: (candidate) => this.#arrive(candidate, { id: -1, reason: flight.reason }, epoch, "fetcher"),
    });
    run.then(
      ({ attempts, candidate, failure }) => {
        if (this.#cycle?.id === flight.id) this.#cycle = undefined;
        const durationMs = this.context().now.monoMs - flight.at.monoMs;
        if (candidate) this.#arrive(candidate, flight, epoch, "fetcher", attempts, durationMs);
        else if (failure) this.step({ type: "failed", flightId: flight.id, ...failure, attempts });
      },
      () => undefined, // rejects only when aborted, and who aborted it knows
    );
  }

  #arrive(
    candidate: Candidate,
    flight: Pick<Flight, "id" | "reason">,
    epoch: number,
    source: "fetcher" | "tab",
    attempts = 0,
    durationMs = 0,
  ): void {
    const { askedAt } = this.#cycles;
    this.step({ type: "fetched", candidate, flight, epoch, source, attempts, durationMs, askedAt });
  }
}
