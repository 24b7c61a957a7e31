/** @clerk/clerk-js: `load()`, which starts its poller, and `session.getToken()` before each use. */
import { loadForBrowser } from "./browser.mjs";

export const faked =
  "the sign-in: its server answers with a client that has a session; that answer and the environment, which are always there; the page, without a worker for its timers; fetch";

export const load = () => loadForBrowser("clerk-js", `export { Clerk } from "@clerk/clerk-js";`);

const KEY = `pk_live_${Buffer.from("clerk.app.example$").toString("base64")}`;

const client = (nowMs) => {
  const stamps = { created_at: nowMs, updated_at: nowMs };
  const user = { object: "user", id: "user_1", first_name: "Alice", email_addresses: [], phone_numbers: [], ...stamps };
  const session = { object: "session", id: "sess_1", status: "active", last_active_token: null, user, ...stamps };
  const ends = {
    last_active_at: nowMs,
    expire_at: nowMs + 6e8,
    abandon_at: nowMs + 6e8,
    factor_verification_age: null,
  };
  const sessions = [{ ...session, ...ends }];
  return { object: "client", id: "client_1", sessions, last_active_session_id: "sess_1", ...stamps };
};

const ENVIRONMENT = {
  auth_config: { single_session_mode: true, url_based_session_syncing: true },
  display_config: { instance_environment_type: "production", home_url: "https://app.example" },
  user_settings: { attributes: {}, social: {}, sign_in: {}, sign_up: {}, password_settings: {} },
  organization_settings: { enabled: false },
};

export async function create(world, { Clerk }) {
  world.answer = async (url, { signal }) => {
    if (url.includes("/tokens")) return world.respond(signal, ({ access_token: jwt }) => ({ object: "token", jwt }));
    if (url.includes("/environment")) return Response.json(ENVIRONMENT);
    return Response.json({ response: client(Date.now()), client: null });
  };
  const clerk = new Clerk(KEY);
  await clerk.load();
  return { get: () => clerk.session.getToken() };
}
