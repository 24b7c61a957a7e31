/**
 * What a connection hears of its manager.
 *
 * @module
 */
import type { TokenFeed } from "../feed.ts";

/**
 * Tells of each new token, and of a failure after which the manager itself tries no more: with single-use tokens it asks
 * for nobody, so that a `start()` that fails after a `stop()` is its last word.
 *
 * @returns ends it
 */
export function hearOf(tokens: TokenFeed, onNews: () => void): () => void {
  const ends = [
    tokens.on("refreshed", onNews),
    tokens.on("refreshFailed", ({ willRetry, action }) => {
      if (!willRetry && action === "retryLater") onNews();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
