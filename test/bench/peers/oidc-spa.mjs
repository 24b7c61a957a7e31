/** oidc-spa: `getTokens()` before each use. A renewal that fails ends the page: the browser is sent to the sign-in. */
import { loadForBrowser } from "./browser.mjs";

export const faked =
  "the sign-in: a session in the page's session storage; the server's metadata, which are given; the page; fetch, with an unsigned ID token in each answer";

export const load = () =>
  loadForBrowser(
    "oidc-spa",
    `export { oidcEarlyInit } from "oidc-spa/entrypoint"; export { createOidc } from "oidc-spa/core";`,
  );

const ISSUER = "https://id.example/realms/app";
const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");

function idToken(world) {
  const iat = world.trueEpochS;
  const claims = { iss: ISSUER, aud: "app", sub: "alice", sid: "session", iat, exp: iat + 36_000 };
  return `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}.c2ln`;
}

export async function create(world, { oidcEarlyInit, createOidc }) {
  const first = await world.signIn();
  world.answer = async (url, { signal }) => {
    if (!url.endsWith("/token")) throw new Error(`not expected: ${url}`);
    return world.respond(signal, { refresh_token: "r2", id_token: idToken(world), scope: "openid profile" });
  };
  const leave = () => void (world.leftAtS ??= world.trueS);
  Object.assign(location, { assign: leave, replace: leave, reload: leave });
  const session = {
    ...first,
    refresh_token: "r1",
    id_token: idToken(world),
    scope: "openid profile",
    expires_at: Math.floor(Date.now() / 1_000) + first.expires_in,
    profile: { sub: "alice", iss: ISSUER, aud: "app" },
    __oidc_spa_localTimeWhenTokenIssued: Date.now(),
    __oidc_spa_tokenResponse: { ...first, refresh_token: "r1", scope: "openid profile" },
  };
  sessionStorage.setItem("oidc-spa:more-than-one-instance-cant-use-iframe", "true");
  sessionStorage.setItem(
    `oidc-spa:lazy-session-storage:${ISSUER}:app:oidc.user:${ISSUER}:app`,
    JSON.stringify(session),
  );
  oidcEarlyInit({ BASE_URL: "/", sessionRestorationMethod: "full page redirect" });
  const oidc = await createOidc({
    issuerUri: ISSUER,
    clientId: "app",
    __metadata: {
      issuer: ISSUER,
      token_endpoint: `${ISSUER}/token`,
      authorization_endpoint: `${ISSUER}/auth`,
      jwks_uri: `${ISSUER}/certs`,
      end_session_endpoint: `${ISSUER}/logout`,
    },
  });
  return { get: async () => (await oidc.getTokens()).accessToken };
}
