/**
 * No request more than needed: short tokens are renewed late where answers are quick.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { keepJournal } from "../../src/journal.ts";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, type Stage, type StageOptions, started } from "../support/stage.ts";

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
    { lifeS: 60, latencyMs: 4_000, asked: [0, 40, 80, 120] }, // five times as long as an answer takes
    { lifeS: 60, latencyMs: 7_000, asked: [0, 30, 60, 90, 120] }, // and half the life at most
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
    const { env, source } = await started({ lifetimeMs: MINUTE, retry: { retries: 3 } });
    source.mood = "down";
    await env.pass(51 * SECOND); // attempts at 48, 48.5, 49.5 and 51.5 s
    source.mood = "up";
    await env.pass(4 * MINUTE);
    expect(requestsOf(source)).toEqual([
      "0s initial",
      "48s willExpire",
      "48.5s willExpire 2",
      "49.5s willExpire 3",
      "51.5s willExpire 4", //  3.5 s for a token: the next lead is 17.5 s
      "94s willExpire",
      "142s willExpire", //   then 8.75 s, less than a fifth
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

describe("after a cycle that failed", () => {
  const FAILING = ["0s initial", "0.5s initial 2", "1.5s initial 3", "3.5s initial 4", "7.5s initial 5"];

  test("R304 attempts come one at a time, each after its cooldown", async () => {
    const { env, source, tokens } = stage();
    source.mood = "down";
    void tokens.start();
    await env.pass(50 * SECOND);
    expect(requestsOf(source)).toEqual([...FAILING, "10s retry", "15s retry", "25s retry", "45s retry"]);
  });

  test.each([
    { name: "online", act: ({ env }: Stage): void => env.goOnline() },
    { name: "who comes back", act: ({ env }: Stage): void => env.wake() },
    { name: "refresh()", act: ({ tokens }: Stage): void => void tokens.refresh() },
  ])("R304 $name begins a whole cycle again", async ({ act }) => {
    const on = stage();
    on.source.mood = "down";
    void on.tokens.start();
    await on.env.pass(31 * SECOND);
    const before = on.source.requests.length;
    act(on);
    await on.env.pass(9 * SECOND);
    expect(on.source.requests.slice(before).map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
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

describe("a token in hand that nothing can happen to yet", () => {
  test.for([
    { options: undefined, steps: 0 },
    { options: { timeoutMs: SECOND }, steps: 0 },
    { options: { signal: new AbortController().signal, forceRefresh: false, minValidityMs: 0 }, steps: 0 },
    { options: { minValidityMs: SECOND }, steps: 1 },
  ])("R327 is handed out in $steps steps of the manager for getToken($options)", async ({ options, steps }) => {
    const { tokens } = await started();
    const journal = keepJournal(tokens);
    expect(await tokens.getToken(options)).toBe(tokens.peek()!.value);
    expect(journal.toJSON().steps).toHaveLength(steps);
  });

  test("R327 and only with options that are right", async () => {
    const { tokens } = await started();
    await expect(tokens.getToken({ timeoutMs: -1 })).rejects.toThrow(RangeError);
    await expect(tokens.getToken({ signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
  });
});
