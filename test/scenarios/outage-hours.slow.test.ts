/**
 * Hours of an endpoint that is down: what they cost, with callers and without.
 *
 * Chance is 0, as in `retry.test.ts`.
 *
 * @module
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { requestsOf } from "../support/journal.ts";
import { SECOND, started } from "../support/stage.ts";

test("R46 after two hours of outage, without anybody asking, it recovers by itself", async () => {
  const { env, source, tokens, journal } = await started();
  source.mood = "down";
  await env.pass(7_205 * SECOND);
  source.mood = "up";
  await env.pass(15 * SECOND);
  const lines = journal.filter((line) => !line.includes("attempt"));
  expect(lines.slice(0, 9)).toEqual([
    "0s refreshed t1 (initial)",
    "570s willExpire t1",
    "577.5s refreshFailed ERR_FETCH_FAILED retryLater, next in 2.5s",
    "580s refreshFailed ERR_FETCH_FAILED retryLater, next in 5s",
    "585s refreshFailed ERR_FETCH_FAILED retryLater, next in 10s",
    "595s refreshFailed ERR_FETCH_FAILED retryLater, next in 20s",
    "600s expired t1",
    "615s refreshFailed ERR_FETCH_FAILED retryLater, next in 30s",
    "645s refreshFailed ERR_FETCH_FAILED retryLater, next in 30s",
  ]);
  expect(lines.at(-1)).toBe("7215s refreshed t2 (retry)");
  // A cycle of five at 570 s, single attempts at 580, 585, 595, and from 615 s on every 30 s.
  expect(source.requests).toHaveLength(1 + 5 + 3 + 221);
  expect(source.requests.at(-1)).toEqual({ atMs: 7_215_000, reason: "retry", attempt: 1 });
  expect(tokens.state.phase).toBe("holding");
});

test("R48 callers during an outage cause no request more than the schedule alone", async () => {
  const run = async (callers: readonly number[]): Promise<string[]> => {
    const { env, source, tokens } = await started();
    source.mood = "down";
    await env.pass(560 * SECOND);
    for (const count of callers) {
      for (let i = 0; i < count; i++) tokens.getToken().catch(() => undefined);
      await env.pass(SECOND);
    }
    tokens.dispose();
    return requestsOf(source);
  };
  const silent = await run(Array<number>(120).fill(0));
  expect(silent).toHaveLength(1 + 5 + 6); // five from 570 s on; at 580, 585, 595, 615, 645 and 675 s one each
  const callers = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 120, maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(callers, async (counts) => {
      expect(await run(counts)).toEqual(silent);
    }),
    { numRuns: 5 },
  );
  expect(await run(Array<number>(120).fill(84))).toEqual(silent); // 10,080 of them
});
