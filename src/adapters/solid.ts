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
import { BLANK, startIdle, type TokenView } from "./common/view.ts";

export type { TokenView } from "./common/view.ts";

/**
 * The current token while it is valid, else `undefined`. Starts an idle manager once the component is in the page. On a
 * server, and while its HTML is taken over, there is no token.
 *
 * For a request ask `tokens.getToken()` at the moment of sending instead.
 */
export function useToken(tokens: TokenView): Accessor<Token | undefined> {
  return follow(tokens, () => tokens.peek(), undefined, startIdle);
}

/** What the manager is doing. Starts nothing. */
export function useTokenState(tokens: TokenView): Accessor<TokenState> {
  return follow(tokens, () => tokens.state, BLANK);
}

function follow<Value>(
  tokens: TokenView,
  read: () => Value,
  blank: Value,
  start?: (tokens: TokenView) => void,
): Accessor<Value> {
  // While Solid takes over a server's HTML (`sharedConfig.context`), a component must first say what the server said.
  const [value, setValue] = createSignal(isPage() && !sharedConfig.context ? read() : blank);
  onMount(() => {
    const update = (): unknown => setValue(read);
    onCleanup(tokens.subscribe(update));
    start?.(tokens);
    update();
  });
  return value;
}
