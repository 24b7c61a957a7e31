/** Connections whose tokens open one connection each, in virtual time. */
import { describe, expect, test } from "vitest";
import { refusal, type Stage, stage, UNREACHABLE } from "./stage.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const single = (): Stage => stage({ singleUse: true });

describe("R346 a connection with single-use tokens", () => {
  test.each([false, true])("that is well needs no other token (hand-over: %s)", async (handsOver) => {
    const on = single();
    await on.keep(handsOver ? { handOver: () => on.journal.push("hand-over") } : {});
    await on.env.pass(24 * HOUR);
    expect([on.journal, on.source.requests.length]).toEqual([["open t1"], 1]);
  });

  test("is opened with a token of its own, each time", async () => {
    const on = single();
    const kept = await on.keep();
    await on.env.pass(HOUR);
    on.sockets[0]!.end(1006);
    await on.env.pass(HOUR);
    on.sockets[1]!.end(4401);
    await on.env.pass(HOUR);
    await kept.reopen();
    await on.env.pass(HOUR);
    expect(on.sockets.map(({ name }) => name)).toEqual(["t1", "t2", "t3", "t4"]);
    expect(on.source.requests).toHaveLength(4);
    expect(on.sockets.map(({ isOpen }) => isOpen)).toEqual([false, false, false, true]);
  });

  test("that cannot be opened costs a token for each try", async () => {
    const on = single();
    await on.keep();
    on.plan = Array.from({ length: 3 }, () => UNREACHABLE);
    on.sockets[0]!.end(1006);
    await on.env.pass(10 * MINUTE);
    expect(on.timed).toEqual([
      ...["0s open t1", "0s problem retryLater", "5s open t2", "15s open t3", "35s open t4", "75s open t5"],
      ...["75s t5 after t1", "75s close t1", "75s recovered"],
    ]);
  });

  test("that is refused at once, and again with another token, waits for the app", async () => {
    const on = single();
    await on.keep();
    on.fate = { afterMs: 10, code: 4401 };
    on.sockets[0]!.end(4401);
    await on.env.pass(HOUR);
    expect(on.journal.filter((line) => /open|problem/.test(line))).toEqual(["open t1", "open t2", "problem fixConfig"]);
    const begun = single();
    begun.plan = [refusal(), refusal()];
    await expect(begun.keep()).rejects.toMatchObject({ action: "fixConfig" });
    expect(begun.journal).toEqual(["open t1", "open t2"]);
  });

  test("is there again after stop() and a start() that failed", async () => {
    const on = single();
    await on.keep();
    on.source.mood = "down";
    on.sockets[0]!.end(1006);
    await on.env.pass(30 * SECOND);
    on.tokens.stop();
    await on.env.pass(SECOND);
    on.tokens.start().catch(() => undefined); // told by `refreshFailed`
    await on.env.pass(MINUTE);
    on.source.mood = "up";
    await on.env.pass(2 * MINUTE);
    expect(on.sockets.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    await on.env.pass(HOUR);
    expect(on.source.requests.filter(({ atMs }) => atMs > on.env.trueNow() - HOUR)).toEqual([]);
  });

  test("keeps its pace, whoever else asks for tokens", async () => {
    const on = single();
    await on.keep();
    on.plan = Array.from({ length: 99 }, () => UNREACHABLE);
    on.sockets[0]!.end(1006);
    for (let second = 0; second < 130; second++) {
      await on.env.pass(SECOND);
      if (second % 10 === 8) await on.tokens.getToken();
    }
    const tries = on.timed.filter((line) => / open /.test(line)).map((line) => parseInt(line, 10));
    expect(tries).toEqual([0, 5, 15, 35, 75]);
  });

  test("comes back when the user is there again", async () => {
    const on = single();
    await on.keep({ identityOf: () => "ann" });
    on.tokens.clear();
    on.sockets[0]!.end(1006);
    await on.env.pass(10 * MINUTE);
    expect(on.journal).toEqual(["open t1", "problem retryLater", "problem signIn"]);
    void on.tokens.start();
    await on.env.pass(2 * MINUTE);
    expect(on.journal.at(-1)).toBe("recovered");
    expect(on.sockets.at(-1)!.isOpen).toBe(true);
  });
});
