/**
 * Which endpoints have accepted a token: one that refuses it later says that it was revoked.
 *
 * @module
 */
import type { Token } from "../../token.ts";
import type { TokenFeed } from "./feed.ts";

/** As many endpoints are remembered of each token; an app calls a few all the time. */
const MOST_ENDPOINTS = 64;

/** One request that carries a token. */
export interface Carried {
  /** The endpoint took the token. */
  accepted(): void;
  /** The endpoint refused it: the manager is told if it had taken this very token before. */
  refused(): void;
}

/** Remembers what becomes of requests with the tokens of a manager. To be called when the token for a request is known. */
export function acceptances(tokens: TokenFeed): (value: string, method: string, url: URL) => Carried {
  const acceptedBy = new WeakMap<Token, Set<string>>();
  return (value, method, { origin, pathname }) => {
    const endpoint = `${method} ${origin}${pathname}`;
    const current = tokens.peek();
    const token = current?.value === value ? current : undefined;
    return {
      accepted() {
        if (!token) return;
        const endpoints = acceptedBy.get(token) ?? new Set();
        if (endpoints.size < MOST_ENDPOINTS) acceptedBy.set(token, endpoints.add(endpoint));
      },
      refused() {
        if (token && acceptedBy.get(token)?.has(endpoint)) tokens.invalidate(value, { wasAccepted: true });
      },
    };
  };
}
