/**
 * What must not happen however tokens and callers behave: storms, loops, timers that are too long.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { TokenManager } from "../../src/manager.ts";
import { fakeTokens, virtualEnvironment } from "../../src/testing.ts";
import { requestsOf } from "../support/journal.ts";
import { DAY, HOUR, MINUTE, SECOND, stage, started } from "../support/stage.ts";

describe("long lives", () => {
  test.each([25, 30, 365, 36_525])("R6 a token of %i days: a day of silence, then the end on time", async (days) => {
    const { env, source, journal } = await started({ lifetimeMs: days * DAY });
    await env.pass(DAY);
    expect(journal.splice(0)).toEqual(["0s refreshed t1 (initial)"]);
    expect(source.requests).toHaveLength(1);
    env.sleep((days - 1) * DAY - HOUR); // awake, it would look at the clock once a minute for a hundred years
    await env.pass(SECOND);
    expect(journal).toEqual([]);
    await env.pass(HOUR - SECOND);
    const at = `${days * 86_400 - 30}s`;
    expect(journal).toEqual([`${at} willExpire t1`, `${at} refreshed t2 (willExpire)`]);
    expect(env.longestTimerMs).toBeLessThanOrEqual(MINUTE);
  });

  test("R6 Node never warns of a timer that is too long, a hundred years ahead", async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error): void => void warnings.push(warning);
    process.on("warning", listen);
    const { source } = stage({ lifetimeMs: 36_525 * DAY });
    const tokens = new TokenManager({ fetchToken: source.fetchToken, environment: { isHidden: () => true } });
    await tokens.start();
    await new Promise(setImmediate); // a longer timer fires after 1 ms, and Node warns of it before
    expect(tokens.state.phase).toBe("holding");
    tokens.dispose();
    process.off("warning", listen);
    expect(warnings).toEqual([]);
  });
});

describe("callers without mercy", () => {
  test("R7 fetches start 10 s apart whatever is asked each second, one bypass after a rejection apart", async () => {
    const { env, tokens, source } = await started();
    for (let second = 0; second < 65; second++) {
      void tokens.getToken({ forceRefresh: true });
      void tokens.getToken({ minValidityMs: HOUR });
      void tokens.refresh();
      env.wake();
      env.wake("online");
      if (second === 34) tokens.invalidate(tokens.peek()!.value);
      await env.pass(SECOND);
    }
    expect(requestsOf(source)).toEqual([
      "0s initial",
      "10s requested",
      "20s requested",
      "30s requested",
      "34s rejected",
      "44s requested",
      "54s requested",
      "64s requested",
    ]);
  });
});

describe("tokens that are none", () => {
  test("R7 the distance counts from the last request, not from the start of its cycle", async () => {
    const retried = stage();
    retried.source.mood = "down";
    void retried.tokens.start();
    await retried.env.pass(3 * SECOND);
    retried.source.mood = "up"; // for the fourth attempt, at 3.5 s
    await retried.env.pass(6 * SECOND);
    void retried.tokens.refresh();
    await retried.env.pass(MINUTE);
    expect(requestsOf(retried.source).slice(3)).toEqual(["3.5s initial 4", "13.5s requested"]);

    const waiting = stage({ overlap: "never", latencyMs: 9 * SECOND });
    void waiting.tokens.start();
    await waiting.env.pass(SECOND);
    waiting.tokens.setToken(waiting.source.mint());
    waiting.tokens.invalidate(waiting.tokens.peek()!.value); // its cycle waits for the call that is in the air
    await waiting.env.pass(17 * SECOND);
    void waiting.tokens.refresh();
    await waiting.env.pass(MINUTE);
    expect(requestsOf(waiting.source)).toEqual(["0s initial", "9s rejected", "19s requested"]);
  });

  test("R8 a fetched token that does not outlive the one in hand is a failed attempt, never a renewal", async () => {
    const { env, source, tokens, journal } = stage({
      fetchToken: (request) =>
        (request.reason === "initial" ? undefined : answers.shift()?.()) ?? source.fetchToken(request),
    });
    const answers = [
      () => tokens.peek()!.value, //                          the same one
      () => source.mint({ lifetimeMs: 29.5 * SECOND }), //    another one, until the same moment
      () => source.mint({ lifetimeMs: 10 * SECOND }), //      a shorter one
    ];
    void tokens.start();
    await env.pass(10 * MINUTE);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "570s attemptFailed 1 ERR_NO_PROGRESS, next in 0.5s",
      "570.5s attemptFailed 2 ERR_NO_PROGRESS, next in 1s",
      "571.5s attemptFailed 3 ERR_NO_PROGRESS, next in 2s",
      "573.5s refreshed t4 (willExpire)",
    ]);
  });

  test("R9 an endpoint whose tokens are all dead is asked with backoff, not in a loop", async () => {
    const env = virtualEnvironment();
    const { tokens, journal } = stage({ env, fetchToken: () => ({ token: "opaque", expiresAt: env.now() - 1 }) });
    void tokens.start();
    await env.pass(12 * SECOND);
    expect(journal).toEqual([
      "0s attemptFailed 1 ERR_TOKEN_UNUSABLE, next in 0.5s",
      "0.5s attemptFailed 2 ERR_TOKEN_UNUSABLE, next in 1s",
      "1.5s attemptFailed 3 ERR_TOKEN_UNUSABLE, next in 2s",
      "3.5s attemptFailed 4 ERR_TOKEN_UNUSABLE, next in 4s",
      "7.5s refreshFailed ERR_TOKEN_UNUSABLE fixConfig, next in 2.5s",
      "10s refreshFailed ERR_TOKEN_UNUSABLE fixConfig, next in 5s",
    ]);
  });

  test("R9 a token that dies on its way here is a failed attempt, not a clock that is wrong", async () => {
    const env = virtualEnvironment();
    const { tokens, journal } = stage({
      env,
      fetchToken: async () => {
        const token = source.mint({ lifetimeMs: 5 * SECOND });
        await new Promise<void>((resolve) => void env.setTimer(resolve, 9 * SECOND));
        return token;
      },
    });
    const source = fakeTokens(env);
    void tokens.start();
    await env.pass(9 * SECOND);
    expect(journal).toEqual(["9s attemptFailed 1 ERR_TOKEN_UNUSABLE, next in 0.5s"]);
  });
});
