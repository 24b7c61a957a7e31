/**
 * What a fetcher may return, and what is refused by name.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readInput, type TokenInput, type TokenReading } from "../../src/core/read/input.ts";
import { LATEST_MS } from "../../src/core/read/instant.ts";
import { readJwt } from "../../src/core/read/jwt.ts";

const NOW = Date.UTC(2026, 0, 1);
const STARTED = NOW - 9_000; // a slow fetch
const S = 1_000;

const read = (input: unknown): TokenReading => readInput(input, readJwt, { startedAt: STARTED, receivedAt: NOW });

const jwt = (claims: object): string =>
  [{ alg: "none" }, claims].map((part) => btoa(JSON.stringify(part)).replace(/=+$/, "")).join(".") + ".";

/** Every wrong thing, and what is said about it. */
const WRONG: readonly (readonly [name: string, input: unknown, says: string])[] = [
  ["undefined", undefined, "the answer is undefined"],
  ["an empty string", "", "the answer is empty"],
  ["blanks", " \n\t ", "the answer is empty"],
  ["the string null", "null", "the answer is the text of a missing value"],
  ["the string undefined", "undefined", "the answer is the text of a missing value"],
  ["the string NaN", "NaN", "the answer is the text of a missing value"],
  ["an object as text", "[object Object]", "the answer is the text of a missing value"],
  ["JSON that nobody parsed", '{"token":"abc"}', "the answer is JSON text: parse it first"],
  ["a string in JSON", '"abc"', "the answer is JSON text: parse it first"],
  [
    "a page",
    "<!doctype html><title>Sign in</title>",
    "the answer is a page (HTML or XML), perhaps of a login form or a proxy",
  ],
  ["a header", "Bearer abc", 'the answer is prefixed with "Bearer"'],
  ["a boolean as text", "true", "the answer is the text of a missing value"],
  ["the text of Python's None", "None", "the answer is the text of a missing value"],
  ["JSONP", 'callback({"token":"abc"})', "the answer is JSON text: parse it first"],
  ["JSONP of jQuery", 'jQuery.cb_1([{"token":"abc"}]);', "the answer is JSON text: parse it first"],
  ["JSON behind a guard", 'for(;;);{"token":"abc"}', "the answer is JSON text: parse it first"],
  ["an emoji", "abc\u{1f989}", "the answer is not printable ASCII"],
  ["letters of another script", "t\u00f6ken", "the answer is not printable ASCII"],
  ["a NUL inside", "abc\u0000def", "the answer is not printable ASCII"],
  ["an escape", "\u001b[31mabc", "the answer is not printable ASCII"],
  ["bytes of gzip", new TextDecoder().decode(Uint8Array.of(31, 139, 8, 0, 3)), "the answer is not printable ASCII"],
  ["a token that is false as text", { token: "false" }, '"token" is the text of a missing value'],
  ["a sentence", "not logged in", "the answer is text with blanks inside"],
  ["more than 128 KiB", "a".repeat(128 * 1024 + 1), "the answer is longer than 128 KiB"],
  ["a number", 42, "the answer is of type number"],
  ["true", true, "the answer is of type boolean"],
  ["a bigint", 42n, "the answer is of type bigint"],
  ["a symbol", Symbol("token"), "the answer is of type symbol"],
  ["a function", () => "abc", "the answer is of type function"],
  ["an empty object", {}, "no token, accessToken or access_token in it"],
  ["an array", ["abc"], "no token, accessToken or access_token in it"],
  ["a date", new Date(NOW), "no token, accessToken or access_token in it"],
  ["another name", { jwt: "abc" }, "no token, accessToken or access_token in it"],
  ["a token that is null", { token: null }, '"token" is null'],
  ["a token that is undefined", { token: undefined }, "no token, accessToken or access_token in it"],
  ["a token that is a number", { accessToken: 5 }, '"accessToken" is of type number'],
  ["a token in a token in a token", { token: { token: { token: "abc" } } }, '"token" is of type object'],
  ["an empty token", { access_token: "" }, '"access_token" is empty'],
  ["a token with a prefix", { access_token: "bearer abc" }, '"access_token" is prefixed with "Bearer"'],
  ["seconds that are a word", { token: "abc", expiresIn: "soon" }, '"expiresIn" is not a duration in seconds'],
  ["seconds below zero", { token: "abc", expires_in: -1 }, '"expires_in" is not a duration in seconds'],
  ["seconds that are NaN", { token: "abc", expires_in: NaN }, '"expires_in" is not a duration in seconds'],
  ["endless seconds", { token: "abc", expires_in: Infinity }, '"expires_in" is not a duration in seconds'],
  ["seconds that are true", { token: "abc", expires_in: true }, '"expires_in" is not a duration in seconds'],
  ["seconds that are empty", { token: "abc", expires_in: "" }, '"expires_in" is not a duration in seconds'],
  ["seconds beyond the year 9999", { token: "abc", expires_in: 1e15 }, '"expires_in" is not a duration in seconds'],
  [
    "a date that is NaN",
    { token: "abc", expiresAt: NaN },
    '"expiresAt" is not a date in epoch s or ms, ISO 8601 or HTTP form',
  ],
  [
    "an endless date",
    { token: "abc", expiresAt: Infinity },
    '"expiresAt" is not a date in epoch s or ms, ISO 8601 or HTTP form',
  ],
  [
    "a date before all dates",
    { token: "abc", expiresAt: -Infinity },
    '"expiresAt" is not a date in epoch s or ms, ISO 8601 or HTTP form',
  ],
  [
    "a date below zero",
    { token: "abc", expiresOn: -NOW },
    '"expiresOn" is not a date in epoch s or ms, ISO 8601 or HTTP form',
  ],
  [
    "a duration as a date",
    { token: "abc", expiresAt: 3_600 },
    '"expiresAt" is not a date in epoch s or ms, ISO 8601 or HTTP form',
  ],
  [
    "a date after the year 9999",
    { token: "abc", expiresAt: NOW * 1_000 },
    '"expiresAt" is not a date in epoch s or ms, ISO 8601 or HTTP form',
  ],
  [
    "a date that is none",
    { token: "abc", expiresAt: new Date(NaN) },
    '"expiresAt" is not a date in epoch s or ms, ISO 8601 or HTTP form',
  ],
  [
    "a date that is a word",
    { token: "abc", expiresOn: "tomorrow" },
    '"expiresOn" is not a date in epoch s or ms, ISO 8601 or HTTP form',
  ],
  [
    "a date that is empty",
    { token: "abc", expiresOn: "" },
    '"expiresOn" is not a date in epoch s or ms, ISO 8601 or HTTP form',
  ],
  [
    "a date that is an object",
    { token: "abc", expiresOn: {} },
    '"expiresOn" is not a date in epoch s or ms, ISO 8601 or HTTP form',
  ],
  [
    "a hint that is no date",
    { token: "abc", refreshAt: "later" },
    '"refreshAt" is not a date in epoch s or ms, ISO 8601 or HTTP form',
  ],
  ["a hint that is no duration", { token: "abc", refresh_in: "later" }, '"refresh_in" is not a duration in seconds'],
];

describe("wrong things", () => {
  test.for(WRONG)("R56 R10 %s", ([, input, says]) => {
    expect(() => read(input)).toThrow(
      expect.objectContaining({
        code: "ERR_TOKEN_UNUSABLE",
        action: "fixConfig",
        retryable: false,
        message: `No usable token: ${says}`,
        remedy:
          "Return a token string, { token, expiresOn }, { access_token, expires_in } or the Response; null: signed out.",
      }),
    );
  });

  test("R56 anything gives a token or ERR_TOKEN_UNUSABLE, and is never quoted", () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.record({ token: fc.anything(), expiresAt: fc.anything(), expiresIn: fc.anything() }),
    );
    fc.assert(
      fc.property(anything, (input) => {
        const outcome = ((): string => {
          try {
            return typeof read(input).value;
          } catch (error) {
            return (error as { code: string }).code;
          }
        })();
        expect(["string", "ERR_TOKEN_UNUSABLE"]).toContain(outcome);
      }),
      { numRuns: 500 },
    );
  });
});

describe("dates", () => {
  test("R10 whatever number stands there, the expiry is a date of this world or the field is named", () => {
    const dates = fc.constantFrom("expiresAt", "expiresOn");
    const numbers = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.integer({ min: 0, max: 2 ** 50 }),
      fc.constantFrom(1e9, 1e11 - 1, 1e11, LATEST_MS, LATEST_MS + 1),
    );
    fc.assert(
      fc.property(dates, numbers, (key, number) => {
        const expected = number >= 1e9 && number < 1e11 ? number * S : number;
        if (expected >= 1e11 && expected <= LATEST_MS)
          expect(read({ token: "abc", [key]: number }).expiresAt).toBe(Math.floor(expected));
        else
          expect(() => read({ token: "abc", [key]: number })).toThrow(
            `"${key}" is not a date in epoch s or ms, ISO 8601 or HTTP form`,
          );
      }),
      { numRuns: 500 },
    );
  });

  const HOUR_LATER = NOW + 3_600 * S;
  test.for([
    ["ms", HOUR_LATER],
    ["seconds", HOUR_LATER / S],
    ["seconds as text", String(HOUR_LATER / S)],
    ["ms as text", String(HOUR_LATER)],
    ["a Date", new Date(HOUR_LATER)],
    ["a date of a library's own", { valueOf: () => HOUR_LATER }],
    ["an ISO date", new Date(HOUR_LATER).toISOString()],
    ["an HTTP date", new Date(HOUR_LATER).toUTCString()],
  ] as const)("R10 an instant may be given in %s", ([, instant]) => {
    expect(read({ token: "abc", expiresOn: instant })).toMatchObject({ value: "abc", expiresAt: HOUR_LATER });
  });

  test.for([
    ["expiresIn", 3_600],
    ["expires_in", 3_600],
    ["expires_in", "3600"],
    ["expires_in", "3600.0"],
  ] as const)("R20 %s counts from the start of the fetch: %s", ([key, seconds]) => {
    expect(read({ access_token: "abc", [key]: seconds }).expiresAt).toBe(STARTED + 3_600 * S);
  });

  test("R97 of all ends that are stated the earliest counts", () => {
    const token = jwt({ iat: NOW / S - 60, exp: NOW / S + 60 });
    expect(read(token).expiresAt).toBe(NOW + 60 * S);
    expect(read({ token, expiresOn: HOUR_LATER }).expiresAt).toBe(NOW + 60 * S);
    expect(read({ token, expiresOn: HOUR_LATER, expires_in: 30 }).expiresAt).toBe(STARTED + 30 * S);
    expect(read({ token, expiresOn: NOW + 5 * S, expires_in: 30 }).expiresAt).toBe(NOW + 5 * S);
    expect(read({ token, expiresOn: null, expires_in: undefined }).expiresAt).toBe(NOW + 60 * S);
  });

  test("the issue that the token states is its issue where the answer gives a duration", () => {
    const expiresAt = STARTED + 30 * S;
    const token = jwt({ iat: STARTED / S - 30, exp: STARTED / S + 30 });
    expect(read({ token, expires_in: 30 })).toMatchObject({ expiresAt, issuedAt: expiresAt - 60 * S });
    for (const claims of [{ iat: NOW / S }, { exp: NOW / S + 60 }, {}])
      expect(read({ token: jwt(claims), expires_in: 30 })).toMatchObject({ expiresAt, issuedAt: STARTED });
  });

  test.for([
    [LATEST_MS, LATEST_MS],
    [LATEST_MS + 1, undefined],
    [1, 1],
    [0, undefined],
    [-1, undefined],
    [NaN, undefined],
    [undefined, undefined],
  ] as const)("R10 a reader of the app's own that says %s", ([said, expiresAt]) => {
    const own = (): { expiresAt: number | undefined } => ({ expiresAt: said });
    expect(readInput("abc", own, { receivedAt: NOW }).expiresAt).toBe(expiresAt);
  });

  test("R10 seconds as text are plain numbers", () => {
    for (const text of ["0", "12.50"])
      expect(read({ token: "abc", expiresIn: text }).expiresAt).toBe(STARTED + Number(text) * S);
    for (const text of ["x12", "12x", "1e3", "12.", ".5", "-1", "0x10", " 1"])
      expect(() => read({ token: "abc", expiresIn: text })).toThrow('"expiresIn" is not a duration in seconds');
  });

  const NONSENSE = [{ refreshIn: -5 }, { ttl: "" }, { expires: false }, { expires_in: "soon" }, { refreshAt: {} }];
  test.for(NONSENSE)("R10 nonsense is ignored beside another end: %j", (nonsense) => {
    expect(read({ token: "abc", ...nonsense, expiresAt: HOUR_LATER }).expiresAt).toBe(HOUR_LATER);
    expect(read({ token: jwt({ exp: HOUR_LATER / S }), ...nonsense }).expiresAt).toBe(HOUR_LATER);
    const [name] = Object.keys(nonsense);
    expect(() => read({ token: "abc", ...nonsense })).toThrow(`"${name!}" is not a d`);
  });

  test("R10 a date beside the token may be null, as MSAL has it", () => {
    const answer: { accessToken: string; expiresOn: Date | null } = { accessToken: "abc", expiresOn: null };
    const input: TokenInput = answer;
    expect(read(input).expiresAt).toBeUndefined();
  });

  test("R10 an instant is a whole ms, whatever is said and whatever the clock", () => {
    const arrival = { startedAt: NOW, receivedAt: NOW };
    for (const said of [{ expires_in: 3599.123456 }, { ttl: "60.0007" }, { expiresAt: NOW / S + 60.123456 }]) {
      const { expiresAt, issuedAt } = readInput({ token: "abc", ...said, refreshIn: 1.23456 }, readJwt, arrival);
      expect([expiresAt! % 1, (issuedAt ?? 0) % 1]).toEqual([0, 0]);
    }
    const own = readInput("abc", () => ({ expiresAt: NOW + 60_000.5, issuedAt: NOW - 0.5 }), arrival);
    expect([own.expiresAt! % 1, own.issuedAt! % 1]).toEqual([0, 0]);
  });

  test("R11 a hint is a duration or an instant", () => {
    expect(read({ token: "abc", refresh_in: 60, expires_in: 600 }).refreshAt).toBe(STARTED + 60 * S);
    expect(read({ token: "abc", refreshIn: 60, refreshAt: HOUR_LATER }).refreshAt).toBe(STARTED + 60 * S);
    expect(read({ token: "abc", refreshAt: HOUR_LATER }).refreshAt).toBe(HOUR_LATER);
    expect(read("abc").refreshAt).toBeUndefined();
  });
});

describe("right things", () => {
  const EXPIRES_ON = NOW + 3_600 * S;
  test.for([
    ["a bare token", "abc", undefined],
    ["a bare token with a line end", "abc\n", undefined],
    ["ACS", { token: "abc", expiresOn: new Date(EXPIRES_ON).toISOString() }, EXPIRES_ON],
    ["Twilio", { token: "abc", identity: "alice" }, undefined],
    ["OAuth", { access_token: "abc", token_type: "Bearer", expires_in: 3_609 }, EXPIRES_ON],
    ["MSAL", { accessToken: "abc", expiresOn: new Date(EXPIRES_ON) }, EXPIRES_ON],
    ["an Agora token of many lines? no: one", { token: "007abc+/=" }, undefined],
  ] as const)("%s", ([, input, expiresAt]) => {
    expect(read(input)).toMatchObject({ value: expect.stringMatching(/^(abc|007abc\+\/=)$/) });
    expect(read(input).expiresAt).toBe(expiresAt);
  });

  test("what looks like a mistake only in its middle is a token", () => {
    for (const value of ["annull", "nullx", "xNaN", 'a"b', "a{", "a[", "a<b", "Bearerabc"])
      expect(read(value).value).toBe(value);
  });

  test("128 KiB are a token still", () => {
    expect(read("a".repeat(128 * 1024)).value).toHaveLength(128 * 1024);
  });
});
