/** What goes to the token endpoint, and when it is asked once more: an endpoint in the test's hand. */
import * as oauth from "oauth4webapi";
import { describe, expect, test } from "vitest";
import { memory, refreshTokenFetcher, type RefreshTokenFetcherOptions } from "../../../src/adapters/oauth.ts";
import type { TokenError } from "../../../src/errors.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { Endpoint, after, request } from "./endpoint.ts";

const NOW = Date.UTC(2026, 0, 1);

/** One refresh at an endpoint that gives these answers, the last one for ever. */
async function refresh(options: Partial<RefreshTokenFetcherOptions>, ...answers: (() => Response)[]) {
  const sent: URLSearchParams[] = [];
  const nonces: unknown[] = [];
  const fetchToken = refreshTokenFetcher({
    server: { token_endpoint: "https://id.test/token" },
    client: "app",
    store: memory("r-0"),
    environment: { now: () => NOW },
    fetch(_, { body, headers }) {
      sent.push(new URLSearchParams(String(body as URLSearchParams)));
      const proof = new Headers(headers).get("dpop")?.split(".")[1];
      if (proof) nonces.push((JSON.parse(Buffer.from(proof, "base64url").toString()) as { nonce?: unknown }).nonce);
      return Promise.resolve((answers.length > 1 ? answers.shift()! : answers[0]!)());
    },
    ...options,
  });
  const outcome = await fetchToken(request()).then(
    ({ status }) => status,
    (error: unknown) => `${(error as TokenError).action}: ${(error as TokenError).message}`,
  );
  return { outcome, sent: sent.map((fields) => [...fields].map((field) => field.join("="))), nonces };
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (): Response =>
    Response.json(body, { status, headers });

const GRANTED = json(200, { access_token: "a-1", token_type: "Bearer", expires_in: 600 });
const GRANT = ["grant_type=refresh_token", "refresh_token=r-0"];
const CLIENT = "client_id=app";

describe("R160 what is sent", () => {
  const cases: readonly (readonly [string, Partial<RefreshTokenFetcherOptions>, readonly string[]])[] = [
    ["an id", {}, [CLIENT]],
    ["a registration", { client: { client_id: "app", token_endpoint_auth_method: "none" } }, [CLIENT]],
    ["no scope at all", { scope: [], resource: [] }, [CLIENT]],
    ["one scope", { scope: "read" }, ["scope=read", CLIENT]],
    ["two scopes in one field", { scope: ["read", "write"] }, ["scope=read write", CLIENT]],
    ["two APIs in two fields", { resource: ["urn:a", "urn:b"] }, ["resource=urn:a", "resource=urn:b", CLIENT]],
    ["an audience and more", { audience: "api", parameters: { tenant: "t" } }, ["tenant=t", "audience=api", CLIENT]],
  ];
  test.each(cases)("%s", async (_, options, fields) => {
    const { outcome, sent } = await refresh(options, GRANTED);
    expect(outcome).toBe(200);
    expect(sent.map((one) => one.sort())).toEqual([[...GRANT, ...fields].sort()]);
  });
});

describe("R160 without TLS", () => {
  const at = (host: string) => ({ server: { token_endpoint: `http://${host}/token` } });

  test.each(["localhost:8080", "app.localhost", "127.0.0.1", "127.10.20.30:3000", "[::1]"])(
    "a refresh token goes to this machine: %s",
    async (host) => {
      expect(await refresh(at(host), GRANTED)).toMatchObject({ outcome: 200, sent: [expect.anything()] });
    },
  );

  test.each(["id.test", "localhost.id.test", "notlocalhost", "127.0.0.1.id.test", "a.127.0.0.1.id.test", "[::2]"])(
    "and nowhere else: %s",
    async (host) => {
      const { outcome, sent } = await refresh(at(host), GRANTED);
      expect(outcome).toMatch(/^fixConfig: /);
      expect(sent).toEqual([]);
    },
  );
});

test.each(["not_invalid_grant", "invalid_grant_type", "old_bad_refresh_token"])(
  "R160 a word that only holds one for a dead refresh token is none: %s",
  async (error) => {
    const { outcome } = await refresh({}, json(400, { error }));
    expect(outcome).toBe(400);
  },
);

describe("R163 with a key", () => {
  const dpop = async () => oauth.DPoP({}, await oauth.generateKeyPair("ES256"));
  const wants = (status: number) => json(status, { error: "use_dpop_nonce" }, { "dpop-nonce": "n-1" });

  test.each([400, 401])("a refusal with status %i that wants a nonce is answered with it, at once", async (status) => {
    const { outcome, nonces } = await refresh({ dpop: await dpop() }, wants(status), GRANTED);
    expect([outcome, nonces]).toEqual([200, [undefined, "n-1"]]);
  });

  const answers: readonly (readonly [string, () => Response, unknown])[] = [
    ["that is dead", json(400, { error: "invalid_grant" }), expect.stringMatching(/^signIn: /)],
    ["of a client that is none", json(401, { error: "invalid_client" }), 401],
    ["in no JSON", () => new Response("<html>", { status: 400 }), 400],
    ["in JSON that is no object", json(400, null), 400],
    ["by a server that is down, whatever it says", wants(503), expect.stringMatching(/^retryLater: /)],
  ];
  test.each(answers)("a refresh token is sent once where the answer is a refusal %s", async (_, answer, expected) => {
    const { outcome, nonces } = await refresh({ dpop: await dpop() }, answer);
    expect(outcome).toEqual(expected);
    expect(nonces).toEqual([undefined]);
  });

  test("nonces are the concern of a client with a key alone", async () => {
    const { outcome, sent } = await refresh({}, wants(400));
    expect(outcome).toMatch(/^fixConfig: /);
    expect(sent).toHaveLength(1);
  });
});

describe("R164 a refused signature", () => {
  const refused = (date?: number) =>
    json(400, { error: "invalid_dpop_proof" }, date === undefined ? {} : { date: new Date(date).toUTCString() });

  test.each([
    ["without a date says nothing of the clock", undefined, /^fixConfig: .*proof of possession/],
    ["a minute fast is the network's", NOW - 60_000, /^fixConfig: .*proof of possession/],
    ["a minute slow is the network's", NOW + 60_000, /^fixConfig: .*proof of possession/],
    ["more than that is the clock's (fast)", NOW - 61_000, /^fixClock: .*1 min fast$/],
    ["more than that is the clock's (slow)", NOW + 61_000, /^fixClock: .*1 min slow$/],
  ])("%s", async (_, date, expected) => {
    const { outcome } = await refresh({}, refused(date));
    expect(outcome).toMatch(expected);
  });
});

test("R239 a refresh token that was read before a sign-out, and comes after it, is not sent", async () => {
  const time = virtualEnvironment();
  const endpoint = new Endpoint();
  let kept = "a-0";
  const store = {
    read: () => {
      const then = kept;
      return after(time, 100).then(() => then);
    },
    write: (next: string) => void (kept = next),
  };
  const fetchToken = endpoint.fetcher(time, { store, platform: { locks: () => undefined } });
  const late = fetchToken(request()).catch((error: unknown) => error);
  await time.pass(50);
  await fetchToken.forget();
  await time.pass(1_000);
  expect(await late).toMatchObject({ action: "signIn", message: "The store holds no refresh token" });
  expect(endpoint.asked).toEqual([]);
});
