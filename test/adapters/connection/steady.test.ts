/** Connections that do not last, in virtual time. */
import { describe, expect, test } from "vitest";
import { type Stage, stage } from "./stage.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A token of these outlives a test. */
const stageOfDays = (): Stage => stage({}, 24 * HOUR);

const told = (on: Stage): string[] => on.timed.filter((line) => /problem|recovered/.test(line));
const openedAt = (on: Stage): number[] =>
  on.timed.filter((line) => / open /.test(line)).map((line) => parseInt(line, 10));

describe("R347 a token that has served for a minute", () => {
  test.each([false, true])("and is refused after that is replaced, each time (hand-over: %s)", async (handsOver) => {
    const on = stageOfDays();
    await on.keep(handsOver ? { handOver: () => undefined } : {});
    for (let hour = 1; hour < 5; hour++) {
      await on.env.pass(HOUR);
      on.sockets.at(-1)!.end(4401);
    }
    await on.env.pass(HOUR);
    expect(openedAt(on)).toEqual([0, 3_600, 7_200, 10_800, 14_400]);
    expect(on.sockets.map(({ name }) => name)).toEqual(["t1", "t2", "t3", "t4", "t5"]);
    expect(told(on)).toEqual([]);
  });

  test("was not asleep for it: a night counts", async () => {
    const on = stageOfDays();
    await on.keep();
    on.sockets[0]!.end(4401);
    await on.env.pass(10 * SECOND);
    on.env.sleep(8 * HOUR);
    on.sockets[1]!.end(4401);
    await on.env.pass(SECOND);
    expect(on.sockets.map(({ isOpen }) => isOpen)).toEqual([false, false, true]);
  });

  test("and not one that was refused sooner: that is told, and waits for the app", async () => {
    const on = stageOfDays();
    const kept = await on.keep();
    await on.env.pass(HOUR);
    on.fate = { afterMs: 59 * SECOND, code: 4401 };
    on.sockets[0]!.end(4401);
    await on.env.pass(HOUR);
    expect(openedAt(on)).toEqual([0, 3_600]);
    expect(told(on)).toEqual(["3659s problem fixConfig"]);
    on.fate = undefined;
    await kept.reopen();
    await on.env.pass(MINUTE);
    expect(told(on).slice(1)).toEqual(["7200s recovered"]);
  });

  test("and is refused after each minute costs one opening a minute", async () => {
    const on = stageOfDays();
    on.fate = { afterMs: MINUTE, code: 4401 };
    await on.keep();
    await on.env.pass(10 * MINUTE - SECOND);
    expect(openedAt(on)).toEqual([0, 60, 120, 180, 240, 300, 360, 420, 480, 540]);
  });
});

describe("R348 a connection that is accepted and dropped", () => {
  test.each([10, 30 * SECOND, MINUTE - 10])(
    "after %i ms is told twice at most, with growing waits",
    async (afterMs) => {
      const on = stageOfDays();
      on.fate = { afterMs, code: 1011 };
      await on.keep();
      await on.env.pass(20 * MINUTE);
      const at = openedAt(on);
      const waits = at.slice(1).map((second, index) => second - at[index]! - Math.floor(afterMs / SECOND));
      const expected = [5, 10, 20, 40, 60, 60, 60];
      waits.slice(0, 7).forEach((wait, index) => expect([0, 1]).toContain(wait - expected[index]!)); // whole seconds
      expect(Math.max(...waits)).toBeLessThanOrEqual(61);
      expect(told(on)).toHaveLength(3);
      on.fate = undefined;
      await on.env.pass(3 * MINUTE);
      expect(told(on).map((line) => line.split("s ")[1])).toEqual([
        ...["problem retryLater", "recovered"],
        ...["problem retryLater", "recovered"], // now it has stayed for a minute
      ]);
    },
  );

  test("after a minute has recovered, and is another outage", async () => {
    const on = stageOfDays();
    await on.keep();
    on.fate = { afterMs: MINUTE + SECOND, code: 1011 };
    on.sockets[0]!.end(1011);
    await on.env.pass(3 * MINUTE);
    expect(on.timed).toEqual([
      ...["0s open t1", "0s problem retryLater", "5s open t1", "5s t1 after t1", "5s close t1"],
      ...["5s recovered", "66s problem retryLater", "71s open t1", "71s t1 after t1", "71s close t1"],
      ...["71s recovered", "132s problem retryLater", "137s open t1", "137s t1 after t1", "137s close t1"],
      "137s recovered",
    ]);
  });

  test("as refused in the middle of it is no quicker", async () => {
    const on = stageOfDays();
    on.fate = { afterMs: 10, code: 1011 };
    await on.keep();
    await on.env.pass(20 * SECOND);
    on.fate = { afterMs: 10, code: 4401 };
    await on.env.pass(HOUR);
    expect(on.journal.at(-1)).toBe("problem fixConfig");
    expect(openedAt(on)).toEqual([0, 5, 15, 35, 35]);
  });

  test("leaves no timer behind when the app leaves before it counts as recovered", async () => {
    const on = stageOfDays();
    const kept = await on.keep();
    on.sockets[0]!.end(1006);
    await on.env.pass(10 * SECOND);
    kept.close();
    on.tokens.dispose();
    expect([on.env.timers, on.env.listeners]).toEqual([0, 0]);
    expect(told(on)).toEqual(["0s problem retryLater", "5s recovered"]);
  });
});
