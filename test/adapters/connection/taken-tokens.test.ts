/** A connection that has taken a newer token: the end of its former one is nothing to it. In virtual time. */
import { describe, expect, test } from "vitest";
import { loginRtm } from "../../../src/adapters/agora.ts";
import { deferred } from "../../support/deferred.ts";
import { FakeRtm, stage as agoraStage } from "../agora/fakes.ts";
import { type Socket, stage } from "./stage.ts";

const SECOND = 1_000;

describe("R467 a connection that has taken a newer token after a gap", () => {
  test("is left alone in another gap, over the end of its former token", async () => {
    const on = stage();
    await on.keep({
      handOver: (_, token) => void on.journal.push(`give ${on.source.nameOf(token)}`),
      isOpen: (socket: Socket) => socket.isOpen,
    });
    const [socket] = on.sockets;
    await on.env.pass(560 * SECOND);
    socket!.isOpen = false;
    await on.env.pass(15 * SECOND); // t2 comes meanwhile
    socket!.isOpen = true;
    await on.env.pass(15 * SECOND);
    socket!.isOpen = false;
    await on.env.pass(20 * SECOND); // t1 ends
    socket!.isOpen = true;
    await on.env.pass(60 * SECOND);
    expect(on.journal).toEqual(["open t1", "give t2"]);
  });

  test("and is gone again as it takes it, is opened again at the end of the newer one", async () => {
    const on = stage();
    await on.keep({
      handOver(socket, token) {
        on.journal.push(`give ${on.source.nameOf(token)}`);
        socket.isOpen = false;
      },
      isOpen: (socket: Socket) => socket.isOpen,
    });
    await on.env.pass(1_160 * SECOND);
    expect(on.journal).toEqual(["open t1", "give t2"]);
    await on.env.pass(20 * SECOND);
    expect(on.journal.slice(2)).toEqual(["close t1", "open t3", "t3 after t1"]);
  });

  test("is not logged out of RTM", async () => {
    const on = agoraStage();
    const rtm = new FakeRtm(on);
    const undo = await loginRtm(rtm, on.tokens, { environment: on.env });
    await on.env.pass(560 * SECOND);
    rtm.link("DISCONNECTED", "AUTO_RECONNECT");
    await on.env.pass(15 * SECOND);
    rtm.link("CONNECTED", "AUTO_RECONNECT");
    await on.env.pass(15 * SECOND);
    rtm.link("DISCONNECTED", "AUTO_RECONNECT");
    await on.env.pass(20 * SECOND);
    rtm.link("CONNECTED", "AUTO_RECONNECT");
    await on.env.pass(60 * SECOND);
    expect(on.journal).toEqual(["0s login t1", "575s renew t2"]);
    undo();
  });
});

test("R467 a late answer to a hand-over is nothing to the connection that has been opened with a newer token since", async () => {
  const on = stage();
  const answer = deferred<undefined>();
  await on.keep({ handOver: () => answer.promise });
  await on.env.pass(585 * SECOND); // t2 has been handed over, and not been answered
  for (const socket of ["t1", "t2"]) {
    expect(on.sockets.at(-1)!.name).toBe(socket);
    on.sockets.at(-1)!.end(4401);
    await on.env.pass(5 * SECOND);
  }
  answer.resolve(undefined);
  await on.env.pass(120 * SECOND);
  on.sockets.at(-1)!.end(4401); // t3 is refused: another one must follow
  await on.env.pass(SECOND);
  expect(on.sockets.map(({ name }) => name)).toEqual(["t1", "t2", "t3", "t4"]);
});
