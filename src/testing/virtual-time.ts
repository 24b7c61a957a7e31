/**
 * The clocks and the timers of a virtual machine. Durations and points of the monotonic clock are ms.
 *
 * @module
 */

/** A wall clock that can be set, and a monotonic one that can stand still while the machine sleeps. */
export class VirtualClocks {
  readonly #startAt: number;
  /** True time since the beginning. */
  #elapsedMs = 0;
  #monoMs = 0;
  /** By how much somebody has set the wall clock. */
  #offsetMs = 0;

  constructor(startAt: number) {
    this.#startAt = startAt;
  }

  trueNow(): number {
    return this.#startAt + this.#elapsedMs;
  }

  now(): number {
    return this.trueNow() + this.#offsetMs;
  }

  monotonicNow(): number {
    return this.#monoMs;
  }

  set(byMs: number): void {
    this.#offsetMs += byMs;
  }

  /** Time goes on until the monotonic clock shows this; it never goes back. */
  runTo(monoMs: number): void {
    const stepMs = Math.max(0, monoMs - this.#monoMs);
    this.#elapsedMs += stepMs;
    this.#monoMs += stepMs;
  }

  /** Time goes on while the monotonic clock stands still. */
  skip(ms: number): void {
    this.#elapsedMs += ms;
  }
}

interface ArmedTimer {
  readonly dueAtMonoMs: number;
  readonly callback: () => void;
}

/** Timers that fire when they are taken out. */
export class VirtualTimers {
  readonly #armed = new Map<number, ArmedTimer>();
  #lastId = 0;
  #longestDelayMs = 0;

  get size(): number {
    return this.#armed.size;
  }

  get longestDelayMs(): number {
    return this.#longestDelayMs;
  }

  arm(callback: () => void, delayMs: number, nowMonoMs: number): number {
    this.#longestDelayMs = Math.max(this.#longestDelayMs, delayMs);
    this.#armed.set(++this.#lastId, { callback, dueAtMonoMs: nowMonoMs + Math.max(0, delayMs) });
    return this.#lastId;
  }

  clear(id: number): void {
    this.#armed.delete(id);
  }

  /** Takes out the timer that is due first, if it is due by then; of several at one moment the one armed first. */
  takeDue(byMonoMs: number): ArmedTimer | undefined {
    let first: [number, ArmedTimer] | undefined;
    for (const entry of this.#armed)
      if (entry[1].dueAtMonoMs <= byMonoMs && (!first || entry[1].dueAtMonoMs < first[1].dueAtMonoMs)) first = entry;
    if (first) this.#armed.delete(first[0]);
    return first?.[1];
  }
}

/** Numbers in [0, 1) that are the same everywhere for one seed: mulberry32, because it is small. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
