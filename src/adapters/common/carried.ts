/**
 * What becomes of a request that carries a token: which endpoints have accepted it, whose it is, and what it needs.
 *
 * @module
 */
import { isCuredByRefresh } from "../../core/challenge.ts";
import { claimsOf } from "../../core/read/jwt.ts";
import { type Step, STEP } from "../../core/step.ts";
import type { GetTokenOptions } from "../../get-token-options.ts";
import type { Token } from "../../token.ts";
import { refuseProofs } from "./bearer.ts";
import type { TokenFeed } from "./feed.ts";

/** How many endpoints are remembered of each token; an app calls a few all the time. */
const MOST_ENDPOINTS = 512;

/** One for all adapters: what an endpoint has accepted through one of them, the others of the same manager know. */
const acceptedBy = new WeakMap<Token, Set<string>>();

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
  /**
   * The manager's `getToken()`, which is told who had accepted a `rejectedValue`.
   *
   * @throws what the manager throws; TokenError where the token needs a proof that nobody makes
   */
  getToken(options: GetTokenOptions): Promise<string>;
  /** Whether this answer says that the token was refused, and another one may be accepted. */
  isRefusal(answer: unknown): boolean;
  /** The endpoint took this token. */
  accepted(value: string): void;
  /** The endpoint refused this token. */
  refused(value: string): void;
  /** Whether another token may be sent in the place of the first: not after a sign-out, nor one of somebody else. */
  mayCarry(value: string, fresh: string): boolean;
  /** The request is over. */
  end(): void;
}

const subjectOf = (value: string): unknown => claimsOf(value)?.["sub"];

/**
 * Remembers what becomes of requests with the tokens of a manager. To be called before the token for a request is asked
 * for, since a sign-out may come before that token does.
 *
 * @param cure - what else than bearer tokens helps; `undefined` where proofs are made
 */
export function carrierOf(tokens: TokenFeed, cure: string | undefined): (method: string, url: URL) => Carried {
  const acceptorsOf = (value: string): Set<string> | undefined => {
    const token = tokens.peek();
    if (token?.value !== value) return undefined; // a token that was replaced is sent no more
    const endpoints = acceptedBy.get(token) ?? new Set();
    acceptedBy.set(token, endpoints);
    return endpoints;
  };
  return (method, { origin, pathname }) => {
    const endpoint = `${method} ${origin}${pathname}`;
    let isSignedOut = false;
    // With `singleUse` a token is in hand for one step alone.
    const seen = new Set([tokens.peek()]);
    const ends = [
      tokens.on("stateChange", ({ phase }) => (isSignedOut ||= phase === "halted")),
      tokens.on(STEP, (step) => {
        // A stand-in for a manager may call every listener with anything.
        const { input, before } = step as unknown as Partial<Step>;
        isSignedOut ||= input?.type === "clear"; // a stopped manager's: no state tells of it
        seen.add(before?.held?.token);
      }),
    ];
    const wasAccepted = (value: string): boolean | "elsewhere" => {
      const endpoints = acceptorsOf(value);
      return !!endpoints?.size && (endpoints.has(endpoint) || "elsewhere");
    };
    return {
      async getToken(options) {
        const { rejectedValue } = options;
        const refused = rejectedValue !== undefined && { wasAccepted: wasAccepted(rejectedValue) };
        const value = await tokens.getToken({ ...options, ...refused });
        if (cure)
          refuseProofs(
            [...seen, tokens.peek()].find((token) => token?.value === value),
            cure,
          );
        return value;
      },
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
      refused: (value) => tokens.invalidate(value, { wasAccepted: wasAccepted(value) }),
      mayCarry(value, fresh) {
        const [ours, theirs] = [subjectOf(value), subjectOf(fresh)];
        return !isSignedOut && (ours === theirs || ours === undefined || theirs === undefined);
      },
      end: () => ends.forEach((end) => end()),
    };
  };
}
