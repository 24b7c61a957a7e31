/**
 * How long a token lives, whoever says what about it: the token, the answer around it, the clocks and the caches.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { candidateOf } from "../../../src/core/candidate.ts";
import { readJwt } from "../../../src/core/read/jwt.ts";
import type { Arrival } from "../../../src/core/skew.ts";
import type { Candidate } from "../../../src/core/state.ts";

const S = 1_000;
const HOUR = 3_600 * S;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 5, 1, 12);

const jwt = (claims: object): string =>
  [{ alg: "none" }, claims].map((part) => btoa(JSON.stringify(part)).replace(/=+$/, "")).join(".") + ".";

/** A JWT of this many seconds that was issued `ageS` seconds before noon. */
const aged = (lifeS: number, ageS = 0): string => jwt({ iat: NOW / S - ageS, exp: NOW / S - ageS + lifeS });

const read = (input: unknown, arrival: Partial<Arrival> = {}): Candidate =>
  candidateOf(input, readJwt, { startedAt: NOW, receivedAt: NOW + 200, ...arrival });

/** Seconds after noon at which it ends. */
const endS = (input: unknown, arrival?: Partial<Arrival>): number => (read(input, arrival).token.expiresAt! - NOW) / S;

const warningsOf = (input: unknown, arrival?: Partial<Arrival>): string[] =>
  (read(input, arrival).warnings ?? []).map(({ code }) => code);

describe("what the token says bounds what is said beside it", () => {
  test.for([
    ["an hour beside a token of 15 min", { access_token: aged(900), expires_in: 3_600 }, 900],
    ["ms where seconds belong", { access_token: aged(3_600), expires_in: 3_600_000 }, 3_600],
    ["ms as text", { accessToken: aged(3_600), expiresIn: "3600000" }, 3_600],
    ["a later date", { token: aged(900), expiresOn: new Date(NOW + HOUR) }, 900],
    ["a later date in seconds", { token: aged(900), expires_at: (NOW + HOUR) / S }, 900],
    ["a longer ttl", { token: aged(900), ttl: 86_400 }, 900],
    ["an earlier date", { token: aged(900), expires: NOW + 300 * S }, 300],
    ["a shorter duration", { token: aged(900), expires_in: 300 }, 300],
    ["a duration alone", { token: "opaque", expires_in: 300 }, 300],
    ["a date alone", { token: "opaque", expiresAt: NOW + 300 * S }, 300],
    ["a token that is 800 s old, in an answer from a cache", { access_token: aged(900, 800), expires_in: 900 }, 100],
  ] as const)("R97 %s", ([, input, seconds]) => {
    expect(endS(input)).toBe(seconds);
  });

  test.each<[what: string, input: unknown, seconds: number]>([
    ["epoch seconds", { token: "opaque", expires_in: NOW / S + 300 }, 300],
    ["epoch seconds as text", { token: "opaque", expires_in: String(NOW / S + 300) }, 300],
    ["epoch ms", { token: "opaque", expiresIn: NOW + 300 * S }, 300],
    ["a date", { token: "opaque", ttl: new Date(NOW + 300 * S).toISOString() }, 300],
    ["the longest duration there is", { token: "opaque", expires_in: 1e9 - 1 }, 1e9 - 1],
  ])("R539 where a duration belongs: %s", (_, input, seconds) => {
    expect(endS(input)).toBe(seconds);
  });

  test("R97 also by a reader of the app's own", () => {
    const readToken = (): object => ({ issuedAt: NOW, expiresAt: NOW + 900 * S });
    const { token } = candidateOf({ token: "007", expires_in: 3_600 }, readToken, { startedAt: NOW, receivedAt: NOW });
    expect(token.expiresAt).toBe(NOW + 900 * S);
  });

  test("R97 the life is counted from the beginning of the request, however slow the answer", () => {
    for (const slowMs of [0, 5 * S, 60 * S]) {
      const issuedAt = NOW + slowMs;
      const token = jwt({ iat: issuedAt / S, exp: issuedAt / S + 900 });
      expect(endS(token, { receivedAt: NOW + slowMs })).toBe(900);
    }
  });
});

describe("a wrong clock of the device", () => {
  const OFFSETS = [61 * S, 15 * 60 * S, 10 * HOUR, DAY, 400 * DAY].flatMap((ms) => [ms, -ms]);

  test.each(OFFSETS)("R98 off by %i ms: expires_in beats exp, and the token lives its whole life", (skewMs) => {
    const arrival = { startedAt: NOW + skewMs, receivedAt: NOW + skewMs + 200 };
    const lifeMs = (input: unknown, more?: Partial<Arrival>): number =>
      read(input, { ...arrival, ...more }).token.expiresAt! - arrival.startedAt;
    // A clock that is ahead by less than the life cannot be told from a cache: the token is renewed early, never dead.
    const wholeMs = skewMs > 0 && skewMs < HOUR ? HOUR - skewMs : HOUR;
    expect(lifeMs({ access_token: aged(3_600), expires_in: 3_600 })).toBe(wholeMs);
    expect(lifeMs(aged(3_600))).toBe(wholeMs);
    expect(lifeMs({ access_token: jwt({ exp: NOW / S + 3_600 }), expires_in: 3_600 })).toBe(wholeMs);
    expect(lifeMs({ access_token: "opaque", expires_in: 3_600 })).toBe(HOUR);
    // The server's time, once it is proven, tells even that; a second is lost to its header.
    const known = { said: NOW, serverNow: NOW, latestNow: NOW };
    expect(Math.abs(lifeMs({ access_token: aged(3_600), expires_in: 3_600 }, known) - HOUR)).toBeLessThanOrEqual(S);
    expect(Math.abs(lifeMs({ token: "opaque", expiresOn: NOW + HOUR }, known) - HOUR)).toBeLessThanOrEqual(S);
  });

  test("R98 with a known server time `exp` is a bound beside expires_in", () => {
    const known = { startedAt: NOW + DAY, receivedAt: NOW + DAY + 200, said: NOW, serverNow: NOW, latestNow: NOW };
    const { token } = read({ access_token: aged(900, 800), expires_in: 900 }, known);
    expect(token.expiresAt! - known.startedAt).toBe(99 * S);
  });

  test("R98 a dead token that the app hands over by itself stays dead, whatever stands beside it", () => {
    const stored = { access_token: jwt({ exp: NOW / S - 60 }), expires_in: 3_600 };
    expect(endS(stored, { startedAt: undefined })).toBe(-60);
  });
});

describe("a contradiction", () => {
  test.for([
    [
      { access_token: aged(900), expires_in: 3_600 },
      'The token ends 2700 s earlier by the token itself ("exp") than by "expires_in"',
    ],
    [
      { token: aged(3_600), expiresOn: NOW + 300 * S },
      'The token ends 3300 s earlier by "expiresOn" than by the token itself ("exp")',
    ],
    [
      { token: "opaque", ttl: 60, expires_at: NOW + 300 * S },
      'The token ends 240 s earlier by "ttl" than by "expires_at"',
    ],
  ] as const)("R99 of more than a minute is told, with both statements: %j", ([input, says]) => {
    const [warning, ...more] = read(input).warnings!;
    expect(more).toEqual([]);
    expect(warning).toMatchObject({ code: "contradiction", message: expect.stringContaining(says) });
    expect(Object.keys(warning!.detail)).toEqual(["byMs"]);
  });

  test("R99 of a minute is none, nor is a duration that a back end has counted down", () => {
    expect(warningsOf({ token: aged(900), expires_in: 960 })).toEqual([]);
    expect(warningsOf({ token: aged(900), expires_in: 840 })).toEqual([]);
    expect(warningsOf({ token: aged(900, 600), expires_in: 300 })).toEqual([]);
    expect(warningsOf({ token: aged(900), expires_in: 961 })).toEqual(["contradiction"]);
  });

  test("R99 a clock that is proven wrong is called so, and contradicts nobody", () => {
    const ahead = { startedAt: NOW + DAY, receivedAt: NOW + DAY };
    expect(warningsOf({ access_token: aged(900), expires_in: 900 }, ahead)).toEqual(["clockSkew"]);
  });
});

describe("an answer that was stored", () => {
  test.for([
    ["its age is known", { ageMs: 800 * S, said: NOW, serverNow: NOW }, 100],
    ["its server time lies back", { said: NOW - 800 * S, serverNow: NOW - 800 * S }, 100],
    ["both", { ageMs: 300 * S, said: NOW - 500 * S, serverNow: NOW - 500 * S }, 100],
    ["an answer before proves it", { said: NOW - 800 * S, serverNow: NOW }, 100],
  ] as const)("R100 %s: a duration has run since then", ([, arrival, seconds]) => {
    expect(endS({ access_token: "opaque", expires_in: 900 }, arrival)).toBe(seconds);
    expect(endS({ access_token: jwt({ exp: NOW / S + 9_000 }), expires_in: 900 }, arrival)).toBe(seconds);
    expect(endS({ access_token: aged(900, 800), expires_in: 900 }, arrival)).toBe(100);
    expect(warningsOf({ access_token: "opaque", expires_in: 900 }, arrival)).toEqual([]);
  });

  test("R100 a token that died in the cache stays dead, and no clock is blamed", () => {
    const stored = { said: NOW - 2 * HOUR, serverNow: NOW - 2 * HOUR };
    for (const input of [aged(900, 7_200), { access_token: aged(900, 7_200), expires_in: 900 }]) {
      expect(endS(input, stored)).toBeLessThan(0);
      expect(warningsOf(input, stored)).not.toContain("clockSkew");
    }
  });

  test("R100 a server's advice has run as well", () => {
    const { refreshAt } = read({ token: "opaque", expires_in: 900, refresh_in: 450 }, { ageMs: 400 * S });
    expect(refreshAt).toBe(NOW + 50 * S);
  });
});

describe("R108 whose word the end is", () => {
  test.for([
    ["opaque", undefined],
    [aged(900), "token"],
    [{ token: aged(900), expires_in: 3_600 }, "token"],
    [{ token: aged(900), expires_in: 60 }, "answer"],
    [{ token: "cookie", expiresIn: 600 }, "answer"],
  ] as const)("%j", ([input, by]) => {
    expect(read(input).endsBy).toBe(by);
  });
});
