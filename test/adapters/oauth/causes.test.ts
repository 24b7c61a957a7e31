/**
 * "Token has expired and refresh failed": the five causes that this sentence can have, against the real server. In
 * each the token in hand is past its end, and the caller of getToken() must hear who has to act.
 */
import * as oauth from "oauth4webapi";
import { describe, expect, onTestFinished, test } from "vitest";
import { memory, refreshTokenFetcher, type RefreshTokenFetcherOptions } from "../../../src/adapters/oauth.ts";
import type { TokenError } from "../../../src/errors.ts";
import { TokenManager } from "../../../src/manager.ts";
import { type AuthorizationServer, authorizationServer, CLIENT_ID } from "../../support/authorization-server.ts";

const HOUR = 3_600_000;

interface Setting {
  readonly idp: AuthorizationServer;
  readonly tokens: TokenManager;
  readonly told: { readonly action: string; readonly willRetry: boolean }[];
}

interface SettingOptions extends Partial<RefreshTokenFetcherOptions> {
  readonly withSession?: boolean;
  readonly jkt?: string;
  readonly hasNonce?: boolean;
  /** Of this device's clock. */
  readonly fastByMs?: number;
}

/** A manager whose first token has just expired: the machine has slept. `refreshToken` stays in the store. */
async function expired({ withSession = false, jkt, hasNonce = false, fastByMs = 0, ...options }: SettingOptions = {}) {
  const idp = await authorizationServer({ hasNonce });
  onTestFinished(() => idp[Symbol.asyncDispose]());
  const now = () => Date.now() + fastByMs;
  const fetchToken = refreshTokenFetcher({
    server: idp.issuer,
    client: CLIENT_ID,
    store: memory(await idp.signIn({ withSession, ...(jkt && { jkt }) })),
    environment: { now },
    ...options,
  });
  let sleptMs = 0;
  const tokens = new TokenManager({
    fetchToken,
    initialToken: { token: "an-access-token", expiresIn: 600 },
    overlap: "never",
    retry: { retries: 0 },
    environment: { now, monotonicNow: () => performance.now() + sleptMs },
  });
  onTestFinished(() => tokens.dispose());
  const told: Setting["told"] = [];
  tokens.on("refreshFailed", ({ action, willRetry }) => told.push({ action, willRetry }));
  await tokens.start();
  sleptMs = HOUR;
  return { idp, tokens, told };
}

/** Why there is no token, which must be what `refreshFailed` told. */
async function failure({ tokens, told }: Setting): Promise<string> {
  const error = await tokens.getToken().then(
    () => expect.unreachable(),
    (reason: unknown) => reason as TokenError,
  );
  expect(told).toEqual([{ action: error.action, willRetry: error.action !== "signIn" }]);
  expect(error.remedy).not.toBe("");
  return `${error.action}: ${error.message}`;
}

async function keyPair(): Promise<{ keys: CryptoKeyPair; jkt: string }> {
  const keys = await oauth.generateKeyPair("ES256");
  return { keys, jkt: await oauth.DPoP({}, keys).calculateThumbprint() };
}

describe("R164 Token has expired and refresh failed", () => {
  test("(1) no refresh token: signIn", async () => {
    expect(await failure(await expired({ store: memory() }))).toMatch(/^signIn: The store holds no refresh token$/);
  });

  test("(1) expired refresh token: signIn", async () => {
    const setting = await expired();
    setting.idp.expireAll();
    expect(await failure(setting)).toMatch(/^signIn: The refresh token was refused \(invalid_grant.*it has expired/);
  });

  test("(2) SSO session over: signIn", async () => {
    const setting = await expired({ withSession: true });
    setting.idp.endSession();
    expect(await failure(setting)).toMatch(/^signIn: The refresh token was refused.*its session is over$/);
    expect(setting.idp.answers).toEqual(["400 invalid_grant"]);
  });

  test("(2) and while the session lives, the same refresh token works", async () => {
    const { idp, tokens } = await expired({ withSession: true });
    await tokens.getToken();
    expect(idp.answers).toEqual(["200"]);
  });

  test("(3) refresh token revoked: signIn", async () => {
    const setting = await expired();
    setting.idp.revokeAll();
    expect(await failure(setting)).toMatch(/^signIn: The refresh token was refused.*was revoked/);
  });

  test.each(["bad_refresh_token", "invalid_refresh_token"])(
    "R460 (3) %s with status 200, as GitHub and Slack say it: signIn",
    async (error) => {
      const setting = await expired({
        fetch: (url, init) => (init.method === "POST" ? Promise.resolve(Response.json({ error })) : fetch(url, init)),
      });
      expect(await failure(setting)).toMatch(new RegExp(`^signIn: The refresh token was refused \\(${error}\\): it`));
    },
  );

  test.each([
    [HOUR, "60 min fast"],
    [-HOUR, "60 min slow"],
  ])("(4) clock wrong by %i ms, where the proof of possession needs it: fixClock", async (fastByMs, says) => {
    const { keys, jkt } = await keyPair();
    const dpop = oauth.DPoP({ [oauth.clockSkew]: fastByMs / 1000 }, keys); // what a clock that is off makes of a proof
    const setting = await expired({ dpop, jkt, fastByMs });
    expect(await failure(setting)).toMatch(new RegExp(`^fixClock: .*this device's clock is ${says}`));
  });

  test.each([
    ["invalid_dpop_proof", 0, "fixConfig: The server refused the proof of possession (invalid_dpop_proof)"],
    ["use_dpop_nonce", 0, "fixConfig: The server refused the proof of possession (use_dpop_nonce)"],
    ["invalid_client", 0, "fixConfig: fetchToken failed with status 400: invalid_client"],
    ["use_dpop_nonce", HOUR, "fixClock: The server refused the signature (use_dpop_nonce): this device's clock is 60 min fast"],
    ["invalid_client", -HOUR, "fixClock: The server refused the signature (invalid_client): this device's clock is 60 min slow"],
    ["invalid_scope", HOUR, "fixConfig: fetchToken failed with status 400: invalid_scope"],
  ])("(4) %s on a clock that is wrong by %i ms: %s", async (error, fastByMs, says) => {
    const date = new Date().toUTCString();
    const refuse = (): Response => Response.json({ error }, { status: 400, headers: { date } });
    const setting = await expired({
      fastByMs,
      fetch: (url, init) => (init?.method === "POST" ? Promise.resolve(refuse()) : fetch(url, init)),
    });
    expect(await failure(setting)).toBe(says);
    expect(setting.tokens.state.error!.remedy).toContain(says.startsWith("fixClock") ? "device's clock" : "");
  }); // prettier-ignore

  test("(4) clock wrong, and the server has a nonce: it works all the same", async () => {
    const { keys, jkt } = await keyPair();
    const dpop = oauth.DPoP({ [oauth.clockSkew]: 3600 }, keys);
    const { idp, tokens } = await expired({ dpop, jkt, fastByMs: HOUR, hasNonce: true });
    await tokens.getToken();
    expect(idp.answers).toEqual(["400 use_dpop_nonce", "200"]);
  });

  test.each([2 * HOUR, -2 * HOUR])(
    "(4) clock wrong by %i ms, without proofs: it works all the same",
    async (fastByMs) => {
      const { idp, tokens, told } = await expired({ fastByMs });
      const value = await tokens.getToken();
      expect([told, idp.answers]).toEqual([[], ["200"]]);
      expect(await tokens.getToken()).toBe(value); // and lives as long as any other
    },
  );

  test.each([
    ["x-1 x-2", "ok", "a second nonce is taken"],
    ["x-1 x-2 x-3", "retryLater: The server asked for another nonce", "a third one is not waited for"],
    ["", "fixConfig: The server asked for a nonce that it did not give", "a nonce that no script may read"],
  ])("R341 a token endpoint that changes its nonces (%s): %s", async (nonces, says) => {
    const { keys } = await keyPair();
    const asked = nonces ? nonces.split(" ") : [undefined, undefined, undefined];
    const seen: unknown[] = [];
    const setting = await expired({
      dpop: oauth.DPoP({}, keys),
      fetch: (url, init) => {
        if (init.method !== "POST") return fetch(url, init);
        const proof = new Headers(init.headers).get("dpop")!.split(".")[1]!;
        seen.push((JSON.parse(Buffer.from(proof, "base64url").toString()) as { nonce?: string }).nonce);
        const nonce = asked[seen.length - 1];
        if (seen.length > asked.length)
          return Promise.resolve(Response.json({ access_token: "a-token", token_type: "DPoP", expires_in: 600 }));
        const headers = nonce === undefined ? {} : { "dpop-nonce": nonce };
        return Promise.resolve(Response.json({ error: "use_dpop_nonce" }, { status: 400, headers }));
      },
    });
    if (says === "ok") expect(await setting.tokens.getToken()).toBe("a-token");
    else expect(await failure(setting)).toContain(says);
    expect(seen).toEqual([undefined, asked[0], asked[1]]);
  });

  test("(5) provider down: retryLater", async () => {
    const setting = await expired();
    await setting.idp[Symbol.asyncDispose]();
    expect(await failure(setting)).toMatch(/^retryLater/);
  });

  test("(5) provider busy: retryLater, when it says", async () => {
    const setting = await expired();
    setting.idp.fates.push({ status: 503, headers: { "retry-after": "120" } });
    expect(await failure(setting)).toMatch(/^retryLater: .*503/);
    const waitMs = setting.tokens.state.retryAt! - Date.now();
    expect(waitMs).toBeGreaterThanOrEqual(115_000);
  });

  test("(5) provider busy while its metadata are read: retryLater, when it says", async () => {
    const busy = (): Promise<Response> =>
      Promise.resolve(new Response(null, { status: 503, headers: { "retry-after": "120" } }));
    const setting = await expired({ fetch: busy });
    expect(await failure(setting)).toMatch(/^retryLater: .*503/);
    expect(setting.tokens.state.retryAt! - Date.now()).toBeGreaterThanOrEqual(115_000);
  });

  test.each([301, 307, 308])("R460 (5) token endpoint has moved, status %i: fixConfig", async (status) => {
    const location = "https://id.test/v2/token";
    const setting = await expired({
      fetch: (url, init) =>
        init.method === "POST"
          ? Promise.resolve(new Response(null, { status, headers: { location } }))
          : fetch(url, init),
    });
    expect(await failure(setting)).toBe(`fixConfig: The token endpoint has moved (status ${String(status)})`);
  });

  test.each<[string, Partial<RefreshTokenFetcherOptions>, RegExp]>([
    ["an unknown client", { client: "nobody" }, /invalid_client/],
    ["a scope that was never granted", { scope: "admin" }, /invalid_scope/],
    ["no metadata there", { fetch: (url, init) => fetch(url.replace("known", "unknown"), init) }, /status 404/],
    ["another issuer", { fetch: foreign }, /"issuer" property does not match/],
    ["no token endpoint", { fetch: endpointless }, /names no token endpoint/],
    ["http beyond this machine", { server: "http://id.test" }, /unencrypted/],
    ["http at the token endpoint", { server: { token_endpoint: "http://id.test/token" } }, /unencrypted/],
  ])("(5) provider misconfigured, %s: fixConfig", async (_, options, says) => {
    const setting = await expired(options);
    expect(await failure(setting)).toMatch(says);
    expect(setting.told[0]!.action).toBe("fixConfig");
  });
});

const foreign = (): Promise<Response> => Promise.resolve(Response.json({ issuer: "https://elsewhere.test" }));
const endpointless = (url: string): Promise<Response> =>
  Promise.resolve(Response.json({ issuer: new URL(url).origin }));
