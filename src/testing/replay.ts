/**
 * A saved journal, played again in virtual time.
 *
 * @module
 */
import { decide } from "../core/decide.ts";
import { replayed } from "../core/replayed.ts";
import type { Policy } from "../core/schedule.ts";
import { snapshotOf } from "../core/snapshot.ts";
import { INITIAL_STATE, type Effect, type Input, type State } from "../core/state.ts";
import { STEP, type Step } from "../core/step.ts";
import type { TokenEvents, TokenState } from "../events.ts";
import { fromPlain, savedState } from "../journal/plain.ts";
import type { SavedJournal, SavedState, SavedStep } from "../journal/saved.ts";
import type { TokenListener } from "../manager.ts";
import { type VirtualEnvironment, virtualEnvironment } from "./virtual-environment.ts";

/** A state that the replay did not reach: the journal is another version's, or was changed. */
export interface ReplayDifference {
  /** Which of the journal's steps it is, from 0 on. */
  readonly step: number;
  /** What the journal says. */
  readonly recorded: SavedState;
  /** What the replay came to. */
  readonly replayed: SavedState;
}

/** A saved journal on its way through the same states. `state`, `on` and `subscribe` are those of a manager. */
export interface JournalReplay {
  /** The world of the journal: its clocks, page and network are moved before each step. Other code may live in it as well. */
  readonly environment: VirtualEnvironment;
  /** What the manager was doing. */
  readonly state: TokenState;
  /** Steps that are still to come. */
  readonly remaining: number;
  /** Where the replay came to another state than the manager: empty, unless the journal is not this version's. */
  readonly differences: readonly ReplayDifference[];
  /** Plays the next step; `false` at the end. */
  step(): Promise<boolean>;
  /** Plays all that remains. */
  play(): Promise<void>;
  /** Adds a listener. Tokens are stand-ins: they have names for values. Returns the undo. */
  on<Name extends keyof TokenEvents>(event: Name, listener: TokenListener<Name>): () => void;
  /** Called when `state` has changed. Returns the undo. */
  subscribe(listener: () => void): () => void;
}

/**
 * Plays what `journal.toJSON()` gave: `await replayJournal(saved).play()`.
 *
 * @throws TypeError for what is no saved journal
 */
export function replayJournal(saved: SavedJournal): JournalReplay {
  if ((Object(saved) as SavedJournal).version !== 1 || !Array.isArray(saved.steps))
    throw new TypeError("replayJournal() needs what journal.toJSON() gave, with version 1.");
  return new Replay(saved);
}

class Replay implements JournalReplay {
  readonly environment: VirtualEnvironment;
  readonly differences: ReplayDifference[] = [];
  readonly #steps: readonly SavedStep[];
  readonly #policy: Policy;
  readonly #listeners = new Map<string, Set<(payload: never) => unknown>>();
  #at = 0;
  #known: State;
  #state: TokenState;
  #recorded: SavedState | undefined;
  readonly #warned = new Set<string>();

  constructor({ steps, policy, from }: SavedJournal) {
    this.#steps = steps;
    this.#policy = policy as unknown as Policy;
    this.#known = from ? (fromPlain(from) as State) : INITIAL_STATE;
    const [first] = steps;
    this.environment = virtualEnvironment({ startAt: first?.wallMs });
    this.#state = first
      ? snapshotOf(this.#known, replayed(first), this.#policy)
      : Object.freeze({ phase: "idle", freshness: "none" });
  }

  get state(): TokenState {
    return this.#state;
  }

  get remaining(): number {
    return this.#steps.length - this.#at;
  }

  async step(): Promise<boolean> {
    const step = this.#steps[this.#at];
    if (!step) return false;
    await move(this.environment, step, step.monoMs - (this.#steps[this.#at - 1] ?? step).monoMs);
    const context = replayed(step);
    const input = fromPlain(step.input) as Input;
    const before = this.#known;
    const { state, effects } = decide(before, input, context, this.#policy);
    const shown = this.#state;
    this.#known = state;
    this.#state = snapshotOf(
      state,
      context,
      this.#policy,
      state.held?.token === before.held?.token ? shown : undefined,
    );
    this.#compare(step);
    this.#at++;
    this.#tell(STEP, { input, context, before, after: this.#state, policy: this.#policy } satisfies Step);
    for (const effect of effects) this.#perform(effect);
    if (this.#state !== shown) this.#tell("stateChange", this.#state);
    return true;
  }

  async play(): Promise<void> {
    while (await this.step());
  }

  on<Name extends keyof TokenEvents>(event: Name, listener: TokenListener<Name>): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  subscribe(listener: () => void): () => void {
    return this.on("stateChange", () => listener());
  }

  #perform(effect: Effect): void {
    if (effect.do === "tell") this.#tell(effect.event, effect.payload);
    else if (effect.do === "warn") this.#warn(effect.warning);
  }

  #warn(warning: TokenEvents["warning"]): void {
    const { code } = warning;
    if (code !== "tokenRefused" && this.#warned.has(code)) return; // the manager tells each of these codes once
    this.#warned.add(code);
    this.#tell("warning", warning);
  }

  #tell(event: string, payload: unknown): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) listener(payload as never);
  }

  #compare({ state }: SavedStep): void {
    this.#recorded = state ?? this.#recorded;
    const recorded = this.#recorded;
    const replayed = savedState(this.#state);
    if (recorded && JSON.stringify(sorted(recorded)) !== JSON.stringify(sorted(replayed)))
      this.differences.push({ step: this.#at, recorded, replayed });
  }
}

const sorted = (state: SavedState): object =>
  Object.fromEntries(Object.entries(state).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Moves the world to where it was at this step. A wall clock that ran ahead of the monotonic one: the machine slept. */
async function move(environment: VirtualEnvironment, step: SavedStep, passedMs: number): Promise<void> {
  await environment.pass(Math.max(0, passedMs));
  const aheadMs = step.wallMs - environment.now();
  if (aheadMs >= 1_000) environment.sleep(aheadMs);
  else environment.setClock(aheadMs);
  if (environment.isHidden() !== !!step.hidden) (step.hidden ? environment.hide : environment.show)();
  if (environment.isOnline() !== !step.offline) (step.offline ? environment.goOffline : environment.goOnline)();
}
