/**
 * Whose clock is wrong, and what that does to a token's dates.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TokenClaims } from "../../src/core/read/jwt.ts";
import { type Arrival, toLocalDates } from "../../src/core/skew.ts";

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 0, 1, 12);
const life = (issuedAt: number): { issuedAt: number; expiresAt: number } => ({ issuedAt, expiresAt: issuedAt + HOUR });

/** A server time that is proven to be that of the answer. */
const proven = (ms: number): Partial<Arrival> => ({ said: ms, serverNow: ms, latestNow: ms });

/** The token's own dates on the local clock, and how far that is off. A server time is a proven one. */
function toLocalTime(claims: TokenClaims, arrival: Arrival): TokenClaims & { skewMs?: number } {
  const { serverNow } = arrival;
  const known = serverNow === undefined ? arrival : { ...arrival, ...proven(serverNow) };
  const { issuedAt, expiresAt, skewMs } = toLocalDates(claims, [], [], known);
  return { ...(issuedAt && { issuedAt }), ...(expiresAt && { expiresAt }), ...(skewMs && { skewMs }) };
}

describe("by the token alone", () => {
  const fetched = { startedAt: NOON, receivedAt: NOON + 200 };

  test.each([
    { name: "issued as the fetch began", issuedAt: NOON },
    { name: "R19 old, and still alive: from a cache", issuedAt: NOON - HOUR + 1 },
    { name: "R19 half used up", issuedAt: NOON - HOUR / 2 },
  ])("$name: its dates are taken as they are", ({ issuedAt }) => {
    expect(toLocalTime(life(issuedAt), fetched)).toEqual(life(issuedAt));
  });

  test.each([
    { name: "a clock 10 h ahead: dead on arrival", issuedAt: NOON - 10 * HOUR },
    { name: "dead at the very start", issuedAt: NOON - HOUR },
    { name: "a clock 10 h behind: issued in the future", issuedAt: NOON + 10 * HOUR },
    { name: "issued 1 ms in the future", issuedAt: NOON + 201 },
  ])("R18 $name: anchored at the start of the request", ({ issuedAt }) => {
    expect(toLocalTime(life(issuedAt), fetched)).toEqual({ ...life(NOON), skewMs: NOON - issuedAt });
  });

  test.each([100, 200])("R97 issued %i ms after the request began: its life is counted from there", (ms) => {
    expect(toLocalTime(life(NOON + ms), fetched)).toEqual(life(NOON));
  });

  test("R9 a token that dies between the start and the end of its fetch stays dead", () => {
    const claims = { issuedAt: NOON - HOUR + 100, expiresAt: NOON + 100 };
    expect(toLocalTime(claims, fetched)).toEqual(claims);
  });

  test("R19 a dead token that the app hands over by itself is dead: nobody asked for it just now", () => {
    const claims = life(NOON - 2 * HOUR);
    expect(toLocalTime(claims, { receivedAt: NOON })).toEqual(claims);
  });

  test.each([{ expiresAt: NOON - HOUR }, { issuedAt: NOON - HOUR }, {}])("half a life proves nothing: %o", (claims) => {
    expect(toLocalTime(claims, fetched)).toEqual(claims);
  });
});

describe("by the server's time", () => {
  test.each([
    { name: "in the same second", serverNow: NOON, startedAt: NOON + 999, receivedAt: NOON + 999 },
    { name: "stamped at the end of a slow fetch", serverNow: NOON, startedAt: NOON - 9_000, receivedAt: NOON },
    { name: "stamped at its start", serverNow: NOON, startedAt: NOON, receivedAt: NOON + 9_000 },
  ])("R23 $name: both clocks can be right", ({ serverNow, ...fetch }) => {
    const local = toLocalTime(life(NOON), { ...fetch, serverNow });
    expect(local).toEqual(life(Math.min(NOON, fetch.startedAt)));
  });

  test.each([10 * HOUR, 30_000, 1_500])(
    "R18 a clock %i ms ahead is measured, less the second that was cut off",
    (by) => {
      const arrival = { startedAt: NOON + by, receivedAt: NOON + by + 100, serverNow: NOON };
      expect(toLocalTime(life(NOON), arrival)).toEqual({ ...life(NOON + by - 1_000), skewMs: by - 1_000 });
    },
  );

  test.each([10 * HOUR, 30_000, 1_500])("R18 a clock %i ms behind is measured from the start of the fetch", (by) => {
    const arrival = { startedAt: NOON - by, receivedAt: NOON - by + 100, serverNow: NOON };
    expect(toLocalTime(life(NOON), arrival)).toEqual({ ...life(NOON - by - 1_000), skewMs: -by - 1_000 });
  });

  test("R19 a cached token gains nothing from a wrong clock: the server says how old it is", () => {
    const arrival = { startedAt: NOON + 10 * HOUR, receivedAt: NOON + 10 * HOUR, serverNow: NOON };
    const { expiresAt } = toLocalTime(life(NOON - HOUR / 2), arrival);
    expect(expiresAt).toBe(arrival.receivedAt + HOUR / 2 - 1_000);
  });

  test("R18 a dead token is dead where the server's time says that the clock is right", () => {
    const claims = life(NOON - 2 * HOUR);
    expect(toLocalTime(claims, { startedAt: NOON, receivedAt: NOON, serverNow: NOON })).toEqual(claims);
  });

  test("R23 whatever the two clocks say, a token does not outlive its `exp` by the server's", () => {
    const ms = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
    const skew = fc.integer({ min: -30 * HOUR, max: 30 * HOUR });
    fc.assert(
      fc.property(skew, ms(10_000), ms(10_000), ms(999), ms(HOUR - 1), (skewMs, toMs, backMs, fraction, ageMs) => {
        // True instants: the fetch starts, the server stamps its answer, the answer arrives.
        const stampedAt = NOON + fraction;
        const startedAt = stampedAt - toMs;
        const claims = life(stampedAt - ageMs);
        const { expiresAt } = toLocalTime(claims, {
          startedAt: startedAt + skewMs,
          receivedAt: stampedAt + backMs + skewMs,
          serverNow: Math.floor(stampedAt / 1_000) * 1_000,
        });
        // A clock that is behind by no more than the way back and the cut-off second looks right.
        const overMs = expiresAt! - skewMs - claims.expiresAt;
        expect(overMs).toBeLessThanOrEqual(-skewMs <= backMs + fraction ? Math.max(0, -skewMs) : 0);
      }),
    );
  });

  // Nothing is issued in the future: a server time long before the token's issue is the one that is wrong.
  test.each([0, NOON - 24 * HOUR, NOON - HOUR])(
    "R23 a server time (%i) before the token was issued lends it no life",
    (serverNow) => {
      const claims = life(NOON);
      const { expiresAt } = toLocalTime(claims, { startedAt: NOON, receivedAt: NOON + 200, serverNow });
      expect(expiresAt).toBeLessThanOrEqual(claims.expiresAt + 200);
    },
  );

  test("R23 a server time up to a minute before the token was issued is another machine's: the issue counts", () => {
    const ahead = { startedAt: NOON + 10 * HOUR, receivedAt: NOON + 10 * HOUR + 200 };
    const near = toLocalTime(life(NOON), { ...ahead, serverNow: NOON - 59_999 });
    expect(near).toEqual({ ...life(ahead.startedAt - 1_000), skewMs: 10 * HOUR - 1_000 });
    // One ms more, and the token alone tells: dead on arrival, so anchored at the start.
    const far = toLocalTime(life(NOON), { ...ahead, serverNow: NOON - 60_000 });
    expect(far).toEqual({ ...life(ahead.startedAt), skewMs: 10 * HOUR });
  });
});

describe("by what stands beside a token", () => {
  const fetched = { startedAt: NOON, receivedAt: NOON + 200 };

  test("R18 an end that was over before anybody asked tells a wrong clock as well", () => {
    const beside = [{ name: "expiresAt", at: NOON - 9 * HOUR }];
    const dates = toLocalDates({ issuedAt: NOON - 10 * HOUR }, beside, [], fetched);
    expect(dates).toMatchObject({ issuedAt: NOON, expiresAt: NOON + HOUR, skewMs: 10 * HOUR });
  });

  test("R97 a token that had ended by a clock that is proven right is dead, whatever life stands beside it", () => {
    const live = { ...fetched, ...proven(NOON) };
    const dates = toLocalDates({ expiresAt: NOON - HOUR }, [{ name: "expires_in", inMs: HOUR }], [], live);
    expect(dates).toMatchObject({ expiresAt: NOON - HOUR, skewMs: 0, endsBy: "token" });
  });

  test("R100 the time that a cache had an answer is taken from the life that the token states", () => {
    expect(toLocalTime(life(NOON), { ...fetched, ageMs: HOUR / 6 })).toEqual({
      issuedAt: NOON,
      expiresAt: NOON + HOUR - HOUR / 6,
    });
  });

  test("R23 a server's time says nothing of a token that nobody asked for", () => {
    expect(toLocalTime(life(NOON), { receivedAt: NOON + HOUR / 2, serverNow: NOON - 10 * HOUR })).toEqual(life(NOON));
  });
});
