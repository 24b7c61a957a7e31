/**
 * Errors of the app that nobody waits for.
 *
 * @module
 */

/** An uncaught error, once whoever calls this has finished. */
export function raiseLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
