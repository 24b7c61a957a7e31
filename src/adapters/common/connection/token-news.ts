/**
 * What a connection hears of its manager.
 *
 * @module
 */
import type { TokenFeed } from "../feed.ts";

/**
 * Tells of each new token, and of a failure after which the manager itself tries no more: with single-use tokens it asks
 * for nobody, so that a `start()` that fails after a `stop()` is its last word. And of a `start()` with a token in hand:
 * what failed because the manager was stopped would wait for the next token, for up to an hour.
 *
 * Not by `refreshFailed`: as long as nobody listens to that, the manager tells of it on the console.
 *
 * @returns ends it
 */
export function hearOf(tokens: TokenFeed, onNews: (what: "token" | "start") => void): () => void {
  let isStopped = tokens.state.phase === "stopped";
  const ends = [
    tokens.on("refreshed", () => onNews("token")),
    tokens.on("stateChange", ({ phase, heldBackBy, error }) => {
      const isStart = isStopped && phase !== "stopped";
      isStopped = phase === "stopped";
      if (isStart && tokens.peek()) onNews("start");
      const isLeft = phase === "waiting" && (heldBackBy === "singleUse" || heldBackBy === "autoRefresh");
      if (isLeft && error?.action === "retryLater") onNews("token");
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
