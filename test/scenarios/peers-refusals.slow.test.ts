/**
 * Endpoints that say no, and back ends that say the same thing again: where published peers loop.
 *
 * @module
 */
import { expect, test } from "vitest";
import { requestsOf } from "../support/journal.ts";
import { failedCycle, failedProbe, SECOND, stage, started } from "../support/stage.ts";

test("R50 invalid_grant: not one request in the following hour, however often a token is asked for", async () => {
  const { env, source, tokens, journal } = await started();
  await env.pass(569 * SECOND);
  source.mood = { status: 400, error: "invalid_grant" };
  await env.pass(SECOND);
  const answers: string[] = [];
  const answer = (asked: Promise<string>): Promise<unknown> =>
    asked.then(
      (value) => answers.push(source.nameOf(value)),
      (error: unknown) => answers.push((error as { code: string }).code),
    );
  for (let second = 570; second < 570 + 3_600; second++) {
    await answer(tokens.getToken());
    await answer(tokens.getToken({ forceRefresh: true }));
    env.wake();
    env.wake("online");
    await env.pass(SECOND);
  }
  expect(requestsOf(source)).toEqual(["0s initial", "570s willExpire"]);
  // The token in hand is good for its last 30 s; who insists on another one hears why there is none.
  const reauth = "ERR_REAUTH_REQUIRED";
  expect(answers).toEqual([...new Array(30).fill(["t1", reauth]), ...new Array(3_570).fill([reauth, reauth])].flat());

  source.mood = "up";
  tokens.setToken(source.mint()); //      the user has signed in
  expect(source.nameOf(await tokens.getToken())).toBe("t2");
  expect(journal).toEqual([
    "0s refreshed t1 (initial)",
    "570s willExpire t1",
    "570s refreshFailed ERR_REAUTH_REQUIRED signIn, no retry",
    "600s expired t1",
    "4170s refreshed t2 (app)",
  ]);
});

test("R8 a back end that answers from its cache for 700 s: never a renewal, never a loop", async () => {
  let cached: string | undefined;
  const { env, source, tokens, journal } = stage({
    fetchToken: async (request) => {
      if (env.trueNow() >= emptiedAt) cached = undefined;
      return (cached ??= await source.fetchToken(request));
    },
  });
  const emptiedAt = env.trueNow() + 700 * SECOND;
  void tokens.start();
  await env.pass(720 * SECOND);
  const what = "ERR_NO_PROGRESS fixConfig";
  expect(journal).toEqual([
    "0s refreshed t1 (initial)",
    "570s willExpire t1",
    ...failedCycle(570, 2.5, what),
    failedProbe(580, 5, what),
    failedProbe(585, 10, what),
    failedProbe(595, 20, what),
    "600s expired t1",
    ...[615, 645, 675].map((atS) => failedProbe(atS, 30, what)),
    "705s refreshed t2 (retry)",
  ]);
});
