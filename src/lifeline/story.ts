/**
 * A token's life as it can be drawn: from the steps and the entries of a journal, live or saved.
 *
 * Its time goes forward only: where a wall clock was set back, all that follows is shifted.
 *
 * @module
 */
import type { TokenState } from "../events.ts";
import type { JournalEntry, SavedJournal, SavedState, SavedStep } from "../journal/saved.ts";
import { Lane, lowest } from "./spans.ts";

/** What is read of a step; a live one has its state as it is. */
export type StorySteps = Pick<SavedStep, "wallMs" | "monoMs" | "hidden" | "offline"> & {
  readonly input: { readonly type: string; readonly retryAfterMs?: unknown };
  readonly state?: TokenState | SavedState | undefined;
};

/** An event at its time on the band. */
export interface Mark {
  readonly at: number;
  readonly entry: JournalEntry;
}

/** A state and since when. */
interface Known {
  readonly at: number;
  readonly shift: number;
  readonly state: TokenState | SavedState;
}

/** So much more on the wall clock than on the monotonic one is a sleep, or somebody has set the clock. */
const SLEEP_MS = 2_000;

export class Story {
  readonly token: Lane;
  readonly work: Lane;
  readonly serverWait: Lane;
  readonly hidden: Lane;
  readonly offline: Lane;
  readonly asleep: Lane;
  readonly #limit: number;
  #marks: Mark[] = [];
  #known: Known[] = [];
  #last: { at: number; wall: number; monoMs: number } | undefined;
  #shift = 0;
  #begin: number | undefined;

  constructor(limit: number) {
    this.#limit = limit;
    const lane = (): Lane => new Lane(limit);
    [this.token, this.work, this.serverWait] = [lane(), lane(), lane()];
    [this.hidden, this.offline, this.asleep] = [lane(), lane(), lane()];
  }

  /** A saved journal, from its beginning to its end. */
  static of({ steps, entries }: SavedJournal): Story {
    const story = new Story(Math.max(1, steps.length, entries.length));
    const left = [...entries].reverse();
    const tell = (isTold: (entry: JournalEntry) => boolean): void => {
      while (left.length > 0 && isTold(left.at(-1)!)) story.tell(left.pop()!);
    };
    tell(({ writtenAt }) => steps.length > 0 && writtenAt < steps[0]!.wallMs);
    steps.forEach((step, i) => {
      story.step(step);
      const next = steps[i + 1]?.wallMs ?? Infinity;
      tell(({ writtenAt }) => writtenAt < next || (next < step.wallMs && writtenAt >= step.wallMs));
    });
    return story;
  }

  /** When it begins, ends, and by how much its time is ahead of the wall clock. */
  get begin(): number {
    return this.#begin ?? 0;
  }

  get end(): number {
    return Math.max(this.#last?.at ?? 0, this.#marks.at(-1)?.at ?? 0);
  }

  get shift(): number {
    return this.#shift;
  }

  get isEmpty(): boolean {
    return this.#begin === undefined;
  }

  step({ wallMs: wall, monoMs, hidden, offline, input, state }: StorySteps): void {
    const last = this.#last;
    const ranMs = last ? monoMs - last.monoMs : 0;
    const wentMs = last ? wall - last.wall : 0;
    const isSetBack = wentMs < Math.min(0, ranMs - SLEEP_MS);
    const at = last ? last.at + (isSetBack ? ranMs : Math.max(0, wentMs)) : wall + this.#shift;
    this.#shift = at - wall;
    if (last && wentMs - ranMs > SLEEP_MS) this.asleep.add({ kind: "asleep", from: last.at, to: at });
    this.#last = { at, wall, monoMs };
    this.#begin ??= at;
    this.hidden.become(hidden ? "hidden" : undefined, at);
    this.offline.become(offline ? "offline" : undefined, at);
    const waitMs = Number(input.retryAfterMs);
    if (waitMs > 0) this.serverWait.add({ kind: "serverWait", from: at, to: at + waitMs });
    if (state) this.#become(state, at);
  }

  tell(entry: JournalEntry): void {
    if (entry.event === "stateChange") return; // the lanes show them
    const at = entry.writtenAt + this.#shift;
    this.#begin ??= at;
    this.#marks.push({ at, entry });
    if (this.#marks.length >= 2 * this.#limit) this.#marks = this.#marks.slice(-this.#limit);
  }

  /** What the manager was doing at that time. */
  stateAt(at: number): Known | undefined {
    return this.#known[lowest(this.#known.length, (i) => this.#known[i]!.at > at) - 1];
  }

  /** The events of a window. */
  marks(from: number, to: number): readonly Mark[] {
    const index = (at: number): number => lowest(this.#marks.length, (i) => this.#marks[i]!.at > at);
    return this.#marks.slice(index(from - 1), index(to));
  }

  /** The latest events until then, the latest first. */
  latest(until: number, count: number): readonly Mark[] {
    const end = lowest(this.#marks.length, (i) => this.#marks[i]!.at > until);
    return this.#marks.slice(Math.max(0, end - count), end).reverse();
  }

  #become(state: TokenState | SavedState, at: number): void {
    const before = this.#known.at(-1)?.state;
    const isAnother = before?.receivedAt !== state.receivedAt || before?.expiresAt !== state.expiresAt;
    this.token.become(state.freshness === "none" ? undefined : state.freshness, at, isAnother ? "anew" : "goes on");
    this.work.become(workOf(state), at, before?.attempt === state.attempt ? "goes on" : "anew");
    this.#known.push({ at, shift: this.#shift, state });
    if (this.#known.length >= 2 * this.#limit) this.#known = this.#known.slice(-this.#limit);
  }
}

function workOf({ phase, retryAt }: TokenState | SavedState): string | undefined {
  if (phase === "refreshing") return retryAt === undefined ? "attempt" : "backoff";
  if (phase === "waiting") return "cooldown";
  return phase === "halted" || phase === "stopped" ? phase : undefined;
}
