/** A connection that could not be opened anew, in virtual time. */
import { describe, expect, test } from "vitest";
import type { TokenError } from "../../../src/index.ts";
import { refusal, type Stage, stage, UNREACHABLE } from "./stage.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** Asks for another connection a second after the first one, and waits for the answer. */
async function reopen(on: Stage, kept: { reopen(): Promise<unknown> }): Promise<unknown> {
  await on.env.pass(SECOND);
  const answered = kept.reopen().then(
    () => "open",
    (error: unknown) => (error as TokenError).action,
  );
  await on.env.pass(50 * SECOND);
  return answered;
}

const handOver = (on: Stage) => (socket: { name: string; isOpen: boolean }, token: string) =>
  void on.timed.push(`give ${on.source.nameOf(token)} to ${socket.isOpen ? "an open" : "a closed"} socket`);

/** A token of these outlives a test. */
const stageOfHours = (): Stage => stage({}, HOUR);

describe.each(["allow", "never"] as const)("R345 reopen() that fails, with overlap %s", (overlap) => {
  const closed = overlap === "never" ? ["1s close t1"] : [];
  const replaced = overlap === "allow" ? ["close t1"] : [];

  test.each(["a new connection for each token", "hand-over"])("is tried again until it is open: %s", async (how) => {
    const on = stageOfHours();
    const kept = await on.keep({ overlap, ...(how === "hand-over" && { handOver: handOver(on) }) });
    on.plan = Array.from({ length: 4 }, () => UNREACHABLE);
    expect(await reopen(on, kept)).toBe("retryLater");
    await on.env.pass(100 * SECOND);
    expect(on.timed).toEqual([
      "0s open t1",
      ...closed,
      ...["1s open t1", "1s problem retryLater", "6s open t1", "16s open t1", "36s open t1", "76s open t1"],
      ...["t1 after t1", ...replaced].map((line) => `76s ${line}`),
      "76s recovered",
    ]);
    expect([kept.connection.isOpen, on.sockets.length]).toEqual([true, 2]);
  });

  test("goes on once a minute, and at once on a wake-up", async () => {
    const on = stageOfHours();
    const kept = await on.keep({ overlap, handOver: () => undefined });
    on.plan = Array.from({ length: 99 }, () => UNREACHABLE);
    await reopen(on, kept);
    await on.env.pass(249 * SECOND);
    const tries = on.timed.filter((line) => line.endsWith("open t1")).map((line) => parseInt(line, 10));
    expect(tries).toEqual([0, 1, 6, 16, 36, 76, 136, 196, 256]);
    on.plan = [];
    on.env.goOffline();
    on.env.goOnline();
    await on.env.pass(SECOND);
    expect(on.timed.at(-1)).toBe("301s recovered");
    expect(on.journal.filter((line) => line.startsWith("problem"))).toEqual(["problem retryLater"]);
  });

  test("because opening hangs is tried again as well", async () => {
    const on = stageOfHours();
    const kept = await on.keep({ overlap, handOver: handOver(on) });
    on.plan = ["hang", "hang"];
    await on.env.pass(SECOND);
    void kept.reopen().catch(() => undefined);
    await on.env.pass(43 * SECOND);
    expect([on.journal.at(-1), kept.connection.isOpen]).toEqual(["problem retryLater", overlap === "allow"]);
    await on.env.pass(HOUR / 2);
    expect(on.timed.filter((line) => /closed/.test(line))).toEqual([]);
    expect(kept.connection.isOpen).toBe(true);
    expect(on.sockets.filter(({ isOpen }) => isOpen)).toHaveLength(1);
    expect(on.journal.filter((line) => /problem|recovered/.test(line))).toEqual(["problem retryLater", "recovered"]);
  });
});

describe("R345 while reopen() is tried again", () => {
  test("the connection before takes the tokens that come, and its outage is not over with that", async () => {
    const on = stageOfHours();
    const kept = await on.keep({ handOver: handOver(on) });
    on.plan = ["hang"];
    const failed = kept.reopen().catch(() => undefined);
    await on.env.pass(SECOND);
    on.plan.push(...Array.from({ length: 20 }, () => UNREACHABLE));
    on.tokens.setToken(on.source.mint({ lifetimeMs: HOUR }));
    await on.env.pass(5 * 60 * SECOND);
    await failed;
    expect(on.timed.filter((line) => /give |problem|recovered/.test(line))).toEqual([
      "give t2 to an open socket",
      "20s problem retryLater",
    ]);
  });

  test("a loss of the connection before is the same outage", async () => {
    const on = stageOfHours();
    const kept = await on.keep({ handOver: handOver(on) });
    on.plan = Array.from({ length: 3 }, () => UNREACHABLE);
    await reopen(on, kept);
    on.sockets[0]!.end(1006);
    await on.env.pass(3 * 60 * SECOND);
    expect(on.journal.filter((line) => /problem|recovered/.test(line))).toEqual(["problem retryLater", "recovered"]);
    expect(kept.connection).toBe(on.sockets[1]);
  });

  test("stop() ends it", async () => {
    const on = stageOfHours();
    const kept = await on.keep();
    on.plan = [UNREACHABLE];
    await reopen(on, kept);
    on.plan = [];
    kept.stop();
    on.tokens.dispose();
    expect([on.env.timers, on.env.listeners]).toEqual([0, 0]);
  });
});

describe("R345 reopen() that no repetition cures", () => {
  test.each(["allow", "never"] as const)("is told, and waits for the app: overlap %s", async (overlap) => {
    const on = stageOfHours();
    const kept = await on.keep({ overlap, handOver: handOver(on) });
    on.plan = [refusal(), refusal()];
    expect(await reopen(on, kept)).toBe("fixConfig");
    await on.env.pass(HOUR / 10);
    expect(on.journal.slice(1)).toEqual([
      ...(overlap === "never" ? ["close t1"] : []),
      ...["open t1", "open t2", "problem fixConfig"],
    ]);
    await kept.reopen();
    await on.env.pass(60 * SECOND);
    expect([on.journal.at(-1), kept.connection.isOpen]).toEqual(["recovered", true]);
  });

  test("for want of a token is made up for as soon as there is one", async () => {
    const on = stageOfHours();
    const kept = await on.keep({ handOver: handOver(on), identityOf: () => "ann" });
    on.tokens.clear();
    expect(await reopen(on, kept)).toBe("signIn");
    expect(kept.connection.isOpen).toBe(true);
    await on.tokens.start();
    await on.env.pass(60 * SECOND);
    expect(on.journal).toEqual([...["open t1", "problem signIn", "open t2", "t2 after t1", "close t1", "recovered"]]);
  });
});

describe("R378 a lost connection that met with silence while its manager was stopped", () => {
  test.each([true, false])("is opened when that starts with a token in hand (hand-over: %s)", async (hands) => {
    const on = stageOfHours();
    await on.keep(hands ? { handOver: handOver(on) } : {});
    await on.env.pass(SECOND);
    on.plan = ["hang"];
    on.sockets[0]!.end(1006);
    await on.env.pass(8 * SECOND);
    on.tokens.stop();
    await on.env.pass(300 * SECOND);
    expect(on.journal.filter((line) => line.startsWith("problem"))).toEqual(["problem retryLater", "problem none"]);
    await on.tokens.start();
    await on.env.pass(SECOND);
    expect(on.sockets.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    expect(on.source.requests).toHaveLength(1);
  });
});
