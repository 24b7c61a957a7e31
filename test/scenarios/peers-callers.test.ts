/**
 * Crowds of callers, listeners that throw, and an end in the middle: where published peers storm, leak or hang.
 *
 * @module
 */
import { expect, test } from "vitest";
import { fakeTokens, virtualEnvironment } from "../../src/testing.ts";
import { requestsOf, traceOf } from "../support/journal.ts";
import { MINUTE, SECOND, stage, started } from "../support/stage.ts";

test("R33 1,000 callers at once on an expired token: one request, one token", async () => {
  const env = virtualEnvironment();
  const source = fakeTokens(env, { latencyMs: SECOND });
  const { tokens, journal } = stage({ env, source, initialToken: source.mint({ ageMs: 11 * MINUTE }) });
  const asked = Array.from({ length: 1_000 }, () => tokens.getToken());
  await env.pass(SECOND);
  const values = new Set(await Promise.all(asked));
  expect([...values].map(source.nameOf)).toEqual(["t2"]);
  expect(requestsOf(source)).toEqual(["0s expired"]);
  expect(journal).toEqual(["0s expired t1 60s late", "1s refreshed t2 (expired)"]);
});

test("R68 50 callers report the same rejected token over 10 s: one fetch, and nobody gets it again", async () => {
  const { env, source, tokens, journal } = await started();
  source.latencyMs = SECOND;
  await env.pass(100 * SECOND);
  const rejected = await tokens.getToken();
  const asked: Promise<string>[] = [];
  for (let caller = 0; caller < 50; caller++) {
    tokens.invalidate(rejected);
    asked.push(tokens.getToken());
    await env.pass(200);
  }
  expect(new Set((await Promise.all(asked)).map(source.nameOf))).toEqual(new Set(["t2"]));
  expect(requestsOf(source)).toEqual(["0s initial", "100s rejected"]);
  expect(journal).toEqual(["0s refreshed t1 (initial)", "101s refreshed t2 (rejected)"]);
});

test("R75 disposed of in the middle of a refresh: callers hear it at once, and then there is silence", async () => {
  const signals: AbortSignal[] = [];
  const { env, source, tokens, journal } = stage({
    latencyMs: 5 * SECOND,
    fetchToken: (request) => {
      signals.push(request.signal);
      return source.fetchToken(request);
    },
  });
  void tokens.start();
  await env.pass(572 * SECOND);
  const asked = tokens.getToken({ forceRefresh: true }).catch((error: unknown) => error);
  tokens.dispose();
  await expect(asked).resolves.toMatchObject({ code: "ERR_DISPOSED" });
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
  expect(env.listeners).toBe(0);
  await env.pass(MINUTE); //      the endpoint answers all the same
  expect(env.timers).toBe(0);
  expect(tokens.peek()).toBeUndefined();
  expect(source.requests).toHaveLength(2);
  expect(journal).toEqual(["5s refreshed t1 (initial)", "570s willExpire t1"]); //      issued at 5 s
});

test("R62 listeners that throw and reject hurt nobody: same events, same token, each error reported once", async () => {
  const reported: unknown[] = [];
  const { env, source, tokens, journal } = stage({ onListenerError: (error) => reported.push(error) });
  const events = ["refreshed", "willExpire", "attemptFailed"] as const;
  for (const event of events) {
    tokens.on(event, () => {
      throw new Error(`${event} thrown`);
    });
    tokens.on(event, () => Promise.reject(new Error(`${event} rejected`)));
  }
  const after = traceOf(tokens, env, source);
  await tokens.start();
  source.mood = "down";
  await env.pass(570 * SECOND);
  source.mood = "up";
  await env.pass(SECOND);
  expect(journal).toEqual([
    "0s refreshed t1 (initial)",
    "570s willExpire t1",
    "570s attemptFailed 1 ERR_FETCH_FAILED, next in 0.5s",
    "570.5s refreshed t2 (willExpire)",
  ]);
  expect(after).toEqual(journal);
  expect(source.nameOf(await tokens.getToken())).toBe("t2");
  expect(reported.map((error) => (error as Error).message)).toEqual(
    ["refreshed", "willExpire", "attemptFailed", "refreshed"].flatMap((event) => [
      `${event} thrown`,
      `${event} rejected`,
    ]),
  );
});
