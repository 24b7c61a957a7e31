/** @supabase/auth-js: `getSession()` before each use, with `autoRefreshToken`. */
import { GoTrueClient } from "@supabase/auth-js";

export const faked = "the sign-in: a session is stored; fetch";

export async function create(world) {
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
  const first = await world.signIn();
  const expires_at = Math.floor(Date.now() / 1_000) + first.expires_in;
  store.set(auth.storageKey, JSON.stringify({ ...first, refresh_token: "r1", expires_at, user }));
  await auth.startAutoRefresh();
  return { get: async () => (await auth.getSession()).data.session.access_token, stop: () => auth.stopAutoRefresh() };
}
