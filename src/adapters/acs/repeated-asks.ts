/**
 * Guesses that a token is being refused from how often the SDK asks for it.
 *
 * After a 401 the SDK wants a fresh token, but does not tell its credential so (@azure/communication-calling@2.0.0
 * drops its own `needFresh` flag): it asks again, about 1, 2, 4, ... s apart, gets the token that was refused, and
 * gives up after ten times. What it asks within moments is one operation: creating an agent alone asks six times.
 *
 * @module
 */
import type { Token } from "../../core/token.ts";

/** Below the shortest backoff of the SDK (1 s, less 20 %), above the gaps between the requests of one operation. */
const SILENCE_MS = 700;
/** Three asks, each after a silence, so close together: the first two backoffs (at most 3.6 s) and slow answers. */
const WINDOW_MS = 10_000;
const ASKS = 3;
/** A user who presses buttons looks the same; one needless token a minute is what a wrong guess may cost. */
const PAUSE_MS = 60_000;

/** Told of each ask and the token it will be given; answers whether a new one should be fetched first. */
export function repeatedAsks(now: () => number): (token: Token) => boolean {
  let current: Token | undefined;
  let lastAt = -Infinity;
  let guessedAt = -Infinity;
  let asks: number[] = [];
  return (token) => {
    const at = now();
    if (token !== current) asks = [];
    if (token !== current || at - lastAt >= SILENCE_MS) asks = [...asks.filter((ask) => at - ask < WINDOW_MS), at];
    current = token;
    lastAt = at;
    // A token that has just arrived would not be cured by another one.
    if (asks.length < ASKS || at - token.receivedAt < WINDOW_MS || at - guessedAt < PAUSE_MS) return false;
    guessedAt = at;
    return true;
  };
}
