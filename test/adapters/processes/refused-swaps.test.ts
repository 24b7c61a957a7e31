import { expect, test } from "vitest";
import { ProcessConnection } from "../../../src/adapters/processes/connection.ts";
import type { SharedToken } from "../../../src/tab-port.ts";

test("R485 a store that refuses the token of a refresh is asked once, and it is no failure: another process was faster", async () => {
  const told: unknown[] = [];
  let swaps = 0;
  const token: SharedToken = { value: "of-this-process" };
  const connection = new ProcessConnection({
    host: { adopt: () => false, current: () => undefined, clear: () => undefined },
    store: {
      read: () => undefined,
      swap() {
        swaps++;
        return false;
      },
    },
    lock: {
      tryLock: () => Promise.resolve(() => Promise.resolve()),
      pause: () => Promise.resolve(),
    },
    clock: { monotonicNow: () => 0, setTimer: () => 0, clearTimer: () => undefined },
    onError: (error) => void told.push(error),
  });
  const { signal } = new AbortController();
  const wants = { signal, accepts: () => true, forced: false, exclusive: true };
  expect(await connection.run(() => Promise.resolve(token), wants)).toBe(token);
  expect([swaps, told]).toEqual([1, []]);
});
