/**
 * One turn of the real host's event loop, without its timers.
 *
 * @module
 */

/** More than the longest chain of promises that a manager or a fetcher starts in one moment. */
const ROUNDS = 1_000;

/**
 * Resolves when everything that was pending is done. A message is better than a timer, because tests fake timers;
 * Jest's jsdom has no message channels.
 */
export async function hostTurn(): Promise<void> {
  if (typeof MessageChannel === "function") return message();
  const isFaked = "clock" in setTimeout || "_isMockFunction" in setTimeout; // Jest's modern timers have `clock`, its legacy ones `_isMockFunction`
  if (!isFaked) return new Promise((resolve) => void setTimeout(resolve));
  for (let round = 0; round < ROUNDS; round++) await Promise.resolve();
}

const message = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      port2.close(); // Deno's test runner reports a port that stays open as a leak
      resolve();
    };
    port2.postMessage(undefined);
  });
