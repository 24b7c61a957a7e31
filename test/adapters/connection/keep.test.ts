/** keepConnection() in virtual time. */
import { describe, expect, test, vi } from "vitest";
import type { TokenError } from "../../../src/index.ts";
import { refusal, type Socket, stage, UNREACHABLE } from "./stage.ts";

const MINUTE = 60_000;

describe("R222 a new token", () => {
  test("opens a new connection ahead of the end of the old one, without a gap", async () => {
    const on = stage();
    const kept = await on.keep();
    await on.env.pass(20 * MINUTE);
    expect(on.journal).toEqual([
      "open t1",
      ...["open t2", "t2 after t1", "close t1"],
      ...["open t3", "t3 after t2", "close t2"],
    ]);
    expect(kept.connection).toBe(on.sockets[2]);
  });

  test("closes the old one first where two may not be", async () => {
    const on = stage();
    await on.keep({ overlap: "never" });
    await on.env.pass(10 * MINUTE);
    expect(on.journal).toEqual(["open t1", "close t1", "open t2", "t2 after t1"]);
  });

  test("is handed over in place where that can be done: one at a time, each once", async () => {
    const on = stage();
    let taken = (): void => undefined;
    await on.keep({
      handOver(_socket, token) {
        on.journal.push(`give ${on.source.nameOf(token)}`);
        return new Promise<void>((resolve) => (taken = resolve));
      },
    });
    on.tokens.setToken(on.source.mint({ lifetimeMs: 700_000 }));
    await on.env.pass(1_000);
    on.tokens.setToken(on.source.mint({ lifetimeMs: 800_000 }));
    on.tokens.setToken(on.source.mint({ lifetimeMs: 900_000 }));
    await on.env.pass(1_000);
    expect(on.journal).toEqual(["open t1", "give t2"]);
    taken();
    await on.env.pass(0);
    taken();
    await on.env.pass(0);
    expect(on.journal).toEqual(["open t1", "give t2", "give t4"]);
  });

  test("that is not taken within the limit is told, and tried again with the next one", async () => {
    const on = stage();
    await on.keep({ handOver: () => new Promise(() => undefined), handOverTimeoutMs: 5_000 });
    await on.env.pass(576_000);
    expect(on.journal).toEqual(["open t1", "problem retryLater"]);
  });

  test("while the network is down: the old connection stays, and the new one follows", async () => {
    const on = stage();
    const kept = await on.keep();
    await on.env.pass(569_000);
    on.plan = [UNREACHABLE, UNREACHABLE];
    await on.env.pass(2_000);
    expect(kept.connection).toBe(on.sockets[0]);
    expect(on.sockets[0]!.isOpen).toBe(true);
    await on.env.pass(20_000);
    expect(on.journal).toEqual([
      ...["open t1", "open t2", "problem retryLater", "open t2", "open t2"],
      ...["t2 after t1", "close t1", "recovered"],
    ]);
  });
});

describe("R222 what failed is said, and what can be done", () => {
  test.each([
    ["a second refusal", refusal(), {}, "a fresh token was refused as well", "fixConfig", /Check the keys/],
    ["the network", UNREACHABLE, {}, "could not be reached", "retryLater", /tried again/],
    ["a mistake", new ReferenceError("socket is not defined"), {}, "a mistake in the program", "fixConfig", /Correct/],
  ])("%s", async (_, error, more, said, action, remedy) => {
    const on = stage();
    const problems: TokenError[] = [];
    await on.keep({ ...more, handOver: () => Promise.reject(error), onProblem: (it) => void problems.push(it) });
    on.tokens.setToken(on.source.mint({ lifetimeMs: 700_000 }));
    await on.env.pass(0);
    expect(problems).toMatchObject([
      { code: "ERR_HANDOVER_FAILED", action, remedy: expect.stringMatching(remedy) as string },
    ]);
    expect(problems[0]!.message).toMatch(/^handOver\(\) failed: /);
    expect(problems[0]!.message).toContain(said);
  });

  test("an isRefusal() that throws has called nothing refused", async () => {
    const reported = vi.spyOn(console, "error").mockReturnValue();
    const on = stage();
    on.plan = [refusal()];
    const isRefusal = (): never => {
      throw new Error("app bug");
    };
    await expect(on.keep({ isRefusal })).rejects.toMatchObject({ action: "retryLater" });
    expect(reported.mock.calls).toEqual([[new Error("app bug")]]);
    reported.mockRestore();
  });
});

describe("R222 a refusal", () => {
  test.each([401, 3000, 4401])("at the opening (%i) costs one new token", async (status) => {
    const on = stage();
    on.plan = [refusal(status)];
    const kept = await on.keep();
    expect(kept.connection.name).toBe("t2");
    expect(on.source.requests.map(({ reason }) => reason)).toEqual(["initial", "rejected"]);
  });

  test("of the second token as well is the end", async () => {
    const on = stage();
    on.plan = [refusal(), refusal()];
    await expect(on.keep()).rejects.toMatchObject({ code: "ERR_HANDOVER_FAILED", action: "fixConfig" });
    expect(on.journal).toEqual(["open t1", "open t2"]);
    on.tokens.dispose();
    expect([on.env.timers, on.env.listeners]).toEqual([0, 0]);
  });

  test("of a connection that lives leads to another one, at once", async () => {
    const on = stage();
    await on.keep();
    await on.env.pass(MINUTE);
    on.sockets[0]!.end(4401);
    await on.env.pass(0);
    expect(on.journal).toEqual(["open t1", "open t2", "t2 after t1", "close t1"]);
  });

  test("is what the app says it is", async () => {
    const on = stage();
    on.plan = [new Error("jwt expired")];
    const kept = await on.keep({ isRefusal: (error) => /jwt/.test((error as Error).message) });
    expect(kept.connection.name).toBe("t2");
  });

  test("shows no token", async () => {
    const on = stage();
    const value = await on.tokens.getToken();
    on.plan = [new Error(`cannot open wss://x?token=${value}`)];
    const error = await on.keep().catch((reason: unknown) => reason as Error);
    expect(String((error as Error).stack) + String(((error as Error).cause as Error).stack)).not.toContain(value);
  });
});

describe("R210 a connection that is lost", () => {
  test("five minutes without network over the end of the token: one connection, at once", async () => {
    const on = stage();
    await on.keep();
    await on.env.pass(8 * MINUTE);
    on.journal.splice(0);
    on.env.goOffline();
    on.source.mood = "down";
    on.plan = Array.from({ length: 99 }, () => UNREACHABLE);
    on.sockets[0]!.end(1006);
    await on.env.pass(5 * MINUTE);
    on.plan = [];
    on.source.mood = "up";
    on.env.goOnline();
    await on.env.pass(5_000);
    expect(on.journal.filter((line) => line.startsWith("problem"))).toEqual(["problem retryLater"]);
    expect(on.journal.slice(-4)).toEqual(["open t2", "t2 after t1", "close t1", "recovered"]);
    expect(on.sockets).toHaveLength(2);
  });

  test("8 h of sleep: back within a minute", async () => {
    const on = stage();
    await on.keep();
    on.env.sleep(8 * 60 * MINUTE);
    on.sockets[0]!.end(1006);
    await on.env.pass(MINUTE);
    expect(on.sockets.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  test("before its opening has ended is opened again all the same", async () => {
    const on = stage();
    let tries = 0;
    const kept = on.keep({
      async reopen(token, attempt) {
        if (tries++ === 0) attempt.lost({ code: 4401 });
        return on.options.reopen(token, attempt);
      },
    });
    await on.env.pass(0);
    expect((await kept).connection.name).toBe("t2");
  });

  test("is not mistaken for the one that has replaced it", async () => {
    const on = stage();
    await on.keep();
    await on.env.pass(580_000);
    on.sockets[0]!.end(1006); // late
    await on.env.pass(MINUTE);
    expect(on.sockets).toHaveLength(2);
  });

  test("by a mistake in the program is not tried for ever", async () => {
    const on = stage();
    const kept = await on.keep();
    on.plan = [new ReferenceError("WebSocketx is not defined"), ...Array.from({ length: 9 }, () => UNREACHABLE)];
    on.sockets[0]!.end(1006);
    await on.env.pass(20 * MINUTE);
    expect(on.journal).toEqual(["open t1", "problem retryLater", "open t1", "problem fixConfig"]);
    on.plan = [];
    await kept.reopen();
    await on.env.pass(0);
    expect(on.journal.at(-1)).toBe("recovered");
  });
});

describe("R222 a connection that hangs", () => {
  test("at the opening is given up at the limit; what comes of it later is closed", async () => {
    const on = stage();
    let later!: (socket: Socket) => void;
    const failed = on.keep({ openTimeoutMs: 5_000, reopen: () => new Promise((resolve) => (later = resolve)) });
    const outcome = expect(failed).rejects.toMatchObject({ action: "retryLater" });
    await on.env.pass(20_000);
    await outcome;
    const socket: Socket = { name: "late", isOpen: true, end: () => undefined };
    later(socket);
    await on.env.pass(0);
    expect([on.journal, socket.isOpen]).toEqual([["close late"], false]);
  });

  test("while its SDK tries to come back is opened again once its token has ended", async () => {
    const on = stage();
    await on.keep({ handOver: () => undefined, isOpen: ({ isOpen }) => isOpen });
    on.sockets[0]!.isOpen = false;
    await on.env.pass(11 * MINUTE);
    expect(on.journal).toEqual(["open t1", "close t1", "open t2", "t2 after t1"]);
  });
});

describe("the end", () => {
  test.each(["stop", "close"] as const)("%s() leaves nothing behind", async (end) => {
    const on = stage();
    const kept = await on.keep();
    on.plan = ["hang"];
    void kept.reopen().catch(() => undefined);
    await on.env.pass(0);
    kept[end]();
    kept[end]();
    on.tokens.dispose();
    await on.env.pass(0);
    expect([on.env.timers, on.env.listeners]).toEqual([0, 0]);
    expect(on.journal).toEqual(["open t1", "open t1", "given up", ...(end === "close" ? ["close t1"] : [])]);
  });

  test("R218 the signal ends everything, at once, although close() throws", async () => {
    const on = stage();
    const why = new Error("gone");
    const controller = new AbortController();
    on.plan = ["hang"];
    const failed = on.keep({ signal: controller.signal });
    await on.env.pass(0);
    controller.abort(why);
    await expect(failed).rejects.toBe(why);
    const second = new AbortController();
    await on.keep({
      signal: second.signal,
      close() {
        throw new Error("close() throws");
      },
    });
    second.abort(why);
    on.tokens.dispose();
    await on.env.pass(0);
    expect([on.env.timers, on.env.listeners]).toEqual([0, 0]);
    await expect(on.keep({ signal: second.signal })).rejects.toBe(why);
  });
});

test("R211 callbacks that throw harm nobody", async () => {
  const reported = vi.spyOn(console, "error").mockReturnValue();
  const on = stage();
  const bug = (where: string) => (): never => {
    throw new Error(where);
  };
  await on.keep({ onReopened: bug("reopened"), onProblem: bug("problem"), onRecovered: bug("recovered") });
  on.sockets[0]!.end(1006);
  await on.env.pass(MINUTE);
  expect(on.sockets.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  expect(reported.mock.calls.map(([error]) => (error as Error).message)).toEqual(["problem", "reopened", "recovered"]);

  const asked = stage();
  await asked.keep({ isOpen: bug("open"), isRefusal: bug("refusal"), identityOf: bug("identity") });
  asked.sockets[0]!.end(4401);
  await asked.env.pass(20 * MINUTE);
  expect(asked.sockets.filter(({ isOpen }) => isOpen)).toHaveLength(1);
  reported.mockRestore();
});

test("R216 a token of another user is not used, where the app says whose it is", async () => {
  const on = stage();
  const owners = new Map<string, string>();
  await on.keep({ identityOf: (token) => owners.get(token) ?? "alice" });
  const bobs = on.source.mint({ lifetimeMs: 700_000 });
  owners.set(bobs, "bob");
  on.tokens.setToken(bobs);
  await on.env.pass(0);
  expect(on.journal).toEqual(["open t1", "problem fixConfig"]);
  expect(on.sockets[0]!.isOpen).toBe(true);
});
