/** keepRoom() against a fake room, in virtual time: what takes minutes. The real SDK: test/browser/adapters/livekit.test.ts. */
import { DisconnectReason } from "livekit-client";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { connectRoom, keepRoom, type KeepRoomOptions, type LiveKitRoomEvents } from "../../../src/adapters/livekit.ts";
import { type TokenError, TokenManager } from "../../../src/index.ts";
import { fakeTokens, type FakeTokens, type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";

const URL = "wss://livekit.example.test";
const MINUTE = 60_000;

/** As livekit-client@2.23.0 rejects. */
const refusal = (status: number, text: string): Error =>
  Object.assign(new Error(`could not establish signal connection: ${text}`), {
    ...{ name: "ConnectionError", code: 1, reason: 0, reasonName: "NotAllowed", status },
  });
const UNREACHABLE = Object.assign(new Error("unreachable"), {
  ...{ name: "ConnectionError", code: 1, reason: 1, reasonName: "ServerUnreachable" },
});

class FakeRoom implements LiveKitRoomEvents {
  state = "disconnected";
  /** What the next connects do; without a plan they succeed. */
  plan: (Error | "hang")[] = [];
  /** Before 2.7, a first connect that fails is `disconnected` without a reason. */
  tellsFailedConnects = false;
  readonly listeners = new Set<readonly [event: string, listener: (reason?: unknown) => void]>();
  readonly note: (text: string) => void;

  constructor(note: (text: string) => void) {
    this.note = note;
  }
  on(event: string, listener: (reason?: unknown) => void): void {
    this.listeners.add([event, listener]);
  }
  off(event: string, listener: (reason?: unknown) => void): void {
    for (const entry of this.listeners) if (entry[0] === event && entry[1] === listener) this.listeners.delete(entry);
  }
  emit(event: string, reason?: number): void {
    for (const [name, listener] of [...this.listeners]) if (name === event) listener(reason);
  }
  async connect(_url: string, token: string): Promise<void> {
    this.note(`connect ${token}`);
    const step = this.plan.shift();
    if (step === "hang") return new Promise(() => undefined);
    if (step && this.tellsFailedConnects) this.emit("disconnected");
    if (step) throw step;
    this.state = "connected";
  }
  async disconnect(): Promise<void> {
    this.note("disconnect");
    if (this.state === "disconnected") return; // and emits nothing
    this.state = "disconnected";
    this.emit("disconnected", 1);
  }
  /** LiveKit gives up, or the server ends it. */
  breakWith(reason?: number): void {
    this.state = "disconnected";
    this.emit("disconnected", reason);
  }
}

interface Scene {
  readonly env: VirtualEnvironment;
  readonly source: FakeTokens;
  readonly tokens: TokenManager;
  readonly room: FakeRoom;
  readonly journal: string[];
  readonly problems: TokenError[];
  readonly options: KeepRoomOptions<FakeRoom>;
}

function scene(lifetimeMs = 10 * MINUTE): Scene {
  const env = virtualEnvironment();
  const source = fakeTokens(env, { lifetimeMs });
  const tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env });
  onTestFinished(() => tokens.dispose());
  const journal: string[] = [];
  const room = new FakeRoom((text) => {
    const [verb, token] = text.split(" ");
    journal.push(token ? `${verb} ${source.nameOf(token)}` : text);
  });
  const problems: TokenError[] = [];
  const options: KeepRoomOptions<FakeRoom> = {
    environment: env,
    onRejoined: () => journal.push("rejoined"),
    onProblem(error) {
      journal.push(`problem ${error.action}`);
      problems.push(error);
    },
    onRecovered: () => journal.push("recovered"),
  };
  return { env, source, tokens, room, journal, problems, options };
}

async function kept(lifetimeMs?: number): Promise<Scene & { undo: () => void }> {
  const all = scene(lifetimeMs);
  const undo = await keepRoom(all.room, URL, all.tokens, all.options);
  await all.env.pass(0);
  all.journal.splice(0);
  return { ...all, undo };
}

describe("R220 a room that LiveKit has given up", () => {
  test.each([undefined, 3, 6, 7, 8, 9, 14, 15])("(reason %s) is connected again, once", async (reason) => {
    const { env, room, journal, problems } = await kept();
    room.breakWith(reason);
    await env.pass(5 * MINUTE);
    expect(journal).toEqual(["problem retryLater", "connect t1", "recovered", "rejoined"]);
    expect(problems).toMatchObject([
      { code: "ERR_HANDOVER_FAILED", remedy: expect.stringMatching(/^Nothing/) as string },
    ]);
    expect(problems[0]!.message).toMatch(/LiveKit has given up/);
    expect(room.state).toBe("connected");
  });

  test("five minutes without network that span the end of the token: back within seconds, with a new one", async () => {
    const { env, room, journal, source } = await kept();
    await env.pass(8 * MINUTE);
    env.goOffline();
    source.mood = "down";
    await env.pass(43_000);
    room.plan = Array.from({ length: 20 }, () => UNREACHABLE);
    room.breakWith();
    await env.pass(257_000);
    room.plan = [];
    source.mood = "up";
    env.goOnline();
    await env.pass(5_000);
    expect(journal.slice(-3)).toEqual(["connect t2", "recovered", "rejoined"]);
    expect(journal.filter((line) => line.startsWith("problem"))).toEqual(["problem retryLater"]);
    expect(room.state).toBe("connected");
  });

  test("R346 with a single-use manager costs a token for each connection, and none besides", async () => {
    const { env, room, source, journal, options } = scene();
    const tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env, singleUse: true });
    onTestFinished(() => tokens.dispose());
    await keepRoom(room, URL, tokens, options);
    await env.pass(60 * MINUTE);
    room.breakWith();
    await env.pass(60 * MINUTE);
    expect(journal).toEqual(["connect t1", "problem retryLater", "connect t2", "recovered", "rejoined"]);
    expect(source.requests).toHaveLength(2);
  });

  test("R348 and drops again as soon as it is connected: growing waits, told twice at most", async () => {
    const { env, room, journal } = await kept(24 * 60 * MINUTE);
    const at: number[] = [];
    for (let second = 0; second < 300; second++) {
      if (room.state === "connected") {
        at.push(second);
        room.breakWith();
      }
      await env.pass(1_000);
    }
    expect(at).toEqual([0, 5, 15, 35, 75, 135, 195, 255]);
    await env.pass(2 * MINUTE);
    expect(journal.filter((line) => /problem|recovered/.test(line))).toEqual([
      ...["problem retryLater", "recovered"],
      ...["problem retryLater", "recovered"], // now it has stayed for a minute
    ]);
  });

  test("after 8 h of sleep is back within a minute", async () => {
    const { env, room, journal } = await kept();
    env.sleep(8 * 60 * MINUTE);
    room.breakWith();
    await env.pass(MINUTE);
    expect(journal.slice(-3)).toEqual(["connect t2", "recovered", "rejoined"]);
  });

  test("whose token is refused gets another, and a refusal of that one too is the end", async () => {
    const { env, room, journal } = await kept();
    room.plan = [refusal(401, "invalid token"), refusal(401, "invalid token")];
    room.breakWith();
    await env.pass(5 * MINUTE);
    expect(journal).toEqual(["problem retryLater", "connect t1", "connect t2", "problem fixConfig"]);
    expect(room.listeners.size).toBe(0);
  });

  test("is left alone while LiveKit reconnects, whatever the manager's token does", async () => {
    const { env, room, journal } = await kept();
    await env.pass(9 * MINUTE);
    room.state = "reconnecting";
    await env.pass(40_000);
    room.state = "connected";
    room.emit("reconnected");
    await env.pass(20 * MINUTE);
    expect(journal).toEqual([]);
  });

  test("before 2.7: the recipe does not answer itself when connects fail", async () => {
    const { env, room, journal } = await kept();
    room.tellsFailedConnects = true;
    room.plan = Array.from({ length: 3 }, () => UNREACHABLE);
    room.breakWith();
    await env.pass(5 * MINUTE);
    expect(journal.filter((line) => line.startsWith("connect"))).toHaveLength(4); // after 5, 15, 35 and 75 s
    expect(room.state).toBe("connected");
  });
});

describe("a room that has ended for a reason", () => {
  test.each([
    [DisconnectReason.DUPLICATE_IDENTITY, "same identity"],
    [DisconnectReason.PARTICIPANT_REMOVED, "removed"],
    [DisconnectReason.ROOM_DELETED, "deleted"],
    [DisconnectReason.ROOM_CLOSED, "closed"],
    [DisconnectReason.USER_UNAVAILABLE, "not available"],
    [DisconnectReason.SIP_TRUNK_FAILURE, "SIP"],
  ])("of the server's (%i) is told once, and kept no longer: %s", async (reason, words) => {
    const { env, room, journal, problems } = await kept();
    room.breakWith(reason);
    await env.pass(20 * MINUTE);
    expect(journal).toEqual(["problem none"]);
    expect(problems).toMatchObject([
      { code: "ERR_HANDOVER_FAILED", remedy: expect.stringMatching(/connect anew/i) as string },
    ]);
    expect(problems[0]!.message).toMatch(new RegExp(`room has ended.*${words}`));
    expect(room.listeners.size).toBe(0);
  });

  test("R474 that may be a refused token (USER_REJECTED) is joined again", async () => {
    const { env, room, journal } = await kept();
    room.breakWith(DisconnectReason.USER_REJECTED);
    await env.pass(20 * MINUTE);
    expect([room.state, journal[0]]).toEqual(["connected", "problem retryLater"]);
  });

  test("of the app's, which LiveKit alone tells of, is not told, and kept no longer", async () => {
    const { env, room, journal } = await kept();
    room.breakWith(DisconnectReason.CLIENT_INITIATED);
    await env.pass(20 * MINUTE);
    expect([journal, room.listeners.size]).toEqual([[], 0]);
  });

  test("of the app's: disconnect() ends it, also while LiveKit has given up", async () => {
    for (const isDown of [false, true]) {
      const { env, room, journal, tokens } = await kept();
      if (isDown) room.breakWith();
      await room.disconnect();
      await env.pass(20 * MINUTE);
      expect(journal.filter((line) => line.startsWith("connect"))).toEqual([]);
      expect([room.listeners.size, Object.hasOwn(room, "disconnect")]).toEqual([0, false]);
      tokens.dispose();
      expect([env.timers, env.listeners]).toEqual([0, 0]);
    }
  });

  test("the undo leaves nothing behind, and does not disconnect", async () => {
    const { env, room, journal, tokens, undo } = await kept();
    undo();
    undo();
    room.breakWith();
    tokens.dispose();
    await env.pass(20 * MINUTE);
    expect([journal, room.listeners.size, env.timers, env.listeners]).toEqual([[], 0, 0, 0]);
  });
});

describe("R218 the signal", () => {
  const why = new Error("left the page");

  test("means nothing after the undo, nor after a first connect that failed", async () => {
    const { env, room, tokens, options, journal } = scene();
    const controller = new AbortController();
    room.plan = [UNREACHABLE];
    const failed = keepRoom(room, URL, tokens, { ...options, signal: controller.signal });
    await expect(failed).rejects.toMatchObject({ action: "retryLater" });
    const undo = await keepRoom(room, URL, tokens, { ...options, signal: controller.signal });
    undo();
    controller.abort(why);
    await env.pass(MINUTE);
    expect([journal, room.state]).toEqual([["connect t1", "connect t1"], "connected"]);
  });

  test("ends the first connect at once, although that hangs", async () => {
    const { env, room, tokens, options, journal } = scene();
    room.plan = ["hang"];
    const controller = new AbortController();
    const failed = keepRoom(room, URL, tokens, { ...options, signal: controller.signal });
    await env.pass(0);
    controller.abort(why);
    await expect(failed).rejects.toBe(why);
    expect(journal).toEqual(["connect t1", "disconnect"]);
    tokens.dispose();
    expect([env.timers, env.listeners, room.listeners.size]).toEqual([0, 0, 0]);
  });

  test("ends a room that is being joined again, although disconnect() throws", async () => {
    const { env, room, tokens, options } = scene();
    const controller = new AbortController();
    await keepRoom(room, URL, tokens, { ...options, signal: controller.signal });
    room.plan = ["hang"];
    room.breakWith();
    await env.pass(6_000);
    room.disconnect = () => {
      throw new Error("disconnect() throws");
    };
    controller.abort(why);
    tokens.dispose();
    await env.pass(MINUTE);
    expect([env.timers, env.listeners, room.listeners.size]).toEqual([0, 0, 0]);
  });

  test("that is aborted already connects nothing", async () => {
    const { room, tokens, options, journal } = scene();
    await expect(keepRoom(room, URL, tokens, { ...options, signal: AbortSignal.abort(why) })).rejects.toBe(why);
    expect([journal, room.listeners.size]).toEqual([[], 0]);
  });
});

describe("the first connect", () => {
  test("that fails says which call of LiveKit's it was", async () => {
    const { env, room, tokens } = scene();
    room.plan = [refusal(403, "permissions denied")];
    await expect(keepRoom(room, URL, tokens, { environment: env })).rejects.toMatchObject({
      action: "fixConfig",
      message: expect.stringMatching(/^room\.connect\(\) failed/) as string,
    });
    expect(room.listeners.size).toBe(0);
  });

  test.each([
    [undefined, 60_000],
    [20_000, 20_000],
  ])("that hangs is given up (connectTimeoutMs: %s)", async (connectTimeoutMs, limitMs) => {
    const { env, room, tokens, journal } = scene();
    room.plan = ["hang"];
    const failed = keepRoom(room, URL, tokens, { environment: env, connectTimeoutMs });
    failed.catch(() => journal.push("failed"));
    await env.pass(limitMs - 1);
    expect(journal).toEqual(["connect t1"]);
    await env.pass(1);
    await expect(failed).rejects.toThrow(`room.connect() did not settle within ${limitMs} ms`);
  });
});

test("nobody has to listen: a room is connected again without any callback", async () => {
  const reported = vi.spyOn(console, "error").mockReturnValue();
  const { env, room, tokens } = scene();
  await keepRoom(room, URL, tokens, { environment: env });
  room.breakWith();
  await env.pass(MINUTE);
  expect(room.state).toBe("connected");
  expect(reported).not.toHaveBeenCalled();
  reported.mockRestore();
});

test("R234 a room of livekit-client 1 is refused at once", async () => {
  const { room, tokens, journal } = scene();
  const old = Object.assign(room, { participants: new Map() });
  await expect(keepRoom(old, URL, tokens)).rejects.toThrow(/^This room is too old: livekit-client 2\.0/);
  await expect(connectRoom(old, URL, tokens)).rejects.toThrow(TypeError);
  expect(journal).toEqual([]);
  await connectRoom(Object.assign(room, { remoteParticipants: new Map() }), URL, tokens);
  expect(journal).toEqual(["connect t1"]);
});

test("R211 callbacks that throw harm nobody", async () => {
  const reported = vi.spyOn(console, "error").mockReturnValue();
  const { env, room, tokens, options } = scene();
  const bug = (where: string) => (): never => {
    throw new Error(where);
  };
  await keepRoom(room, URL, tokens, {
    ...options,
    ...{ onRejoined: bug("rejoined"), onProblem: bug("problem"), onRecovered: bug("recovered") },
  });
  room.breakWith();
  await env.pass(MINUTE);
  expect(room.state).toBe("connected");
  expect(reported.mock.calls.map(([error]) => (error as Error).message)).toEqual(["problem", "recovered", "rejoined"]);
  reported.mockRestore();
});

test("R216 a token of another user (sub) is not used for a rejoin", async () => {
  const { env, room, options, journal } = scene();
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const mint = (sub: string, lifeS: number): string => {
    const iat = Math.floor(env.now() / 1000);
    return [{ alg: "none" }, { iat, exp: iat + lifeS, sub }].map(encode).join(".") + ".c2ln";
  };
  const tokens = new TokenManager({ fetchToken: () => mint("alice", 600), environment: env });
  onTestFinished(() => tokens.dispose());
  await keepRoom(room, URL, tokens, options);
  tokens.setToken(mint("bob", 3_600));
  room.breakWith();
  await env.pass(MINUTE);
  expect(journal).toEqual(["connect t0", "problem retryLater", "problem fixConfig"]);
  tokens.setToken(mint("alice", 7_200));
  await env.pass(0);
  expect(room.state).toBe("connected");
});
