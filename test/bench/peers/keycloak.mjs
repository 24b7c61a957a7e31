/** keycloak-js: `updateToken(30)` before each use of the token, as its documentation shows. */
import { loadForBrowser } from "./browser.mjs";

export const faked =
  "the sign-in: `init()` is given a stored session, whose tokens it renews at once; no session frame (`checkLoginIframe: false`); the page; fetch";

export const load = () => loadForBrowser("keycloak-js", `export { default } from "keycloak-js";`);

export async function create(world, { default: Keycloak }) {
  // Keycloak's refresh tokens are JWTs, and keycloak-js reads them.
  const refreshToken = world.endedToken;
  world.answer = (_url, { signal }) => world.respond(signal, { refresh_token: refreshToken });
  const client = new Keycloak({ url: "https://id.example", realm: "app", clientId: "app" });
  const init = { token: world.endedToken, refreshToken, checkLoginIframe: false };
  await client.init(init).catch(() => undefined); // where that fails, `updateToken()` tries again
  return {
    async get() {
      await client.updateToken(30);
      return client.token;
    },
    stop: () => client.clearToken(),
  };
}
