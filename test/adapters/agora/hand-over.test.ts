/** A new token that a live channel or login does not take, for a reason that no table knows. In virtual time. */
import { describe, expect, test } from "vitest";
import { joinChannel, loginRtm } from "../../../src/adapters/agora.ts";
import { type Answer, FakeClient, FakeRtm, rtcError, rtmError, type Stage, stage } from "./fakes.ts";

const SECOND = 1_000;

const toldTo = (on: Stage) => ({
  environment: on.env,
  onProblem: ({ action }: { action: string }) => on.note(`problem ${action}`),
  onRecovered: () => on.note("recovered"),
});

const KINDS = {
  "a channel": async (on: Stage, renews: Answer) => {
    const client = new FakeClient(on);
    await joinChannel(client, on.tokens, { appId: "a", channel: "daily", ...toldTo(on) });
    client.renews = renews;
    return client;
  },
  "a login": async (on: Stage, renews: Answer) => {
    const rtm = new FakeRtm(on);
    await loginRtm(rtm, on.tokens, toldTo(on));
    rtm.renews = renews;
    return rtm;
  },
};

describe.each(Object.entries(KINDS))("R468 a hand-over that fails for a reason that nobody knows: %s", (_, keep) => {
  test.each([rtcError("SOMETHING_NEW"), rtmError(-99_999), new Error("the socket is closed")])(
    "is told as retryLater and tried again: %s",
    async (error) => {
      const on = stage();
      const sdk = await keep(on, error);
      await on.env.pass(580 * SECOND);
      sdk.renews = "ok";
      await on.env.pass(60 * SECOND);
      expect(on.journal.slice(1)).toEqual([
        ...["570s renew t2", "570s problem retryLater", "575s renew t2", "585s renew t2", "585s recovered"],
      ]);
    },
  );
});
