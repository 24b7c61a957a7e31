/**
 * One lifeline on a page: draws into the element's shadow what the viewport shows, and hears what is done with it.
 *
 * @module
 */
import { DEFAULT_ENVIRONMENT } from "../runtime/host.ts";
import { BAND_HEIGHT, bandOf } from "./band.ts";
import { html, blank, render, type TemplateResult } from "./lit.ts";
import { details, head, key, eventList, toneOf, type Tone } from "./panes.ts";
import type { Source } from "./source.ts";
import type { Mark } from "./story.ts";
import { Viewport } from "./viewport.ts";
import { bandWords, clockTime, shortWords } from "./words.ts";

const LISTED = 40;
const TICK_MS = 100;
const CALM_TICK_MS = 1_000;
/** News are read out this far apart. */
const QUIET_MS = 5_000;
/** Before the band has been laid out. */
const FIRST_WIDTH_PX = 600;

export class View {
  readonly #root: ShadowRoot;
  readonly #source: Source;
  readonly #label: () => string;
  readonly #viewport: Viewport;
  #picked: Mark | undefined;
  #timer: unknown;
  #drawnAt = 0;
  #news: { tone: Tone; text: string; at: number } = { tone: "well", text: "", at: -Infinity };

  constructor(root: ShadowRoot, source: Source, label: () => string) {
    this.#root = root;
    this.#source = source;
    this.#label = label;
    this.#viewport = new Viewport(source);
    this.draw();
    this.draw(); // now the band has a width
  }

  close(): void {
    DEFAULT_ENVIRONMENT.clearTimer(this.#timer);
    this.#source.close();
  }

  /** Draws what is to be seen now, and again a moment later where time goes on. */
  draw(): void {
    DEFAULT_ENVIRONMENT.clearTimer(this.#timer);
    const nowMs = DEFAULT_ENVIRONMENT.monotonicNow();
    this.#viewport.pass(nowMs - this.#drawnAt);
    this.#drawnAt = nowMs;
    render(this.#page(), this.#root);
    const isCalm = globalThis.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (this.#viewport.isMoving)
      this.#timer = DEFAULT_ENVIRONMENT.setTimer(() => this.draw(), isCalm ? CALM_TICK_MS : TICK_MS);
  }

  #page(): TemplateResult {
    const { story, state: last } = this.#source;
    const { moment, isNow } = this.#viewport;
    const known = story.stateAt(moment);
    const state = isNow ? last : (known?.state ?? last);
    const wallMs = moment - (known?.shift ?? story.shift);
    const width = this.#root.querySelector(".band")?.clientWidth ?? FIRST_WIDTH_PX;
    return html`${head(this.#label(), state, wallMs)}
      <div
        class="band"
        tabindex="0"
        role="group"
        aria-label="Timeline. Arrow keys move it, plus and minus change its length, End leads to the latest."
        @keydown=${(event: KeyboardEvent) => this.#steer(event)}
      >
        <svg role="img" height=${BAND_HEIGHT} aria-label=${bandWords(state, wallMs, this.#worlds(moment))}>
          ${bandOf(story, this.#viewport.frame(width, this.#picked))}
        </svg>
      </div>
      ${this.#tools(moment)}
      <div class="events">
        ${eventList(story.latest(moment, LISTED), this.#picked, {
          pick: (mark) => this.#pick(mark),
          move: (event) => this.#move(event),
        })}
        ${details(this.#picked)}
      </div>
      ${key()}
      <p class="away" role="status">${this.#newsOf(state)}</p>`;
  }

  #tools(moment: number): TemplateResult {
    const { story, isLive } = this.#source;
    const viewport = this.#viewport;
    const button = (words: string, deed: () => void, label: string | typeof blank = blank): TemplateResult =>
      html`<button type="button" aria-label=${label} @click=${() => this.#after(deed)}>${words}</button>`;
    const range = html`<input
      type="range"
      aria-label="Moment"
      aria-valuetext=${clockTime(moment - story.shift)}
      min=${story.begin}
      max=${story.end}
      step="any"
      .value=${String(moment)}
      @input=${({ target }: Event) => this.#after(() => viewport.goTo(Number((target as HTMLInputElement).value)))}
    />`;
    return html`<div class="tools">
      ${isLive ? blank : html`${button(viewport.isPlaying ? "Pause" : "Play", () => viewport.play())} ${range}`}
      ${button("−", () => viewport.zoom("out"), "Show more time")}
      ${button("+", () => viewport.zoom("in"), "Show less time")}
      ${isLive && !viewport.isNow ? button("Now", () => viewport.goTo(undefined)) : blank}
    </div>`;
  }

  #after(deed: () => void): void {
    deed();
    this.draw();
  }

  #steer(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#viewport.press(event.key)) return;
    event.preventDefault();
    this.draw();
  }

  #pick(mark: Mark): void {
    if (this.#picked !== mark) this.#after(() => (this.#picked = mark));
  }

  #move(event: KeyboardEvent): void {
    const buttons = [...this.#root.querySelectorAll<HTMLElement>("ol button")];
    const at = buttons.indexOf(this.#root.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[next]?.focus();
  }

  #worlds(moment: number): string[] {
    const { hidden, offline, asleep } = this.#source.story;
    return [hidden, offline, asleep].flatMap((lane) => lane.at(moment)?.kind ?? []);
  }

  /** Only when it begins to go badly or well again, and not in a hurry. */
  #newsOf(state: Source["state"]): string {
    const tone = toneOf(state);
    const nowMs = DEFAULT_ENVIRONMENT.monotonicNow();
    if (tone !== this.#news.tone && nowMs - this.#news.at > QUIET_MS)
      this.#news = { tone, text: `${this.#label()} ${shortWords(state)}`.trim(), at: nowMs };
    return this.#news.text;
  }
}
