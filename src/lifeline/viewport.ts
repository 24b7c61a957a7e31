/**
 * What part of a life is looked at: which moment, how much time around it, and how that moves.
 *
 * @module
 */
import type { Frame } from "./band.ts";
import type { Source } from "./source.ts";
import type { Mark } from "./story.ts";

/** What is shown before the moment; the rest is the future. */
const PAST = 0.62;
const SHORTEST_SPAN_MS = 5_000;
/** How long a whole saved journal plays, unless the journal itself is shorter. */
const PLAY_MS = 20_000;
const STRIDE = 0.1; //   one press of an arrow key moves by this part of what is shown
const FACTOR = 1.5; // one press of plus or minus zooms by this

export class Viewport {
  readonly #source: Source;
  #spanMs: number | undefined;
  /** `undefined`: the moment goes on with the clock. */
  #moment: number | undefined;
  #isPlaying = false;

  constructor(source: Source) {
    this.#source = source;
    if (!source.isLive) this.#moment = source.story.end;
  }

  /** The moment that is looked at, by the story's clock. */
  get moment(): number {
    return this.#moment ?? this.#source.now;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /** Whether time goes on while nobody does anything. */
  get isMoving(): boolean {
    return this.#source.isLive || this.#isPlaying;
  }

  /** Whether it is the latest moment of a life that goes on. */
  get isNow(): boolean {
    return this.#moment === undefined;
  }

  goTo(at: number | undefined): void {
    const { story, isLive, now } = this.#source;
    const isNow = at === undefined || (isLive && at >= now);
    this.#moment = isNow ? undefined : Math.min(Math.max(at, story.begin), isLive ? now : story.end);
  }

  zoom(to: "in" | "out"): void {
    this.#spanMs = Math.max(SHORTEST_SPAN_MS, to === "in" ? this.#span / FACTOR : this.#span * FACTOR);
  }

  /** What keys do; whether this one does anything. */
  press(key: string): boolean {
    const { story, isLive } = this.#source;
    const deeds: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.goTo(this.moment - this.#span * STRIDE),
      ArrowRight: () => this.goTo(this.moment + this.#span * STRIDE),
      Home: () => this.goTo(story.begin),
      End: () => this.goTo(isLive ? undefined : story.end),
      "+": () => this.zoom("in"),
      "=": () => this.zoom("in"),
      "-": () => this.zoom("out"),
    };
    deeds[key]?.();
    return key in deeds;
  }

  /** Plays on, from the beginning where it is at the end; or pauses. */
  play(): void {
    const { story } = this.#source;
    this.#isPlaying = !this.#isPlaying;
    if (this.#isPlaying && this.moment >= story.end) this.#moment = story.begin;
  }

  /** So much time has passed for who looks on. */
  pass(ms: number): void {
    if (!this.#isPlaying) return;
    const { story } = this.#source;
    const pace = Math.max(1, (story.end - story.begin) / PLAY_MS);
    this.#moment = Math.min(story.end, this.moment + ms * pace);
    this.#isPlaying = this.#moment < story.end;
  }

  frame(width: number, picked: Mark | undefined): Frame {
    const { story, isLive, now, state: last } = this.#source;
    const { moment } = this;
    const isWhole = !isLive && this.#spanMs === undefined;
    const from = isWhole ? story.begin : moment - this.#span * PAST;
    const { state, shift } = story.stateAt(moment) ?? { state: last, shift: story.shift };
    const plan = (at: number | undefined): number | undefined => (at === undefined ? undefined : at + shift);
    return {
      from,
      to: from + this.#span,
      now: moment,
      end: isLive ? now : story.end,
      width,
      picked,
      plans: { refreshAt: plan(state.refreshAt), expiresAt: plan(state.expiresAt) },
    };
  }

  /** How much time is shown: twice the life of the token in hand, or a whole saved journal, unless somebody has zoomed. */
  get #span(): number {
    const { story, state, isLive } = this.#source;
    if (this.#spanMs !== undefined) return this.#spanMs;
    if (!isLive) return Math.max(SHORTEST_SPAN_MS, story.end - story.begin);
    const { receivedAt, expiresAt } = state;
    const lifeMs = receivedAt === undefined || expiresAt === undefined ? 0 : expiresAt - receivedAt;
    return Math.max(30_000, 2 * lifeMs);
  }
}
