/**
 * The arithmetic of a token's life.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cappedLeadMs,
  drawLeadMs,
  elapsedMs,
  type Instant,
  intervalMs,
  jitteredMs,
  lifeMs,
  type Policy,
  remainingMs,
  serverWaitMs,
} from "../../src/core/schedule.ts";
import { Token } from "../../src/token.ts";
import { DEFAULTS } from "../../src/options.ts";
import { virtualEnvironment } from "../../src/testing.ts";

const NOW = 1_000_000_000_000;
const at = (wallMs: number, monoMs = wallMs): Instant => ({ wallMs: NOW + wallMs, monoMs });
/** Issued and received at `NOW`. */
const living = (ms: number): Token => new Token("opaque", { issuedAt: NOW, receivedAt: NOW, expiresAt: NOW + ms });

describe("two clocks", () => {
  test.each([
    { name: "both run", now: at(5_000), ms: 5_000 },
    { name: "R21 the wall clock was set back an hour", now: at(5_000 - 3_600_000, 5_000), ms: 5_000 },
    { name: "R22 the wall clock was set forward", now: at(65_000, 5_000), ms: 65_000 },
    { name: "R24 the monotonic clock stood still in a sleep", now: at(28_805_000, 5_000), ms: 28_805_000 },
  ])("$name: the longer time counts", ({ now, ms }) => {
    expect(elapsedMs(at(0), now)).toBe(ms);
    expect(remainingMs(living(60_000), at(0), now)).toBe(60_000 - ms);
  });

  test("R15 a token without an expiry never ends", () => {
    const endless = new Token("opaque", { receivedAt: NOW });
    expect(remainingMs(endless, at(0), at(1e12))).toBe(Infinity);
    expect(lifeMs(endless)).toBe(Infinity);
  });
});

describe("leads", () => {
  test("R5 the life counts from issue, and from receipt where the issue is unknown", () => {
    const dates = { receivedAt: NOW + 400_000, expiresAt: NOW + 600_000 };
    expect(lifeMs(new Token("opaque", { ...dates, issuedAt: NOW }))).toBe(600_000);
    expect(lifeMs(new Token("opaque", dates))).toBe(200_000);
  });

  test.each([
    { life: 600_000, lead: 30_000 },
    { life: 60_000, lead: 30_000 },
    { life: 20_000, lead: 10_000 },
    { life: 1_000, lead: 500 },
  ])("R5 a lead of 30 s is $lead ms for a token of $life ms", ({ life, lead }) => {
    expect(cappedLeadMs(30_000, living(life))).toBe(lead);
  });

  const policy = (refreshLeadMs: Policy["refreshLeadMs"]): Policy => ({ ...DEFAULTS, refreshLeadMs });
  test.each([
    { name: "a number", option: 45_000, life: 600_000, range: [45_000, 45_000] },
    { name: "a range", option: { min: 60_000, max: 90_000 }, life: 600_000, range: [60_000, 90_000] },
    { name: "a range that is too long", option: { min: 60_000, max: 1e9 }, life: 600_000, range: [60_000, 300_000] },
    { name: "a range that is all too long", option: { min: 1e8, max: 1e9 }, life: 600_000, range: [300_000, 300_000] },
    { name: "spread", option: "spread", life: 600_000, range: [30_000, 300_000] },
    { name: "spread of a short life", option: "spread", life: 20_000, range: [10_000, 10_000] },
  ] as const)("R12 $name is drawn between its ends, never above half the life", ({ option, life, range }) => {
    const [min, max] = range;
    expect(drawLeadMs(policy(option), living(life), 0)).toBe(min);
    expect(drawLeadMs(policy(option), living(life), 0.5)).toBe((min + max) / 2);
    expect(drawLeadMs(policy(option), living(life), 1)).toBe(max);
  });

  test("R12 R15 nothing is drawn for a token without an end", () => {
    const endless = new Token("opaque", { receivedAt: NOW });
    expect(drawLeadMs(policy("spread"), endless, 0.5)).toBe(0);
  });

  test.each([1, 2, 3])("R12 10,000 clients spread evenly over the window (seed %i)", (seed) => {
    const { random } = virtualEnvironment({ seed });
    const bins = new Array<number>(20).fill(0);
    for (let client = 0; client < 10_000; client++) {
      const leadMs = drawLeadMs(policy("spread"), living(600_000), random());
      bins[Math.floor((leadMs - 30_000) / 13_500)]!++; //      270 s in 20 parts
    }
    const chiSquare = bins.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
    expect(chiSquare).toBeLessThan(43.82); //                    19 degrees of freedom, p = 0.001
  });
});

describe("waits", () => {
  test.each([
    { life: 3_600_000, ms: 10_000 },
    { life: 20_000, ms: 10_000 },
    { life: 5_000, ms: 2_500 },
    { life: 2_000, ms: 1_000 },
    { life: 1_000, ms: 1_000 },
    { life: 1, ms: 1_000 },
  ])("R7 after a token of $life ms the next fetch may start $ms ms later", ({ life, ms }) => {
    expect(intervalMs(10_000, living(life))).toBe(ms);
  });

  test("R7 of a token that came late only what was left counts; one without an expiry takes the whole interval", () => {
    const late = new Token("opaque", { issuedAt: NOW - 590_000, receivedAt: NOW, expiresAt: NOW + 8_000 });
    expect(intervalMs(10_000, late)).toBe(4_000);
    expect(intervalMs(10_000, new Token("opaque", { receivedAt: NOW }))).toBe(10_000);
  });

  test("R13 a wait is half to all of its nominal length, doubled for each failure up to a limit", () => {
    const waits = (chance: number): number[] => [1, 2, 3, 4, 5, 50].map((n) => jitteredMs(1_000, 2, 8_000, n, chance));
    expect(waits(0)).toEqual([500, 1_000, 2_000, 4_000, 4_000, 4_000]);
    expect(waits(0.5)).toEqual([750, 1_500, 3_000, 6_000, 6_000, 6_000]);
    expect(waits(1)).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });

  test("R13 a wait is a whole number of ms that a timer takes, whatever it is made of", () => {
    const positive = fc.integer({ min: 1, max: 3_600_000 });
    fc.assert(
      fc.property(
        positive,
        positive,
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (min, max, n, chance) => {
          const waitMs = jitteredMs(min, 2, max, n, chance);
          expect(Number.isSafeInteger(waitMs)).toBe(true);
          expect(waitMs).toBeLessThanOrEqual(max);
          expect(waitMs).toBeGreaterThanOrEqual(Math.floor(Math.min(min, max) / 2));
        },
      ),
    );
  });

  test.each([
    { asked: 45_000, shortest: 45_000, longest: 49_500 },
    { asked: 1, shortest: 1_000, longest: 1_100 },
    { asked: 86_400_000, shortest: 3_600_000, longest: 3_960_000 },
    { asked: Infinity, shortest: 3_600_000, longest: 3_960_000 },
  ])("R49 Retry-After of $asked ms: within 1 s and 1 h, jitter only on top", ({ asked, shortest, longest }) => {
    expect(serverWaitMs(asked, 0)).toBe(shortest);
    expect(serverWaitMs(asked, 1)).toBe(longest);
  });
});
