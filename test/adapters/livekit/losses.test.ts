/** A room that is lost as it opens, whose keeping ends, or that meets what no table knows. In virtual time. */
import { getEventListeners } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { keepRoom, type LiveKitRoomEvents } from "../../../src/adapters/livekit.ts";
import { TokenManager } from "../../../src/manager.ts";
import { type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";

type Listener = (reason?: unknown) => void;

class FakeRoom implements LiveKitRoomEvents {
  state = "disconnected";
  connects = 0;
  /** What the next calls of connect() throw, or do once connected. */
  readonly plan: (Error | (() => void) | undefined)[] = [];
  readonly listeners = new Set<Listener>();
  on(_: string, listener: Listener): void {
    this.listeners.add(listener);
  }
  off(_: string, listener: Listener): void {
    this.listeners.delete(listener);
  }
  connect(): Promise<void> {
    this.connects++;
    const step = this.plan.shift();
    if (step instanceof Error) return Promise.reject(step);
    this.state = "connected";
    step?.();
    return Promise.resolve();
  }
  disconnect(): Promise<void> {
    if (this.state === "connected") this.drop(1);
    return Promise.resolve();
  }
  drop(reason?: number): void {
    this.state = "disconnected";
    for (const listener of [...this.listeners]) listener(reason);
  }
}

interface Scene {
  readonly env: VirtualEnvironment;
  readonly tokens: TokenManager;
  readonly room: FakeRoom;
  readonly journal: string[];
  /** A token of this user; each lives longer than the one before. */
  mint(user: string): string;
  keep(signal?: AbortSignal): Promise<() => void>;
}

function scene(): Scene {
  const env = virtualEnvironment();
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  let minted = 0;
  const mint = (sub: string): string =>
    `${encode({ alg: "none" })}.${encode({ sub, exp: Math.floor(env.now() / 1_000) + 600 + ++minted })}.c2ln`;
  const tokens = new TokenManager({ fetchToken: () => mint("ann"), environment: env, quiet: true });
  onTestFinished(() => tokens.dispose());
  const journal: string[] = [];
  const room = new FakeRoom();
  const keep = (signal?: AbortSignal): Promise<() => void> =>
    keepRoom(room, "wss://livekit.example.test", tokens, {
      environment: env,
      signal,
      onProblem: ({ action }) => void journal.push(action),
      onRecovered: () => void journal.push("recovered"),
    });
  return { env, tokens, room, journal, mint, keep };
}

function afterTicks(count: number, callback: () => void): void {
  if (count === 0) callback();
  else queueMicrotask(() => afterTicks(count - 1, callback));
}

describe("R388 a room that is lost as connect() ends", () => {
  test.each([1, 2])("is connected again, whichever microtask it is (connect no. %i)", async (which) => {
    for (let ticks = 1; ticks <= 20; ticks++) {
      const { env, room, journal, keep, tokens } = scene();
      if (which === 2) room.plan.push(undefined);
      room.plan.push(() => afterTicks(ticks, () => room.drop()));
      await keep();
      if (which === 2) room.drop();
      await env.pass(60_000);
      expect([ticks, room.state, room.connects]).toEqual([ticks, "connected", which + 1]);
      expect(journal[0]).toBe("retryLater");
      tokens.dispose();
    }
  });

  test("by the server is told, and is not connected again", async () => {
    const { env, room, journal, keep } = scene();
    room.plan.push(() => afterTicks(2, () => room.drop(5)));
    await keep();
    await env.pass(60_000);
    expect([journal, room.connects, room.listeners.size]).toEqual([["none"], 1, 0]);
  });
});

test("R392 the end of a keeping is told although its action has been told before, of something that has passed", async () => {
  const { env, tokens, room, journal, mint, keep } = scene();
  await keep();
  await env.pass(100_000);
  room.drop();
  tokens.setToken(mint("bob"));
  await env.pass(6_000);
  room.plan.push(
    Object.assign(new Error("no permissions"), { name: "ConnectionError", code: 1, reason: 0, status: 403 }),
  );
  tokens.setToken(mint("ann"));
  await env.pass(60_000);
  expect([journal, room.listeners.size]).toEqual([["retryLater", "fixConfig", "fixConfig"], 0]);
});

test.each(["room.disconnect()", "the undo", "the server"])(
  "R393 the signal is not listened to after %s",
  async (end) => {
    const { room, keep, env } = scene();
    const page = new AbortController();
    const undo = await keep(page.signal);
    if (end === "the undo") undo();
    else if (end === "the server") room.drop(5);
    else await room.disconnect();
    expect(getEventListeners(page.signal, "abort")).toEqual([]);
    await room.connect(); // by the app
    page.abort();
    await env.pass(1_000);
    expect(room.state).toBe("connected");
  },
);

test.each([
  Object.assign(new Error("negotiation timed out"), { name: "NegotiationError", code: 13 }),
  new TypeError("Failed to fetch"),
  new DOMException("A network error occurred.", "NetworkError"),
])("R395 a room that meets what no table knows is connected again: $name", async (error) => {
  const { env, room, journal, keep } = scene();
  await keep();
  await env.pass(70_000);
  room.plan.push(error, error);
  room.drop();
  await env.pass(60_000);
  expect([room.state, room.connects, journal]).toEqual(["connected", 4, ["retryLater", "recovered"]]);
  await room.disconnect();
  room.plan.push(error);
  await expect(keep()).rejects.toMatchObject({ code: "ERR_HANDOVER_FAILED", action: "none" });
});
