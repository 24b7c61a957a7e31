/**
 * The clients of table 1, each set up as its documentation recommends for keeping a token fresh. `get()` is what an app
 * calls before it uses a token. `faked` says what of the client is not its own.
 */
import { AzureCommunicationTokenCredential } from "@azure/communication-common";
import { bearerTokenAuthenticationPolicy, createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import axios from "axios";
import createAuthRefreshInterceptor from "axios-auth-refresh";
import * as auth0 from "./auth0.mjs";
import * as clerk from "./clerk.mjs";
import * as firebase from "./firebase.mjs";
import * as keycloak from "./keycloak.mjs";
import * as msal from "./msal.mjs";
import * as oidcClientTs from "./oidc-client-ts.mjs";
import * as oidcSpa from "./oidc-spa.mjs";
import * as okta from "./okta.mjs";
import * as supabase from "./supabase.mjs";

/** Many apps: fetch, keep, and set a timer for 30 s before the end. */
function naiveTimer(world) {
  let token;
  let timer;
  const refresh = async () => {
    const { access_token, expires_in } = await world.token();
    token = access_token;
    timer = setTimeout(() => void refresh(), Math.max(0, expires_in - 30) * 1_000);
    return token;
  };
  return { get: async () => token ?? refresh(), stop: () => clearTimeout(timer) };
}

/** `tokenRefresher` with `refreshProactively`, as Microsoft's page on credentials recommends. */
function azureCommunication(world) {
  const credential = new AzureCommunicationTokenCredential({
    tokenRefresher: async (abortSignal) => (await world.token(abortSignal)).access_token,
    refreshProactively: true,
  });
  return { get: async () => (await credential.getToken()).token, stop: () => credential.dispose() };
}

/** A `TokenCredential` behind the policy that every Azure SDK uses: it keeps the token and fetches in the last two minutes. */
function azureBearer(world) {
  const credential = {
    async getToken(_scopes, { abortSignal } = {}) {
      const { access_token, expires_in } = await world.token(abortSignal);
      return { token: access_token, expiresOnTimestamp: Date.now() + expires_in * 1_000 };
    },
  };
  const policy = bearerTokenAuthenticationPolicy({ credential, scopes: "api" });
  return {
    async get() {
      const request = createPipelineRequest({ url: "https://api.example/", headers: createHttpHeaders() });
      let used;
      await policy.sendRequest(request, async (sent) => {
        used = sent.headers.get("authorization").slice(7);
        return { request: sent, status: 200, headers: createHttpHeaders() };
      });
      return used;
    },
  };
}

/** The interceptor: a call that is refused with 401 refreshes the token and is repeated. */
function axiosAuthRefresh(world) {
  let token = "none";
  const api = axios.create({
    adapter: async (config) => {
      const used = config.headers.get("authorization")?.slice(7);
      const status = world.accepts(used) ? 200 : 401;
      const response = { config, status, data: used, headers: {}, statusText: "" };
      if (status === 200) return response;
      throw new axios.AxiosError("refused", "ERR_BAD_REQUEST", config, {}, response);
    },
  });
  api.interceptors.request.use((config) => {
    config.headers.set("authorization", `Bearer ${token}`);
    return config;
  });
  createAuthRefreshInterceptor(api, async () => {
    token = (await world.token()).access_token;
  });
  return { get: async () => (await api.get("https://api.example/")).data };
}

/** Recommended settings: the `Response` itself is handed over, a user who waits says how long. */
export const evertokenWith = (TokenManager, options = {}) =>
  function create(world) {
    const tokens = new TokenManager({ fetchToken: ({ signal }) => world.respond(signal), quiet: true, ...options });
    void tokens.start();
    return { get: () => tokens.getToken({ timeoutMs: 10_000 }), stop: () => tokens.dispose() };
  };

/** `isSignIn`: it brings a sign-in of its own; `isPage`: it needs what only a page has, and `load` makes its package anew. */
export const clientsWith = (TokenManager) => [
  { name: "evertoken", create: evertokenWith(TokenManager), faked: "nothing" },
  { name: "naive timer", create: naiveTimer, faked: "nothing" },
  { name: "ACS credential", create: azureCommunication, faked: "nothing" },
  { name: "Azure bearer policy", create: azureBearer, faked: "the HTTP pipeline behind the policy" },
  { name: "axios-auth-refresh", create: axiosAuthRefresh, faked: "the API behind axios" },
  { name: "oidc-client-ts", isSignIn: true, ...oidcClientTs },
  { name: "supabase auth-js", isSignIn: true, ...supabase },
  { name: "keycloak-js", isSignIn: true, isPage: true, ...keycloak },
  { name: "okta-auth-js", isSignIn: true, isPage: true, ...okta },
  { name: "auth0-spa-js", isSignIn: true, isPage: true, ...auth0 },
  { name: "firebase", isSignIn: true, isPage: true, ...firebase },
  { name: "msal-browser", isSignIn: true, isPage: true, ...msal },
  { name: "clerk-js", isSignIn: true, isPage: true, ...clerk },
  { name: "oidc-spa", isSignIn: true, isPage: true, ...oidcSpa },
];
