/**
 * Callers who want another token although the one in hand is good for long.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { explain } from "../../src/explain.ts";
import { requestsOf } from "../support/journal.ts";
import { DAY, failedCycle, HOUR, MINUTE, SECOND, stage, started } from "../support/stage.ts";

const DUE_S = (DAY - 30 * SECOND) / SECOND;

describe("R477 what somebody has asked for ahead of time, and what has failed, is not repeated", () => {
  test.each(["refresh", "forceRefresh"])("%s: the state says why and until when", async (way) => {
    const on = await started({ lifetimeMs: DAY });
    const [journal, begunAt] = [on.journal, on.env.now()];
    await on.env.pass(MINUTE);
    on.source.mood = "down";
    const told: unknown[] = [];
    const asked = way === "refresh" ? on.tokens.refresh() : on.tokens.getToken({ forceRefresh: true });
    asked.catch((error: unknown) => told.push(error));
    await on.env.pass(10 * SECOND);
    on.source.mood = "up";
    expect(told).toEqual([on.tokens.state.error]);
    for (const sign of ["online", "resumed"] as const) {
      await on.env.pass(6 * HOUR);
      on.env.wake(sign);
    }
    await on.env.pass(SECOND);
    expect(on.tokens.state).toMatchObject({
      phase: "waiting",
      freshness: "fresh",
      error: { code: "ERR_FETCH_FAILED" },
      retryAt: begunAt + DUE_S * SECOND,
    });
    expect(explain(on.tokens.state)).toBe(
      "The last refresh failed (ERR_FETCH_FAILED); the next try is at 2026-01-01T23:59:30.000Z.",
    );
    expect(on.source.nameOf(await on.tokens.getToken())).toBe("t1");
    await on.env.pass(12 * HOUR);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      ...failedCycle(60, DUE_S - 67.5),
      `${DUE_S}s willExpire t1`,
      `${DUE_S}s refreshed t2 (retry)`,
    ]);
  });

  test("whoever asks again is served at once", async () => {
    const on = await started({ lifetimeMs: DAY, retry: { retries: 0 } });
    await on.env.pass(MINUTE);
    on.source.mood = "down";
    on.tokens.refresh().catch(() => undefined);
    await on.env.pass(HOUR);
    on.source.mood = "up";
    expect(on.source.nameOf((await on.tokens.refresh()).value)).toBe("t2");
    expect([on.tokens.state.phase, on.tokens.state.error]).toEqual(["holding", undefined]);
  });
});

test("R482 a token that the app hands over answers those who have forced a refresh, and ends it", async () => {
  const on = await started();
  await on.env.pass(MINUTE);
  on.source.latencyMs = SECOND;
  const forced = on.tokens.getToken({ forceRefresh: true });
  await on.env.pass(100);
  const handed = on.source.mint({ ageMs: 30 * SECOND });
  on.tokens.setToken(handed);
  expect(await forced).toBe(handed);
  await on.env.pass(MINUTE);
  expect(on.journal).toEqual(["0s refreshed t1 (initial)", "60.1s refreshed t2 (app)"]);
});

describe("R483 more life than the token in hand has", () => {
  test("is not waited for where the interval lets no request begin, whatever the caller's limit", async () => {
    const on = await started({ lifetimeMs: 15 * SECOND });
    await on.env.pass(5 * SECOND);
    on.source.lifetimeMs = 10 * MINUTE;
    const name = on.source.nameOf(await on.tokens.getToken({ minValidityMs: MINUTE, timeoutMs: 30 * SECOND }));
    expect([name, on.env.now() - Date.UTC(2026, 0, 1)]).toEqual(["t1", 5 * SECOND]);
    await on.env.pass(3 * SECOND);
    expect(on.source.nameOf(await on.tokens.getToken({ minValidityMs: MINUTE }))).toBe("t2");
  });

  test("nor after a refresh that has failed", async () => {
    const on = await started({ retry: { retries: 0 } });
    await on.env.pass(MINUTE);
    on.source.mood = "down";
    on.tokens.refresh().catch(() => undefined);
    await on.env.pass(SECOND);
    on.source.mood = "up";
    expect(on.source.nameOf(await on.tokens.getToken({ minValidityMs: HOUR, timeoutMs: MINUTE }))).toBe("t1");
    expect(requestsOf(on.source)).toEqual(["0s initial", "60s requested"]);
  });
});

test("R486 what a part of an injected environment throws is the app's own error, and comes out as it is", async () => {
  const error = new Error("The native module is missing");
  const { tokens } = stage({
    environment: {
      isOnline() {
        throw error;
      },
    },
  });
  await expect(tokens.getToken()).rejects.toBe(error);
  expect(() => tokens.state).toThrow(error);
  expect(() => tokens.stop()).toThrow(error);
});
