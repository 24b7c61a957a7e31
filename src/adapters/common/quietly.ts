/**
 * Vendor calls whose outcome does not matter.
 *
 * @module
 */

/**
 * Ends something that is to be given up anyway. A vendor's `cancel()`, `disconnect()` or `leave()` that throws, at once
 * or by its promise, must not keep the rest of the end from happening, nor end a Node process.
 */
export function quietly(call: () => unknown): void {
  new Promise((resolve) => resolve(call())).catch(() => undefined);
}
