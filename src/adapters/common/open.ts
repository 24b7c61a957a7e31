/**
 * Opens something with a token; where a new token cures the refusal, opens it once more with one.
 *
 * @module
 */
import type { TokenError } from "../../errors.ts";
import { onSignOut } from "./connection/sign-out.ts";
import type { TokenFeed } from "./feed.ts";

/** The `first` try, or the `second`, which is made with a token that replaces a refused one. */
export type Turn = "first" | "second";

/** What a token opens: a room, a channel, an agent. */
export interface Opening<Opened> {
  /** The token for this try. What this throws is thrown. */
  getToken(): Promise<string>;
  /** The vendor's call, with the adapter's limit. */
  open(value: string, turn: Turn): PromiseLike<Opened>;
  /** Says what the error means to this try. */
  explain(error: unknown, value: string, turn: Turn): TokenError;
  /** Sees to it that the next `getToken()` gives another token; `false` where another one would not help. */
  cure(problem: TokenError, value: string, error: unknown): boolean;
  /** The token at hand has ended since it was fetched, in a sleep: a refusal says nothing of the next one. */
  isStale?(): boolean;
  /** Throws what ends the opening, e.g. because the app has left meanwhile. Asked after each wait. */
  check?(): void;
}

/**
 * Opens with one token or, after a curable refusal, with two.
 *
 * @param turn - `second` where the token at hand replaces a refused one already: it is not replaced in its turn
 * @throws TokenError what `explain` made of the last error; what `getToken` or `check` throw
 */
export async function openWithToken<Opened>(opening: Opening<Opened>, turn: Turn = "first"): Promise<Opened> {
  for (; ; turn = "second") {
    const value = await opening.getToken();
    opening.check?.();
    try {
      const opened = await opening.open(value, turn);
      opening.check?.();
      return opened;
    } catch (error) {
      opening.check?.();
      const problem = opening.explain(error, value, turn);
      const isLast = turn === "second" && !opening.isStale?.();
      if (isLast || !opening.cure(problem, value, error)) throw problem;
    }
  }
}

/** {@link openWithToken}, but not again after a sign-out: a token of the next session would open it for another user. */
export function openInSession<Opened>(tokens: TokenFeed, opening: Opening<Opened>): Promise<Opened> {
  let isOver = false;
  const undo = onSignOut(tokens, () => (isOver = true));
  return openWithToken({ ...opening, cure: (...refusal) => opening.cure(...refusal) && !isOver }).finally(undo);
}
