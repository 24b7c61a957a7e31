/**
 * The port to the outside world: clocks, timers, random numbers, page and network. Types only; `runtime/host.ts` has
 * the defaults.
 *
 * @module
 */

/** Why to look at the clock just now. `online` cuts short even a fresh cooldown; `resumed`: somebody came back. */
export type WakeHint = "online" | "resumed";

/** Everything a manager needs from its host. Inject any part through the option `environment`. */
export interface Environment {
  /** Wall clock, epoch ms. May jump. */
  now(): number;
  /** Milliseconds since any fixed point; never goes back, may stand still while the machine sleeps. */
  monotonicNow(): number;
  /**
   * A one-shot timer; `delayMs` is never above 2^31-1. In Node it must not keep the process alive by itself: where
   * callers wait, the manager calls the timer's `ref()`, if it has one.
   */
  setTimer(callback: () => void, delayMs: number): unknown;
  /** Stops a timer that `setTimer` gave; one that has fired is no mistake. */
  clearTimer(timer: unknown): void;
  /** Uniform in [0, 1). */
  random(): number;
  /** Whether the page is hidden, so that its timers may come up to a minute late. */
  isHidden(): boolean;
  /** May lie in both directions; so where refreshes are automatic, a probe is made now and then. */
  isOnline(): boolean;
  /** Calls `listener` when it is worth looking at the clock. Returns the undo. */
  onWake(listener: (hint: WakeHint) => void): () => void;
}
