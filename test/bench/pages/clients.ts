/**
 * Four clients in one page, each as its documentation recommends. Runs in the page, which sees nothing but the argument.
 *
 * @module
 */
import type * as Azure from "@azure/communication-common";
import type * as Oidc from "oidc-client-ts";
import type * as Core from "../../../src/index.ts";

declare const Evertoken: typeof Core;
declare const Peers: typeof Azure & typeof Oidc;

/** Names of the clients; `raw` is what many apps write: a timer at 30 s before the end, and another try after five seconds. */
export const CLIENTS = ["evertoken", "raw", "oidc", "azure"] as const;

export interface Begin {
  readonly clients: readonly string[];
  /** Told to the endpoint, which gives each its own fate. */
  readonly seed?: number;
  /** Whether the raw timer ends a request after ten seconds. */
  readonly isAborting?: boolean;
}

/** Starts these clients. The page's `calls` counts what each has asked, whether or not it got through. */
export async function begin({ clients, seed = 0, isAborting = false }: Begin): Promise<void> {
  const calls: Record<string, number> = {};
  Object.assign(globalThis, { calls });
  const endpoint = (who: string): string => `${location.origin}/token?who=${who}${seed}&seed=${seed}`;
  const send = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const who = new URL(input instanceof Request ? input.url : input).searchParams.get("who")!.replace(/\d+$/, "");
    calls[who] = (calls[who] ?? 0) + 1;
    return send(input, init);
  };
  const token = async (who: string, signal?: AbortSignal): Promise<{ access_token: string; expires_in: number }> => {
    const response = await fetch(endpoint(who), { method: "POST", ...(signal && { signal }) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return (await response.json()) as { access_token: string; expires_in: number };
  };
  const begins: Record<string, () => Promise<unknown>> = {
    evertoken() {
      const fetchToken: Core.TokenManagerOptions["fetchToken"] = ({ signal }) =>
        fetch(endpoint("evertoken"), { method: "POST", signal });
      return new Evertoken.TokenManager({ fetchToken, quiet: true }).start();
    },
    async raw() {
      const next = async (): Promise<void> => {
        try {
          const { expires_in } = await token("raw", isAborting ? AbortSignal.timeout(10_000) : undefined);
          setTimeout(() => void next(), Math.max(expires_in - 30, expires_in / 2) * 1_000);
        } catch {
          setTimeout(() => void next(), 5_000);
        }
      };
      await next();
    },
    async oidc() {
      const first = await token("oidc");
      const users = new Peers.UserManager({
        authority: location.origin,
        client_id: "app",
        redirect_uri: location.origin,
        automaticSilentRenew: true,
        monitorSession: false,
        loadUserInfo: false,
        userStore: new Peers.WebStorageStateStore({ store: new Peers.InMemoryWebStorage() }),
        metadata: {
          issuer: location.origin,
          authorization_endpoint: `${location.origin}/authorize`,
          token_endpoint: endpoint("oidc"),
        },
      });
      const profile = { sub: "ann", iss: location.origin, aud: "app", iat: 0, exp: 0 };
      const expires_at = Math.floor(Date.now() / 1_000) + first.expires_in;
      await users.storeUser(
        new Peers.User({
          access_token: first.access_token,
          refresh_token: "r",
          token_type: "Bearer",
          profile,
          expires_at,
        }),
      );
      await users.getUser();
      users.startSilentRenew();
    },
    async azure() {
      const credential = new Peers.AzureCommunicationTokenCredential({
        tokenRefresher: async (signal) => (await token("azure", signal as AbortSignal)).access_token,
        refreshProactively: true,
      });
      await credential.getToken();
    },
  };
  await Promise.all(clients.map((who) => begins[who]!().catch(() => undefined)));
}
