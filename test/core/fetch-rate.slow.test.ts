/**
 * How often a token is fetched in a day, and how long the alarm is ever set for: `decide` alone, no manager.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide } from "../../src/core/decide.ts";
import { nextWakeMs } from "../../src/core/timetable.ts";
import { type Context, INITIAL_STATE, type Input, type State } from "../../src/core/state.ts";
import { Token } from "../../src/token.ts";
import { DEFAULTS } from "../../src/options.ts";

const DAY = 86_400_000;
const T0 = Date.UTC(2026, 0, 1);

/** Instants of all fetches, each answered at once with a token of `lifetimeMs`, and all alarms that were set. */
function live(lifetimeMs: number, untilMs: number, hidden = false): { fetchedMs: number[]; alarmsMs: number[] } {
  const fetchedMs: number[] = [];
  const alarmsMs: number[] = [];
  let state: State = INITIAL_STATE;
  let nowMs = 0;
  const context = (): Context => ({ now: { wallMs: T0 + nowMs, monoMs: nowMs }, hidden, online: true, chance: 0 });
  const step = (input: Input): void => {
    const decision = decide(state, input, context(), DEFAULTS);
    state = decision.state;
    for (const effect of decision.effects) {
      if (effect.do !== "fetch") continue;
      fetchedMs.push(nowMs);
      const [issuedAt, receivedAt] = [T0 + nowMs, T0 + nowMs];
      const token = new Token(`token ${fetchedMs.length}`, { issuedAt, receivedAt, expiresAt: issuedAt + lifetimeMs });
      const { id: flightId, reason } = effect.flight;
      step({ type: "asked" });
      const { serial } = state;
      step({ type: "fetched", candidate: { token }, serial, reason, source: "fetcher", attempt: 1, flightId });
    }
  };
  step({ type: "start" });
  for (;;) {
    const delayMs = nextWakeMs(state, context(), DEFAULTS);
    if (delayMs === undefined) throw new Error(`nothing is due any more: ${state.phase}`);
    alarmsMs.push(delayMs);
    nowMs += delayMs;
    if (nowMs >= untilMs) return { fetchedMs, alarmsMs };
    step({ type: "wake" });
  }
}

describe("in a day", () => {
  test.each([
    { life: 2.5, every: 1.25 },
    { life: 5, every: 2.5 },
    { life: 20, every: 10 },
    { life: 30, every: 15 },
    { life: 60, every: 30 },
    { life: 90, every: 60 },
    { life: 600, every: 570 },
  ])("R5 tokens of $life s are fetched every $every s", ({ life, every }) => {
    const { fetchedMs } = live(life * 1_000, DAY);
    const count = Math.ceil(86_400 / every);
    expect(fetchedMs).toEqual(Array.from({ length: count }, (_, index) => index * every * 1_000));
  });

  test.each([1_000, 2_000])("R5 R121 tokens of %i ms are fetched as often as a manager ever asks", (lifetimeMs) => {
    const { fetchedMs } = live(lifetimeMs, DAY);
    const gapsMs = fetchedMs.slice(1).map((ms, index) => ms - fetchedMs[index]!);
    expect(Math.min(...gapsMs)).toBe(1_000); // the shortest interval there is
    for (let from = 0; from < DAY; from += 60_000) {
      const inTenMinutes = fetchedMs.filter((ms) => ms >= from && ms < from + 600_000).length;
      expect(inTenMinutes).toBeLessThanOrEqual(600);
    }
  });

  test("R5 whatever the life, fetches are no closer than half of it, nor than a second", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_100, max: 600_000 }), (lifetimeMs) => {
        const { fetchedMs } = live(lifetimeMs, 50 * lifetimeMs);
        const gapsMs = fetchedMs.slice(1).map((ms, index) => ms - fetchedMs[index]!);
        expect(gapsMs.length).toBeGreaterThan(24);
        expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(Math.max(1_000, lifetimeMs / 2));
      }),
    );
  });
});

describe("alarms", () => {
  test.each([25, 30, 365])("R6 a token of %i days: a look a minute while visible, hardly more while hidden", (days) => {
    const lifetimeMs = days * DAY;
    const visible = live(lifetimeMs, DAY);
    expect(visible.fetchedMs).toEqual([0]);
    expect(new Set(visible.alarmsMs)).toEqual(new Set([60_000]));

    const hidden = live(lifetimeMs, DAY, true);
    expect(hidden.fetchedMs).toEqual([0]);
    expect(new Set(hidden.alarmsMs)).toEqual(new Set([50_000]));
  });
});
