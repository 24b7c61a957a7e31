/**
 * `evertoken/react`: hooks that show a manager's token and state. React 18 and 19.
 *
 * A manager lives longer than a component: make it outside of React, or keep it in a state of the component that owns it.
 * No hook stops or disposes it.
 *
 * @module
 */
import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { TokenState } from "../events.ts";
import type { Token } from "../token.ts";
import { BLANK, startIdle, type TokenView } from "./common/view.ts";

export type { TokenView } from "./common/view.ts";

const nothing = (): undefined => undefined;
const whole = (state: TokenState): unknown => state;

/**
 * The current token while it is valid, else `undefined`; renders again when that changes. Starts an idle manager once the
 * component is in the page. On a server, and while its HTML is taken over, there is no token.
 *
 * For a request ask `tokens.getToken()` at the moment of sending instead.
 */
export function useToken(tokens: TokenView): Token | undefined {
  useEffect(() => startIdle(tokens), [tokens]);
  return useSyncExternalStore(tokens.subscribe, tokens.peek, nothing);
}

/** What the manager is doing; renders again when that changes. Starts nothing. */
export function useTokenState(tokens: TokenView): TokenState;
/**
 * A part of what the manager is doing; renders again when this part changes.
 *
 * @param selector - takes the part out of the state, without side effects
 */
export function useTokenState<Part>(tokens: TokenView, selector: (state: TokenState) => Part): Part;
export function useTokenState(tokens: TokenView, selector: (state: TokenState) => unknown = whole): unknown {
  const [live, blank] = useMemo(
    () => [() => tokens.state, () => BLANK].map((read) => partOf(read, selector)) as [() => unknown, () => unknown],
    [tokens, selector],
  );
  return useSyncExternalStore(tokens.subscribe, live, blank);
}

/** React compares what it reads twice: a selector that makes an object must make one for each state, and no more. */
function partOf(read: () => TokenState, selector: (state: TokenState) => unknown): () => unknown {
  let seen: TokenState | undefined;
  let part: unknown;
  return () => {
    const state = read();
    if (state !== seen) part = selector(state);
    seen = state; // not before: a selector that throws must throw again when React reads again
    return part;
  };
}
