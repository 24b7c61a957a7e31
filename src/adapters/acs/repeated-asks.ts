/**
 * Guesses that a token is being refused from how often the SDK asks for it.
 *
 * After a 401 the SDK wants a fresh token, but does not tell its credential so (@azure/communication-calling@2.0.0
 * drops its own `needFresh` flag): it asks again, about 1, 2, 4, ... s apart, gets the token that was refused, and
 * gives up after ten times. Asks within moments are one operation: creating an agent alone asks six times.
 *
 * @module
 */
import type { Token } from "../../token.ts";

/** Below the shortest backoff of the SDK (1 s, less 20 %), above the gaps between the requests of one operation. */
const SILENCE_MS = 700;
/** Three asks, each after a silence, so close together: the first two backoffs (at most 3.6 s) and slow answers. */
const WINDOW_MS = 10_000;
const ASKS = 3;
/**
 * A token that has just arrived would not be cured by another one. And a user who presses buttons looks the same as a
 * refusal: a wrong guess may cost one needless token a minute.
 */
const YOUNG_MS = 60_000;

/** Told of each ask and the token it will be given; answers whether a new one should be fetched first. */
export function repeatedAsks(now: () => number): (token: Token) => boolean {
  let lastAt = -Infinity;
  let asks: readonly number[] = []; // newest first
  return (token) => {
    const askedAt = now();
    if (askedAt - lastAt >= SILENCE_MS) asks = [askedAt, ...asks].slice(0, ASKS);
    lastAt = askedAt;
    const oldest = asks[ASKS - 1]; // undefined after fewer than three asks
    if (oldest === undefined || askedAt - oldest >= WINDOW_MS) return false;
    return askedAt - token.receivedAt >= YOUNG_MS; // asks for an earlier token are older than this one
  };
}
