/**
 * The options about failures: how soon an attempt, and how soon a whole cycle, is repeated.
 *
 * @module
 */

/** The attempts of one cycle. The waits between them are drawn from half to all of their length. */
export interface RetryOptions {
  /**
   * Attempts after the first one in a cycle: a whole number from 0 to 100.
   *
   * @defaultValue 4
   */
  retries?: number | undefined;
  /**
   * The wait after the first failed attempt, in ms.
   *
   * @defaultValue 1_000
   */
  minDelayMs?: number | undefined;
  /**
   * By how much each wait is longer than the one before it: from 1 to 100.
   *
   * @defaultValue 2
   */
  factor?: number | undefined;
  /**
   * The longest wait between two attempts, in ms; a third of the latest token's life, where that is less. Not below
   * `minDelayMs`.
   *
   * @defaultValue 8_000
   */
  maxDelayMs?: number | undefined;
}

/**
 * The waits after a cycle that failed. Each is twice as long as the one before it, and drawn from half to all of that;
 * each is followed by one attempt, until one succeeds. What a developer must mend (`fixConfig`) is tried more and more
 * seldom too, up to ten minutes apart.
 */
export interface CooldownOptions {
  /**
   * The wait after the first failed cycle, in ms; at least 1.
   *
   * @defaultValue 5_000
   */
  minMs?: number | undefined;
  /**
   * The longest wait between two cycles once a refresh is due, in ms; a third of the latest token's life, where that is
   * less. Not below `minMs`. A server's `Retry-After` may make it longer.
   *
   * @defaultValue 60_000
   */
  maxMs?: number | undefined;
}
