/**
 * The live journal: one line for each thing that happens, in columns that fit 80 characters.
 *
 * @module
 */
import { styleText } from "node:util";

export type Tone = "green" | "yellow" | "red" | "cyan" | "magenta" | "dim";

export interface Entry {
  /** Who it happened to. */
  readonly who: string;
  readonly what: string;
  /** What is left of the token in hand. */
  readonly leftMs?: number | undefined;
  /** What happens next, or what to do. */
  readonly next: string;
  /** Lines below, for what does not fit. */
  readonly details?: readonly string[];
  readonly tone: Tone;
}

/** Where lines go, and whether they are coloured. */
export interface Screen {
  write(text: string): unknown;
  readonly colour: boolean;
}

export class Journal {
  readonly #screen: Screen;
  readonly #startedAt = performance.now();

  constructor(screen: Screen) {
    this.#screen = screen;
    this.text(this.#paint("dim", columns("time", "who", "what", "left", "next")));
  }

  /** Since the journal was opened. */
  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  add({ who, what, leftMs, next, details = [], tone }: Entry): void {
    const left = leftMs === undefined ? "" : seconds(Math.max(0, leftMs));
    this.text(this.#paint(tone, columns(seconds(this.elapsedMs), who, what, left, next)));
    for (const line of details) this.text(this.#paint("dim", columns("", "", line, "", "")));
  }

  text(text: string): void {
    this.#screen.write(`${text}\n`);
  }

  #paint(tone: Tone, text: string): string {
    // Whether colour is wanted has been decided; styleText would ask the stream again.
    return this.#screen.colour ? styleText(tone, text, { validateStream: false }) : text;
  }
}

/** `6.1 s`; a token's life and a wait read alike. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const columns = (time: string, who: string, what: string, left: string, next: string): string =>
  `${time.padStart(7)}  ${who.padEnd(7)}  ${what.padEnd(13)}  ${left.padStart(6)}  ${next}`.trimEnd();
