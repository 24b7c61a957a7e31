/** firebase, its Auth: `user.getIdToken()` before each use, as its page on back ends of one's own shows. */
import { loadForBrowser } from "./browser.mjs";

export const faked =
  "the sign-in: its local persistence holds a user; the answer about that user (accounts:lookup); the page; fetch, in the shape of securetoken.googleapis.com";

export const load = () =>
  loadForBrowser(
    "firebase",
    `export { initializeApp } from "firebase/app";
     export { browserLocalPersistence, initializeAuth } from "firebase/auth";`,
  );

const API_KEY = "bench";

export async function create(world, { initializeApp, initializeAuth, browserLocalPersistence }) {
  world.answer = async (url, { signal }) => {
    if (url.includes("securetoken."))
      return world.respond(signal, ({ access_token, expires_in }) => ({
        access_token,
        id_token: access_token,
        expires_in: String(expires_in),
        refresh_token: "r2",
        token_type: "Bearer",
        user_id: "alice",
        project_id: "1",
      }));
    const user = { localId: "alice", email: "a@example.org", providerUserInfo: [], createdAt: "0", lastLoginAt: "0" };
    return Response.json({ kind: "identitytoolkit#GetAccountInfoResponse", users: [user] });
  };
  const stsTokenManager = {
    refreshToken: "r1",
    accessToken: world.endedToken,
    expirationTime: Date.now() - 3_600_000,
  };
  const user = { uid: "alice", email: "a@example.org", emailVerified: true, isAnonymous: false, providerData: [] };
  localStorage.setItem(
    `firebase:authUser:${API_KEY}:[DEFAULT]`,
    JSON.stringify({
      ...user,
      stsTokenManager,
      createdAt: "0",
      lastLoginAt: "0",
      apiKey: API_KEY,
      appName: "[DEFAULT]",
    }),
  );
  const app = initializeApp({ apiKey: API_KEY, authDomain: "app.example", projectId: "app" });
  const auth = initializeAuth(app, { persistence: browserLocalPersistence });
  await auth.authStateReady();
  return { get: () => auth.currentUser.getIdToken(), stop: () => auth._delete?.() };
}
