/**
 * Very short and very long tokens: where published peers loop at 0 ms, or wait until it is too late.
 *
 * @module
 */
import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND, started } from "../support/stage.ts";

test("R5 tokens of 30 s are renewed at half of their life, where the app has chosen the lead", async () => {
  const { env, journal } = await started({ lifetimeMs: 30 * SECOND, willExpireLeadMs: 30 * SECOND });
  await env.pass(30 * SECOND);
  expect(journal).toEqual([
    "0s refreshed t1 (initial)",
    "0s warning shortLived",
    "15s willExpire t1",
    "15s refreshed t2 (willExpire)",
    "30s willExpire t2",
    "30s refreshed t3 (willExpire)",
  ]);
});

test("R5 tokens of 5 s are renewed at half of their life", async () => {
  const { env, journal } = await started({ lifetimeMs: 5 * SECOND });
  await env.pass(7 * SECOND);
  expect(journal).toEqual([
    "0s refreshed t1 (initial)",
    "0s warning shortLived",
    "2.5s willExpire t1",
    "2.5s refreshed t2 (willExpire)",
    "5s willExpire t2",
    "5s refreshed t3 (willExpire)",
  ]);
});

test.each([5, 30])(
  "R5 tokens of %i s: at no tenth of a second of ten minutes a caller goes without",
  async (lifetimeS) => {
    const { env, source, tokens } = await started({ lifetimeMs: lifetimeS * SECOND });
    const refused: string[] = [];
    for (let tenth = 0; tenth < 6_000; tenth++) {
      const value = tokens.peek()?.value ?? "none";
      if (!source.accepts(value)) refused.push(`${tenth / 10}s ${value}`);
      await env.pass(100);
    }
    expect(refused).toEqual([]);
  },
);

test("R6 a token of 30 days on a laptop that sleeps 16 h a day", async () => {
  const { env, journal } = await started({ lifetimeMs: 30 * DAY });
  for (let day = 0; day < 30; day++) {
    await env.pass(8 * HOUR);
    env.sleep(16 * HOUR);
  }
  expect(journal).toEqual(["0s refreshed t1 (initial)"]);
  await env.pass(MINUTE);
  // It ended in the last minute of the last night; the alarm rings a minute of waking time after the one before.
  expect(journal).toEqual([
    "0s refreshed t1 (initial)",
    "2592060s expired t1 60s late",
    "2592060s refreshed t2 (expired)",
  ]);
});

test("R6 a token of 100 years is quiet for a month, under one short timer", async () => {
  const { env, source, journal } = await started({ lifetimeMs: 36_525 * DAY });
  await env.pass(DAY);
  env.hide();
  await env.pass(29 * DAY);
  expect(journal).toEqual(["0s refreshed t1 (initial)"]);
  expect(source.requests).toHaveLength(1);
  expect(env.timers).toBe(1);
  expect(env.longestTimerMs).toBe(MINUTE); // a longer one stands still while the machine sleeps
});
