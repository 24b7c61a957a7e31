/**
 * Which other tabs there are, and whether all of them have answered.
 *
 * @module
 */
import type { Environment } from "../../environment.ts";
import type { Heard } from "./messages.ts";

/**
 * How long a new tab waits for anybody to answer at all. A tab that is alone waits for nothing, once, so it is short; a
 * busy page that answers later costs one request.
 */
const STRANGERS_MS = 100;

/** How long a tab that has spoken before is waited for: a page may be busy for that long, a frozen one is for hours. */
const FRIENDS_MS = 1_000;

interface Round {
  readonly number: number;
  readonly missing: Set<string>;
  end(): void;
}

export class Peers {
  readonly #clock: Pick<Environment, "setTimer" | "clearTimer">;
  readonly #ask: (number: number) => void;
  // The tabs that have spoken, and the number of the last question of each.
  readonly #heard = new Map<string, number>();
  readonly #rounds = new Set<Round>();
  #asked = 0;

  constructor(clock: Pick<Environment, "setTimer" | "clearTimer">, ask: (number: number) => void) {
    this.#clock = clock;
    this.#ask = ask;
  }

  /** The number of the last question of each tab, as of now. */
  get heard(): Heard {
    return Object.fromEntries(this.#heard);
  }

  /** Asks without waiting. Returns the question's number. */
  ask(): number {
    this.#ask(++this.#asked);
    return this.#asked;
  }

  /** Asks, and gives whoever is there the time to answer. */
  meet(signal: AbortSignal): Promise<void> {
    return this.#round(new Set([""]), STRANGERS_MS, signal); // the empty name is a tab that never answers: the wait lasts its full time
  }

  /** Asks, and waits until all have answered that are known; not again for those who do not answer in time. */
  hear(signal: AbortSignal): Promise<void> {
    const missing = new Set(this.#heard.keys());
    return missing.size === 0 ? Promise.resolve() : this.#round(missing, FRIENDS_MS, signal);
  }

  /** {@link hear} for a tab that comes back: there may be tabs that it does not know. */
  hearAgain(signal: AbortSignal): Promise<void> {
    if (this.#heard.size === 0) this.ask();
    return this.hear(signal);
  }

  /** A tab has said something. */
  noteAlive(peer: string): void {
    if (!this.#heard.has(peer)) this.#heard.set(peer, 0);
  }

  noteQuestion(peer: string, number: number): void {
    this.#heard.set(peer, number);
  }

  noteAnswer(peer: string, number: number): void {
    for (const round of this.#rounds) if (number >= round.number) cross(round, peer);
  }

  noteGone(peer: string): void {
    this.#heard.delete(peer);
    for (const round of this.#rounds) cross(round, peer);
  }

  #round(missing: Set<string>, limitMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = (): void => {
        this.#rounds.delete(round);
        this.#clock.clearTimer(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const giveUp = (): void => {
        missing.forEach((peer) => this.#heard.delete(peer)); // the tabs that are missing are frozen or dead
        end();
      };
      const timer = this.#clock.setTimer(giveUp, limitMs);
      signal.addEventListener("abort", end);
      const round: Round = { number: this.#asked + 1, missing, end };
      this.#rounds.add(round);
      this.ask();
    });
  }
}

function cross(round: Round, peer: string): void {
  if (round.missing.delete(peer) && round.missing.size === 0) round.end();
}
