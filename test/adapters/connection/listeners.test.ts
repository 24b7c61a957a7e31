/** What hangs and is given up leaves no listener on any signal, though its promise never settles. In virtual time. */
import { EventEmitter, getEventListeners } from "node:events";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { freshConnect } from "../../../src/adapters/connection.ts";
import { connectRoom } from "../../../src/adapters/twilio.ts";
import { type Socket, stage } from "./stage.ts";

const hang = (): Promise<never> => new Promise(() => undefined);
const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, "abort").length;

/** Counts the listeners on all signals that are made from now on. */
function watchSignals(): () => number {
  const signals: AbortSignal[] = [];
  class WatchedController extends AbortController {
    constructor() {
      super();
      signals.push(this.signal);
    }
  }
  vi.stubGlobal("AbortController", WatchedController);
  onTestFinished(() => void vi.unstubAllGlobals());
  return () => signals.reduce((sum, signal) => sum + listenersOf(signal), 0);
}

describe("R516 what hangs and is given up leaves no listener behind", () => {
  test.each(["the limit", "the signal"])("freshConnect, on the signal of the app, after %s", async (end) => {
    const { env, tokens } = stage();
    const user = new AbortController();
    const journal: string[] = [];
    for (const _ of [1, 2]) {
      const joined = freshConnect(tokens, hang, { signal: user.signal, environment: env, connectTimeoutMs: 5_000 });
      joined.catch((error: unknown) => journal.push((error as Error).message));
      await env.pass(4_000);
      expect(listenersOf(user.signal)).toBe(1);
      if (end === "the signal") user.abort(new Error("gone"));
      await env.pass(2_000);
      expect(listenersOf(user.signal)).toBe(0);
      if (end === "the signal") break;
    }
    expect(new Set(journal)).toEqual(
      new Set([end === "the signal" ? "gone" : "connect() did not settle within 5000 ms"]),
    );
    tokens.stop();
    expect(env.timers).toBe(0);
  });

  test("freshConnect, where the app goes while it connects", async () => {
    const { env, tokens } = stage();
    const user = new AbortController();
    const leave = (): Promise<never> => {
      user.abort(new Error("gone"));
      return hang();
    };
    await expect(freshConnect(tokens, leave, { signal: user.signal, environment: env })).rejects.toThrow("gone");
    expect(listenersOf(user.signal)).toBe(0);
  });

  test("keepConnection, each time that reopen() hangs", async () => {
    const count = watchSignals();
    const on = stage();
    let isDead = false;
    let lose = (): void => undefined;
    const kept = await on.keep({
      reopen: (token, { lost }) => {
        lose = lost;
        return isDead
          ? hang()
          : ({ name: on.source.nameOf(token), isOpen: true, end: () => undefined } satisfies Socket);
      },
    });
    await on.env.pass(0);
    const before = count();
    isDead = true;
    lose();
    await on.env.pass(1_200_000);
    isDead = false;
    await on.env.pass(120_000);
    expect([on.journal.filter((line) => /problem|recovered/.test(line)), count()]).toEqual([
      ["problem retryLater", "recovered"],
      before,
    ]);
    kept.stop();
    on.tokens.stop();
    expect(on.env.timers).toBe(0);
  });

  test("keepConnection, each time that handOver() hangs", async () => {
    const count = watchSignals();
    const on = stage();
    let isDead = false;
    await on.keep({ handOver: () => (isDead ? hang() : undefined) });
    await on.env.pass(0);
    const before = count();
    isDead = true;
    await on.env.pass(590_000);
    isDead = false;
    await on.env.pass(120_000);
    expect([on.journal.filter((line) => /problem|recovered/.test(line)), count()]).toEqual([
      ["problem retryLater", "recovered"],
      before,
    ]);
  });

  test("connectRoom, each time that connect() hangs", async () => {
    const count = watchSignals();
    const { env, tokens } = stage({}, 3_600_000);
    const journal: string[] = [];
    const rooms: EventEmitter[] = [];
    let isDead = false;
    const connect = (): Promise<EventEmitter & { disconnect(): void }> => {
      if (isDead) return hang();
      const room = Object.assign(new EventEmitter(), { disconnect: () => undefined });
      rooms.push(room);
      return Promise.resolve(room);
    };
    await connectRoom(connect, tokens, {
      environment: env,
      onProblem: ({ action }) => void journal.push(action),
      onRecovered: () => void journal.push("recovered"),
    });
    await env.pass(0);
    const before = count();
    isDead = true;
    rooms[0]!.emit("disconnected", rooms[0], Object.assign(new Error("gone"), { code: 53001 }));
    await env.pass(1_200_000);
    isDead = false;
    await env.pass(120_000);
    expect([rooms.length, journal, count()]).toEqual([2, ["retryLater", "recovered"], before]);
  });
});
