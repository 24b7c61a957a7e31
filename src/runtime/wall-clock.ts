/**
 * The wall clock alone, for a diagnosis without a manager: `host.ts` would bring its timers and its page along.
 *
 * @module
 */

/** Epoch ms. The global is looked up at each call, as all of the host's are. */
export const wallClock = (): number => Date.now();
