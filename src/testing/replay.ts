/**
 * A saved journal, played again in virtual time.
 *
 * @module
 */
import { checkName, checkType } from "../core/check.ts";
import { decide, type Decision } from "../core/decide.ts";
import { replayed } from "../core/replayed.ts";
import type { Policy } from "../core/schedule.ts";
import { snapshotOf } from "../core/snapshot.ts";
import { INITIAL_STATE, type Context, type Effect, type Input, type State } from "../core/state.ts";
import { STEP, type Step } from "../core/step.ts";
import { EVENT_NAMES, type TokenEvents, type TokenState } from "../events.ts";
import { hasSteps, isState } from "../journal/check.ts";
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
  /**
   * Plays the next step; `false` at the end. One step at a time: each waits for the one before. Rejects with what a listener
   * throws, and with a `TypeError` where a step holds what no manager of this version does.
   */
  step(): Promise<boolean>;
  /** Plays all that remains. */
  play(): Promise<void>;
  /**
   * Adds a listener. Tokens are stand-ins: they have names for values. Returns the undo.
   *
   * @throws TypeError for an unknown event or a listener that is no function
   */
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
  if (!hasSteps(saved)) throw new TypeError(NEEDED);
  return readable("its beginning", () => new Replay(saved));
}

const NEEDED = "replayJournal() needs what journal.toJSON() gave, with version 1.";

/** What is made of the journal's own data, which may be anybody's: the rest of the replay is not tried here. */
function readable<T>(part: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw new TypeError(`${NEEDED} This version cannot play ${part}.`, { cause });
  }
}

class Replay implements JournalReplay {
  readonly environment: VirtualEnvironment;
  readonly differences: ReplayDifference[] = [];
  readonly #steps: readonly SavedStep[];
  readonly #policy: Policy;
  readonly #listeners = new Map<string, Set<(payload: never) => unknown>>();
  #at = 0;
  #turn: Promise<void> = Promise.resolve();
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

  step(): Promise<boolean> {
    const turn = this.#turn.then(() => this.#next());
    const end = (): void => undefined;
    this.#turn = turn.then(end, end); // whoever asked for the step hears of its error
    return turn;
  }

  async #next(): Promise<boolean> {
    const step = this.#steps[this.#at];
    if (!step) return false;
    await move(this.environment, step, step.monoMs - (this.#steps[this.#at - 1] ?? step).monoMs);
    const before = this.#known;
    const shown = this.#state;
    const { input, context, decision, after } = readable(`step ${this.#at}`, () => this.#decided(step));
    const { state, effects } = decision;
    this.#known = state;
    this.#state = after;
    this.#compare(step);
    this.#at++;
    this.#tell(STEP, { input, context, before, after: this.#state, policy: this.#policy } satisfies Step);
    for (const effect of effects) this.#perform(effect);
    if (this.#state !== shown) this.#tell("stateChange", this.#state);
    return true;
  }

  #decided(step: SavedStep): { input: Input; context: Context; decision: Decision; after: TokenState } {
    const before = this.#known;
    const context = replayed(step);
    const input = fromPlain(step.input) as Input;
    const decision = decide(before, input, context, this.#policy);
    const isSame = decision.state.held?.token === before.held?.token;
    const after = snapshotOf(decision.state, context, this.#policy, isSame ? this.#state : undefined);
    if (!isState(savedState(after))) throw new RangeError("It leads to a state that no manager has.");
    return { input, context, decision, after };
  }

  async play(): Promise<void> {
    while (await this.step());
  }

  on<Name extends keyof TokenEvents>(event: Name, listener: TokenListener<Name>): () => void {
    if ((event as string) !== STEP) checkName("event", event, EVENT_NAMES);
    checkType("A listener", listener, "function");
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
