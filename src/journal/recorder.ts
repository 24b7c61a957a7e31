/**
 * Keeps the latest steps of a manager, and what it knew before them: enough to go through the same states again.
 *
 * @module
 */
import { decide } from "../core/decide.ts";
import { replayed, type World } from "../core/replayed.ts";
import type { Input, State } from "../core/state.ts";
import type { Step } from "../core/step.ts";
import type { Policy } from "../core/schedule.ts";
import type { TokenState } from "../events.ts";
import { Token } from "../token.ts";
import { swapped, savedState, toPlain } from "./plain.ts";
import type { SavedJournal, SavedStep } from "./saved.ts";
import { StandIns } from "./stand-ins.ts";

/** A step with stand-ins for its tokens. */
interface Kept {
  readonly input: Input;
  readonly world: World;
  readonly after: TokenState;
}

/** Where a string is a token's value. */
const SECRET_KEYS = ["value", "rejectedValue"];

/** By name: the policy is a part of the manager's settings, which hold functions of the app as well. */
const POLICY: readonly (keyof Policy)[] = [
  "willExpireLeadMs",
  "refreshLeadMs",
  "isLeadOpen",
  "autoRefresh",
  "singleUse",
  "minRefreshIntervalMs",
  "cooldown",
  "hiddenPolicy",
  "overlap",
  "retry",
];

export class Recorder {
  readonly #size: number;
  readonly #standIns: StandIns;
  #kept: Kept[] = [];
  #policy: Policy | undefined;
  /** What the manager knew before the first of the steps that are kept. */
  #from: State | undefined;

  constructor(size: number, random: () => number) {
    this.#size = size;
    this.#standIns = new StandIns(random);
  }

  note({ input, context, before, after, policy }: Step): void {
    const { now, hidden, online, isAwaited, drawn } = context;
    this.#policy ??= policy;
    this.#from ??= this.#without(before) as State;
    const world = {
      wallMs: now.wallMs,
      monoMs: now.monoMs,
      ...(hidden && { hidden }),
      ...(!online && { offline: true as const }),
      ...(isAwaited && { awaited: true as const }),
      ...(drawn && { drawn: [...drawn] }),
    };
    this.#kept.push({ input: this.#without(input) as Input, world, after });
    // By halves, because the first elements of a long array are dear to take away.
    if (this.#kept.length >= 2 * this.#size) this.#forget();
  }

  /** The latest steps as JSON has them, and what they begin with. */
  toJSON(): Pick<SavedJournal, "steps" | "policy" | "from"> {
    this.#forget();
    if (!this.#policy) return { steps: [] };
    const policy = Object.fromEntries(POLICY.map((name) => [name, this.#policy![name]]));
    let last: TokenState | undefined;
    const steps = this.#kept.map(({ input, world, after }): SavedStep => {
      const isNews = after !== last;
      last = after;
      return { ...world, input: toPlain(input) as SavedStep["input"], ...(isNews && { state: savedState(after) }) };
    });
    return { steps, policy, from: toPlain(this.#from) as SavedJournal["from"] & object };
  }

  #forget(): void {
    for (const { input, world } of this.#kept.splice(0, Math.max(0, this.#kept.length - this.#size)))
      this.#from = decide(this.#from!, input, replayed(world), this.#policy!).state;
  }

  #without(part: unknown): unknown {
    return swapped(part, (each, key) => {
      if (each instanceof Token) return this.#standIns.of(each as Token);
      return typeof each === "string" && SECRET_KEYS.includes(key) ? this.#standIns.valueOf(each) : each;
    });
  }
}
