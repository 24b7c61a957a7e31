/**
 * When a manager warns and when it fetches, on one token and on a thousand.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { fakeTokens, virtualEnvironment } from "../../src/testing.ts";
import { requestsOf } from "../support/journal.ts";
import { MINUTE, SECOND, stage, started } from "../support/stage.ts";

describe("the warning", () => {
  test("R1 willExpire comes once, 30 s before expiry, and the refresh follows it", async () => {
    const { env, journal } = await started();
    await env.pass(11 * MINUTE);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "570s willExpire t1", "570s refreshed t2 (willExpire)"]);
  });

  test("R1 a token that was replaced before its warning gets none", async () => {
    const { env, tokens, source, journal } = await started();
    await env.pass(569 * SECOND);
    tokens.setToken(source.mint());
    await env.pass(60 * SECOND);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "569s refreshed t2 (app)"]);
  });

  test("R14 timers that are always late do not add up: each warning is as late as one timer", async () => {
    const env = virtualEnvironment();
    const setTimer = (ring: () => void, delayMs: number): unknown => env.setTimer(ring, delayMs + 250);
    const { journal } = await started({ env, environment: { ...env, setTimer } });
    await env.pass(100 * 570.25 * SECOND + SECOND);
    const renewals = Array.from({ length: 100 }, (_, index) => {
      const at = `${(index + 1) * 570.25}s`;
      return [`${at} willExpire t${index + 1}`, `${at} refreshed t${index + 2} (willExpire)`];
    });
    expect(journal).toEqual(["0s refreshed t1 (initial)", ...renewals.flat()]);
  });
});

describe("adopted late", () => {
  test("R4 a token inside its window is warned of once, a moment after setToken(), before the fetch", async () => {
    const { env, tokens, source, journal } = stage();
    await tokens.start();
    tokens.clear();
    source.latencyMs = 2 * SECOND;
    tokens.setToken(source.mint({ ageMs: 580 * SECOND }));
    expect(journal.splice(0)).toEqual(["0s refreshed t1 (initial)", "0s refreshed t2 (app)"]);
    await env.pass(MINUTE);
    expect(journal).toEqual(["0.001s willExpire t2", "2.001s refreshed t3 (willExpire)"]);
    expect(requestsOf(source)).toEqual(["0s initial", "0.001s willExpire"]);
  });

  test("R4 a token that has expired is called expired, not expiring, and replaced at once", async () => {
    const { env, tokens, source, journal } = await started();
    tokens.stop();
    tokens.clear();
    tokens.setToken(source.mint({ ageMs: 660 * SECOND }));
    void tokens.start();
    await env.pass(MINUTE);
    expect(journal.slice(-2)).toEqual(["0s expired t2 60s late", "0s refreshed t3 (expired)"]);
  });

  test.each([
    { ageMs: 580 * SECOND, event: "willExpire t1", reason: "willExpire" },
    { ageMs: 660 * SECOND, event: "expired t1 60s late", reason: "expired" },
  ])("R4 an initialToken of age $ageMs ms is judged at start()", async ({ ageMs, event, reason }) => {
    const env = virtualEnvironment();
    const source = fakeTokens(env);
    const { tokens, journal } = stage({ env, source, initialToken: source.mint({ ageMs }) });
    expect(env.timers).toBe(0);
    void tokens.start();
    await env.pass(SECOND);
    expect(journal).toEqual([`0s ${event}`, `0s refreshed t2 (${reason})`]);
  });
});
