import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagnoseToken } from "../../../src/diagnose/token/diagnose-token.ts";
import { APP_ID, base64url, codes, hmacJwt, mint006, mint007, MINTED, NOW, rsaJwt, service, sid } from "./mint.ts";

const JWT = hmacJwt({ sub: "alice", iat: MINTED, exp: MINTED + 3600 });
const look = (value: unknown, provider?: string) => diagnoseToken(value, { now: NOW, provider });

describe("what stands around a token", () => {
  test.each([
    ["a JSON string", JSON.stringify(JWT), ["quoted"]],
    ["single quotation marks", `'${JWT}'`, ["quoted"]],
    ["a JSON object", JSON.stringify({ token: JWT, identity: "alice" }), ["wrappedInJson"]],
    ["an answer of an OAuth server", JSON.stringify({ access_token: JWT, expires_in: 3600 }), ["wrappedInJson"]],
    ["JSON in a JSON string", JSON.stringify(JSON.stringify({ jwt: JWT })), ["quoted", "wrappedInJson"]],
    ["an authorization header", `Bearer ${JWT}`, ["bearerPrefix"]],
    ["a line break at the end", `${JWT}\n`, ["whitespace"]],
    ["the object itself", { token: JWT }, ["wrappedInJson"]],
    ["an object with a header", { accessToken: `Bearer ${JWT}` }, ["wrappedInJson", "bearerPrefix"]],
  ])("%s is said, and the token inside is read", (_, value, expected) => {
    const diagnosis = look(value);
    expect(codes(diagnosis)).toEqual(expected);
    expect(diagnosis).toMatchObject({ format: "jwt", expiresAt: NOW + 3_600_000 });
  });

  test("the remedy names the field", () => {
    expect(look({ rtcToken: JWT }).findings[0]!.remedy).toBe('Pass its field "rtcToken".');
  });
});

describe("what stands in place of a token", () => {
  test.each([
    ["a Twilio auth token", "0123456789abcdef".repeat(2), "twilio", "keyInstead", "error"],
    ["an Agora certificate", "0123456789abcdef".repeat(2), "agora-rtc", "keyInstead", "error"],
    ["32 hexadecimal digits of anybody", "0123456789abcdef".repeat(2), undefined, "keyInstead", "warning"],
    ["32 hexadecimal digits of an OAuth server", "0123456789abcdef".repeat(2), "oauth", "keyInstead", "warning"],
    ["the SID of a key", sid("SK", 1), undefined, "sidInstead", "error"],
    ["the SID of an account", sid("AC", 1), "twilio-voice", "sidInstead", "error"],
    [
      "a connection string",
      "endpoint=https://example.communication.azure.com/;accesskey=abc",
      undefined,
      "connectionStringInstead",
      "error",
    ],
    ["a private key", "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", "oidc", "keyInstead", "error"],
    ["undefined as text", "undefined", undefined, "notAToken", "error"],
    ["an object as text", "[object Promise]", "twilio", "notAToken", "error"],
    ["any other text, for Twilio", "something", "twilio", "notAToken", "error"],
    ["any other text, for Agora", "something", "agora", "notAToken", "error"],
    ["an opaque token, for OAuth", "something", "oauth", "opaque", "info"],
    ["an opaque token of anybody", "something", undefined, "opaque", "info"],
    ["an opaque token of a provider that is not known here", "something", "sendbird", "opaque", "info"],
    ["nothing", "", "twilio", "empty", "error"],
    ["quotation marks around nothing", '""', undefined, "empty", "error"],
    ["nothing, from Agora's builder", "", "agora", "emptyFromBuilder", "error"],
    ["undefined", undefined, undefined, "notText", "error"],
    ["null", null, undefined, "notText", "error"],
    ["a number", 5, undefined, "notText", "error"],
    ["a promise", Promise.resolve(JWT), undefined, "notText", "error"],
    ["an object without token", { identity: "alice" }, undefined, "notText", "error"],
  ])("%s", (_, value, provider, code, severity) => {
    expect(look(value, provider).findings).toContainEqual(expect.objectContaining({ code, severity }));
  });

  test.each([
    [
      "an Agora token for Twilio",
      mint007(3600, [service("ServiceRtc", ["demo-room", 42], { 1: 0, 2: 0 })]),
      "twilio-voice",
      "agora",
    ],
    ["an Agora token for an API", mint006("demo-room", 42, { 1: MINTED + 3600 }), "oidc", "agora"],
    ["a Twilio token for Agora", hmacJwt({ iss: sid("SK", 1), grants: {} }), "agora-rtc", "twilio"],
    ["an ACS token for LiveKit", rsaJwt({ skypeid: "acs:1_2" }), "livekit", "acs"],
    ["any JWT for Agora", JWT, "agora", "jwt"],
  ])("%s is the wrong provider's", (_, value, provider, found) => {
    const diagnosis = look(value, provider);
    expect([diagnosis.provider, codes(diagnosis, "error")[0]]).toEqual([found, "wrongProvider"]);
  });
});

describe("whatever it is given", () => {
  /** Claims that the checks read, with values of every type. */
  const NAMES =
    "exp iat nbf iss sub aud scope scp typ nonce grants video skypeid acsScope resourceId identity voice chat data_sync task_router outgoing incoming application_sid service_sid room roomJoin allow alg cty twr enc".split(
      " ",
    );
  const { claims } = fc.letrec<{ claims: Record<string, unknown>; value: unknown }>((tie) => ({
    claims: fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 8 }),
    value: fc.oneof(
      { maxDepth: 3 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom(MINTED, NOW, "at+jwt", "twilio-fpa;v=1", "none", sid("SK", 1)),
      tie("claims"),
    ),
  }));
  const strings = fc.oneof(
    fc
      .tuple(claims, claims, fc.string())
      .map(([header, payload, rest]) => `${base64url(header)}.${base64url(payload)}.${rest}`),
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.json({ maxDepth: 2 }),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => `007${Buffer.from(bytes).toString("base64")}`),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => `006${APP_ID}${Buffer.from(bytes).toString("base64")}`),
  );
  const provider = fc.constantFrom(
    undefined,
    "twilio-voice",
    "acs-call",
    "agora-rtm",
    "livekit",
    "oidc",
    "x-y",
    "constructor-__proto__",
  );
  const expectation = fc.record(
    {
      appId: fc.string(),
      channel: fc.string(),
      uid: fc.oneof(fc.string(), fc.nat(), fc.constant(null)),
      identity: fc.string(),
      room: fc.string(),
      product: fc.constantFrom("voice", "toString", "rtc", ""),
      scopes: fc.array(fc.string()),
      audience: fc.string(),
      issuer: fc.string(),
    },
    { requiredKeys: [] },
  );

  test("R82 it answers and does not throw, in 3,000 random texts", () => {
    fc.assert(
      fc.property(strings, provider, expectation, strings, (value, name, wanted, previous) => {
        const diagnosis = diagnoseToken(value, { provider: name, expect: wanted, now: NOW, previous });
        // R83: short, and on one line.
        const odd = diagnosis.findings.filter(
          ({ code, severity, message, remedy }) =>
            !/^[a-zA-Z0-9]+$/.test(code) ||
            !["error", "warning", "info"].includes(severity) ||
            message.length + remedy.length > 600 ||
            /[\p{Cc}\p{Zl}\p{Zp}]/u.test(message + remedy),
        );
        expect(odd).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  test("it answers and does not throw, in 5,000 random values of other types", () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withObjectString: true,
          withTypedArray: true,
        }),
        (value) => {
          expect(diagnoseToken(value, { now: NOW })).toHaveProperty("findings");
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test("proxies and getters that throw", () => {
    const boom = (): never => {
      throw new Error("boom");
    };
    const hostile = new Proxy(
      {},
      { get: boom, has: boom, getPrototypeOf: boom, getOwnPropertyDescriptor: boom, ownKeys: boom },
    );
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const getter = Object.defineProperty({}, "token", { get: boom });
    for (const value of [hostile, proxy, getter, boom, Symbol("x"), 10n, Object.freeze([])]) {
      expect(codes(look(value))).toEqual(["notText"]);
    }
  });

  test("R82 a token's value is in no part of any answer", () => {
    const canary = fc.stringMatching(/^[A-Za-z0-9_-]{24}$/);
    const shapes = canary.chain((secret) =>
      fc
        .constantFrom(
          secret,
          ` ${secret}\n`,
          `Bearer ${secret}`,
          `"${secret}"`,
          `'${secret}`,
          JSON.stringify({ token: secret }),
          JSON.stringify({ [secret]: secret }),
          JSON.stringify({ token: { token: secret } }),
          `007${secret}`.repeat(4),
          `ey${secret}.${secret}.${secret}`,
          `${base64url({ alg: "HS256" })}.${base64url({ exp: 1 })}.${secret}`,
          `${base64url({ alg: secret, cty: secret })}.${base64url({ exp: secret, jti: secret, grants: { chat: { service_sid: secret }, voice: { outgoing: { application_sid: secret } } } })}.x`,
          `-----BEGIN ${secret}`,
          `endpoint=https://x/;accesskey=${secret}`,
        )
        .map((value) => [secret, value] as const),
    );
    fc.assert(
      fc.property(shapes, provider, ([secret, value], name) => {
        const diagnosis = diagnoseToken(value, { provider: name, now: NOW, previous: `${value}x` });
        const said = JSON.stringify(diagnosis.findings) + inspect(diagnosis, { depth: 9 });
        // The header's "alg" is quoted where a service refuses it: a claim, in full view in any JWT, and no secret.
        expect(said.replaceAll(`signed with ${secret}`, "")).not.toContain(secret);
        expect(said).not.toContain(value);
      }),
      { numRuns: 3_000 },
    );
  });

  test("R82 real tokens, and tokens within claims, are in no part of any answer", () => {
    const inner = hmacJwt({ sub: "alice" });
    const agora = mint007(3600, [service("ServiceRtc", ["demo-room", 42], { 1: 3600 })]);
    const nested = hmacJwt({
      iss: sid("SK", 1),
      grants: { identity: inner, video: { room: agora } },
      iat: MINTED,
      exp: MINTED + 3600,
    });
    const options = { now: NOW, provider: "twilio-video", expect: { identity: "alice", room: "daily" } };
    const said = inspect(diagnoseToken(nested, options), { depth: 9 });
    for (const token of [nested, inner, agora]) {
      for (const part of token.split(".")) expect(said).not.toContain(part.slice(0, 24));
    }
    expect(said).toContain("[redacted]");
  });

  test("R83 what a token says cannot move the cursor, break lines or fill the screen", () => {
    const nasty = hmacJwt({
      iss: `https://x/\u001b[2J\u2028\r\n${"y".repeat(5000)}`,
      aud: "x",
      iat: MINTED,
      exp: MINTED + 3600,
    });
    const { findings, summary } = diagnoseToken(nasty, { now: NOW, expect: { issuer: "https://x/" } });
    const said = JSON.stringify([findings, summary]);
    expect(said).not.toMatch(/\\u001b|\\u2028|\\n|\\r|y{90}/);
    expect(said).toContain("https://x/ [2J yyy");
  });
});
