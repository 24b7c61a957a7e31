/**
 * When a user signs out.
 *
 * @module
 */
import { type Step, STEP } from "../../../core/step.ts";
import type { TokenFeed } from "../feed.ts";

/**
 * Calls `listener` at each `clear()`, before anything else can happen. The manager's `state` does not tell a sign-out from
 * a session that has ended by itself, after which the same user signs in again; and a listener that clears and at once
 * hands over the next token leaves no state between the two.
 *
 * @returns the undo
 */
export function onSignOut(tokens: TokenFeed, listener: () => void): () => void {
  return tokens.on(STEP, (step) => {
    // A stand-in for a manager may call every listener with anything.
    if ((step as unknown as Partial<Step>).input?.type === "clear") listener();
  });
}
