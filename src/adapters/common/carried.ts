/**
 * What becomes of a request that carries a token: which endpoints have accepted it, and whose it is.
 *
 * @module
 */
import { claimsOf } from "../../core/read/jwt.ts";
import type { Token } from "../../token.ts";
import { onSignOut } from "./connection/sign-out.ts";
import type { TokenFeed } from "./feed.ts";

/** As many endpoints are remembered of each token; an app calls a few all the time. */
const MOST_ENDPOINTS = 64;

/** One request that carries a token. */
export interface Carried {
  /** The endpoint took the token. */
  accepted(): void;
  /** The endpoint refused it: the manager is told if it had taken this very token before, which was revoked then. */
  refused(): void;
  /** Whether another token may be sent in its place: not after a sign-out, nor one of somebody else. */
  mayCarry(fresh: string): boolean;
  /** The request is over. */
  end(): void;
}

const subjectOf = (value: string): unknown => claimsOf(value)?.["sub"];

/** Remembers what becomes of requests with the tokens of a manager. To be called when the token for a request is known. */
export function carrierOf(tokens: TokenFeed): (value: string, method: string, url: URL) => Carried {
  const acceptedBy = new WeakMap<Token, Set<string>>();
  return (value, method, { origin, pathname }) => {
    const endpoint = `${method} ${origin}${pathname}`;
    const current = tokens.peek();
    const token = current?.value === value ? current : undefined;
    let isSignedOut = false;
    const ends = [
      tokens.on("stateChange", ({ phase }) => (isSignedOut ||= phase === "halted")),
      onSignOut(tokens, () => (isSignedOut = true)), // a stopped manager's: no state tells of it
    ];
    return {
      accepted() {
        if (!token) return;
        const endpoints = acceptedBy.get(token) ?? new Set();
        if (endpoints.size < MOST_ENDPOINTS) acceptedBy.set(token, endpoints.add(endpoint));
      },
      refused() {
        if (token && acceptedBy.get(token)?.has(endpoint)) tokens.invalidate(value, { wasAccepted: true });
      },
      mayCarry(fresh) {
        const [ours, theirs] = [subjectOf(value), subjectOf(fresh)];
        return !isSignedOut && (ours === theirs || ours === undefined || theirs === undefined);
      },
      end: () => ends.forEach((end) => end()),
    };
  };
}
