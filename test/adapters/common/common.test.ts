import { expect, test } from "vitest";
import { ReopenAlarm } from "../../../src/adapters/common/connection/reopen-alarm.ts";
import { within } from "../../../src/adapters/common/deadline.ts";
import { serial } from "../../../src/adapters/common/serial.ts";
import type { WakeHint } from "../../../src/index.ts";
import { virtualEnvironment } from "../../../src/testing.ts";

test("hand-overs run one at a time, and the newest overtakes those that wait", async () => {
  const env = virtualEnvironment();
  const journal: string[] = [];
  const handOver = serial<string>(async (value) => {
    journal.push(`+${value}`);
    await new Promise<void>((resolve) => void env.setTimer(resolve, 100));
    journal.push(`-${value}`);
  });
  for (const value of ["a", "b", "c"]) void handOver(value);
  await env.pass(1_000);
  void handOver("d");
  await env.pass(1_000);
  expect(journal).toEqual(["+a", "-a", "+c", "-c", "+d", "-d"]);
});

test("a hand-over that fails does not close the way for the next", async () => {
  const journal: string[] = [];
  const handOver = serial<string>(async (value) => {
    journal.push(value);
    if (value === "bad") return Promise.reject(new Error("refused"));
  });
  await expect(handOver("bad")).rejects.toThrow("refused");
  await handOver("good");
  expect(journal).toEqual(["bad", "good"]);
});

test("a vendor's promise that never settles ends at the limit; one that settles leaves no timer", async () => {
  const env = virtualEnvironment();
  const silent = within(5_000, "join()", env, () => new Promise<never>(() => undefined));
  const outcome = expect(silent).rejects.toMatchObject({
    code: "ERR_HANDOVER_FAILED",
    action: "retryLater",
    message: "join() did not settle within 5000 ms",
  });
  await env.pass(5_000);
  await outcome;
  await expect(within(5_000, "join()", env, () => "uid")).resolves.toBe("uid");
  const thrown = within(5_000, "join()", env, () => {
    throw new TypeError("at once");
  });
  await expect(thrown).rejects.toThrow("at once");
  expect(env.timers).toBe(0);
});

test("R75 a clock whose onWake gives no undo is listened to once, and heard while the alarm is set", () => {
  const listeners: ((hint: WakeHint) => void)[] = [];
  const timers = new Map<unknown, () => void>();
  let rung = 0;
  const alarm = new ReopenAlarm(
    {
      now: () => 0,
      monotonicNow: () => 0,
      setTimer: (callback) => timers.set({}, callback) && [...timers.keys()].at(-1),
      clearTimer: (timer) => void timers.delete(timer),
      onWake: ((listener: (hint: WakeHint) => void) => void listeners.push(listener)) as never,
    },
    () => rung++,
  );
  for (let outage = 0; outage < 3; outage++) {
    alarm.set();
    listeners.forEach((listener) => listener("online"));
    expect([listeners.length, timers.size]).toEqual([1, 1]);
    [...timers.values()][0]!();
    listeners.forEach((listener) => listener("online"));
    expect([rung, timers.size]).toEqual([outage + 1, 0]);
  }
});
