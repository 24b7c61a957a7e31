/**
 * The manager as a `TokenSource`.
 *
 * @module
 */
import type { TokenFeed } from "../common/feed.ts";
import { MIN_VALIDITY_MS } from "./connect.ts";

/**
 * For livekit-client's `TokenSource.literal(…)`, which asks each time, and `TokenSource.custom(…)`, which keeps an
 * answer of its own until 60 s before its end.
 */
export function livekitTokenSource(
  tokens: TokenFeed,
  url: string,
): () => Promise<{ serverUrl: string; participantToken: string }> {
  return async () => ({
    serverUrl: url,
    participantToken: await tokens.getToken({ minValidityMs: MIN_VALIDITY_MS }),
  });
}
