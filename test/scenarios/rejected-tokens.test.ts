/**
 * A server refuses a token: it is never handed out again, one fetch replaces it, and nothing loops.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, started } from "../support/stage.ts";

describe("invalidate()", () => {
  test("R68 a hundred stragglers with the old token cause no fetch after its renewal", async () => {
    const count = fc.integer({ min: 1, max: 100 });
    await fc.assert(
      fc.asyncProperty(count, count, async (before, after) => {
        const { env, source, tokens } = await started({ latencyMs: 0 });
        await env.pass(100 * SECOND);
        const old = await tokens.getToken();
        for (let i = 0; i < before; i++) tokens.invalidate(old); // all at once: one refresh
        await env.pass(SECOND);
        for (let i = 0; i < after; i++) {
          tokens.invalidate(old);
          await tokens.getToken();
        }
        await env.pass(MINUTE);
        expect(requestsOf(source)).toEqual(["0s initial", "100s rejected"]);
      }),
      { numRuns: 20 },
    );
  });

  test("R68 50 callers that report the same token over 10 s cause one fetch", async () => {
    const { env, source, tokens, journal } = stage({ latencyMs: 3 * SECOND });
    void tokens.start();
    await env.pass(103 * SECOND);
    const old = await tokens.getToken();
    for (let i = 0; i < 50; i++) {
      tokens.invalidate(old);
      await env.pass(200);
    }
    await env.pass(MINUTE);
    expect(requestsOf(source)).toEqual(["0s initial", "103s rejected"]);
    expect(journal).toEqual(["3s refreshed t1 (initial)", "106s refreshed t2 (rejected)"]);
  });

  test("R68 a value that is not the current one is nobody's business", async () => {
    const { env, source, tokens, journal } = await started();
    const before = tokens.state;
    for (const value of ["", "unheard of", source.mint()]) tokens.invalidate(value);
    await env.pass(MINUTE);
    expect(tokens.state).toBe(before);
    expect(journal).toHaveLength(1);
    expect(source.requests).toHaveLength(1);
  });

  test("R69 a refused token is not returned again, even if the endpoint or the app brings it back", async () => {
    let cached: string | undefined;
    const { env, source, tokens, journal } = stage({
      retry: { retries: 1 },
      fetchToken: () => (cached ??= source.mint()),
    });
    const refused = await tokens.getToken();
    await env.pass(100 * SECOND);
    tokens.invalidate(refused);
    expect(tokens.peek()).toBeUndefined();
    const call = expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_TOKEN_REJECTED", retryable: true });
    await env.pass(SECOND);
    await call;
    tokens.setToken(refused);
    expect(tokens.peek()).toBeUndefined();
    cached = undefined; // the cache has run out
    await env.pass(2 * SECOND);
    expect(source.nameOf(await tokens.getToken())).toBe("t2");
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "100s attemptFailed 1 ERR_TOKEN_REJECTED, next in 0.5s",
      "100.5s refreshFailed ERR_TOKEN_REJECTED fixConfig, next in 2.5s",
      "101s warning staleToken",
      "103s refreshed t2 (retry)",
    ]);
  });

  test("R69 whoever waits during the invalidation gets the new token", async () => {
    const { env, source, tokens } = stage({ latencyMs: SECOND });
    const first = tokens.getToken();
    await env.pass(SECOND);
    tokens.invalidate(await first);
    const calls = Promise.all([tokens.getToken(), tokens.getToken({ minValidityMs: 1 })]);
    await env.pass(SECOND);
    expect((await calls).map(source.nameOf)).toEqual(["t2", "t2"]);
  });

  test("R7 one invalidation goes round the interval, the next one waits", async () => {
    const { env, source, tokens } = await started();
    await env.pass(SECOND);
    tokens.invalidate(tokens.peek()!.value); // 1 s after the fetch: the interval is 10 s
    await env.pass(SECOND);
    expect(requestsOf(source)).toEqual(["0s initial", "1s rejected"]);
    const call = tokens.getToken({ forceRefresh: true });
    await env.pass(9 * SECOND - 1);
    expect(source.requests).toHaveLength(2);
    await env.pass(1);
    expect(requestsOf(source).slice(2)).toEqual(["11s requested"]);
    expect(source.nameOf(await call)).toBe("t3");
  });

  test("R70 R122 a fresh token that is refused like the one before stays in use, is told once, and is replaced seldom", async () => {
    const { env, source, tokens, journal } = await started({ lifetimeMs: 2 * HOUR });
    await env.pass(100 * SECOND);
    tokens.invalidate(await tokens.getToken());
    await env.pass(SECOND);
    const replacement = await tokens.getToken();
    for (let i = 0; i < 60; i++) {
      tokens.invalidate(tokens.peek()!.value); // one endpoint that refuses everybody, each minute
      expect(source.accepts(await tokens.getToken())).toBe(true); // for the others
      await env.pass(MINUTE);
    }
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "100s refreshed t2 (rejected)",
      "101s warning tokenRefused",
      "701s refreshed t3 (rejected)",
      "1301s refreshed t4 (rejected)",
      "1901s refreshed t5 (rejected)",
      "2501s refreshed t6 (rejected)",
      "3101s refreshed t7 (rejected)",
    ]);
    expect(tokens.peek()!.value).not.toBe(replacement);
    expect(tokens.state.phase).toBe("holding");
  });

  test("R122 whoever says which token was refused hears that there is no other", async () => {
    const { env, source, tokens } = await started();
    await env.pass(100 * SECOND);
    const first = await tokens.getToken();
    const second = await tokens.getToken({ rejectedValue: first });
    expect(source.nameOf(second)).toBe("t2");
    const refused = { code: "ERR_TOKEN_REJECTED", action: "fixConfig" };
    await expect(tokens.getToken({ rejectedValue: second })).rejects.toMatchObject(refused);
    expect(await tokens.getToken()).toBe(second);
    expect(await tokens.getToken({ rejectedValue: first })).toBe(second); // a straggler: no news
    expect(source.requests).toHaveLength(2);
  });

  test("R122 whoever says so while another request is in the air, or is to come, waits for it", async () => {
    const { env, source, tokens } = await started();
    await env.pass(100 * SECOND);
    const second = await tokens.getToken({ rejectedValue: await tokens.getToken() });
    await expect(tokens.getToken({ rejectedValue: second })).rejects.toMatchObject({ code: "ERR_TOKEN_REJECTED" });
    Object.assign(source, { latencyMs: 3 * SECOND });
    await env.pass(5 * SECOND);
    void tokens.refresh(); // waits for its distance from the request before it
    const early = tokens.getToken({ rejectedValue: second });
    await env.pass(6 * SECOND); // is in the air
    const late = tokens.getToken({ rejectedValue: second });
    await env.pass(3 * SECOND);
    expect([source.nameOf(await early), source.nameOf(await late)]).toEqual(["t3", "t3"]);
    expect(requestsOf(source)).toEqual(["0s initial", "100s rejected", "110s requested"]);
  });

  test.for([
    ["a minute", 600, 60],
    ["half its life", 40, 20],
  ] as const)("R70 a token that has been good for %s has proved itself", async ([, lifeSeconds, proofSeconds]) => {
    const run = async (usedForMs: number): Promise<string> => {
      const { env, source, tokens } = await started({
        lifetimeMs: lifeSeconds * SECOND,
        refreshLeadMs: 0,
        willExpireLeadMs: 0,
      });
      await env.pass(SECOND);
      tokens.invalidate(await tokens.getToken());
      await env.pass(usedForMs);
      tokens.invalidate(tokens.peek()!.value);
      await env.pass(0);
      return source.nameOf(tokens.peek()!.value);
    };
    expect(await run(proofSeconds * SECOND - 1)).toBe("t2");
    expect(await run(proofSeconds * SECOND)).toBe("t3");
  });

  test("R70 a token that came by itself may be refused at once: that is the first refusal", async () => {
    const { env, tokens, journal } = await started();
    tokens.invalidate(tokens.peek()!.value);
    await env.pass(0);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "0s refreshed t2 (rejected)"]);
  });
});

describe("getToken()", () => {
  test("R71 minValidityMs asks for a token that lasts", async () => {
    const { env, source, tokens } = await started();
    await env.pass(300 * SECOND);
    expect(source.nameOf(await tokens.getToken({ minValidityMs: 300 * SECOND }))).toBe("t1");
    expect(source.nameOf(await tokens.getToken({ minValidityMs: 300 * SECOND + 1 }))).toBe("t2");
    expect(requestsOf(source)).toEqual(["0s initial", "300s requested"]);
  });

  test("R71 more than any token has: the best there is after one refresh, and no loop", async () => {
    const { env, source, tokens } = await started();
    await env.pass(100 * SECOND);
    for (let i = 0; i < 100; i++) {
      expect(source.nameOf(await tokens.getToken({ minValidityMs: 24 * HOUR }))).toBe("t2");
    }
    expect(requestsOf(source)).toEqual(["0s initial", "100s requested"]);
    await env.pass(10 * SECOND); // the interval has passed: another try is fair
    expect(source.nameOf(await tokens.getToken({ minValidityMs: 24 * HOUR }))).toBe("t3");
  });

  test("R71 whatever is asked for, the answer lasts so long or is the youngest token, at one fetch per 10 s", async () => {
    const step = fc.record({
      waitMs: fc.integer({ min: 0, max: 60_000 }),
      minValidityMs: fc.integer({ min: 0, max: 900_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { env, source, tokens } = await started();
        for (const { waitMs, minValidityMs } of steps) {
          await env.pass(waitMs);
          const before = source.requests.length;
          const value = await tokens.getToken({ minValidityMs });
          const { expiresAt, value: held } = tokens.peek()!;
          expect(value).toBe(held);
          const isYoung = env.now() - Date.UTC(2026, 0, 1) - source.requests.at(-1)!.atMs < 10 * SECOND;
          expect(expiresAt! - env.now() >= minValidityMs || isYoung).toBe(true);
          expect(source.requests.length - before).toBeLessThanOrEqual(1);
        }
        const starts = source.requests.map(({ atMs }) => atMs);
        for (const [i, atMs] of starts.slice(1).entries())
          expect(atMs - starts[i]!).toBeGreaterThanOrEqual(10 * SECOND);
      }),
      { numRuns: 40 },
    );
  });

  test("R71 where the refresh fails, the token in hand is the best there is", async () => {
    const { env, source, tokens } = await started();
    await env.pass(100 * SECOND);
    source.mood = "down";
    const call = tokens.getToken({ minValidityMs: 599 * SECOND });
    await env.pass(8 * SECOND);
    expect(source.nameOf(await call)).toBe("t1");
  });

  test("R71 zero means zero: the last millisecond counts", async () => {
    const { env, source, tokens } = await started({ autoRefresh: false });
    await env.pass(600 * SECOND - 1);
    expect(source.nameOf(await tokens.getToken({ minValidityMs: 0 }))).toBe("t1");
    expect(source.requests).toHaveLength(1);
  });

  test("R71 a minValidityMs that is no duration is refused by name", async () => {
    const { tokens } = stage();
    await expect(tokens.getToken({ minValidityMs: -1 })).rejects.toThrow(
      new RangeError('Option "minValidityMs" must be from 0 to 9007199254740991, got -1.'),
    );
    await expect(tokens.getToken({ minValidityMs: "5" as never })).rejects.toThrow(
      new TypeError('Option "minValidityMs" must be a number, got 5.'),
    );
    await expect(tokens.getToken({ timeoutMs: 2 ** 31 })).rejects.toEqual(
      new RangeError('Option "timeoutMs" must be from 0 to 2147483647, got 2147483648.'),
    );
    await expect(tokens.getToken({ timeoutMs: NaN })).rejects.toThrow(RangeError);
  });

  test("R72 peek() looks and does nothing else", async () => {
    const { env, source, tokens, journal } = stage({ autoRefresh: false });
    expect(tokens.peek()).toBeUndefined();
    expect(tokens.state.phase).toBe("idle");
    expect([source.requests.length, env.timers, env.listeners]).toEqual([0, 0, 0]);
    await tokens.start();
    const before = [tokens.state, env.timers];
    expect(source.nameOf(tokens.peek()!.value)).toBe("t1");
    expect(tokens.peek()).toBe(tokens.peek());
    expect([tokens.state, env.timers]).toEqual(before);
    env.sleep(HOUR); // no timer has fired yet
    expect(tokens.peek()).toBeUndefined();
    expect(journal).toEqual(["0s refreshed t1 (initial)"]);
    expect(source.requests).toHaveLength(1);
  });

  test("R73 an expired token is never the answer: a fetch is awaited, or its error told", async () => {
    const { env, source, tokens } = await started({ autoRefresh: false });
    for (let hour = 0; hour < 5; hour++) {
      env.sleep(HOUR);
      await env.pass(SECOND); // awake: the clock that spaces requests stands still in sleep
      const value = await tokens.getToken();
      expect(source.accepts(value)).toBe(true);
    }
    expect(source.requests).toHaveLength(6);
    source.mood = "down";
    env.sleep(HOUR);
    const call = expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_FETCH_FAILED" });
    await env.pass(8 * SECOND);
    await call;
  });
});
