/**
 * The sentence behind a `state`, for a log or a support page. Not a method, so that bundles without it stay small.
 *
 * @module
 */
import type { TokenState } from "./events.ts";

const OBSTACLES: Readonly<Record<NonNullable<TokenState["heldBackBy"]>, string>> = {
  autoRefresh: "autoRefresh is off: waiting for refresh(), setToken() or a caller",
  hidden: 'the page is hidden and hiddenPolicy is "pause"',
  offline: "the browser says it is offline: one probe a minute until that changes",
  noExpiry: "the token does not say when it expires, so no refresh is planned",
};

/** What a manager does next and when, or why it does nothing: `explain(tokens.state)`. */
export function explain({ phase, error, heldBackBy, refreshAt, retryAt, freshness }: TokenState): string {
  const at = (ms: number): string => new Date(ms).toISOString();
  const obstacle = heldBackBy && OBSTACLES[heldBackBy];
  switch (phase) {
    case "idle":
      return "Not started: start() or getToken() begins.";
    case "stopped":
      return "Stopped: start() resumes.";
    case "disposed":
      return "Disposed of: nothing happens any more.";
    case "halted":
      return `A person must act (${error!.action}): ${error!.remedy}`;
    case "refreshing":
      return `Fetching a token${obstacle ? `; ${obstacle}` : ""}.`;
    case "waiting":
      return `The last refresh failed (${error!.code}); ${retryAt === undefined || obstacle ? (obstacle ?? "") : `the next try is at ${at(retryAt)}`}.`;
    case "holding":
      return `Holding a token (${freshness}); ${refreshAt === undefined ? (obstacle ?? "") : `the next refresh is at ${at(refreshAt)}`}.`;
  }
}
