/**
 * Hidden pages, whose timers the browser throttles.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, started } from "../support/stage.ts";

describe("hidden", () => {
  test("R28 hidden, the lead is 90 s longer: throttled timers are no danger", async () => {
    const { env, journal } = await started();
    env.hide();
    await env.pass(10 * MINUTE);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "480s refreshed t2 (willExpire)"]);
  });

  test("R28 hidden inside the longer lead, the refresh is due at once; shown again, nothing is fetched twice", async () => {
    const { env, journal } = await started();
    await env.pass(500 * SECOND);
    env.hide();
    await env.pass(SECOND);
    env.show();
    await env.pass(10 * MINUTE);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "500.001s refreshed t2 (willExpire)",
      "1070s willExpire t2",
      "1070s refreshed t3 (willExpire)",
    ]);
  });

  test("R28 shown again in time, the lead shrinks back", async () => {
    const { env, tokens, journal } = await started();
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

  test("R28 a short token is not refreshed at less than half its life, hidden or not", async () => {
    const { env, source } = await started({ lifetimeMs: 2 * MINUTE });
    env.hide();
    await env.pass(3 * MINUTE + SECOND);
    expect(requestsOf(source)).toEqual(["0s initial", "60s willExpire", "120s willExpire", "180s willExpire"]);
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
