/**
 * What a tab does whose session is shared with others but not coordinated: run in the page, which sees nothing but the
 * arguments. evertoken's own part is `test/browser/adapters/tabs-page.ts`.
 *
 * @module
 */
import type * as Oidc from "oidc-client-ts";

declare const OidcClient: typeof Oidc;
declare const page: { token?: string; endsAt: number; said: string[] };

export interface Tab {
  readonly issuer: string;
  readonly client: string;
  /** The first tab alone: what a login has ended with. */
  readonly refreshToken?: string;
}

/** A timer and `localStorage`: each tab renews by itself, with the refresh token that lies there. */
export async function startTimer({ issuer, client, refreshToken }: Tab): Promise<void> {
  Object.assign(globalThis, { page: { endsAt: 0, said: [] } });
  if (refreshToken) localStorage.setItem("refresh token", refreshToken);
  const renew = async (): Promise<void> => {
    const refresh_token = localStorage.getItem("refresh token")!;
    const body = new URLSearchParams({ grant_type: "refresh_token", client_id: client, refresh_token });
    const response = await fetch(`${issuer}/token`, { method: "POST", body });
    const answer = (await response.json()) as Record<"access_token" | "refresh_token" | "error", string> & {
      expires_in: number;
    };
    if (!response.ok) return void page.said.push(answer.error);
    localStorage.setItem("refresh token", answer.refresh_token);
    page.token = answer.access_token;
    page.endsAt = Date.now() + answer.expires_in * 1_000;
    // Five seconds ahead, as evertoken with tokens of ten seconds.
    setTimeout(() => void renew(), (answer.expires_in - 5) * 1_000);
  };
  await renew();
}

/** oidc-client-ts with `automaticSilentRenew`, and its user in `localStorage`, so that all tabs have the session. */
export async function startOidc({ issuer, client, refreshToken }: Tab): Promise<void> {
  Object.assign(globalThis, { page: { endsAt: 0, said: [] } });
  const users = new OidcClient.UserManager({
    authority: issuer,
    client_id: client,
    redirect_uri: `${issuer}/page`,
    userStore: new OidcClient.WebStorageStateStore({ store: localStorage }),
    automaticSilentRenew: true,
    accessTokenExpiringNotificationTimeInSeconds: 5,
    metadata: { issuer, token_endpoint: `${issuer}/token`, authorization_endpoint: `${issuer}/auth` },
  });
  const keep = (user: Oidc.User): void => {
    page.token = user.access_token;
    page.endsAt = user.expires_at! * 1_000;
  };
  users.events.addUserLoaded(keep);
  users.events.addSilentRenewError((error) => void page.said.push(error.message));
  if (refreshToken) {
    const profile = { sub: "u1", iss: issuer, aud: client, iat: 0, exp: 1 };
    const scope = "openid offline_access";
    const session = { access_token: "", refresh_token: refreshToken, token_type: "Bearer", scope, profile };
    await users.storeUser(new OidcClient.User({ ...session, expires_at: 1 }));
    await users.signinSilent();
  }
  const user = await users.getUser();
  if (user) keep(user);
}
