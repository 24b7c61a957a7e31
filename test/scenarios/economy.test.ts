/**
 * No request more than needed: short tokens are renewed late where answers are quick.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, started, type StageOptions } from "../support/stage.ts";

/** The seconds at which tokens were asked for in so many seconds. */
async function askedAt(forS: number, latencyMs: number, options: StageOptions): Promise<number[]> {
  const on = stage({ latencyMs, ...options });
  void on.tokens.start();
  await on.env.pass(forS * SECOND);
  on.tokens.dispose();
  return on.source.requests.map(({ atMs }) => atMs / SECOND);
}

describe("a short token", () => {
  test("R302 is renewed with a fifth of its life left where answers are quick, and warned of at half", async () => {
    const { env, journal } = await started({ lifetimeMs: MINUTE });
    await env.pass(49 * SECOND);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "30s willExpire t1", "48s refreshed t2 (willExpire)"]);
  });

  test.each([
    { lifeS: 20, latencyMs: 100, asked: [0, 15, 30, 45, 60] }, // 5 s at least
    { lifeS: 60, latencyMs: 100, asked: [0, 48, 96, 144] },
    { lifeS: 60, latencyMs: 2_000, asked: [0, 40, 80, 120] }, // ten times as long as an answer takes
    { lifeS: 60, latencyMs: 5_000, asked: [0, 30, 60, 90, 120] }, // and half the life at most
    { lifeS: 300, latencyMs: 100, asked: [0, 270, 540] }, // the usual lead is less than a fifth
  ])("R302 of $lifeS s, where an answer takes $latencyMs ms", async ({ lifeS, latencyMs, asked }) => {
    const seen = await askedAt(asked.at(-1)! + latencyMs / SECOND, latencyMs, { lifetimeMs: lifeS * SECOND });
    expect(seen).toEqual(asked);
  });

  test("R302 is renewed at half its life as long as nobody knows how long an answer takes", async () => {
    const { env, source, tokens } = stage({ lifetimeMs: MINUTE });
    tokens.setToken(source.mint());
    void tokens.start();
    await env.pass(31 * SECOND);
    expect(requestsOf(source)).toEqual(["30s willExpire"]);
  });

  test("R302 a failure counts as a slow answer, and is forgotten by halves", async () => {
    const { env, source } = await started({ lifetimeMs: MINUTE, retry: { retries: 2 } });
    source.mood = "down";
    await env.pass(49 * SECOND); // attempts at 48, 48.5 and 49.5 s
    source.mood = "up";
    await env.pass(4 * MINUTE);
    expect(requestsOf(source)).toEqual([
      "0s initial",
      "48s willExpire",
      "48.5s willExpire 2",
      "49.5s willExpire 3", //  1.5 s for a token: the next lead is 15 s
      "94s willExpire",
      "142s willExpire", //   then 7.5 s, less than a fifth
      "190s willExpire",
      "238s willExpire",
      "286s willExpire",
    ]);
  });

  test.each([{ refreshLeadMs: 30 * SECOND }, { refreshLeadMs: "spread" }] as const)(
    "R302 a lead that the app has chosen counts as it always did: %j",
    async (options) => {
      expect((await askedAt(31, 100, { lifetimeMs: MINUTE, ...options })).at(-1)).toBe(30);
    },
  );

  test("R302 setToken() in a listener of willExpire still replaces the fetch", async () => {
    const { env, source, tokens } = await started({ lifetimeMs: MINUTE });
    tokens.once("willExpire", () => tokens.setToken(source.mint()));
    await env.pass(70 * SECOND);
    expect(requestsOf(source)).toEqual(["0s initial"]);
  });
});

describe("offline", () => {
  test("R303 with a token that lives and nobody who waits: probes at half of what is left of its life", async () => {
    const { env, source } = await started({ lifetimeMs: HOUR, refreshLeadMs: 20 * MINUTE });
    env.goOffline();
    source.mood = "down";
    await env.pass(HOUR - SECOND);
    const minutes = source.requests.map(({ atMs }) => atMs / MINUTE);
    expect(minutes).toEqual([0, 40, 50, 55, 57.5, 58.75, 59.75]);
  });
});
