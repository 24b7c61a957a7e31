import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { LATEST_MS } from "../../../src/core/read/instant.ts";
import { readJwt } from "../../../src/core/read/jwt.ts";
import { base64url, hmacJwt, rsaJwt } from "../../diagnose/token/mint.ts";

const IAT = 1_767_225_600;

describe("R74 what a JWT says", () => {
  test.each([
    [
      "seconds become milliseconds",
      { iat: IAT, exp: IAT + 3600 },
      { issuedAt: IAT * 1000, expiresAt: (IAT + 3600) * 1000 },
    ],
    [
      "fractions are kept to the millisecond, rounded down",
      { iat: IAT + 0.25, exp: IAT + 1.9999 },
      { issuedAt: IAT * 1000 + 250, expiresAt: IAT * 1000 + 1999 },
    ],
    ["no exp", { iat: IAT }, { issuedAt: IAT * 1000, expiresAt: undefined }],
    ["no iat", { exp: IAT }, { issuedAt: undefined, expiresAt: IAT * 1000 }],
    [
      "nbf stands in for iat, as in LiveKit's",
      { nbf: IAT, exp: IAT + 60 },
      { issuedAt: IAT * 1000, expiresAt: (IAT + 60) * 1000 },
    ],
    ["iat goes before nbf", { nbf: IAT - 60, iat: IAT }, { issuedAt: IAT * 1000, expiresAt: undefined }],
    ["nothing at all", {}, { issuedAt: undefined, expiresAt: undefined }],
    [
      "milliseconds where seconds belong are no date",
      { exp: IAT * 1000 },
      { issuedAt: undefined, expiresAt: undefined },
    ],
    [
      "the last second of the year 9999",
      { exp: Math.floor(LATEST_MS / 1000) },
      { issuedAt: undefined, expiresAt: LATEST_MS - 999 },
    ],
    [
      "words, null, zero and negative times are no dates",
      { exp: "tomorrow", iat: null, nbf: -1 },
      { issuedAt: undefined, expiresAt: undefined },
    ],
    [
      "R114 numbers as text are read",
      { exp: String(IAT + 60), iat: String(IAT) },
      { issuedAt: IAT * 1000, expiresAt: (IAT + 60) * 1000 },
    ],
    ["zero", { exp: 0 }, { issuedAt: undefined, expiresAt: undefined }],
  ])("%s", (_, payload, times) => {
    expect(readJwt(hmacJwt(payload))).toEqual(times);
    expect(readJwt(rsaJwt(payload))).toEqual(times);
  });

  test("base64url of every length is read without padding, UTF-8 and all, in 2,000 payloads", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    const claims = fc.record({
      exp: fc.integer({ min: 1, max: Math.floor(LATEST_MS / 1000) }),
      name: text,
      "ключ-✓-🔑": text,
    });
    const characters = new Set<string>();
    fc.assert(
      fc.property(claims, (payload) => {
        const token = hmacJwt(payload);
        for (const character of token) characters.add(character);
        expect(readJwt(token)).toEqual({ issuedAt: undefined, expiresAt: payload.exp * 1000 });
      }),
      { numRuns: 2_000 },
    );
    // The two characters in which base64url differs from base64 did occur, and padding did not.
    expect(["-", "_", "="].map((character) => characters.has(character))).toEqual([true, true, false]);
  });
});

describe("R74 what is not a JWT", () => {
  const good = base64url({ exp: IAT });
  test.each([
    ["nothing", ""],
    ["dots", ".."],
    ["two parts", `${good}.${good}`],
    ["four parts", `${good}.${good}.${good}.${good}`],
    [
      "an encrypted token of five parts",
      `${base64url({ alg: "RSA-OAEP", enc: "A256GCM" })}.${good}.${good}.${good}.${good}`,
    ],
    ["a payload that is no JSON", `${good}.${base64url("hello")}.x`],
    ["a payload of null", `${good}.${base64url("null")}.x`],
    ["a payload that is a number", `${good}.${base64url("5")}.x`],
    ["a payload that is text", `${good}.${base64url('"5"')}.x`],
    ["a payload that is a list", `${good}.${base64url("[5]")}.x`],
    ["a payload that is not UTF-8", `${good}.${Buffer.from([0x22, 0xff, 0xfe, 0x22]).toString("base64url")}.x`],
    ["a payload of a length that base64 cannot have", `${good}.${good}A.x`],
    ["1 MiB of one letter", "a".repeat(1_048_576)],
    ["1 MiB of dots", ".".repeat(1_048_576)],
    ["1 MiB of payload", `a.${"a".repeat(1_048_576)}.a`],
    ["1 MiB of brackets", `a.${base64url("[".repeat(786_432))}.a`],
  ])("%s has no expiry", (_, value) => {
    expect(readJwt(value)?.expiresAt).toBeUndefined();
  });

  test("no text makes it throw, in 10,000 random ones", () => {
    const part = fc.oneof(
      fc.base64String(),
      fc.string(),
      fc.json().map(base64url),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64url")),
    );
    const value = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join(".")),
    );
    fc.assert(
      fc.property(value, (text) => {
        const times = readJwt(text);
        for (const at of [times?.issuedAt, times?.expiresAt]) {
          expect(at === undefined || (Number.isInteger(at) && at > 0 && at <= LATEST_MS)).toBe(true);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  test("R479 what is no text has no dates", () => {
    const others = [undefined, null, 5, true, {}, [], { length: 3, split: () => ["a", "b", "c"] }, Symbol("x")];
    expect(others.map((value) => readJwt(value as never))).toEqual(others.map(() => undefined));
  });

  test("claims are data: prototypes and code stay what they are", () => {
    const payload = '{"__proto__":{"exp":1767225600},"constructor":{"prototype":{"iat":1}},"toJSON":"alert(1)"}';
    expect(readJwt(`${good}.${base64url(payload)}.x`)).toEqual({ issuedAt: undefined, expiresAt: undefined });
    expect(({} as Record<string, unknown>)["iat"]).toBeUndefined();
  });

  test("a host without atob gets an answer, not an exception", () => {
    vi.stubGlobal("atob", undefined);
    try {
      expect(readJwt(hmacJwt({ exp: IAT }))).toBeUndefined();
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
