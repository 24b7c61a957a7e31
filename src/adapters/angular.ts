/**
 * `evertoken/angular`: signals that show a manager's token and state, and an interceptor for `HttpClient`.
 *
 * A manager lives longer than a component: nothing here stops or disposes it.
 *
 * @module
 */
import { DestroyRef, inject, type Signal, signal } from "@angular/core";
import type { TokenState } from "../events.ts";
import type { Token } from "../token.ts";
import { isPage } from "./common/page.ts";
import { type Shown, SHOWN_STATE, SHOWN_TOKEN, type TokenView } from "./common/view.ts";

export { tokenInterceptor, type TokenInterceptorOptions } from "./angular/interceptor.ts";
export type { TokenFeed } from "./common/feed.ts";
export type { TokenView } from "./common/view.ts";

/**
 * The current token while it is valid, else `undefined`. Starts an idle manager in a page. On a server there is no token.
 * Call it in an injection context: a field or the constructor of a component or service.
 *
 * For a request use {@link tokenInterceptor}, or ask `tokens.getToken()` at the moment of sending.
 */
export function tokenSignal(tokens: TokenView): Signal<Token | undefined> {
  return follow(tokens, SHOWN_TOKEN);
}

/** What the manager is doing. Starts nothing. Call it in an injection context, as {@link tokenSignal}. */
export function tokenStateSignal(tokens: TokenView): Signal<TokenState> {
  return follow(tokens, SHOWN_STATE);
}

function follow<Value>(tokens: TokenView, { blank, read, start }: Shown<Value>): Signal<Value> {
  const end = inject(DestroyRef);
  const value = signal(blank);
  if (isPage()) {
    const update = (): void => value.set(read(tokens));
    end.onDestroy(tokens.subscribe(update));
    start(tokens);
    update();
  }
  return value.asReadonly();
}
