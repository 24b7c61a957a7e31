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

/** Whether this may be a page. A server may have the globals of a page: a binding also asks its framework, where it can. */
export const isPage = (): boolean => !!(globalThis as { document?: object | null }).document;

/** Starts a manager that nobody has started, as `getToken()` does; one that was stopped or is halted stays as it is. */
export function startIdle(tokens: TokenView): void {
  if (tokens.state.phase === "idle") void tokens.start();
}

/** How a binding shows one thing, the token or the state. */
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

/** Shows one thing of a manager, and every change of it. Returns the undo. */
export function follow<Value>(
  { read, start }: Shown<Value>,
  tokens: TokenView,
  show: (value: Value) => void,
): () => void {
  const update = (): void => show(read(tokens));
  const undo = tokens.subscribe(update);
  start(tokens);
  update();
  return undo;
}
