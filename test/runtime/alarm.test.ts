/** The manager's one timer: what it wakes for, and whether it keeps a process alive. */
import { describe, expect, test } from "vitest";
import { Alarm } from "../../src/runtime/alarm.ts";
import { virtualEnvironment } from "../../src/testing.ts";
import { SECOND, stage } from "../support/stage.ts";

describe("an alarm", () => {
  test("rings once, and says how late; a second setting replaces the first, and none ends it", async () => {
    const env = virtualEnvironment();
    const rings: string[] = [];
    const alarm = new Alarm(env, { ring: (lateMs) => rings.push(`${String(env.monotonicNow())} ${String(lateMs)}`) });
    alarm.set(500, "schedule");
    alarm.set(1_000, "schedule");
    expect(env.timers).toBe(1);
    await env.pass(10_000);
    expect(rings).toEqual(["1000 0"]);
    alarm.set(1_000, "schedule");
    alarm.set(undefined, "schedule");
    expect(env.timers).toBe(0);
    alarm.set(1_000, "schedule");
    alarm.hurry();
    alarm.hurry();
    await env.pass(0);
    expect(env.timers).toBe(1); // as browsers count, a moment later
    await env.pass(1);
    expect(rings).toEqual(["1000 0", "10001 0"]);
    alarm.set(1_000, "schedule");
    env.sleep(5_000, { monotonicRuns: true });
    await env.pass(0);
    expect(rings.at(-1)).toBe("15001 4000");
  });

  test("that is set for the next moment already is not put off", async () => {
    const env = virtualEnvironment();
    let rings = 0;
    const alarm = new Alarm(env, { ring: () => rings++ });
    alarm.set(1, "schedule");
    await env.pass(0.5);
    alarm.hurry();
    await env.pass(0.5);
    expect(rings).toBe(1);
  });
});

/** Where timers keep a process alive: whether those that are set now do. */
function referenced() {
  const env = virtualEnvironment();
  const alive = new Set<unknown>();
  const environment = {
    setTimer(callback: () => void, delayMs: number) {
      const ring = (): void => {
        alive.delete(timer);
        callback();
      };
      const timer = { id: env.setTimer(ring, delayMs), ref: () => alive.add(timer) };
      return timer;
    },
    clearTimer(timer: unknown) {
      alive.delete(timer);
      env.clearTimer((timer as { id: unknown } | undefined)?.id);
    },
  };
  return { alive, made: stage({ env, environment, latencyMs: 20 * SECOND, fetchTimeoutMs: 30 * SECOND }) };
}

test("R87 a process lives on while a caller waits, and not for the next renewal", async () => {
  const { alive, made } = referenced();
  const waiting = made.tokens.getToken();
  await made.env.pass(SECOND);
  expect(alive.size).toBe(1);
  await made.env.pass(20 * SECOND);
  await waiting;
  expect([alive.size, made.env.timers]).toEqual([0, 1]);
});

test("R508 a caller who has gone keeps no process alive, whatever the fetcher does", async () => {
  const { alive, made } = referenced();
  const leaving = new AbortController();
  const codes: unknown[] = [];
  for (const signal of [leaving.signal, undefined])
    made.tokens.getToken({ signal, timeoutMs: 10 * SECOND }).catch((error: unknown) => codes.push(error));
  await made.env.pass(SECOND);
  leaving.abort("left");
  await made.env.pass(SECOND);
  expect([codes, alive.size]).toEqual([["left"], 1]); // somebody else still waits
  await made.env.pass(8 * SECOND);
  expect(alive.size).toBe(0);
  const last = new AbortController();
  made.tokens.getToken({ signal: last.signal }).catch((error: unknown) => codes.push(error));
  expect(alive.size).toBe(1);
  last.abort("left, too");
  await made.env.pass(0);
  expect([codes.at(-1), alive.size]).toEqual(["left, too", 0]);
});
