/** @auth0/auth0-spa-js: refresh tokens with rotation and a cache that outlives a page; `getTokenSilently()` before each use. */
import { loadForBrowser } from "./browser.mjs";

export const faked =
  "the sign-in: its cache holds a stored session; the page; fetch, with an unsigned ID token in each answer";

export const load = () => loadForBrowser("auth0-spa-js", `export { Auth0Client } from "@auth0/auth0-spa-js";`);

const SCOPE = "openid profile email offline_access";
const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");

/** Auth0's ID tokens live for ten hours. Nobody checks the signature here, as in the real client. */
function idToken(world) {
  const iat = world.trueEpochS;
  const claims = { iss: "https://id.example/", aud: "app", sub: "alice", iat, exp: iat + 36_000 };
  return { claims, token: `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}.c2ln` };
}

export async function create(world, { Auth0Client }) {
  world.answer = (_url, { signal }) =>
    world.respond(signal, { refresh_token: "r2", scope: SCOPE, id_token: idToken(world).token });
  const { claims, token } = idToken(world);
  const entry = { access_token: world.endedToken, refresh_token: "r1", scope: SCOPE, audience: "default" };
  const expiresAt = world.trueEpochS - 3_600;
  const key = (end) => `@@auth0spajs@@::app::${end}`;
  const body = { ...entry, client_id: "app", token_type: "Bearer", expires_in: 3_600, id_token: token };
  localStorage.setItem(key(`default::${SCOPE}`), JSON.stringify({ body, expiresAt }));
  const user = { id_token: token, decodedToken: { claims, user: { sub: "alice" }, encoded: {}, header: {} } };
  localStorage.setItem(key("@@user@@"), JSON.stringify(user));
  const client = new Auth0Client({
    domain: "id.example",
    clientId: "app",
    useRefreshTokens: true,
    cacheLocation: "localstorage",
  });
  return { get: () => client.getTokenSilently() };
}
