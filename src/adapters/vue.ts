/**
 * `evertoken/vue`: composables that show a manager's token and state. Vue 3.
 *
 * A manager may sit in `reactive`, `ref` or a store. It lives longer than a component: no composable stops or disposes it.
 *
 * @module
 */
import { getCurrentInstance, onMounted, onScopeDispose, type ShallowRef, shallowRef } from "vue";
import type { TokenState } from "../events.ts";
import type { Token } from "../token.ts";
import { isPage } from "./common/page.ts";
import { type Shown, SHOWN_STATE, SHOWN_TOKEN, type TokenView } from "./common/view.ts";

export type { TokenView } from "./common/view.ts";

/**
 * The current token while it is valid, else `undefined`. Starts an idle manager in a page. On a server, and while its HTML
 * is taken over, there is no token.
 *
 * For a request ask `tokens.getToken()` at the moment of sending instead.
 */
export function useToken(tokens: TokenView): Readonly<ShallowRef<Token | undefined>> {
  return follow(tokens, SHOWN_TOKEN);
}

/** What the manager is doing. Starts nothing. */
export function useTokenState(tokens: TokenView): Readonly<ShallowRef<TokenState>> {
  return follow(tokens, SHOWN_STATE);
}

function follow<Value>(tokens: TokenView, { blank, read, start }: Shown<Value>): Readonly<ShallowRef<Value>> {
  const value = shallowRef(blank);
  if (!isPage()) return value;
  let undo: (() => void) | undefined;
  const begin = (): void => {
    const update = (): void => {
      value.value = read(tokens);
    };
    undo = tokens.subscribe(update);
    start(tokens);
    update();
  };
  // A component that takes over a server's HTML has its element already, and must first say what the server said.
  if (getCurrentInstance()?.vnode.el) onMounted(begin);
  else begin();
  onScopeDispose(() => undo?.(), true);
  return value;
}
