/** A Video room that is lost as it opens, or whose keeping ends; a client whose keeping ends. In virtual time. */
import { EventEmitter } from "node:events";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { connectRoom, type ConnectRoomOptions, keepClient, type KeptRoom } from "../../../src/adapters/twilio.ts";
import { TokenManager } from "../../../src/manager.ts";
import { fakeTokens, type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";

const lossOf = (code: number): Error => Object.assign(new Error("gone"), { code });

class FakeRoom extends EventEmitter {
  state = "connected";
  disconnect(): void {
    this.end();
  }
  end(error?: Error): void {
    if (this.state === "disconnected") return;
    this.state = "disconnected";
    this.emit("disconnected", this, error);
  }
}

interface Scene {
  readonly env: VirtualEnvironment;
  readonly tokens: TokenManager;
  readonly journal: string[];
  readonly rooms: FakeRoom[];
  /** What the next calls of connect() do to their room, or throw. */
  readonly plan: (((room: FakeRoom) => unknown) | Error)[];
  keep(options?: ConnectRoomOptions<FakeRoom, object>): Promise<KeptRoom<FakeRoom>>;
}

function scene(): Scene {
  const env = virtualEnvironment();
  const { fetchToken } = fakeTokens(env, { lifetimeMs: 3_600_000 });
  const tokens = new TokenManager({ fetchToken, environment: env, quiet: true });
  onTestFinished(() => tokens.dispose());
  const [journal, rooms, plan]: [string[], FakeRoom[], Scene["plan"]] = [[], [], []];
  const connect = async (): Promise<FakeRoom> => {
    const room = new FakeRoom();
    const step = plan.shift();
    rooms.push(room);
    if (step instanceof Error) throw step;
    await step?.(room);
    return room;
  };
  return {
    ...{ env, tokens, journal, rooms, plan },
    keep: (options) =>
      connectRoom(connect, tokens, {
        environment: env,
        onProblem: ({ code, action }) => void journal.push(`${code} ${action}`),
        onRecovered: () => void journal.push("recovered"),
        ...options,
      }),
  };
}

function afterTicks(count: number, callback: () => void): void {
  if (count === 0) callback();
  else queueMicrotask(() => afterTicks(count - 1, callback));
}

describe("R388 a room", () => {
  test("that is lost before a connect() of the app's own hands it over is not open", async () => {
    const { env, keep, plan, rooms } = scene();
    plan.push((room) => {
      room.end(lossOf(53001));
      return Promise.resolve();
    });
    await expect(keep()).rejects.toMatchObject({ code: "ERR_HANDOVER_FAILED", action: "retryLater" });
    await env.pass(3_600_000);
    expect(rooms).toHaveLength(1);
  });

  test("that is lost so at a rejoin is connected to again", async () => {
    const { env, keep, plan, rooms, journal } = scene();
    const kept = await keep();
    plan.push((room) => room.end(lossOf(53001)));
    kept.room.end(lossOf(53001));
    await env.pass(60_000);
    expect([kept.room.state, rooms.length, journal]).toEqual([
      "connected",
      3,
      ["ERR_HANDOVER_FAILED retryLater", "recovered"],
    ]);
  });

  test.each([53001, 20104])(
    "that is lost (%i) as connect() ends is connected to again, whichever microtask it is",
    async (code) => {
      for (let ticks = 1; ticks <= 20; ticks++) {
        const { env, keep, plan, rooms, tokens } = scene();
        plan.push((room) => afterTicks(ticks, () => room.end(lossOf(code))));
        const kept = await keep().catch(() => undefined);
        await env.pass(60_000);
        expect([ticks, kept === undefined || kept.room.state === "connected"]).toEqual([ticks, true]);
        expect(rooms.length).toBeLessThan(3);
        tokens.dispose();
      }
    },
  );
});

test("R392 the end of a keeping is told although its action has been told before, of something that has passed", async () => {
  const { env, keep, plan, tokens, journal } = scene();
  const kept = await keep();
  tokens.stop();
  env.sleep(7_200_000);
  kept.room.end(lossOf(53000));
  await env.pass(10_000);
  plan.push(lossOf(53106));
  await tokens.start();
  await env.pass(60_000);
  await kept.rejoin().catch(() => undefined);
  plan.push(lossOf(53106), lossOf(53106));
  for (const _ of [1, 2]) await kept.rejoin().catch(() => undefined);
  await env.pass(60_000);
  expect(journal.slice(0, 2)).toEqual(["ERR_STOPPED none", "ERR_HANDOVER_FAILED none"]);
  expect(journal.filter((line) => line === "ERR_HANDOVER_FAILED none")).toHaveLength(2); // one for each outage
});

test("R393 keepClient() tells nothing after its end, of a hand-over that was under way either", async () => {
  const { env, tokens, journal } = scene();
  class Client extends EventEmitter {
    connectionState = "connected";
    updateToken(): Promise<never> {
      return Promise.reject(Object.assign(new Error("Too many"), { code: 429, httpStatusCode: 429 }));
    }
    shutdown(): Promise<void> {
      return Promise.resolve();
    }
  }
  const told = { onProblem: () => void journal.push("problem") };
  const undo = keepClient(new Client(), tokens, { environment: env, ...told });
  await env.pass(20);
  undo();
  await env.pass(5_000);
  expect(journal).toEqual([]);
});

describe("R395 a room that is lost, or cannot be connected to, for a reason that no table knows", () => {
  test("is connected to again", async () => {
    const { env, keep, plan, rooms, journal } = scene();
    const kept = await keep();
    plan.push(new TypeError("Failed to fetch"));
    kept.room.end(lossOf(59_999));
    await env.pass(60_000);
    expect([kept.room.state, rooms.length]).toEqual(["connected", 3]);
    expect(journal).toEqual(["ERR_HANDOVER_FAILED retryLater", "recovered"]);
  });
});

describe("R472 a room that ends for a reason that no token and no new connection cures", () => {
  // What the table of Twilio Video calls none: limits, rooms that are not there, media that do not come through.
  test.each([53104, 53106, 53204, 53400, 53401, 53405, 53407])(
    "is told once, and is connected to by rejoin() alone: %i",
    async (code) => {
      const { env, keep, rooms, journal } = scene();
      const kept = await keep();
      kept.room.end(lossOf(code));
      await env.pass(7_200_000);
      expect([rooms.length, journal]).toEqual([1, ["ERR_HANDOVER_FAILED none"]]);
      await kept.rejoin();
      await env.pass(60_000);
      expect([kept.room.state, journal]).toEqual(["connected", ["ERR_HANDOVER_FAILED none", "recovered"]]);
    },
  );

  test.each([53205, 53118, undefined])("is not told where it has ended as it should: %s", async (code) => {
    const { env, keep, rooms, journal } = scene();
    const kept = await keep();
    kept.room.end(code === undefined ? code : lossOf(code));
    await env.pass(7_200_000);
    expect([rooms.length, journal]).toEqual([1, []]);
  });
});

test("R469 a room whose token is refused for the first time after a connect() that had hung gets another one", async () => {
  const { env, keep, plan, rooms, journal } = scene();
  const kept = await keep();
  await env.pass(100_000);
  plan.push(() => new Promise(() => undefined));
  kept.room.end(lossOf(53000));
  await env.pass(70_000);
  expect([kept.room.state, rooms.length]).toEqual(["connected", 3]);
  kept.room.end(lossOf(20104));
  await env.pass(70_000);
  expect([kept.room.state, rooms.length]).toEqual(["connected", 4]);
  expect(journal).toEqual(["ERR_HANDOVER_FAILED retryLater", "recovered"]);
});

test("R475 an error of connect() that quotes a token of letters alone is told without it", async () => {
  const [env, secret] = [virtualEnvironment(), "lanternpistachioquarry"];
  const tokens = new TokenManager({
    ...{ environment: env, quiet: true },
    fetchToken: () => ({ token: secret, expiresIn: 3_600 }),
  });
  onTestFinished(() => tokens.dispose());
  const refusing = (): Promise<never> => Promise.reject(new Error(`no room for ${secret}`));
  const error = await connectRoom(refusing, tokens, { environment: env }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "ERR_HANDOVER_FAILED" });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret);
});
