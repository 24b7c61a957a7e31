/**
 * Who gives new tokens to something that lives cannot do so with tokens of which each opens one connection: the manager
 * fetches nothing ahead, and shows nobody what it has given.
 *
 * @module
 */
import type { TokenFeed } from "./feed.ts";

/**
 * @param what - what is given new tokens, for the message: `"An Agora client"`
 * @throws TypeError for a manager with `singleUse`
 */
export function refuseSingleUse(tokens: TokenFeed, what: string): void {
  if (!tokens.singleUse) return;
  throw new TypeError(
    `${what} is given new tokens while it lives, which a manager with singleUse does not have: leave out singleUse`,
  );
}
