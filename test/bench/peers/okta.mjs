/** @okta/okta-auth-js: `start()` with its services as they are by default, `getOrRenewAccessToken()` before each use. */
import { loadForBrowser } from "./browser.mjs";

export const faked =
  "the sign-in: the token manager holds a stored session; no ID tokens, whose signature would need the server's keys; the page; fetch";

export const load = () => loadForBrowser("okta-auth-js", `export { OktaAuth } from "@okta/okta-auth-js";`);

const ISSUER = "https://id.example/oauth2/default";
const SCOPES = ["offline_access", "api"];

export async function create(world, { OktaAuth }) {
  world.answer = (_url, { signal }) => world.respond(signal, { refresh_token: "r2", scope: SCOPES.join(" ") });
  const client = new OktaAuth({
    issuer: ISSUER,
    clientId: "app",
    redirectUri: "https://app.example/callback",
    scopes: SCOPES,
  });
  const { access_token: accessToken, expires_in } = await world.signIn();
  const session = {
    scopes: SCOPES,
    authorizeUrl: `${ISSUER}/v1/authorize`,
    tokenUrl: `${ISSUER}/v1/token`,
    expiresAt: Math.floor(Date.now() / 1_000) + expires_in,
  };
  const claims = JSON.parse(Buffer.from(accessToken.split(".")[1], "base64url").toString());
  client.tokenManager.setTokens({
    accessToken: { ...session, accessToken, claims, tokenType: "Bearer", userinfoUrl: `${ISSUER}/v1/userinfo` },
    refreshToken: { ...session, refreshToken: "r1", issuer: ISSUER },
  });
  await client.start();
  return { get: () => client.getOrRenewAccessToken(), stop: () => client.stop() };
}
