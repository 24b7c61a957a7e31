/**
 * Who asks while a fetch is in the air, while a cooldown runs, or after a clock was set; and what `state` says meanwhile.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { requestsOf } from "../support/journal.ts";
import { failedCycle, failedProbe, HOUR, MINUTE, SECOND, stage, type Stage, started } from "../support/stage.ts";

/** At 300 s the refresh has failed, and a cooldown has begun: of 30 s, where the options do not say otherwise. */
async function coolingDown(options: Parameters<typeof stage>[0] = {}): Promise<Stage> {
  const cooldown = { minMs: MINUTE, maxMs: MINUTE };
  const on = await started({ refreshLeadMs: 300 * SECOND, cooldown, retry: { retries: 0 }, ...options });
  await on.env.pass(299 * SECOND);
  on.source.mood = "down";
  await on.env.pass(SECOND);
  expect(on.tokens.state.error).toMatchObject({ code: "ERR_FETCH_FAILED" });
  return on;
}

describe("a caller who wants more life than the token in hand has", () => {
  const wanting = { minValidityMs: 599 * SECOND };

  test("R33 waits for the fetch that is in the air", async () => {
    const { env, source, tokens } = await started();
    await env.pass(20 * SECOND);
    source.latencyMs = SECOND;
    const refreshing = tokens.refresh();
    const call = tokens.getToken(wanting);
    await env.pass(SECOND);
    expect(source.nameOf(await call)).toBe("t2");
    expect((await refreshing).value).toBe(await call);
  });

  test("R48 gets the one in hand during a cooldown, at once", async () => {
    const { env, source, tokens } = await coolingDown();
    await env.pass(SECOND);
    expect(source.nameOf(await tokens.getToken(wanting))).toBe("t1");
    await expect(tokens.getToken({ forceRefresh: true })).rejects.toMatchObject({ code: "ERR_FETCH_FAILED" });
    expect(source.requests).toHaveLength(2);
  });
});

describe("a cooldown", () => {
  test.for([
    { afterMs: 4_999, asks: false },
    { afterMs: 5_000, asks: true },
  ])("R25 a sign of life $afterMs ms into it: asked at once: $asks", async ({ afterMs, asks }) => {
    const { env, source, tokens } = await coolingDown({ cooldown: { minMs: 5 * SECOND, maxMs: MINUTE } });
    await env.pass(37.5 * SECOND); // the cooldowns of 2.5, 5, 10 and 20 s
    const before = source.requests.length;
    expect(tokens.state).toMatchObject({ phase: "waiting", retryAt: env.now() + 30 * SECOND });
    await env.pass(afterMs - 100); // signs are gathered for 100 ms
    env.wake();
    await env.pass(100);
    expect(source.requests.length - before).toBe(asks ? 1 : 0);
  });

  test("R16 without proactive refresh it ends by itself, and the next caller asks again", async () => {
    const { env, source, tokens } = stage({
      autoRefresh: false,
      cooldown: { minMs: MINUTE, maxMs: MINUTE },
      retry: { retries: 0 },
    });
    source.mood = "down";
    await expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_FETCH_FAILED" });
    source.mood = "up";
    await env.pass(30 * SECOND - 1);
    await expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_FETCH_FAILED" });
    await env.pass(1);
    expect(requestsOf(source)).toEqual(["0s initial"]);
    expect(source.nameOf(await tokens.getToken())).toBe("t1");
  });
});

describe("a cycle whose attempts fail slowly", () => {
  test("R36 ends the wait of a caller after fetchTimeoutMs, that of start() and refresh() when it ends", async () => {
    const { env, source, tokens } = stage({ retry: { retries: 2 } });
    source.mood = "hang";
    const settled: string[] = [];
    const note = (who: string, promise: Promise<unknown>): void =>
      void promise.catch(() => settled.push(`${(env.trueNow() - Date.UTC(2026, 0, 1)) / SECOND}s ${who}`));
    note("start", tokens.start());
    note("refresh", tokens.refresh());
    note("getToken", tokens.getToken());
    await env.pass(MINUTE);
    expect(settled).toEqual(["10s getToken", "31.5s start", "31.5s refresh"]);
  });
});

describe("a clock that is set back while nobody looks", () => {
  test("R21 keeps no dead token alive", async () => {
    const { env, source, tokens } = await started();
    await tokens.getToken();
    env.sleep(601 * SECOND, { monotonicRuns: true });
    env.setClock(-HOUR);
    expect(source.nameOf(await tokens.getToken())).toBe("t2");
  });
});

describe("state", () => {
  test("R71 is expiring from the earlier of warning and refresh on", async () => {
    for (const [willExpireLeadMs, refreshLeadMs] of [
      [30 * SECOND, 2 * MINUTE],
      [2 * MINUTE, 30 * SECOND],
    ] as const) {
      const { env, source, tokens } = await started({ willExpireLeadMs, refreshLeadMs });
      source.mood = "hang";
      await env.pass(479 * SECOND);
      expect(tokens.state.freshness).toBe("fresh");
      await env.pass(SECOND);
      expect(tokens.state.freshness).toBe("expiring");
      tokens.dispose();
    }
  });

  test("R71 says what holds a refresh back, and nothing where nothing does", async () => {
    const opaque = (): string => "opaque";
    const pause = { hiddenPolicy: "pause", fetchToken: opaque } as const;
    const heldBackBy = async (options: object, look: (on: Stage) => void = () => undefined): Promise<unknown> => {
      const on = await started(options);
      look(on);
      on.env.wake();
      await on.env.pass(SECOND);
      return on.tokens.state.heldBackBy;
    };
    const hide = ({ env }: Stage): void => env.hide();
    expect(await heldBackBy({})).toBeUndefined();
    expect(await heldBackBy({}, ({ env }) => env.goOffline())).toBeUndefined(); // nothing is due
    expect(await heldBackBy({}, hide)).toBeUndefined();
    expect(await heldBackBy({ fetchToken: opaque })).toBe("noExpiry");
    expect(await heldBackBy({ fetchToken: opaque }, hide)).toBe("noExpiry");
    expect(await heldBackBy(pause)).toBe("noExpiry");
    expect(await heldBackBy(pause, hide)).toBe("hidden");
  });

  test.for([
    { lifetimeMs: 60 * SECOND, warnings: [] },
    { lifetimeMs: 59 * SECOND, warnings: ["0s warning shortLived"] },
  ])("R5 a life of $lifetimeMs ms against a lead of 30 s", async ({ lifetimeMs, warnings }) => {
    const { journal } = await started({ lifetimeMs });
    expect(journal.filter((line) => line.includes("warning"))).toEqual(warnings);
  });

  test("R5 a token that ended before it was received is not called short", async () => {
    const { env, tokens, journal } = stage({
      initialToken: { token: "of-yesterday", expiresAt: Date.UTC(2025, 11, 31) },
    });
    await tokens.start();
    await env.pass(SECOND);
    expect(journal.filter((line) => line.includes("warning"))).toEqual([]);
  });
});

describe("R500 a cycle that a caller begins after a failed one", () => {
  test("is one attempt", async () => {
    const { env, source, tokens, journal } = await started({ lifetimeMs: HOUR });
    await env.pass(20 * SECOND);
    source.mood = "down";
    tokens.getToken({ forceRefresh: true }).catch(() => undefined);
    await env.pass(20 * SECOND); // failed at 27.5 s, and a cooldown of 2.5 s
    tokens.getToken({ forceRefresh: true }).catch(() => undefined);
    await env.pass(MINUTE);
    expect(journal.slice(1)).toEqual([...failedCycle(20, 3542.5), failedProbe(40, 3530)]);
  });

  test("is a whole one where the failure is ten minutes old", async () => {
    const { env, source, tokens, journal } = await started({ lifetimeMs: HOUR });
    await env.pass(20 * SECOND);
    source.mood = "down";
    tokens.getToken({ forceRefresh: true }).catch(() => undefined);
    await env.pass(10 * MINUTE + 7.5 * SECOND);
    tokens.getToken({ forceRefresh: true }).catch(() => undefined);
    await env.pass(MINUTE);
    expect(journal.slice(1)).toEqual([...failedCycle(20, 3542.5), ...failedCycle(627.5, 2935)]);
  });
});
