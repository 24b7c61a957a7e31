/** oidc-client-ts: `automaticSilentRenew` with a refresh token; the app takes the user's token where it is not expired, else renews. */
import { InMemoryWebStorage, User, UserManager, WebStorageStateStore } from "oidc-client-ts";

export const faked = "the sign-in: a user is stored; fetch";

export async function create(world) {
  const first = await world.signIn();
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
