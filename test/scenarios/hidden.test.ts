/**
 * Hidden pages, whose timers the browser throttles.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { Environment } from "../../src/environment.ts";
import { TokenManager } from "../../src/manager.ts";
import { virtualEnvironment } from "../../src/testing.ts";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, type StageOptions, started } from "../support/stage.ts";

/** A machine whose hidden pages get one timer callback a minute, at the full minute. */
function throttling(): Pick<StageOptions, "env" | "environment"> {
  const env = virtualEnvironment();
  const setTimer: Environment["setTimer"] = (callback, delayMs) => {
    const dueMs = env.monotonicNow() + delayMs;
    return env.setTimer(callback, env.isHidden() ? Math.ceil(dueMs / MINUTE) * MINUTE - env.monotonicNow() : delayMs);
  };
  return { env, environment: { setTimer } };
}

/** How many requests an hour takes, hidden or not. */
async function requestsInAnHour(lifetimeMs: number, isHidden: boolean): Promise<number> {
  const { env, source, tokens } = stage({ lifetimeMs, latencyMs: 200 });
  void tokens.start();
  if (isHidden) env.hide();
  await env.pass(HOUR);
  return source.requests.length;
}

describe("hidden", () => {
  test.each([20, 60, 120, 300, 600, 900, 3600])(
    "R261 hidden with punctual timers, tokens of %i s cost what they cost a visible page",
    async (lifetimeS) => {
      const visible = await requestsInAnHour(lifetimeS * SECOND, false);
      expect(await requestsInAnHour(lifetimeS * SECOND, true)).toBe(visible);
    },
  );

  test("R28 R261 where the timers of a hidden page come late, the lead is 90 s longer", async () => {
    const { env, journal, tokens } = await started(throttling());
    env.hide();
    await env.pass(10 * MINUTE);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "480s refreshed t2 (willExpire)"]);
    expect(tokens.state.freshness).toBe("fresh");
  });

  test("R28 the first timer that comes late inside the longer lead refreshes at once; shown again, nothing is fetched twice", async () => {
    const { env, journal } = await started(throttling());
    await env.pass(500 * SECOND);
    env.hide();
    await env.pass(41 * SECOND); // the look after it, due at 500.1 s, comes at 540 s
    env.show();
    await env.pass(10 * MINUTE);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "540s refreshed t2 (willExpire)",
      "1110s willExpire t2",
      "1110s refreshed t3 (willExpire)",
    ]);
  });

  test("R28 shown again in time, the lead shrinks back; and so it does when the timers are punctual again", async () => {
    const stage = throttling();
    const { env, tokens, journal } = await started(stage);
    const refreshAtS = (): number => (tokens.state.refreshAt! - env.trueNow()) / SECOND;
    env.hide();
    await env.pass(400 * SECOND);
    expect(refreshAtS()).toBe(80);
    env.show();
    await env.pass(SECOND);
    expect(refreshAtS()).toBe(169);
    await env.pass(169 * SECOND);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "570s willExpire t1", "570s refreshed t2 (willExpire)"]);
  });

  test("R28 throttled, a short token is not refreshed at less than half its life", async () => {
    const { env, source } = await started({ ...throttling(), lifetimeMs: 2 * MINUTE });
    env.hide();
    await env.pass(3 * MINUTE + SECOND);
    expect(requestsOf(source)).toEqual(["0s initial", "60s willExpire", "120s willExpire", "180s willExpire"]);
  });

  test.each([
    { lifetimeMs: HOUR, sleepMs: 8 * HOUR, awakeAt: 100 * SECOND },
    { lifetimeMs: HOUR, sleepMs: 59 * MINUTE, awakeAt: 51 * SECOND },
    { lifetimeMs: 24 * HOUR, sleepMs: 24 * HOUR, awakeAt: HOUR },
    { lifetimeMs: 2 * MINUTE, sleepMs: 10 * MINUTE, awakeAt: SECOND },
  ])(
    "R260 hidden while the machine slept, its monotonic clock standing still: fresh within a minute ($lifetimeMs ms)",
    async ({ lifetimeMs, sleepMs, awakeAt }) => {
      const { env, source, tokens } = await started({ lifetimeMs });
      env.hide();
      await env.pass(awakeAt);
      const before = source.requests.length;
      env.sleep(sleepMs);
      await env.pass(MINUTE);
      expect(source.requests.length).toBe(before + 1);
      expect(source.accepts(tokens.peek()!.value)).toBe(true);
      expect(tokens.state.freshness).toBe("fresh");
    },
  );

  test("R260 the looks of a hidden page are at most one in 50 s, and cost no request", async () => {
    const { env, source, tokens } = await started({ lifetimeMs: 24 * HOUR });
    let looks = 0;
    const counted = new TokenManager({
      fetchToken: source.fetchToken,
      initialToken: tokens.peek()!.value,
      environment: {
        ...env,
        setTimer: (callback, delayMs) =>
          env.setTimer(() => {
            looks++;
            callback();
          }, delayMs),
      },
    });
    await counted.start();
    env.hide();
    await env.pass(HOUR);
    expect([looks, source.requests.length]).toEqual([72, 1]); // the first one is that at the page that was hidden
  });

  test("R29 hiddenPolicy 'pause' fetches nothing while hidden, and the first caller after it gets a new token", async () => {
    const { env, source, tokens, journal } = await started({ hiddenPolicy: "pause" });
    env.hide();
    await env.pass(HOUR);
    expect(requestsOf(source)).toEqual(["0s initial"]);
    expect(tokens.state.heldBackBy).toBe("hidden");
    env.show();
    expect(source.accepts(await tokens.getToken())).toBe(true);
    await env.pass(MINUTE);
    expect(requestsOf(source)).toEqual(["0s initial", "3600s expired"]);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "600s expired t1",
      "3600s refreshed t2 (expired)",
    ]);
  });
});
