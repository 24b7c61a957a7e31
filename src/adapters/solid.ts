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
  const read = (manager: TokenView): Value => (isPage() ? untrack(() => shown.read(manager)) : shown.blank);
  const first = untrack(tokens);
  // Where Solid takes over a server's HTML (`sharedConfig.context`), both must say the same.
  const [seen, setSeen] = createSignal(
    { of: first, value: sharedConfig.context ? shown.blank : read(first) },
    { equals: (before, after) => before.of === after.of && before.value === after.value },
  );
  createEffect(() => {
    const of = tokens();
    onCleanup(untrack(() => follow(shown, of, (value) => setSeen({ of, value }))));
  });
  // Effects come after what is rendered, and a transition keeps them waiting: till then nobody may see the former manager's.
  return () => {
    const manager = tokens();
    const { of, value } = seen();
    return of === manager ? value : read(manager);
  };
}
