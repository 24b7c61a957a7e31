/**
 * What becomes of a request that carries a token: which endpoints have accepted it, and whose it is.
 *
 * @module
 */
import { isCuredByRefresh } from "../../core/challenge.ts";
import { claimsOf } from "../../core/read/jwt.ts";
import type { Token } from "../../token.ts";
import { onSignOut } from "./connection/sign-out.ts";
import type { TokenFeed } from "./feed.ts";

/** How many endpoints are remembered of each token; an app calls a few all the time. */
const MOST_ENDPOINTS = 512;

/** A `Response`, or an error of Angular's `HttpClient`. */
interface HttpAnswer {
  readonly status?: unknown;
  /** The address that answered. */
  readonly url?: string | null | undefined;
  /** Absent where nobody knows: `XMLHttpRequest` does not say. */
  readonly redirected?: boolean | undefined;
  readonly headers?: { get(name: string): string | null } | undefined;
}

/** One request that carries a token. */
export interface Carried {
  /** Whether this answer says that the token was refused, and another one may be accepted. */
  isRefusal(answer: unknown): boolean;
  /** The endpoint took this token. */
  accepted(value: string): void;
  /** The endpoint refused the first token. If it had accepted that one before, the token was revoked: the manager is told. */
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
  const acceptorsOf = (value: string): Set<string> | undefined => {
    const token = tokens.peek();
    if (token?.value !== value) return undefined; // a token that was replaced is sent no more
    const endpoints = acceptedBy.get(token) ?? new Set();
    acceptedBy.set(token, endpoints);
    return endpoints;
  };
  return (value, method, { origin, pathname }) => {
    const endpoint = `${method} ${origin}${pathname}`;
    let isSignedOut = false;
    const ends = [
      tokens.on("stateChange", ({ phase }) => (isSignedOut ||= phase === "halted")),
      onSignOut(tokens, () => (isSignedOut = true)), // a stopped manager's: no state tells of it
    ];
    return {
      isRefusal(answer) {
        const { status, url, redirected = true, headers } = Object(answer) as HttpAnswer;
        if (status !== 401) return false;
        // The platform takes the header off where a redirect leaves the origin: a 401 from there is not about the token.
        const end = redirected && url && URL.canParse(url) ? new URL(url).origin : origin;
        // Nor does a new token of the same kind cure a challenge that asks for a scope, claims or a stronger sign-in.
        return end === origin && isCuredByRefresh(headers?.get("www-authenticate"));
      },
      accepted(accepted) {
        const endpoints = acceptorsOf(accepted);
        if (!endpoints) return;
        endpoints.delete(endpoint); // it goes to the end of the line
        if (endpoints.size >= MOST_ENDPOINTS) endpoints.delete(endpoints.values().next().value!);
        endpoints.add(endpoint);
      },
      refused() {
        if (acceptorsOf(value)?.has(endpoint)) tokens.invalidate(value, { wasAccepted: true });
      },
      mayCarry(fresh) {
        const [ours, theirs] = [subjectOf(value), subjectOf(fresh)];
        return !isSignedOut && (ours === theirs || ours === undefined || theirs === undefined);
      },
      end: () => ends.forEach((end) => end()),
    };
  };
}
