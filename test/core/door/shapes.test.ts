/**
 * The answers of vendors' token endpoints as they document or package them; every other shape, and what comes beside a token.
 *
 * @module
 */
import { inspect } from "node:util";
import { TokenSourceResponse } from "@livekit/protocol";
import type { TokenDetails } from "ably";
import type { Session } from "@supabase/supabase-js";
import { describe, expect, test } from "vitest";
import { candidateOf } from "../../../src/core/candidate.ts";
import { readJwt } from "../../../src/core/read/jwt.ts";
import type { TokenError } from "../../../src/errors.ts";
import type { Token } from "../../../src/token.ts";
import { stage } from "../../support/stage.ts";

const NOW = Date.UTC(2026, 0, 1);
const LATER = NOW + 600_000;
const SECONDS = LATER / 1000;
const ISO = new Date(LATER).toISOString();

const read = (answer: unknown): Token => candidateOf(answer, readJwt, { startedAt: NOW, receivedAt: NOW }).token;

/** Vendor and source; its answer with the value "abc" and, where `Infinity` does not say otherwise, an end 10 min later. */
const SHAPES: readonly (readonly [vendor: string, answer: unknown, ends?: number])[] = [
  ["RFC 6749 5.1", { access_token: "abc", token_type: "Bearer", expires_in: 600, refresh_token: "r" }],
  ["Azure ACS, POST /identities/{id}/:issueAccessToken", { token: "abc", expiresOn: ISO }],
  ["Azure ACS, POST /identities", { identity: { id: "8:acs:x" }, accessToken: { token: "abc", expiresOn: ISO } }],
  ["@azure/core-auth AccessToken", { token: "abc", expiresOnTimestamp: LATER, refreshAfterTimestamp: NOW + 300_000 }],
  ["Azure App Service and IMDS, GET /metadata/identity/oauth2/token", { access_token: "abc", expires_in: "600", expires_on: String(SECONDS), not_before: String(NOW / 1000) }],
  ["Azure Speech, POST /sts/v1.0/issueToken", "abc", Infinity],
  ["Microsoft MSAL AuthenticationResult", { accessToken: "abc", expiresOn: new Date(LATER), idToken: "x", scopes: [], tokenType: "Bearer" }],
  ["Power BI EmbedToken", { "@odata.context": "c", token: "abc", tokenId: "id", expiration: ISO }],
  ["OpenAI, POST /v1/realtime/client_secrets", { value: "abc", expires_at: SECONDS, session: { type: "realtime" } }],
  ["OpenAI, POST /v1/realtime/sessions", { id: "s", client_secret: { value: "abc", expires_at: SECONDS }, model: "m" }],
  ["OpenAI ChatKit, POST /v1/chatkit/sessions", { client_secret: "abc", expires_at: SECONDS, expires_after: { anchor: "created_at", seconds: 600 } }],
  ["@livekit/protocol TokenSourceResponse as JSON", new TokenSourceResponse({ serverUrl: "wss://x", participantToken: "abc" }).toJson({ useProtoFieldName: true }), Infinity],
  ["@livekit/protocol TokenSourceResponse in camel case", new TokenSourceResponse({ serverUrl: "wss://x", participantToken: "abc" }).toJson(), Infinity],
  ["ably TokenDetails", { token: "abc", issued: NOW, expires: LATER, capability: "{}" } satisfies TokenDetails],
  ["@supabase/supabase-js Session", { access_token: "abc", expires_in: 600, expires_at: SECONDS, token_type: "bearer", refresh_token: "r" } satisfies Omit<Session, "user">],
  ["ArcGIS, POST /sharing/rest/generateToken", { token: "abc", expires: LATER, ssl: true }],
  ["Google, POST oauth2.googleapis.com/token", { access_token: "abc", expires_in: 600, scope: "s", token_type: "Bearer" }],
  ["Google IAM, POST :generateAccessToken", { accessToken: "abc", expireTime: ISO.replace(".000", "") }],
  ["google-auth-library Credentials", { access_token: "abc", expiry_date: LATER }],
  ["golang.org/x/oauth2 Token as JSON", { access_token: "abc", token_type: "Bearer", expiry: "2026-01-01T01:10:00.000000+01:00" }],
  ["Firebase, POST identitytoolkit accounts:signInWithPassword", { idToken: "abc", refreshToken: "r", expiresIn: "600", localId: "u" }],
  ["Keycloak, POST /protocol/openid-connect/token", { access_token: "abc", expires_in: 600, refresh_expires_in: 60, refresh_token: "r", "not-before-policy": 0 }],
  ["Keycloak without the life of the token", { access_token: "abc", refresh_expires_in: 60, refresh_token: "r" }, Infinity],
  ["Microsoft Entra, POST /oauth2/v2.0/token", { access_token: "abc", expires_in: 600, ext_expires_in: 7_200, refresh_in: 300 }],
  ["GitHub, POST /login/oauth/access_token", { access_token: "abc", expires_in: 600, refresh_token: "r", refresh_token_expires_in: 60 }],
  ["names that only hold a known one", { token: "abc", expires_info: 60, session_expires_at: SECONDS, expiresAtLeast: SECONDS }, Infinity],
  ["Deepgram, POST /v1/auth/grant", { access_token: "abc", expires_in: 600 }],
  ["AssemblyAI, GET /v3/token", { token: "abc", expires_in_seconds: 600 }],
  ["ElevenLabs, POST /v1/single-use-token/{type}", { token: "abc" }, Infinity],
  ["ElevenLabs, GET /v1/convai/conversation/token", { token: "abc" }, Infinity],
  ["ElevenLabs, GET /v1/convai/conversation/get-signed-url", { signed_url: "abc" }, Infinity],
  ["AWS credential_process", { Version: 1, AccessKeyId: "k", SecretAccessKey: "s", SessionToken: "abc", Expiration: ISO }],
  ["@smithy/types AwsCredentialIdentity", { accessKeyId: "k", secretAccessKey: "s", sessionToken: "abc", expiration: new Date(LATER) }],
  ["TURN, draft-uberti-behave-turn-rest-00", { username: "u", password: "abc", ttl: 600, uris: ["turn:x"] }],
  ["TURN as RTCIceServer", { username: "u", credential: "abc", ttl: 600, urls: "turn:x" }],
  ["twilio TokenInstance", { username: "u", password: "abc", ttl: "600", ice_servers: [], account_sid: "a" }],
  ["an old OAuth server, as a form", "access_token=abc&expires_in=600&token_type=bearer"],
]; // prettier-ignore

describe("a shape that is known", () => {
  test.for(SHAPES)("R109 %s", ([, answer, ends = LATER]) => {
    const token = read(answer);
    expect(token.value).toBe("abc");
    expect(token.expiresAt ?? Infinity).toBe(ends);
  });

  test("R109 Gemini's token is its name, and opens sessions until newSessionExpireTime", () => {
    const name = "auth_tokens/abc";
    const token = read({ name, expireTime: new Date(LATER + 1_800_000).toISOString(), newSessionExpireTime: ISO });
    expect([token.value, token.expiresAt]).toEqual([name, LATER]);
    const { warnings } = candidateOf({ name, expireTime: "2026-01-01T00:30:00Z", newSessionExpireTime: ISO }, readJwt, {
      receivedAt: NOW,
    });
    expect(warnings).toBeUndefined();
    expect(() => read({ name: "Ada", expireTime: ISO })).toThrow("no token, accessToken or access_token in it");
  });

  test("R103 a form is read in each of its parts, and in text that a fetcher has read by itself", () => {
    const token = read(" access_token=a%2Bb%3D&expires_in=28800&scope=x+y\n");
    expect([token.value, token.expiresAt, token.details["scope"]]).toEqual(["a+b=", NOW + 28_800_000, "x y"]);
  });

  test("R103 what begins with a name and `=` is never a token, what ends with `=` may be", () => {
    expect(() => read("session=abc")).toThrow("no token, accessToken or access_token in it");
    for (const value of ["dGVzdA==", "dGVzdDE=", "007eJxT+/9=", "a.b=="]) expect(read(value).value).toBe(value);
  });

  test("R109 of several names the most telling counts, one that is empty does not", () => {
    expect(read({ token: "abc", value: "x", password: "y" }).value).toBe("abc");
    expect(read({ token: null, access_token: "abc" }).value).toBe("abc");
    expect(read({ Access_Token: "abc" }).value).toBe("abc");
  });
});

describe("a shape that is not", () => {
  test.for([
    [{ data: { token: "abc" } }, "data.token"],
    [{ data: { session: { access_token: "abc" } }, error: null }, "data.session.access_token"],
    [{ Credentials: { AccessKeyId: "k", SessionToken: "abc" } }, "Credentials.SessionToken"],
    [{ status: 200, data: { jwt: 1, token: "abc" }, headers: {} }, "data.token"],
  ] as const)("R112 says what was found: %j", ([answer, path]) => {
    expect(() => read(answer)).toThrow(`No usable token: "${path}" is there: return it, or map it with readAnswer`);
  });

  test("R112 looks no deeper than four objects, at texts only, and never for ever", () => {
    const cycle: Record<string, unknown> = { ok: true };
    cycle["self"] = cycle;
    for (const answer of [
      cycle,
      { a: { b: { c: { d: { token: "abc" } } } } },
      { a: { token: 5 } },
      { list: [{ token: "abc" }] },
    ])
      expect(() => read(answer)).toThrow("no token, accessToken or access_token in it");
  });

  test("R110 is mapped by readAnswer, from an object as from a Response", async () => {
    type Answer = { readonly result: { readonly jwt: string; readonly seconds: number; readonly url: string } };
    const answer: Answer = { result: { jwt: "abc", seconds: 600, url: "wss://x" } };
    for (const fetchToken of [() => answer as never, () => Response.json(answer)]) {
      const { tokens } = stage({
        fetchToken,
        readAnswer: ({ result }: Answer) => ({ token: result.jwt, expiresIn: result.seconds, url: result.url }),
      });
      const token = await tokens.start();
      expect([token.value, token.expiresAt, token.details]).toEqual(["abc", LATER, { expiresIn: 600, url: "wss://x" }]);
    }
  });

  test("R110 readAnswer may say that somebody is signed out, or nothing; what it throws is named", async () => {
    const outcome = async (readAnswer: (answer: never) => unknown): Promise<unknown> => {
      const { tokens } = stage({
        fetchToken: () => ({ token: "abc" }),
        readAnswer: readAnswer as never,
        retry: { retries: 0 },
      });
      return tokens.start().then(
        ({ value }) => value,
        (error: unknown) => `${(error as TokenError).code} ${(error as TokenError).message}`,
      );
    };
    expect(await outcome(() => null)).toBe("ERR_REAUTH_REQUIRED Signed out");
    expect(await outcome(() => undefined)).toBe("abc");
    expect(await outcome(({ data }: { data: { jwt: string } }) => data.jwt)).toBe(
      `ERR_TOKEN_UNUSABLE No usable token: readAnswer threw "Cannot read properties of undefined (reading 'jwt')"`,
    );
  });
});

describe("what comes beside a token", () => {
  const turn = { username: "u-canary", credential: "abc", ttl: 600, ice: [{ urls: ["turn:canary"] }] };

  test("R111 reaches the app with it, all but the value", () => {
    const { credential: _, ...beside } = turn;
    expect(read(turn).details).toEqual(beside);
    expect(read({ identity: { id: "i" }, accessToken: { token: "abc", expiresOn: ISO } }).details).toEqual({
      identity: { id: "i" },
      expiresOn: ISO,
    });
    expect(read("abc").details).toEqual({});
  });

  test("R111 is frozen all through, and the app's own object is not", () => {
    const { details } = read(turn) as Token<typeof turn>;
    for (const part of [details, details.ice, details.ice[0], details.ice[0]!.urls])
      expect(Object.isFrozen(part)).toBe(true);
    expect([turn, turn.ice, turn.ice[0]].some(Object.isFrozen)).toBe(false);
  });

  test("R111 R82 is hidden like the value", () => {
    const token = read(turn);
    const shown = [JSON.stringify(token), inspect(token, { showHidden: true, getters: true, depth: 9 }), String(token)];
    shown.push(
      JSON.stringify(Object.assign({}, token)),
      JSON.stringify(Object.entries(token)),
      inspect(structuredClone(token)),
    );
    for (const text of shown) expect(text).not.toMatch(/canary|abc/);
  });

  test("R111 that cannot be told in JSON is left out, and the token is a token still", () => {
    const cycle: Record<string, unknown> = { token: "abc" };
    cycle["self"] = cycle;
    for (const answer of [cycle, { token: "abc", big: 1n }]) {
      const { value, details } = read(answer);
      expect([value, details, Object.isFrozen(details)]).toEqual(["abc", {}, true]);
    }
  });

  test("R115 the type of a token is among it", () => {
    expect(read({ access_token: "abc", token_type: "DPoP" }).details["token_type"]).toBe("DPoP");
  });
});

describe("a token that the app hands over", () => {
  test("R113 an error names where it came from", () => {
    const judge = (input: unknown): unknown => candidateOf(input, readJwt, { receivedAt: NOW }, "initialToken");
    expect(() => judge("undefined")).toThrow("No usable token: initialToken is the text of a missing value");
    expect(() => judge(42)).toThrow("No usable token: initialToken is of type number");
    expect(() => judge({ token: "" })).toThrow('No usable token: "token" of initialToken is empty');
    expect(() => judge({ token: "abc", ttl: "1h" })).toThrow('"ttl" of initialToken is not a duration in seconds');
  });
});
