/**
 * Turns between tabs, by Web Locks: who may call the token endpoint now.
 *
 * A tab that is frozen while it waits in a lock's queue gets the lock all the same, and keeps it until somebody shows
 * the tab. So nobody waits in a queue for ever, and nobody queues for the lock that really counts.
 *
 * @module
 */
import type { Environment } from "../environment.ts";
import type { LocksLike } from "./tab-platform.ts";

/** How long a tab waits for its turn before it takes the holder for frozen or hung. */
const PATIENCE_MS = 3_000;

/** How long it then waits for the first of those that gave up. Both waits together are less than 5 s. */
const SPARE_PATIENCE_MS = 1_500;

/** How often the lock that counts is tried, where somebody has passed the queue. */
const RETRY_MS = 1_000;

/** Ends a turn; the next tab may go on. */
export type Release = () => void;

export interface TurnOptions {
  /** Where the locks come from; may throw. Nothing, or a throw, is every tab on its own. */
  readonly locks: () => LocksLike | undefined;
  readonly clock: Pick<Environment, "setTimer" | "clearTimer">;
  readonly signal: AbortSignal;
  /** Never beside another tab: the call uses up a credential. */
  readonly exclusive: boolean;
  /**
   * For a holder, before it is taken for frozen or hung; without `exclusive` alone.
   *
   * @defaultValue 3,000 ms
   */
  readonly patienceMs?: number;
}

/**
 * This tab's turn under `name`. Without `exclusive` it comes within `patienceMs` and 1.5 s, whoever else holds it.
 *
 * Rejects only with the signal's reason.
 */
export async function takeTurn(name: string, options: TurnOptions): Promise<Release> {
  const { signal } = options;
  signal.throwIfAborted();
  let locks: LocksLike | undefined;
  try {
    locks = options.locks();
    if (!locks) return alone;
    return await (options.exclusive ? takeExclusive : takeShared)(locks, name, options);
  } catch {
    signal.throwIfAborted();
    return alone; // the platform refused, as it does in a sandboxed frame
  }
}

const alone: Release = () => undefined;

/**
 * The lock in whose queue turns keep their order. It has the name itself, as in 0.2: tabs of both keep one order. But
 * no credential's queue is one of the other locks of a credential whose name is shorter by their word.
 */
const queueOf = (name: string): string => name.replace(/ (call|spare)\.*$/, "$&.");

async function takeShared(locks: LocksLike, name: string, options: TurnOptions): Promise<Release> {
  return (
    (await queue(locks, queueOf(name), options.patienceMs ?? PATIENCE_MS, options)) ??
    // Those who gave up together do not all call: the first one does, and the others wait a moment for its token.
    (await queue(locks, `${name} spare`, SPARE_PATIENCE_MS, options)) ??
    alone
  );
}

// The queue only keeps the order, and its end is not waited for long. What counts is a lock that nobody queues for:
// only a tab that was awake when it asked ever holds it.
async function takeExclusive(locks: LocksLike, name: string, options: TurnOptions): Promise<Release> {
  const leaveQueue = await queue(locks, queueOf(name), PATIENCE_MS, options);
  try {
    for (;;) {
      const release = await acquire(locks, `${name} call`, { ifAvailable: true });
      if (options.signal.aborted) release?.();
      options.signal.throwIfAborted();
      if (release)
        return () => {
          release();
          leaveQueue?.();
        };
      await pause(RETRY_MS, options);
    }
  } catch (error) {
    leaveQueue?.();
    throw error;
  }
}

/** The lock, or nothing where it does not come in time. */
async function queue(
  locks: LocksLike,
  name: string,
  patienceMs: number,
  { clock, signal }: TurnOptions,
): Promise<Release | undefined> {
  const inner = new AbortController();
  const end = (): void => inner.abort();
  const timer = clock.setTimer(end, patienceMs);
  signal.addEventListener("abort", end);
  try {
    const release = await acquire(locks, name, { signal: inner.signal });
    if (!signal.aborted) return release;
    release?.();
    throw signal.reason;
  } catch (error) {
    if (inner.signal.aborted && !signal.aborted) return undefined;
    throw error;
  } finally {
    clock.clearTimer(timer);
    signal.removeEventListener("abort", end);
  }
}

function acquire(
  locks: LocksLike,
  name: string,
  options: { signal?: AbortSignal; ifAvailable?: boolean },
): Promise<Release | undefined> {
  return new Promise((resolve, reject) => {
    const granted = (lock: unknown): Promise<void> | undefined => {
      if (lock) return new Promise<void>((release) => resolve(release));
      resolve(undefined);
      return undefined;
    };
    // A rejection after the grant is a stolen lock: the call goes on, as without locks.
    locks.request(name, options, granted).catch(reject);
  });
}

function pause(delayMs: number, { clock, signal }: TurnOptions): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clock.clearTimer(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = clock.setTimer(end, delayMs);
    signal.addEventListener("abort", end);
  });
}
