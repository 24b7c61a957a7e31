/**
 * `evertoken/svelte`: a manager's token and state for Svelte 5, both as a store (`$token`) and for runes (`token.current`).
 *
 * A manager lives longer than a component: nothing here stops or disposes it.
 *
 * @module
 */
import { createSubscriber } from "svelte/reactivity";
import type { TokenState } from "../events.ts";
import type { Token } from "../token.ts";
import { isPage, type Shown, SHOWN_STATE, SHOWN_TOKEN, type TokenView } from "./common/view.ts";

export type { TokenView } from "./common/view.ts";

/** A value that Svelte follows, by either of its two ways. */
export interface Followed<Value> {
  /** The value now; where an effect, a `$derived` or a template reads it, a change runs that again. */
  readonly current: Value;
  /** The store contract: calls back at once and at each change. Returns the undo. */
  subscribe(run: (value: Value) => void): () => void;
}

/**
 * The current token while it is valid, else `undefined`. The first that follows it in a page starts an idle manager. On a
 * server there is no token.
 *
 * For a request ask `tokens.getToken()` at the moment of sending instead.
 */
export function useToken(tokens: TokenView): Followed<Token | undefined> {
  return followed(tokens, SHOWN_TOKEN);
}

/** What the manager is doing. Starts nothing. */
export function useTokenState(tokens: TokenView): Followed<TokenState> {
  return followed(tokens, SHOWN_STATE);
}

function followed<Value>(tokens: TokenView, { blank, read: look, start }: Shown<Value>): Followed<Value> {
  const read = (): Value => (isPage() ? look(tokens) : blank);
  const begin = (update: () => void): (() => void) => {
    if (!isPage()) return () => undefined;
    const undo = tokens.subscribe(update);
    start(tokens);
    return undo;
  };
  const track = createSubscriber(begin);
  return {
    get current() {
      track();
      return read();
    },
    subscribe(run) {
      run(read());
      return begin(() => run(read()));
    },
  };
}
