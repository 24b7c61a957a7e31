/**
 * The sentence behind a `state`, for a log or a support page. Not a method, so that bundles without it stay small.
 *
 * @module
 */
import type { TokenState } from "./events.ts";
import type { SavedState } from "./journal/saved.ts";

const OBSTACLES: Readonly<Record<NonNullable<TokenState["heldBackBy"]>, string>> = {
  autoRefresh: "autoRefresh is off: waiting for refresh(), setToken() or a caller",
  singleUse: "singleUse is on: each caller gets a token of its own, and nothing is fetched ahead",
  hidden: 'the page is hidden and hiddenPolicy is "pause"',
  offline: "the browser says it is offline",
  noExpiry: "the token does not say when it expires, so no refresh is planned",
};

/**
 * What a manager does next and when, or why it does nothing: `explain(tokens.state)`. Times are ISO 8601, UTC.
 *
 * @returns one sentence in English, without a token
 */
export function explain({
  phase,
  error,
  heldBackBy,
  refreshAt,
  retryAt,
  freshness,
  attempt,
}: TokenState | SavedState): string {
  const isProbed = heldBackBy === "offline" && (phase === "refreshing" || retryAt !== undefined);
  const obstacle = heldBackBy && OBSTACLES[heldBackBy] + (isProbed ? ": a probe now and then until that changes" : "");
  switch (phase) {
    case "idle":
      return "Not started: start() or getToken() begins.";
    case "stopped":
      return "Stopped: start() resumes.";
    case "disposed":
      return "Disposed of: nothing more will happen.";
    case "halted":
      return `A person must act (${error!.action}): ${error!.remedy}`;
    case "refreshing":
      return retryAt === undefined
        ? `Fetching a token, attempt ${attempt!}${obstacle ? `; ${obstacle}` : ""}.`
        : `Attempt ${attempt!} to fetch a token failed; the next one is at ${isoDate(retryAt)}.`;
    case "waiting":
      return `The last refresh failed (${error!.code}); ${obstacle ?? next("the next try", retryAt)}.`;
    case "holding":
      return `Holding ${freshness === "none" ? "no token" : `a token (${freshness})`}; ${obstacle ?? next("the next refresh", refreshAt)}.`;
  }
}

/** The end of the year 9999. A cooldown may be the largest number there is, and its `retryAt` beyond what a `Date` has. */
const END_OF_9999_MS = 253_402_300_799_999;

const isoDate = (at: number): string => new Date(Math.min(at, END_OF_9999_MS)).toISOString();

const next = (what: string, at: number | undefined): string =>
  at === undefined ? `${what} begins as soon as it may` : `${what} is at ${isoDate(at)}`;
