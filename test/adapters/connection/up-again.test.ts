/** A connection that breaks twice within a minute, and goes away by itself before it counts as recovered. In virtual time. */
import { describe, expect, test } from "vitest";
import { joinChannel, loginRtm } from "../../../src/adapters/agora.ts";
import { FakeClient, FakeRtm, type Stage as AgoraStage, stage as agoraStage } from "../agora/fakes.ts";
import { type Socket, stage } from "./stage.ts";

const SECOND = 1_000;

const noting = (on: AgoraStage) => ({
  environment: on.env,
  onProblem: ({ action }: { action: string }) => on.note(`problem ${action}`),
  onRecovered: () => on.note("recovered"),
});

const KINDS = {
  async "a channel"(on: AgoraStage) {
    const client = new FakeClient(on);
    await joinChannel(client, on.tokens, { appId: "a", channel: "daily", ...noting(on) });
    return {
      lose: () => client.move("DISCONNECTED", "NETWORK_ERROR"),
      down: () => client.move("RECONNECTING"),
      up: () => client.move("CONNECTED"),
    };
  },
  async "a login"(on: AgoraStage) {
    const rtm = new FakeRtm(on);
    await loginRtm(rtm, on.tokens, noting(on));
    return {
      lose: () => rtm.link("FAILED", "LOST_CONNECTION"),
      down: () => rtm.link("DISCONNECTED", "AUTO_RECONNECT"),
      up: () => rtm.link("CONNECTED", "AUTO_RECONNECT"),
    };
  },
};

describe("R497 a connection that comes back and is down when a minute is over", () => {
  test.each(Object.entries(KINDS))("has recovered when it is back, and not before: %s", async (_, keep) => {
    const on = agoraStage();
    const kept = await keep(on);
    const told = (): string[] => on.journal.filter((line) => /problem|recovered/.test(line));
    await on.env.pass(120 * SECOND);
    kept.lose();
    await on.env.pass(10 * SECOND);
    kept.lose();
    await on.env.pass(40 * SECOND);
    const before = ["120s problem retryLater", "125s recovered", "130s problem retryLater"];
    expect(told()).toEqual(before);
    kept.down();
    await on.env.pass(120 * SECOND);
    expect(told()).toEqual(before);
    kept.up();
    await on.env.pass(60 * SECOND);
    expect(told()).toEqual([...before, "290s recovered"]);
    on.tokens.dispose();
  });

  test("also where that is to be asked", async () => {
    const on = stage();
    await on.keep({ isOpen: (socket: Socket) => socket.isOpen, handOver: () => undefined });
    on.sockets[0]!.end(1006);
    await on.env.pass(10 * SECOND);
    on.sockets[1]!.end(1006);
    await on.env.pass(40 * SECOND);
    on.sockets[2]!.isOpen = false;
    await on.env.pass(120 * SECOND);
    const told = on.timed.filter((line) => /problem|recovered/.test(line));
    expect(told).toEqual(["0s problem retryLater", "5s recovered", "10s problem retryLater"]);
    on.sockets[2]!.isOpen = true;
    await on.env.pass(60 * SECOND);
    expect(on.timed.filter((line) => line.endsWith("recovered"))).toHaveLength(2);
  });
});
