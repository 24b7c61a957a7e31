/**
 * What the bindings of frameworks have in common: they show a manager's token and state, and change neither.
 *
 * @module
 */
import type { TokenState } from "../../events.ts";
import type { TokenManager } from "../../manager.ts";
import type { Token } from "../../token.ts";

/** What a binding needs of a `TokenManager`; anything in a test that has these members will do. */
export type TokenView = Pick<TokenManager, "peek" | "start" | "state" | "subscribe">;

/** What a server renders, whatever its managers hold: a token never gets into HTML, and each client begins with the same. */
export const BLANK: TokenState = Object.freeze({ phase: "idle", freshness: "none" });

/** Starts a manager that nobody has started, as `getToken()` does; one that was stopped or is halted stays as it is. */
export function startIdle(tokens: TokenView): void {
  if (tokens.state.phase === "idle") void tokens.start();
}

/** One of the two things that bindings show. */
export interface Shown<Value> {
  /** What a server renders, and a client until it has begun. */
  readonly blank: Value;
  readonly read: (tokens: TokenView) => Value;
  /** What following it begins. */
  readonly start: (tokens: TokenView) => void;
}

export const SHOWN_TOKEN: Shown<Token | undefined> = {
  blank: undefined,
  read: (tokens) => tokens.peek(),
  start: startIdle,
};

export const SHOWN_STATE: Shown<TokenState> = { blank: BLANK, read: (tokens) => tokens.state, start: () => undefined };
