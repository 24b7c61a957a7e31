/** A hand-over to a connection that is lost meanwhile, or has been replaced. In virtual time. */
import { describe, expect, test } from "vitest";
import { loginRtm } from "../../../src/adapters/agora.ts";
import { FakeRtm, stage as agoraStage } from "../agora/fakes.ts";
import { deferred, type Deferred } from "../../support/deferred.ts";
import { refusal, stage, UNREACHABLE } from "./stage.ts";

const SECOND = 1_000;

/** The connection has been asked to take t2 when its network goes. */
async function scene() {
  const on = stage();
  const answers: Deferred<undefined>[] = [];
  await on.keep({
    handOver() {
      answers.push(deferred<undefined>());
      return answers.at(-1)!.promise;
    },
  });
  await on.env.pass(571 * SECOND);
  return { ...on, answer: answers[0]! };
}

describe("R429 the answer to a hand-over", () => {
  test("that comes while the connection is lost is no recovery", async () => {
    const { env, plan, sockets, timed, answer } = await scene();
    plan.push(UNREACHABLE, UNREACHABLE);
    sockets[0]!.end(1006);
    await env.pass(SECOND);
    answer.resolve(undefined);
    await env.pass(100 * SECOND);
    expect(timed).toEqual([
      ...["0s open t1", "571s problem retryLater", "576s open t2", "586s open t2", "606s open t2"],
      ...["606s t2 after t1", "606s close t1", "606s recovered"],
    ]);
  });

  test("that comes after the last word is no recovery", async () => {
    const on = stage();
    const answer = deferred<undefined>();
    await on.keep({ handOver: () => answer.promise });
    on.sockets[0]!.end(4401);
    await on.env.pass(SECOND);
    void on.tokens.getToken({ forceRefresh: true });
    await on.env.pass(SECOND);
    on.sockets[1]!.end(4401);
    await on.env.pass(SECOND);
    answer.resolve(undefined);
    await on.env.pass(100 * SECOND);
    expect(on.timed).toEqual(["0s open t1", "0s open t2", "0s t2 after t1", "0s close t1", "2s problem fixConfig"]);
  });

  test.each([
    ["fails", UNREACHABLE],
    ["refuses", refusal()],
    ["never comes", undefined],
  ])("of a connection that has been replaced is nothing to its successor: it %s", async (_, error) => {
    const { env, sockets, source, timed, answer } = await scene();
    sockets[0]!.end(1006);
    await env.pass(6 * SECOND);
    if (error) answer.reject(error);
    await env.pass(100 * SECOND);
    expect(timed).toEqual([
      ...["0s open t1", "571s problem retryLater", "576s open t2", "576s t2 after t1", "576s close t1"],
      "576s recovered",
    ]);
    expect(source.requests).toHaveLength(2);
  });

  test("of a login to RTM that has ended is nothing to the next one", async () => {
    const on = agoraStage();
    const rtm = new FakeRtm(on);
    const undo = await loginRtm(rtm, on.tokens, {
      environment: on.env,
      onProblem: ({ action }) => on.note(`problem ${action}`),
      onRecovered: () => on.note("recovered"),
    });
    rtm.renews = "silence";
    await on.env.pass(571 * SECOND);
    rtm.link("FAILED", "LOST_CONNECTION");
    await on.env.pass(100 * SECOND);
    expect(on.journal.slice(1)).toEqual([
      "570s renew t2",
      "571s problem retryLater",
      "576s login t2",
      "576s recovered",
    ]);
    undo();
  });
});
