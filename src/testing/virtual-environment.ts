/**
 * A virtual `Environment`: nothing global is patched, time passes when the test says so.
 *
 * @module
 */
import { checkNames, range, wrongOption } from "../core/check.ts";
import type { Environment, WakeHint } from "../environment.ts";
import { hostTurn } from "./host-turn.ts";
import { virtualPage } from "./virtual-page.ts";
import { seededRandom, VirtualClocks, VirtualTimers } from "./virtual-time.ts";

const LAST_MS = Number.MAX_SAFE_INTEGER;

/** How a virtual environment begins. */
export interface VirtualOptions {
  /**
   * What the wall clock shows at the beginning, epoch ms.
   *
   * @defaultValue 2026-01-01T00:00:00Z
   */
  startAt?: number | undefined;
  /**
   * Seed of `random()`: a whole number. The same seed gives the same numbers.
   *
   * @defaultValue 1
   */
  seed?: number | undefined;
}

/** An `Environment` whose time passes only when the test says so. */
export interface VirtualEnvironment extends Environment {
  /** Lets so many ms pass with the machine awake: timers fire in order, promises settle in between. */
  pass(ms: number): Promise<void>;
  /** Lets so many ms pass with the machine asleep: no timer fires, and the monotonic clock stands still unless told otherwise. */
  sleep(ms: number, options?: { monotonicRuns?: boolean | undefined }): void;
  /** Sets the wall clock forward (or back, if negative) without any time passing. */
  setClock(byMs: number): void;
  /** What this machine's wall clock would show if nobody had set it, epoch ms: the server's time. */
  trueNow(): number;
  /** Hides the page, as another tab in front does. */
  hide(): void;
  /** Shows the page again. */
  show(): void;
  /** Takes the network away: `isOnline()` is false. */
  goOffline(): void;
  /** Brings the network back, and tells the library so. */
  goOnline(): void;
  /** Tells the library to look at the clock, as a page event would. */
  wake(hint?: WakeHint): void;
  /** Timers that are armed now. */
  readonly timers: number;
  /** Listeners of page and network that are registered now. */
  readonly listeners: number;
  /** The longest delay that was ever asked for, in ms. */
  readonly longestTimerMs: number;
}

/**
 * Makes a virtual environment: `new TokenManager({ fetchToken, environment: virtualEnvironment() })`. A time that is no
 * number is a `TypeError`, one that cannot be a `RangeError`: a clock that shows NaN would stop every manager in silence.
 *
 * @throws TypeError for an unknown option or what is no number, RangeError for a number that cannot be
 */
export function virtualEnvironment(options: VirtualOptions = {}): VirtualEnvironment {
  checkNames(options, ["startAt", "seed"]);
  const { startAt = Date.UTC(2026, 0, 1), seed = 1 } = options;
  range("startAt", startAt, -LAST_MS, LAST_MS);
  range("seed", seed, -LAST_MS, LAST_MS);
  if (!Number.isInteger(seed)) throw wrongOption(RangeError, "seed", "a whole number", seed);
  const clocks = new VirtualClocks(startAt);
  const timers = new VirtualTimers();
  const page = virtualPage();
  return {
    ...page.controls,
    now: () => clocks.now(),
    monotonicNow: () => clocks.monotonicNow(),
    trueNow: () => clocks.trueNow(),
    setClock(byMs) {
      range("setClock(byMs)", byMs, -LAST_MS, LAST_MS);
      clocks.set(byMs);
    },
    random: seededRandom(seed),
    setTimer: (callback, delayMs) => timers.arm(callback, delayMs, clocks.monotonicNow()),
    clearTimer: (timer) => timers.clear(timer as number),
    async pass(ms) {
      range("pass(ms)", ms);
      const endMonoMs = clocks.monotonicNow() + ms;
      await hostTurn();
      for (let due = timers.takeDue(endMonoMs); due; due = timers.takeDue(endMonoMs)) {
        clocks.runTo(due.dueAtMonoMs);
        due.callback();
        await hostTurn();
      }
      clocks.runTo(endMonoMs);
    },
    sleep(ms, { monotonicRuns = false } = {}) {
      range("sleep(ms)", ms);
      if (monotonicRuns) clocks.runTo(clocks.monotonicNow() + ms);
      else clocks.skip(ms);
    },
    get timers() {
      return timers.size;
    },
    get listeners() {
      return page.listeners.size;
    },
    get longestTimerMs() {
      return timers.longestDelayMs;
    },
  };
}
