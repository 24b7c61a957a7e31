/**
 * `evertoken/solid`: accessors that show a manager's token and state. Solid 1.
 *
 * A manager lives longer than a component: nothing here stops or disposes it.
 *
 * @module
 */
import { type Accessor, createSignal, onCleanup, onMount, sharedConfig } from "solid-js";
import type { TokenState } from "../events.ts";
import type { Token } from "../token.ts";
import { isPage } from "./common/page.ts";
import { type Shown, SHOWN_STATE, SHOWN_TOKEN, type TokenView } from "./common/view.ts";

export type { TokenView } from "./common/view.ts";

/**
 * The current token while it is valid, else `undefined`. Starts an idle manager once the component is in the page. On a
 * server, and while its HTML is taken over, there is no token.
 *
 * For a request ask `tokens.getToken()` at the moment of sending instead.
 */
export function useToken(tokens: TokenView): Accessor<Token | undefined> {
  return follow(tokens, SHOWN_TOKEN);
}

/** What the manager is doing. Starts nothing. */
export function useTokenState(tokens: TokenView): Accessor<TokenState> {
  return follow(tokens, SHOWN_STATE);
}

function follow<Value>(tokens: TokenView, { blank, read, start }: Shown<Value>): Accessor<Value> {
  // While Solid takes over a server's HTML (`sharedConfig.context`), a component must first say what the server said.
  const [value, setValue] = createSignal(isPage() && !sharedConfig.context ? read(tokens) : blank);
  onMount(() => {
    const update = (): unknown => setValue(() => read(tokens));
    onCleanup(tokens.subscribe(update));
    start(tokens);
    update();
  });
  return value;
}
