/**
 * `evertoken/vue`: composables that show a manager's token and state. Vue 3.
 *
 * A manager may sit in `reactive`, `ref` or a store. It lives longer than a component: no composable stops or disposes it.
 *
 * @module
 */
import {
  getCurrentInstance,
  getCurrentScope,
  hasInjectionContext,
  inject,
  type MaybeRefOrGetter,
  nextTick,
  onBeforeUnmount,
  onMounted,
  type ShallowRef,
  shallowRef,
  ssrContextKey,
  toValue,
  watch,
} from "vue";
import type { TokenState } from "../events.ts";
import type { Token } from "../token.ts";
import { follow, isPage, type Shown, SHOWN_STATE, SHOWN_TOKEN, type TokenView } from "./common/view.ts";

export type { TokenView } from "./common/view.ts";

/**
 * The current token while it is valid, else `undefined`. Starts an idle manager in a page. On a server, and while its HTML
 * is taken over, there is no token.
 *
 * For a request ask `tokens.getToken()` at the moment of sending instead.
 *
 * @param tokens - the manager; a ref or a getter where it may become another one: `() => props.tokens`
 */
export function useToken(tokens: MaybeRefOrGetter<TokenView>): Readonly<ShallowRef<Token | undefined>> {
  return followed(tokens, SHOWN_TOKEN);
}

/** What the manager is doing. Starts nothing. Takes a ref or a getter as well, as {@link useToken}. */
export function useTokenState(tokens: MaybeRefOrGetter<TokenView>): Readonly<ShallowRef<TokenState>> {
  return followed(tokens, SHOWN_STATE);
}

function followed<Value>(tokens: MaybeRefOrGetter<TokenView>, shown: Shown<Value>): Readonly<ShallowRef<Value>> {
  const value = shallowRef(shown.blank);
  // Vue's own renderer provides this key to what it renders on a server.
  if (!isPage() || (hasInjectionContext() && inject<unknown>(ssrContextKey, undefined))) return value;
  let end: (() => void) | undefined;
  const begin = (): void => {
    end ??= watch(
      () => toValue(tokens),
      (manager, _, onCleanup) => onCleanup(follow(shown, manager, (now) => (value.value = now))),
      { immediate: true, flush: "sync" }, // nobody reads the token of another user in between
    );
  };
  const [component, scope] = [getCurrentInstance(), getCurrentScope()];
  // A component that takes over a server's HTML has its element already, and must first say what the server said. A store
  // that the component is the first to use has a scope of its own, and outlives the component, which may go away before it is
  // mounted: `<Suspense>` waits for all in it.
  if (component?.vnode.el && !component.isMounted) {
    const beginInScope = (): void => {
      if (scope?.active) scope.run(begin);
    };
    onMounted(beginInScope);
    onBeforeUnmount(() => void nextTick(beginInScope));
  } else begin();
  return value;
}
