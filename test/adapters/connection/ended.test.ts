/** An app that ends the keeping in the moment of an opening, or in a function that it is asked by. In virtual time. */
import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { joinChannel, loginRtm } from "../../../src/adapters/agora.ts";
import { type KeepConnectionOptions, keepConnection } from "../../../src/adapters/connection.ts";
import { keepRoom } from "../../../src/adapters/livekit.ts";
import { connectRoom } from "../../../src/adapters/twilio.ts";
import { FakeClient, FakeRtm, type Stage, stage as agoraStage } from "../agora/fakes.ts";
import { type Socket, stage } from "./stage.ts";

const SECOND = 1_000;

const afterTicks = (count: number, call: () => void): void =>
  count === 0 ? call() : queueMicrotask(() => afterTicks(count - 1, call));

/** Of one SDK: how its connection is lost, and what is called as it opens again. */
interface Kept {
  lose(): void;
  onOpening(call: () => void): void;
  end(): unknown;
}

/** What is told is noted by `told`. */
const KINDS: Record<string, (on: Stage, told: () => void) => Promise<Kept>> = {
  async "joinChannel, left"(on, told) {
    const client = new FakeClient(on);
    await joinChannel(client, on.tokens, { appId: "a", channel: "c", environment: on.env, onRejoined: told });
    const { join } = client;
    return {
      lose: () => client.move("DISCONNECTED", "NETWORK_ERROR"),
      onOpening(call) {
        client.join = (...args) => join.apply(client, args).finally(call);
      },
      end: () => client.leave(),
    };
  },
  async "loginRtm, not kept any more"(on, told) {
    const rtm = new FakeRtm(on);
    const undo = await loginRtm(rtm, on.tokens, { environment: on.env, onLoggedIn: told });
    const { login } = rtm;
    return {
      lose: () => rtm.link("FAILED", "LOST_CONNECTION"),
      onOpening(call) {
        rtm.login = (...args) => login.apply(rtm, args).finally(call);
      },
      end: undo,
    };
  },
  async "keepRoom, left"(on, told) {
    let onConnect = (): void => undefined;
    const room = Object.assign(new EventEmitter(), {
      state: "disconnected",
      numParticipants: 0,
      localParticipant: {},
      async connect() {
        room.state = "connected";
        onConnect();
        return Promise.resolve();
      },
      async disconnect() {
        [room.state] = ["disconnected", room.emit("disconnected", 1)];
        return Promise.resolve();
      },
    });
    await keepRoom(room as never, "wss://livekit.example.test", on.tokens, { environment: on.env, onRejoined: told });
    return {
      lose: () => void ([room.state] = ["disconnected", room.emit("disconnected")]),
      onOpening: (call) => (onConnect = call),
      end: () => room.disconnect(),
    };
  },
  async "connectRoom, left"(on, told) {
    let onConnect = (): void => undefined;
    const rooms: EventEmitter[] = [];
    const connect = (): Promise<never> => {
      rooms.push(Object.assign(new EventEmitter(), { disconnect: () => undefined }));
      onConnect();
      return Promise.resolve(rooms.at(-1) as never);
    };
    const onRoom = (_: unknown, previous: unknown): void => {
      if (previous) told();
    };
    const kept = await connectRoom(connect as never, on.tokens, { environment: on.env, onRoom });
    await on.env.pass(0);
    const lost = Object.assign(new Error("lost"), { code: 53001 });
    return {
      lose: () => void rooms[0]!.emit("disconnected", rooms[0], lost),
      onOpening: (call) => (onConnect = call),
      end: () => kept.leave(),
    };
  },
  async "keepConnection, closed"(on, told) {
    let lose = (): void => undefined;
    let onConnect = (): void => undefined;
    const kept = await keepConnection(on.tokens, {
      environment: on.env,
      reopen(_, { lost }) {
        lose = lost;
        onConnect();
        return Promise.resolve({});
      },
      handOver: () => undefined,
      close: () => undefined,
      onReopened: told,
    });
    return { lose: () => lose(), onOpening: (call) => (onConnect = call), end: () => kept.close() };
  },
};

describe("R463 an app that ends the keeping as its connection opens again", () => {
  test.each(Object.entries(KINDS))("is told nothing after that, and nothing is left: %s", async (_, keep) => {
    const told = { before: 0, after: 0 };
    for (let ticks = 0; ticks < 25; ticks++) {
      const on = agoraStage();
      let isOver = false;
      const kept = await keep(on, () => {
        told[isOver ? "after" : "before"]++;
      });
      kept.onOpening(() =>
        afterTicks(ticks, () => {
          isOver = true;
          kept.end();
        }),
      );
      kept.lose();
      await on.env.pass(20 * SECOND);
      expect(isOver).toBe(true);
      on.tokens.dispose();
      expect([on.env.timers, on.env.listeners]).toEqual([0, 0]);
    }
    expect(told.after).toBe(0);
    expect(told.before).toBeGreaterThan(0); // where it ends later
  });
});

describe("R499 an app that ends the keeping in a function that it is asked by", () => {
  const scene = async (more: (end: () => void) => Partial<KeepConnectionOptions<Socket>>) => {
    const on = stage();
    let isArmed = false;
    const kept = await on.keep(more(() => isArmed && kept.close()));
    isArmed = true;
    return on;
  };
  const expectNothingLeft = ({ env, tokens }: ReturnType<typeof stage>): void => {
    tokens.dispose();
    expect([env.timers, env.listeners]).toEqual([0, 0]);
  };

  test("isRefusal, of a loss", async () => {
    const on = await scene((end) => ({ isRefusal: () => (end(), false) }));
    on.sockets[0]!.end(4403);
    await on.env.pass(0);
    expectNothingLeft(on);
    expect(on.journal).toEqual(["open t1", "close t1"]);
  });

  test("isRefusal, of a hand-over", async () => {
    const on = await scene((end) => ({
      isRefusal: () => (end(), false),
      handOver: () => Promise.reject(new Error("no")),
    }));
    await on.env.pass(570 * SECOND);
    expectNothingLeft(on);
    expect(on.journal).toEqual(["open t1", "close t1"]);
  });

  test("isOpen", async () => {
    const on = await scene((end) => ({ isOpen: () => (end(), true), handOver: () => void on.journal.push("give") }));
    await on.env.pass(600 * SECOND);
    expectNothingLeft(on);
    expect(on.journal).toEqual(["open t1", "close t1"]);
  });

  test("identityOf, of an opening", async () => {
    const on = await scene((end) => ({ identityOf: () => (end(), "ann") }));
    on.sockets[0]!.end(1006);
    await on.env.pass(600 * SECOND);
    expectNothingLeft(on);
    expect(on.journal).toEqual(["open t1", "problem retryLater", "close t1"]);
  });

  test("close, before an opening", async () => {
    const on = await scene((end) => ({
      overlap: "never",
      close({ name }) {
        on.journal.push(`close ${name}`);
        end();
      },
    }));
    await on.env.pass(600 * SECOND);
    expectNothingLeft(on);
    expect(on.journal).toEqual(["open t1", "close t1"]);
  });

  test("identityOf, of a hand-over", async () => {
    const on = await scene((end) => ({
      identityOf: () => (end(), "ann"),
      handOver: () => void on.journal.push("give"),
    }));
    await on.env.pass(600 * SECOND);
    expectNothingLeft(on);
    expect(on.journal).toEqual(["open t1", "close t1"]);
  });
});
