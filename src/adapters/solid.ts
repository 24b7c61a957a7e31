/**
 * `evertoken/solid`: accessors that show a manager's token and state. Solid 1.
 *
 * A manager lives longer than a component: nothing here stops or disposes it.
 *
 * @module
 */
import { type Accessor, createEffect, createSignal, onCleanup, sharedConfig, untrack } from "solid-js";
import type { TokenState } from "../events.ts";
import type { Token } from "../token.ts";
import { follow, isPage, type Shown, SHOWN_STATE, SHOWN_TOKEN, type TokenView } from "./common/view.ts";

export type { TokenView } from "./common/view.ts";

/**
 * The current token while it is valid, else `undefined`. Starts an idle manager once the component is in the page. On a
 * server, and while its HTML is taken over, there is no token.
 *
 * For a request ask `tokens.getToken()` at the moment of sending instead.
 *
 * @param tokens - the manager; an accessor where it may become another one: `() => props.tokens`
 */
export function useToken(tokens: TokenView | Accessor<TokenView>): Accessor<Token | undefined> {
  return followed(tokens, SHOWN_TOKEN);
}

/** What the manager is doing. Starts nothing. Takes an accessor as well, as {@link useToken}. */
export function useTokenState(tokens: TokenView | Accessor<TokenView>): Accessor<TokenState> {
  return followed(tokens, SHOWN_STATE);
}

function followed<Value>(given: TokenView | Accessor<TokenView>, shown: Shown<Value>): Accessor<Value> {
  const tokens = typeof given === "function" ? given : () => given;
  // Where Solid renders on a server or takes over its HTML (`sharedConfig.context`), both must say the same.
  const isBlank = !isPage() || sharedConfig.context;
  const [value, setValue] = createSignal(isBlank ? shown.blank : untrack(() => shown.read(tokens())));
  createEffect(() => {
    const manager = tokens();
    onCleanup(untrack(() => follow(shown, manager, (now) => setValue(() => now))));
  });
  return value;
}
