/**
 * Wrong clocks, and clocks that are set while a token lives.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { TokenManager } from "../../src/manager.ts";
import { fakeTokens, virtualEnvironment } from "../../src/testing.ts";
import { dated } from "../support/dated.ts";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, started } from "../support/stage.ts";

describe("skew that is noticed", () => {
  test.each([
    { name: "10 h ahead", clockMs: 10 * HOUR, words: "36000 s ahead of" },
    { name: "11 min ahead", clockMs: 11 * MINUTE, words: "660 s ahead of" },
    { name: "10 h behind", clockMs: -10 * HOUR, words: "36000 s behind" },
    { name: "61 s behind", clockMs: -61 * SECOND, words: "61 s behind" },
  ])("R18 $name: tokens live their whole life, and one warning carries the estimate", async ({ clockMs, words }) => {
    const { env, tokens, journal } = stage();
    env.setClock(clockMs);
    const details: unknown[] = [];
    tokens.on("warning", ({ message, detail }) => details.push(message.includes(words), detail));
    void tokens.start();
    await env.pass(20 * MINUTE);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "0s warning clockSkew",
      "570s willExpire t1",
      "570s refreshed t2 (willExpire)",
      "1140s willExpire t2",
      "1140s refreshed t3 (willExpire)",
    ]);
    expect(details).toEqual([true, { skewMs: clockMs }]);
  });

  test("R18 up to a minute it is corrected without a word", async () => {
    const { env, tokens, journal } = stage();
    env.setClock(-MINUTE);
    void tokens.start();
    await env.pass(10 * MINUTE);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "570s willExpire t1", "570s refreshed t2 (willExpire)"]);
  });

  test("R19 a token that the back end had cached for 5 minutes gets no more life than it has", async () => {
    const { env, source, tokens, journal } = stage({ fetchToken: () => source.mint({ ageMs: 5 * MINUTE }) });
    void tokens.start();
    await env.pass(6 * MINUTE);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "270s willExpire t1", "270s refreshed t2 (willExpire)"]);
  });
});

describe("what the server says", () => {
  test("R20 expires_in counts from the start of a fetch of 9 s", async () => {
    const { env, source, tokens, journal } = stage({
      latencyMs: 9 * SECOND,
      fetchToken: async (request) => ({ access_token: await source.fetchToken(request), expires_in: 600 }),
    });
    void tokens.start();
    await env.pass(20 * MINUTE);
    expect(journal).toEqual([
      "9s refreshed t1 (initial)",
      "570s willExpire t1",
      "579s refreshed t2 (willExpire)",
      "1140s willExpire t2",
      "1149s refreshed t3 (willExpire)",
    ]);
  });

  test.each(["soon", "", "Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 31 Dec 2025 23:00:00 GMT"])(
    "R23 a Date header of nonsense (%s) lends a token no life",
    async (date) => {
      const env = virtualEnvironment();
      const source = fakeTokens(env);
      const { tokens, journal } = stage({ env, source, fetchToken: dated(env, source, date) });
      void tokens.start();
      await env.pass(10 * MINUTE);
      expect(journal).toEqual(["0s refreshed t1 (initial)", "570s willExpire t1", "570s refreshed t2 (willExpire)"]);
    },
  );
});

describe("a clock that is set while a token lives", () => {
  test("R21 set back an hour: the other clock keeps the refresh on time", async () => {
    const { env, source, journal } = await started();
    await env.pass(5 * MINUTE);
    env.setClock(-HOUR);
    await env.pass(5 * MINUTE);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "570s refreshed t2 (willExpire)",
      "570s warning clockSkew",
    ]);
    expect(requestsOf(source)).toEqual(["0s initial", "570s willExpire"]);
  });

  test("R22 set forward within the token's life: one fetch comes early", async () => {
    const env = virtualEnvironment();
    const source = fakeTokens(env);
    const { journal } = await started({ env, source, fetchToken: dated(env, source) });
    await env.pass(5 * MINUTE);
    env.setClock(200 * SECOND);
    await env.pass(15 * MINUTE);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "370s willExpire t1",
      "370s refreshed t2 (willExpire)",
      "370s warning clockSkew",
      "939s willExpire t2",
      "939s refreshed t3 (willExpire)",
    ]);
  });

  test("R22 set forward beyond it: one expired, one fetch, at the next look at the clock", async () => {
    const { env, journal } = await started();
    await env.pass(5 * MINUTE);
    env.setClock(HOUR);
    await env.pass(10 * MINUTE);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "360s expired t1 3360s late",
      "360s refreshed t2 (expired)",
      "360s warning clockSkew",
    ]);
  });

  const looks = {
    "peek()": (tokens: TokenManager) => tokens.peek(),
    state: (tokens: TokenManager) => tokens.state.freshness,
    "getToken()": (tokens: TokenManager) => tokens.getToken(),
  };
  test.each(Object.keys(looks) as (keyof typeof looks)[])(
    "R262 set forward beyond it, whoever asks by %s has noticed, and all are told at once",
    async (name) => {
      const { env, source, tokens, journal } = await started();
      await env.pass(305 * SECOND);
      const before = tokens.state;
      env.setClock(HOUR);
      void looks[name](tokens);
      await env.pass(1);
      const told = journal.slice(1, 3).map((line) => line.replace(/\.00\ds/g, "s"));
      expect(told).toEqual(["305s expired t1 3305s late", "305s refreshed t2 (expired)"]);
      expect(tokens.state).not.toBe(before);
      expect(source.requests.length).toBe(2);
    },
  );

  test("R262 whoever looks again and again is told once, and keeps nothing from coming", async () => {
    const { env, tokens, source, journal } = stage({ latencyMs: 100 });
    void tokens.start();
    await env.pass(5 * MINUTE);
    env.setClock(HOUR);
    let timers = 0;
    for (let i = 0; i < 50; i++) {
      expect(tokens.peek()).toBeUndefined();
      timers = Math.max(timers, env.timers);
    }
    await env.pass(0.5);
    tokens.peek();
    await env.pass(0.5);
    expect([timers, source.requests.length]).toEqual([1, 2]);
    await env.pass(SECOND);
    expect(journal.filter((line) => line.includes("expired t1"))).toHaveLength(1);
  });

  test("R262 a look at a manager with nothing due sets no timer", async () => {
    const { env, tokens } = await started();
    await env.pass(5 * MINUTE);
    let armed = 0;
    const watched = new TokenManager({
      fetchToken: () => tokens.peek()!.value,
      environment: { ...env, setTimer: (callback, delayMs) => (armed++, env.setTimer(callback, delayMs)) },
    });
    await watched.start();
    await env.pass(SECOND);
    const before = armed;
    for (let i = 0; i < 100; i++) {
      await env.pass(SECOND);
      expect(watched.peek()).toBeDefined();
      expect(watched.state.freshness).toBe("fresh");
    }
    expect(armed - before).toBe(1); // the heartbeat
  });
});
