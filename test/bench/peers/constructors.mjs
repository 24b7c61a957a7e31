/** What an app writes to have one client, without a sign-in: for the time that it takes. By the names of `clients.mjs`. */
import { AzureCommunicationTokenCredential } from "@azure/communication-common";
import { InMemoryWebStorage, UserManager, WebStorageStateStore } from "oidc-client-ts";

export const constructors = {
  evertoken:
    ({ TokenManager }, token) =>
    () =>
      new TokenManager({ fetchToken: () => token, initialToken: token, quiet: true }),
  "ACS credential": (_, token) => () =>
    new AzureCommunicationTokenCredential({ tokenRefresher: async () => token, refreshProactively: true, token }),
  "oidc-client-ts": () => () =>
    new UserManager({
      authority: "https://id.example",
      client_id: "app",
      redirect_uri: "https://app.example/",
      userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    }),
  "keycloak-js":
    ({ default: Keycloak }) =>
    () =>
      new Keycloak({ url: "https://id.example", realm: "app", clientId: "app" }),
  "okta-auth-js":
    ({ OktaAuth }) =>
    () =>
      new OktaAuth({ issuer: "https://id.example/oauth2/default", clientId: "app" }),
  "auth0-spa-js":
    ({ Auth0Client }) =>
    () =>
      new Auth0Client({ domain: "id.example", clientId: "app", useRefreshTokens: true, cacheLocation: "localstorage" }),
  "msal-browser":
    ({ PublicClientApplication }) =>
    () =>
      new PublicClientApplication({ auth: { clientId: "app" } }),
};
