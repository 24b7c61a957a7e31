/**
 * `connectRoom` in virtual time with rooms that are fakes; the errors are those of `twilio-video@2.32.0`. The SDK
 * itself needs a browser: test/browser/adapters/twilio-video.test.ts.
 */
import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { connectRoom, type ConnectRoomOptions } from "../../../src/adapters/twilio/room.ts";
import type { TokenError } from "../../../src/errors.ts";
import { TokenManager } from "../../../src/manager.ts";
import { type FakeTokens, fakeTokens, type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";

const { createTwilioError } = createRequire(import.meta.url)("twilio-video/lib/util/twilio-video-errors") as {
  createTwilioError(code: number): Error;
};

class FakeRoom extends EventEmitter {
  readonly token: string;
  isLeft = false;

  constructor(token: string) {
    super();
    this.token = token;
  }

  disconnect(): void {
    this.isLeft = true;
    this.emit("disconnected", this);
  }

  breakWith(code: number): void {
    this.emit("disconnected", this, createTwilioError(code));
  }
}
type Options = ConnectRoomOptions<FakeRoom, { name: string }>;

let env: VirtualEnvironment;
let source: FakeTokens;
let tokens: TokenManager;
/** What the next calls of connect() do: an error's code, or never settle. */
let plan: (number | "hang")[];
let hanging: { room: FakeRoom; resolve(room: FakeRoom): void }[];
let rooms: FakeRoom[];
let journal: string[];

beforeEach(() => {
  env = virtualEnvironment();
  source = fakeTokens(env, { lifetimeMs: 3_600_000 });
  tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env });
  plan = [];
  hanging = [];
  rooms = [];
  journal = [];
  return () => tokens.dispose();
});

const connect = (token: string): Promise<FakeRoom> & { cancel(): unknown } => {
  const step = plan.shift();
  journal.push(`connect ${source.nameOf(token)}`);
  const room = new FakeRoom(token);
  const promise = new Promise<FakeRoom>((resolve, reject) => {
    if (step === undefined) {
      rooms.push(room);
      resolve(room);
    } else if (step === "hang") hanging.push({ room, resolve });
    else reject(createTwilioError(step));
  });
  return Object.assign(promise, { cancel: () => step === "hang" && journal.push("cancel") });
};
const keep = (options: Options = {}) =>
  connectRoom(connect, tokens, {
    onRoom: (room, previous) =>
      journal.push(`room ${source.nameOf(room.token)}${previous ? ` after ${source.nameOf(previous.token)}` : ""}`),
    onProblem: ({ code, action }) => journal.push(`${code} ${action}`),
    onRecovered: () => journal.push("recovered"),
    environment: env,
    ...options,
  });
const thrownBy = (promise: Promise<unknown>): Promise<TokenError> =>
  promise.then(
    () => expect.unreachable(),
    (error: unknown) => error as TokenError,
  );

describe("connecting", () => {
  test("a token that has less than a minute left is replaced before it is used", async () => {
    tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env, autoRefresh: false });
    await tokens.start();
    await env.pass(3_550_000);
    await keep();
    expect(journal).toEqual(["connect t2", "room t2"]);
    tokens.dispose();
  });

  test("R69 20104 is answered by another token", async () => {
    plan = [20104];
    expect(source.nameOf((await keep()).room.token)).toBe("t2");
    expect(journal).toEqual(["connect t1", "connect t2", "room t2"]);
  });

  test("R70 20104 of a token that has just been fetched for that: it is the clock", async () => {
    plan = [20104, 20104];
    expect(await thrownBy(keep())).toMatchObject({ code: "ERR_HANDOVER_FAILED", action: "fixClock" });
    expect(journal).toEqual(["connect t1", "connect t2"]);
    expect(tokens.state.phase).toBe("holding"); // others may live well with this token
  });

  test.each([
    [20107, "fixConfig"],
    [53006, "retryLater"],
    [53118, "none"],
  ])("R92 %i is not cured by a token: %s", async (code, action) => {
    plan = [code];
    expect(await thrownBy(keep())).toMatchObject({ code: "ERR_HANDOVER_FAILED", action });
    expect(journal).toEqual(["connect t1"]);
  });

  test("connectOptions are handed through; what the error says holds no token", async () => {
    const given: unknown[] = [];
    await connectRoom(
      (token, options?: { name: string }) => {
        given.push(options);
        return connect(token);
      },
      tokens,
      { connectOptions: { name: "daily" }, environment: env },
    );
    expect(given).toEqual([{ name: "daily" }]);
    const value = await tokens.getToken();
    const error = await thrownBy(
      connectRoom(() => Promise.reject(new Error(`refused ${value}`)), tokens, { environment: env }),
    );
    expect(JSON.stringify([error.message, String(error.cause)])).not.toContain(value);
  });

  test("connect() that never settles is given up after a minute, and its late room is left", async () => {
    plan = ["hang"];
    const failed = thrownBy(keep());
    await env.pass(60_000);
    expect(await failed).toMatchObject({ code: "ERR_HANDOVER_FAILED", action: "retryLater" });
    expect((await failed).message).toBe("connect() did not settle within 60000 ms");
    hanging[0]!.resolve(hanging[0]!.room);
    await env.pass(0);
    expect(hanging[0]!.room.isLeft).toBe(true);
    expect(journal).toEqual(["connect t1", "cancel"]);
  });

  test("without a token there is no connect: the manager says why", async () => {
    source.mood = { status: 403 };
    expect(await thrownBy(keep())).toMatchObject({ action: "signIn" });
    expect(journal).toEqual([]);
  });

  test("the signal gives up the connecting, and leaves a room that is there", async () => {
    const controller = new AbortController();
    plan = ["hang"];
    const failed = thrownBy(keep({ signal: controller.signal }));
    await env.pass(0);
    const reason = new Error("gone");
    controller.abort(reason);
    expect(await failed).toBe(reason);
    expect(await thrownBy(keep({ signal: controller.signal }))).toBe(reason);
    expect(journal).toEqual(["connect t1", "cancel"]);

    const second = new AbortController();
    const { room } = await keep({ signal: second.signal });
    second.abort();
    expect(room.isLeft).toBe(true);
  });
});

describe("a room that is lost", () => {
  test.each([
    [20107, "fixConfig"],
    [20105, "fixClock"],
  ])("R92 by %i, which no token cures, is a problem, and not joined anew: %s", async (code, action) => {
    const kept = await keep();
    rooms[0]!.breakWith(code);
    await env.pass(60_000);
    expect(journal.slice(2)).toEqual([`ERR_HANDOVER_FAILED ${action}`]);
    await kept.rejoin();
    await env.pass(0);
    expect(journal.slice(3)).toEqual(["connect t1", "room t1 after t1", "recovered"]);
  });

  test("R93 says what has ended it, and that nobody need do anything", async () => {
    const problems: TokenError[] = [];
    await keep({ onProblem: (it) => void problems.push(it) });
    rooms[0]!.breakWith(53001);
    await env.pass(0);
    expect(problems.map(({ message, remedy }) => [message, remedy])).toEqual([
      [
        expect.stringMatching(
          /^The room failed: .*53001.* The signalling connection was lost, and the SDK has given up/,
        ),
        "Nothing: the room is connected to anew as soon as that can be done.",
      ],
    ]);
  });

  test("R214 while another one is refused is lost: no later token calls that the end of the outage", async () => {
    const kept = await keep();
    plan = [20107];
    const refused = thrownBy(kept.rejoin());
    rooms[0]!.breakWith(53000);
    expect(await refused).toMatchObject({ action: "fixConfig" });
    await env.pass(0);
    tokens.setToken(source.mint({ lifetimeMs: 7_200_000 }));
    await env.pass(120_000);
    expect(journal.slice(2)).toEqual(["connect t1", "ERR_HANDOVER_FAILED fixConfig"]);
    await kept.rejoin();
    await env.pass(0);
    expect(journal.slice(4)).toEqual(["connect t2", "room t2 after t1", "recovered"]);
  });

  test("R95 20104: joined anew with a token that differs", async () => {
    const kept = await keep();
    rooms[0]!.breakWith(20104);
    await env.pass(0);
    expect(kept.room).toBe(rooms[1]);
    expect(journal).toEqual(["connect t1", "room t1", "connect t2", "room t2 after t1"]);
  });

  test("20104 of an old token, while the manager has a newer one: that one is taken, and no other is fetched", async () => {
    await keep();
    await env.pass(3_590_000);
    rooms[0]!.breakWith(20104);
    await env.pass(0);
    expect(journal.slice(2)).toEqual(["connect t2", "room t2 after t1"]);
    expect(source.requests).toHaveLength(2);
  });

  test("the manager's newer token is refused as well: it is replaced like any other", async () => {
    await keep();
    await env.pass(3_590_000);
    plan = [20104];
    rooms[0]!.breakWith(20104);
    await env.pass(0);
    expect(journal.slice(2)).toEqual(["connect t2", "connect t3", "room t3 after t1"]);
  });

  test("a room that ends while another is being joined is being replaced already", async () => {
    const kept = await keep();
    plan = ["hang"];
    const next = kept.rejoin();
    await env.pass(0);
    rooms[0]!.breakWith(20104);
    hanging[0]!.resolve(hanging[0]!.room);
    await next;
    expect(journal.slice(2)).toEqual(["connect t1", "room t1 after t1"]);
    expect(source.requests).toHaveLength(1);
  });

  test("R93 53000: the network, or, when the room's token has ended, the token", async () => {
    await keep();
    rooms[0]!.breakWith(53000);
    await env.pass(0);
    expect(journal.slice(2)).toEqual(["ERR_HANDOVER_FAILED retryLater"]);
    await env.pass(5_000);
    expect(journal.slice(3)).toEqual(["connect t1", "room t1 after t1", "recovered"]);
    await env.pass(3_600_000);
    rooms[1]!.breakWith(53000);
    await env.pass(0);
    expect(journal.slice(6)).toEqual(["connect t2", "room t2 after t1"]);
  });

  test.each([53205, 53118])("%i is no matter of tokens", async (code) => {
    await keep();
    rooms[0]!.breakWith(code);
    await env.pass(60_000);
    expect(journal).toEqual(["connect t1", "room t1"]);
  });

  test("a rejoin that never settles is cancelled before the next try, and its late room is left", async () => {
    const kept = await keep();
    await env.pass(60_000);
    plan = ["hang"];
    const next = kept.rejoin();
    await env.pass(60_000);
    expect(journal.slice(2)).toEqual(["connect t1", "cancel", "connect t2", "room t2 after t1"]);
    hanging[0]!.resolve(hanging[0]!.room);
    expect(await next).toBe(kept.room);
    await env.pass(0);
    expect([hanging[0]!.room.isLeft, rooms[1]!.isLeft]).toEqual([true, false]);
  });

  test("a rejoin that fails is reported; rejoin() tries again", async () => {
    const kept = await keep();
    plan = [53006];
    rooms[0]!.breakWith(20104);
    await env.pass(0);
    expect(journal.slice(2)).toEqual(["connect t2", "ERR_HANDOVER_FAILED retryLater"]);
    const [one, two] = [kept.rejoin(), kept.rejoin()];
    expect(await one).toBe(await two);
    expect(journal.slice(4)).toEqual(["connect t2", "room t2 after t1", "recovered"]);
  });

  test("no token for the rejoin: the manager's reason is reported", async () => {
    await keep();
    source.mood = { status: 403 };
    rooms[0]!.breakWith(20104);
    await env.pass(0);
    expect(journal.slice(2)).toEqual(["ERR_REAUTH_REQUIRED signIn"]);
  });
});

describe("the end", () => {
  test.each(["leave", "stop"] as const)("%s() while another room is being joined: that one is left", async (end) => {
    const kept = await keep();
    plan = ["hang"];
    rooms[0]!.breakWith(20104);
    await env.pass(0);
    kept[end]();
    const [late] = hanging;
    late!.resolve(late!.room);
    await env.pass(0);
    expect(late!.room.isLeft).toBe(true);
    expect(kept.room).toBe(rooms[0]);
    expect(journal).toEqual(["connect t1", "room t1", "connect t2", "cancel"]);
  });

  test("leave() at any moment of a rejoin leaves nobody in a room", async () => {
    for (let turns = 0; turns < 20; turns++) {
      const kept = await keep();
      const next = kept.rejoin().catch(() => undefined);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      kept.leave();
      await next;
      await env.pass(0);
      expect(rooms.at(-1)!.isLeft).toBe(true); // the one before it is ended by the server
    }
  });

  test("disconnect() on the old room while a rejoin is under way ends that as well", async () => {
    const kept = await keep();
    plan = ["hang"];
    const refused = thrownBy(kept.rejoin());
    await env.pass(0);
    kept.room.disconnect();
    expect(await refused).toMatchObject({ code: "ERR_STOPPED" });
  });

  test("R75 the undo leaves no listener and no timer, also in the middle of a rejoin", async () => {
    const controller = new AbortController();
    const kept = await keep({ signal: controller.signal });
    const timers = env.timers;
    plan = ["hang"];
    const refused = thrownBy(kept.rejoin());
    await env.pass(0);
    expect(env.timers).toBe(timers + 1);
    kept.stop();
    kept.stop();
    await refused;
    expect(env.timers).toBe(timers);
    expect(rooms[0]!.listenerCount("disconnected")).toBe(0);
    expect(rooms[0]!.isLeft).toBe(false);
    controller.abort(); // not the adapter's business any more
    expect(rooms[0]!.isLeft).toBe(false);
  });
});

describe("R219 a network that is gone for longer than the SDK tries", () => {
  /** What the SDK goes through: 53001 on `reconnecting`, which it survives by itself, and 53001 on `disconnected`. */
  test.each([53001, 53000, 53002])("%i on disconnected: joined anew, with backoff, once", async (code) => {
    await keep();
    rooms[0]!.emit("reconnecting", createTwilioError(53001));
    await env.pass(30_000);
    expect(journal).toEqual(["connect t1", "room t1"]);
    plan = [code, code, 53001, 53001];
    rooms[0]!.breakWith(code);
    await env.pass(300_000);
    expect(journal.slice(2)).toEqual([
      "ERR_HANDOVER_FAILED retryLater", // told once, however many tries
      ...Array.from({ length: 5 }, () => "connect t1"),
      "room t1 after t1",
      "recovered",
    ]);
  });

  test("five minutes without network that span the end of the token: back at once when it is back, with a new one", async () => {
    const kept = await keep();
    await env.pass(3_500_000);
    journal.splice(0);
    source.mood = "down";
    env.goOffline();
    await env.pass(60_000);
    plan = Array.from({ length: 99 }, () => 53001);
    rooms[0]!.breakWith(53001);
    await env.pass(240_000);
    plan = [];
    source.mood = "up";
    env.goOnline();
    await env.pass(5_000);
    expect(journal.slice(-2)).toEqual(["room t2 after t1", "recovered"]);
    expect(journal.filter((line) => line.startsWith("ERR"))).toHaveLength(1);
    expect(kept.room).toBe(rooms.at(-1));
  });

  test("8 h of sleep: back within a minute", async () => {
    await keep();
    rooms[0]!.breakWith(53001);
    await env.pass(0);
    env.sleep(8 * 3_600_000);
    await env.pass(60_000);
    expect(journal.slice(-2)).toEqual(["room t2 after t1", "recovered"]);
  });

  test("leave() meanwhile leaves no timer and no listener", async () => {
    const kept = await keep();
    const { timers, listeners } = env;
    plan = [53001, 53001];
    rooms[0]!.breakWith(53001);
    await env.pass(10_000);
    kept.leave();
    expect([env.timers, env.listeners]).toEqual([timers, listeners]);
    await env.pass(600_000);
    expect(rooms).toHaveLength(1);
  });

  test("a room that has ended is not opened again by a later token", async () => {
    await keep();
    rooms[0]!.breakWith(53118);
    await env.pass(8_000_000);
    expect(journal).toEqual(["connect t1", "room t1"]);
  });
});

describe("R211 what throws", () => {
  test("in the app's callbacks harms nobody", async () => {
    const reported = vi.spyOn(console, "error").mockReturnValue();
    const bug = (where: string) => (): never => {
      throw new Error(where);
    };
    const kept = await keep({ onRoom: bug("room"), onProblem: bug("problem"), onRecovered: bug("recovered") });
    rooms[0]!.breakWith(53001);
    await env.pass(10_000);
    expect(kept.room).toBe(rooms[1]);
    expect(reported.mock.calls.map(([error]) => (error as Error).message)).toEqual([
      "room",
      "problem",
      "room",
      "recovered",
    ]);
    reported.mockRestore();
  });

  test.each([
    () => {
      throw new Error("cancel() throws");
    },
    () => Promise.reject(new Error("cancel() rejects")),
  ])("in the SDK's cancel() does not leave a late room open", async (cancel) => {
    const controller = new AbortController();
    let resolve!: (room: FakeRoom) => void;
    const failed = thrownBy(
      connectRoom(() => Object.assign(new Promise<FakeRoom>((done) => (resolve = done)), { cancel }), tokens, {
        environment: env,
        signal: controller.signal,
      }),
    );
    await env.pass(0);
    const reason = new Error("gone");
    controller.abort(reason);
    expect(await failed).toBe(reason);
    const late = new FakeRoom("t1");
    late.disconnect = () => {
      late.isLeft = true;
      throw new Error("disconnect() throws");
    };
    resolve(late);
    await env.pass(0);
    expect(late.isLeft).toBe(true);
  });

  test("in disconnect() at an abort ends the keeping all the same", async () => {
    const controller = new AbortController();
    const kept = await keep({ signal: controller.signal });
    kept.room.disconnect = () => {
      throw new Error("disconnect() throws");
    };
    controller.abort();
    await env.pass(0);
    rooms[0]!.breakWith(20104);
    await env.pass(10_000);
    expect(journal).toEqual(["connect t1", "room t1"]);
  });
});

test("R216 a token of another user is not used for a rejoin", async () => {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const mint = (identity: string, lifeS: number): string => {
    const iat = Math.floor(env.now() / 1000);
    return [{ alg: "none" }, { iat, exp: iat + lifeS, grants: { identity } }].map(encode).join(".") + ".c2ln";
  };
  const users = new TokenManager({ fetchToken: () => mint("alice", 3600), environment: env });
  const seen: string[] = [];
  const problems: TokenError[] = [];
  const connectAs = async (token: string): Promise<FakeRoom> => {
    const room = new FakeRoom(token);
    rooms.push(room);
    seen.push((JSON.parse(atob(token.split(".")[1]!)) as { grants: { identity: string } }).grants.identity);
    return room;
  };
  await connectRoom(connectAs, users, { environment: env, onProblem: (it) => void problems.push(it) });
  users.setToken(mint("bob", 7200));
  rooms[0]!.breakWith(53001);
  await env.pass(10_000);
  expect(seen).toEqual(["alice"]);
  expect(problems.map(({ action }) => action)).toEqual(["retryLater", "fixConfig"]);
  users.setToken(mint("alice", 9_000));
  await env.pass(0);
  expect(seen).toEqual(["alice", "alice"]);
  users.dispose();
});
