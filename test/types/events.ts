/** R65 R88 R90: what the compiler must accept and refuse. Compiled by `npm run types`; nothing here runs. */
import { TokenManager, type Action, type TokenErrorCode, type TokenEvents, type TokenInput } from "../../src/index.ts";

declare const tokens: TokenManager;

tokens.on("willExpire", ({ remainingMs }) => remainingMs.toFixed());
tokens.on("refreshFailed", ({ action, willRetry, retryAt }) => [action, willRetry, retryAt?.toFixed()]);
tokens.once("stateChange", ({ phase }) => phase.length);
const undo: () => void = tokens.on("expired", () => undefined, { signal: new AbortController().signal });
undo();
// @ts-expect-error a misspelt event
tokens.on("willexpire", () => undefined);
// @ts-expect-error a payload's field that is another event's
tokens.on("expired", ({ remainingMs }) => remainingMs as unknown);

/** An exhaustive switch compiles; with a case too few `never` would not be assignable. */
export function whoActs(action: Action): string {
  switch (action) {
    case "renew":
    case "refresh":
    case "rejoin":
    case "retryLater":
    case "none":
      return "program";
    case "signIn":
      return "user";
    case "fixConfig":
    case "fixClock":
      return "developer";
    default:
      return action satisfies never;
  }
}

export function isOver(code: TokenErrorCode): boolean {
  switch (code) {
    case "ERR_FETCH_FAILED":
    case "ERR_FETCH_TIMEOUT":
    case "ERR_TOKEN_UNUSABLE":
    case "ERR_NO_PROGRESS":
    case "ERR_HANDOVER_FAILED":
      return false;
    case "ERR_TOKEN_REJECTED":
    case "ERR_REAUTH_REQUIRED":
    case "ERR_STOPPED":
    case "ERR_DISPOSED":
      return true;
    default:
      return code satisfies never;
  }
}

export const payloads: { [Name in keyof TokenEvents]: keyof TokenEvents[Name] } = {
  willExpire: "remainingMs",
  expired: "lateByMs",
  refreshed: "durationMs",
  attemptFailed: "retryInMs",
  refreshFailed: "retryAt",
  stateChange: "refreshAt",
  warning: "detail",
};

export const inputs: TokenInput[] = [
  "opaque",
  null,
  { token: "t", expiresOn: new Date(0) },
  { accessToken: "t", expiresAt: 0 },
  { access_token: "t", expires_in: 3600 },
];
// @ts-expect-error a shape that nobody sends
export const shapeless: TokenInput = { bearer: "t" };

new TokenManager({ fetchToken: () => new Response() });
new TokenManager({ fetchToken: async () => Promise.resolve({ token: "t", identity: "alice", expiresIn: 60 }) });
new TokenManager({ fetchToken: () => "t", refreshLeadMs: { min: 1, max: 2 } });
new TokenManager({ fetchToken: () => "t", refreshLeadMs: "spread" });
// R52: a fetcher may say of its own error which class it has
new TokenManager({ fetchToken: () => Promise.reject(Object.assign(new Error("maintenance"), { retryable: true })) });
// @ts-expect-error there is no such choice
new TokenManager({ fetchToken: () => "t", refreshLeadMs: "wide" });
// @ts-expect-error the fetcher is required
new TokenManager({});
