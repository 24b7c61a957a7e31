/**
 * A virtual `Environment`: nothing global is patched, time passes when the test says so.
 *
 * @module
 */
import type { Environment, WakeHint } from "../environment.ts";

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

/** No chain of promises that a manager or a fetcher starts in one moment is as long. */
const ROUNDS = 1_000;

/**
 * One turn of the host's event loop: everything that was pending is done after it. A message is better than a timer,
 * because tests fake timers; Jest's jsdom has no message channels.
 */
async function turn(): Promise<void> {
  if (typeof MessageChannel === "function") return message();
  const isFaked = "clock" in setTimeout || "_isMockFunction" in setTimeout; // as Jest's modern and legacy timers are
  if (!isFaked) return new Promise((resolve) => void setTimeout(resolve));
  for (let round = 0; round < ROUNDS; round++) await Promise.resolve();
}

const message = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      port2.close(); // else Deno's test runner reports a leak
      resolve();
    };
    port2.postMessage(undefined);
  });

/** Makes a virtual environment: `new TokenManager({ fetchToken, environment: virtualEnvironment() })`. */
export function virtualEnvironment({
  startAt = Date.UTC(2026, 0, 1),
  seed = 1,
}: VirtualOptions = {}): VirtualEnvironment {
  let elapsed = 0; // true time since the beginning
  let mono = 0;
  let offset = 0; // of a wall clock that somebody has set
  let hidden = false;
  let online = true;
  let randomState = seed;
  let lastId = 0;
  let longestTimerMs = 0;
  const timers = new Map<number, { at: number; callback: () => void }>();
  const listeners = new Set<(hint: WakeHint) => void>();
  const tell = (hint: WakeHint): void => [...listeners].forEach((listener) => listener(hint));

  return {
    now: () => startAt + elapsed + offset,
    monotonicNow: () => mono,
    setTimer(callback, delayMs) {
      longestTimerMs = Math.max(longestTimerMs, delayMs);
      timers.set(++lastId, { at: mono + Math.max(0, delayMs), callback });
      return lastId;
    },
    clearTimer: (timer) => void timers.delete(timer as number),
    // mulberry32: small, and the same everywhere
    random() {
      randomState = (randomState + 0x6d2b79f5) | 0;
      let mixed = Math.imul(randomState ^ (randomState >>> 15), 1 | randomState);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    isHidden: () => hidden,
    isOnline: () => online,
    onWake(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    async pass(ms) {
      const end = mono + ms;
      await turn();
      for (;;) {
        let next: [number, { at: number; callback: () => void }] | undefined;
        for (const entry of timers) if (entry[1].at <= end && (!next || entry[1].at < next[1].at)) next = entry;
        if (!next) break;
        const [id, { at, callback }] = next;
        const step = Math.max(0, at - mono);
        elapsed += step;
        mono += step;
        timers.delete(id);
        callback();
        await turn();
      }
      elapsed += end - mono;
      mono = end;
    },
    sleep(ms, { monotonicRuns = false } = {}) {
      elapsed += ms;
      if (monotonicRuns) mono += ms;
    },
    setClock: (byMs) => void (offset += byMs),
    trueNow: () => startAt + elapsed,
    hide() {
      hidden = true;
      tell("resumed"); // visibilitychange comes both ways
    },
    show() {
      hidden = false;
      tell("resumed");
    },
    goOffline: () => void (online = false),
    goOnline() {
      online = true;
      tell("online");
    },
    wake: (hint = "resumed") => tell(hint),
    get timers() {
      return timers.size;
    },
    get listeners() {
      return listeners.size;
    },
    get longestTimerMs() {
      return longestTimerMs;
    },
  };
}
