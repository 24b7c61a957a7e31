/**
 * The clients of table 1, each set up as its documentation recommends for keeping a token fresh. `get()` is what an app
 * calls before it uses a token. `faked` says what of the client is not its own.
 */
import { AzureCommunicationTokenCredential } from "@azure/communication-common";
import { bearerTokenAuthenticationPolicy, createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import { GoTrueClient } from "@supabase/auth-js";
import axios from "axios";
import createAuthRefreshInterceptor from "axios-auth-refresh";
import { InMemoryWebStorage, User, UserManager, WebStorageStateStore } from "oidc-client-ts";

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

/** `automaticSilentRenew` with a refresh token; the app takes the user's token where it is not expired, else renews. */
async function oidcClientTs(world) {
  const first = await world.token();
  const manager = new UserManager({
    authority: "https://id.example",
    client_id: "app",
    redirect_uri: "https://app.example/",
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    automaticSilentRenew: true,
    monitorSession: false,
    loadUserInfo: false,
    metadata: {
      issuer: "https://id.example",
      token_endpoint: "https://id.example/token",
      authorization_endpoint: "https://id.example/a",
      jwks_uri: "https://id.example/k",
    },
  });
  const expires_at = Math.floor(Date.now() / 1_000) + first.expires_in;
  const profile = { sub: "alice", iss: "https://id.example", aud: "app", iat: 0, exp: expires_at };
  await manager.storeUser(
    new User({
      access_token: first.access_token,
      refresh_token: "r1",
      token_type: "Bearer",
      scope: "openid",
      profile,
      expires_at,
    }),
  );
  await manager.getUser();
  manager.startSilentRenew();
  return {
    async get() {
      const user = await manager.getUser();
      if (user && !user.expired) return user.access_token;
      return (await manager.signinSilent()).access_token;
    },
    stop: () => {
      manager.stopSilentRenew();
      return manager.removeUser();
    },
  };
}

/** `getSession()` before each use, with `autoRefreshToken`. */
async function supabase(world) {
  const user = {
    id: "alice",
    aud: "authenticated",
    email: "a@example.org",
    app_metadata: {},
    user_metadata: {},
    created_at: "2026-01-01T00:00:00Z",
  };
  const store = new Map();
  const auth = new GoTrueClient({
    url: "https://id.example",
    autoRefreshToken: true,
    persistSession: true,
    storageKey: `bench-${world.trueMs}-${Math.random()}`,
    storage: {
      getItem: (key) => store.get(key) ?? null,
      setItem: (key, value) => void store.set(key, value),
      removeItem: (key) => void store.delete(key),
    },
    fetch: (_url, { signal } = {}) => world.respond(signal, { refresh_token: "r2", user }),
  });
  await auth.initialize();
  const first = await world.token().catch(() => undefined);
  if (first) {
    const expires_at = Math.floor(Date.now() / 1_000) + first.expires_in;
    store.set(auth.storageKey, JSON.stringify({ ...first, refresh_token: "r1", expires_at, user }));
  }
  await auth.startAutoRefresh();
  return { get: async () => (await auth.getSession()).data.session.access_token, stop: () => auth.stopAutoRefresh() };
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

export const clientsWith = (TokenManager) => [
  { name: "evertoken", create: evertokenWith(TokenManager), faked: "nothing" },
  { name: "naive timer", create: naiveTimer, faked: "nothing" },
  { name: "ACS credential", create: azureCommunication, faked: "nothing" },
  { name: "Azure bearer policy", create: azureBearer, faked: "the HTTP pipeline behind the policy" },
  { name: "oidc-client-ts", create: oidcClientTs, faked: "the sign-in: a user is stored; fetch" },
  { name: "supabase auth-js", create: supabase, faked: "the sign-in: a session is stored; fetch" },
  { name: "axios-auth-refresh", create: axiosAuthRefresh, faked: "the API behind axios" },
];
