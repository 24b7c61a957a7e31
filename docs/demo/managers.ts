/**
 * The client's side, as an app would write it: one `TokenManager` for each provider.
 *
 * @module
 */
import { TokenManager, type TokenManagerOptions } from "../../src/index.ts";
import { CLIENT_ID, type ProviderName } from "./providers.ts";

/** Where an app keeps the refresh token; the demo's browser is this object. */
export interface Session {
  refreshToken: string;
}

/** Everything scaled down to tokens that live for seconds; with real ones the defaults are right. */
const SCALED_DOWN = {
  willExpireLeadMs: 5_000,
  minRefreshIntervalMs: 1_000,
  fetchTimeoutMs: 2_000,
  retry: { retries: 2, minDelayMs: 500, maxDelayMs: 1_000 },
  cooldown: { minMs: 1_000, maxMs: 4_000 },
} satisfies Partial<TokenManagerOptions>;

/** @param more - what is different on the page: its environment; for OAuth the other tabs as well */
export function createManagers(
  url: string,
  session: Session,
  { environment, tabs }: Pick<TokenManagerOptions, "environment" | "tabs"> = {},
): Record<ProviderName, TokenManager> {
  const common = { ...SCALED_DOWN, environment };
  return {
    // The shortest fetcher there is: the Response itself, { token, identity }.
    twilio: new TokenManager({
      ...common,
      fetchToken: ({ signal }) => fetch(`${url}/api/twilio-token`, { method: "POST", signal }),
    }),

    // { token, expiresIn }: the life is said beside the token, which then need not be read.
    agora: new TokenManager({
      ...common,
      fetchToken: async ({ signal }) => {
        const response = await fetch(`${url}/api/agora-token`, { method: "POST", signal });
        return response.ok ? ((await response.json()) as { token: string; expiresIn: number }) : response;
      },
    }),

    // { token, expiresOn }, as Azure's identity client gives it to the back end.
    acs: new TokenManager({
      ...common,
      fetchToken: async ({ signal }) => {
        const response = await fetch(`${url}/api/acs-token`, { method: "POST", signal });
        return response.ok ? ((await response.json()) as { token: string; expiresOn: string }) : response;
      },
    }),

    livekit: new TokenManager({
      ...common,
      willExpireLeadMs: 16_000, // above the 15 s that the adapter wants when a room is joined
      fetchToken: ({ signal }) => fetch(`${url}/api/livekit-token`, { method: "POST", signal }),
    }),

    oauth: new TokenManager({
      ...common,
      tabs,
      overlap: "never", // a refresh token may be used once: a slow answer is waited for, not asked for again
      fetchToken: async ({ signal }) => {
        const body = new URLSearchParams({
          grant_type: "refresh_token",
          client_id: CLIENT_ID,
          refresh_token: session.refreshToken,
        });
        const response = await fetch(`${url}/token`, { method: "POST", body, signal });
        if (!response.ok) return response; // the manager reads status, Retry-After and OAuth's error code
        const answer = (await response.json()) as { access_token: string; expires_in: number; refresh_token: string };
        session.refreshToken = answer.refresh_token;
        return answer;
      },
    }),
  };
}
