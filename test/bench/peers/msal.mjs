/** @azure/msal-browser: `acquireTokenSilent()` before each use, with a cache that is filled. */
import { loadForBrowser } from "./browser.mjs";

export const faked =
  "the sign-in: `loadExternalTokens()` fills its cache; the discovery documents, which are given in its configuration; the page; fetch";

export const load = () =>
  loadForBrowser(
    "msal-browser",
    `export { createStandardPublicClientApplication, PublicClientApplication, loadExternalTokens } from "@azure/msal-browser";`,
  );

const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");
const TENANT = "11111111-1111-4111-8111-111111111111";
const HOST = "login.microsoftonline.com";
const SCOPES = ["api://app/read"];
const client_info = encode({ uid: "alice", utid: TENANT });

function idToken(world) {
  const iat = world.trueEpochS;
  const claims = { iss: `https://${HOST}/${TENANT}/v2.0`, aud: "app", sub: "alice", oid: "alice", tid: TENANT };
  const header = { alg: "RS256", typ: "JWT" };
  return `${encode(header)}.${encode({ ...claims, preferred_username: "a@example.org", ver: "2.0", iat, exp: iat + 3_600 })}.c2ln`;
}

export async function create(world, { PublicClientApplication, loadExternalTokens }) {
  const base = `https://${HOST}/${TENANT}`;
  const authorityMetadata = JSON.stringify({
    issuer: `${base}/v2.0`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  });
  const config = {
    auth: { clientId: "app", authority: base, redirectUri: "https://app.example/", authorityMetadata },
    cache: { cacheLocation: "sessionStorage" },
  };
  const more = () => ({ scope: SCOPES.join(" "), id_token: idToken(world), client_info });
  world.answer = async (url, { signal }) => {
    if (!url.includes("/token")) throw new Error(`not expected: ${url}`);
    return world.respond(signal, { ...more(), refresh_token: "r2" });
  };
  const app = new PublicClientApplication(config);
  await app.initialize();
  const first = await world.signIn();
  const expiresOn = Math.floor(Date.now() / 1_000) + first.expires_in;
  const response = { ...first, ...more(), refresh_token: "r1", refresh_token_expires_in: 86_400 };
  const { account } = await loadExternalTokens(config, { scopes: SCOPES, authority: base }, response, { expiresOn });
  return {
    get: async () => (await app.acquireTokenSilent({ scopes: SCOPES, account })).accessToken,
  };
}
