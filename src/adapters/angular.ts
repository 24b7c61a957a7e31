/**
 * `evertoken/angular`: signals that show a manager's token and state, and an interceptor for `HttpClient`.
 *
 * A manager lives longer than a component: nothing here stops or disposes it.
 *
 * @module
 */
import { computed, DestroyRef, effect, inject, PLATFORM_ID, type Signal, signal, untracked } from "@angular/core";
import type { TokenState } from "../events.ts";
import type { Token } from "../token.ts";
import { follow, isPage, type Shown, SHOWN_STATE, SHOWN_TOKEN, type TokenView } from "./common/view.ts";

export { tokenInterceptor, type TokenInterceptorOptions } from "./angular/interceptor.ts";
export type { TokenFeed } from "./common/feed.ts";
export type { TokenView } from "./common/view.ts";

/**
 * The current token while it is valid, else `undefined`. Starts an idle manager in a page. On a server there is no token.
 * Call it in an injection context: a field or the constructor of a component or service.
 *
 * For a request use {@link tokenInterceptor}, or ask `tokens.getToken()` at the moment of sending.
 *
 * @param tokens - the manager; a signal where it may become another one, as an `input()` does
 */
export function tokenSignal(tokens: TokenView | Signal<TokenView>): Signal<Token | undefined> {
  return followed(tokens, SHOWN_TOKEN);
}

/** What the manager is doing. Starts nothing. Takes a signal as well, in an injection context, as {@link tokenSignal}. */
export function tokenStateSignal(tokens: TokenView | Signal<TokenView>): Signal<TokenState> {
  return followed(tokens, SHOWN_STATE);
}

function followed<Value>(tokens: TokenView | Signal<TokenView>, shown: Shown<Value>): Signal<Value> {
  if (!isPage() || inject<unknown>(PLATFORM_ID, { optional: true }) === "server")
    return signal(shown.blank).asReadonly();
  const seen = signal<{ readonly of?: TokenView; readonly value: Value }>({ value: shown.blank });
  const begin = (of: TokenView): (() => void) => follow(shown, of, (value) => seen.set({ of, value }));
  if (typeof tokens !== "function") {
    inject(DestroyRef).onDestroy(begin(tokens));
    return computed(() => seen().value);
  }
  effect((onCleanup) => {
    const manager = tokens();
    onCleanup(untracked(() => begin(manager)));
  });
  // The effect comes a moment after the change: till then nobody may see the former manager's.
  return computed(() => {
    const manager = tokens();
    const { of, value } = seen();
    return of === manager ? value : untracked(() => shown.read(manager));
  });
}
