/** The rules between processes, with a lock and a store in memory. */
import { describe, expect, test } from "vitest";
import { ProcessConnection, type ProcessLock } from "../../../src/adapters/processes/connection.ts";
import type { SharedToken, TabCall, TabHost } from "../../../src/tab-port.ts";
import { deferred } from "../../support/deferred.ts";

const token = (value: string): SharedToken => ({ value, expiresAt: 1_000 });

function setting({ isHeld = false } = {}) {
  const events: string[] = [];
  const store = {
    token: undefined as SharedToken | undefined,
    read: () => store.token,
    swap(expected: string | undefined, next: SharedToken | undefined) {
      if (store.token?.value !== expected) return false;
      store.token = next;
      return true;
    },
  };
  let nowMs = 0;
  const lock: ProcessLock & { isHeld: boolean } = {
    isHeld,
    async tryLock() {
      if (lock.isHeld) return undefined;
      lock.isHeld = true;
      return async () => {
        events.push("unlock");
        lock.isHeld = false;
      };
    },
    async pause() {
      nowMs += 50;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const host: TabHost = { adopt: () => false, current: () => undefined, clear: () => events.push("clear") };
  const errors: unknown[] = [];
  const timers = new Set<() => void>();
  const connection = new ProcessConnection({
    host,
    store,
    lock,
    clock: {
      monotonicNow: () => nowMs,
      setTimer(ring) {
        timers.add(ring);
        return ring;
      },
      clearTimer: (timer) => void timers.delete(timer as () => void),
    },
    onError: (error) => errors.push(error),
  });
  const wants = (more: Partial<TabCall> = {}): TabCall => ({
    signal: new AbortController().signal,
    accepts: () => true,
    forced: false,
    exclusive: true,
    ...more,
  });
  const call = (value: string) => async (): Promise<SharedToken> => {
    events.push(`call ${value}`);
    return token(value);
  };
  const ring = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    for (const timer of timers) {
      timers.delete(timer);
      timer();
    }
  };
  return { store, lock, connection, wants, call, events, errors, timers, ring, waitedMs: () => nowMs };
}

const never = (): Promise<never> => new Promise(() => undefined);

describe("R176 between processes", () => {
  test("a stored token spares the call and the lock", async () => {
    const { store, connection, wants, call, events } = setting({ isHeld: true });
    store.token = token("theirs");
    expect(await connection.run(call("ours"), wants())).toEqual(token("theirs"));
    expect(events).toEqual([]);
  });

  test("what is stored while waiting counts", async () => {
    const { store, connection, wants, call, events } = setting({ isHeld: true });
    const run = connection.run(call("ours"), wants());
    await new Promise((resolve) => setImmediate(resolve));
    store.token = token("theirs");
    expect((await run).value).toBe("theirs");
    expect(events).toEqual([]);
  });

  test("what the process before has stored when it gives its turn away counts", async () => {
    const { store, lock, connection, wants, call, events } = setting();
    const { tryLock } = lock;
    lock.tryLock = async () => {
      store.token = token("theirs");
      return tryLock();
    };
    expect(await connection.run(call("ours"), wants())).toEqual(token("theirs"));
    expect([events, lock.isHeld]).toEqual([["unlock"], false]);
  });

  test("a store that fails, and a caller who leaves, end the turn they have got", async () => {
    const { store, lock, connection, wants, call, events } = setting();
    const { tryLock } = lock;
    const controller = new AbortController();
    lock.tryLock = () => {
      store.read = () => {
        throw new Error("disk gone");
      };
      return tryLock();
    };
    await expect(connection.run(call("ours"), wants())).rejects.toThrow("disk gone");
    store.read = () => undefined;
    lock.tryLock = () => {
      controller.abort(new Error("enough"));
      return tryLock();
    };
    await expect(connection.run(call("ours"), wants({ signal: controller.signal }))).rejects.toThrow("enough");
    expect([events, lock.isHeld]).toEqual([["unlock", "unlock"], false]);
  });

  test("a turn that cannot be given back is told; the token counts", async () => {
    const { lock, connection, wants, call, errors } = setting();
    lock.tryLock = async () => () => Promise.reject(new Error("no such file"));
    expect((await connection.run(call("ours"), wants())).value).toBe("ours");
    expect(errors.map(String)).toEqual(["Error: no such file"]);
  });

  test("what the app sets is stored over what others store in the same moment", async () => {
    const { store, connection, wants, call, events } = setting();
    const { swap } = store;
    store.swap = (expected, next) => {
      store.swap = swap;
      store.token = token("theirs");
      return swap(expected, next);
    };
    connection.tell({ token: token("set") });
    await expect.poll(() => store.token?.value).toBe("set");
    store.token = undefined; // what it has set is what it has seen: this is a sign-out
    await connection.run(call("next"), wants());
    expect(events).toEqual(["clear", "call next", "unlock"]);
  });

  test("nothing stored yet is no sign-out, nor is one that was noticed before", async () => {
    const { store, connection, wants, call, events } = setting();
    store.read = () => null as never; // as JSON has nothing
    await connection.run(call("first"), wants({ accepts: () => false }));
    expect(events).toEqual(["call first", "unlock"]);
    events.length = 0;
    await connection.run(() => Promise.reject(new Error("down")), wants()).catch(() => undefined);
    await connection.run(() => Promise.reject(new Error("down")), wants()).catch(() => undefined);
    expect(events).toEqual(["clear", "unlock", "unlock"]);
  });

  test("a token that would not do is replaced, and the store has the new one before the turn ends", async () => {
    const { store, connection, wants, call, events } = setting();
    store.token = token("refused");
    await connection.run(call("ours"), wants({ accepts: ({ value }) => value !== "refused" }));
    expect([store.token.value, events]).toEqual(["ours", ["call ours", "unlock"]]);
  });

  test("a forced call is made, whatever is stored", async () => {
    const { store, connection, wants, call } = setting();
    store.token = token("theirs");
    expect((await connection.run(call("ours"), wants({ forced: true }))).value).toBe("ours");
  });

  test("nobody waits longer than 5 s who need not, and others wait for their signal", async () => {
    const { connection, wants, call, events, waitedMs } = setting({ isHeld: true });
    expect((await connection.run(call("ours"), wants({ exclusive: false }))).value).toBe("ours");
    expect(waitedMs()).toBe(4_550); // the first pause beyond 4.5 s
    const controller = new AbortController();
    const run = connection.run(call("never"), wants({ signal: controller.signal, accepts: () => false }));
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error("enough"));
    await expect(run).rejects.toThrow("enough");
    expect(events).toEqual(["call ours"]);
  });

  test("a token does not overwrite what has happened during its call", async () => {
    const { store, connection, wants, events } = setting();
    store.token = token("before");
    const answer = deferred<SharedToken>();
    const run = connection.run(() => answer.promise, wants({ accepts: () => false }));
    await new Promise((resolve) => setImmediate(resolve));
    store.token = undefined; // another process signs out
    answer.resolve(token("ours"));
    await run;
    expect([store.token, events]).toEqual([undefined, ["unlock"]]);
  });

  test("a call that fails ends the turn, and its failure is the caller's", async () => {
    const { connection, wants, events, lock } = setting();
    await expect(connection.run(() => Promise.reject(new Error("down")), wants())).rejects.toThrow("down");
    expect([events, lock.isHeld]).toEqual([["unlock"], false]);
  });

  test("a call that does not heed its end keeps nobody waiting, unless it uses up a credential", async () => {
    const { connection, wants, lock } = setting();
    const controller = new AbortController();
    const run = connection.run(
      () => new Promise(() => undefined),
      wants({ signal: controller.signal, exclusive: false }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error("given up"));
    await expect(run).rejects.toThrow("given up");
    expect(lock.isHeld).toBe(false);
    const late = deferred<SharedToken>();
    const other = connection.run(() => late.promise, wants());
    await new Promise((resolve) => setImmediate(resolve));
    connection.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(lock.isHeld).toBe(true);
    late.resolve(token("late"));
    expect((await other).value).toBe("late");
  });

  test("a sign-out by another process is noticed", async () => {
    const { store, connection, wants, call, events } = setting();
    await connection.run(call("ours"), wants());
    store.token = undefined;
    await connection.run(call("next"), wants());
    expect(events).toContain("clear");
  });

  test("what the app sets or clears is stored, and what the store throws is told", async () => {
    const { store, connection, errors } = setting();
    connection.tell({ token: token("set") });
    await expect.poll(() => store.token?.value).toBe("set");
    connection.tell({ cleared: true });
    await expect.poll(() => store.token).toBeUndefined();
    store.swap = () => {
      throw new Error("disk full");
    };
    connection.tell({ token: token("set") });
    await expect.poll(() => errors.length).toBe(1);
    connection.close();
    connection.tell({ token: token("set") });
    await expect(connection.run(async () => token("x"), { ...setting().wants() })).rejects.toMatchObject({
      code: "ERR_STOPPED",
    });
    expect(errors).toHaveLength(1);
  });
});

describe("R360 a store that", () => {
  const waits = (count: number): number => count * 50;

  test("says nothing of whether it has stored is named at once, and is not asked again", async () => {
    const { store, connection, errors } = setting();
    let swaps = 0;
    store.swap = () => {
      swaps++;
      return undefined as never;
    };
    connection.tell({ token: token("set") });
    await expect.poll(() => errors.length).toBe(1);
    expect([swaps, errors[0]]).toEqual([1, expect.any(TypeError)]);
    expect(String(errors[0])).toBe(
      "TypeError: swap() of the store must return true where it has stored the token, false where it has not; got undefined.",
    );
  });

  test("always says that somebody was faster is asked a bounded number of times, with pauses", async () => {
    const { store, connection, errors, waitedMs } = setting();
    let swaps = 0;
    store.swap = () => {
      swaps++;
      return false;
    };
    connection.tell({ cleared: true });
    await expect.poll(() => errors.length).toBe(1);
    expect([swaps, waitedMs()]).toEqual([20, waits(19)]);
    expect(String(errors[0])).toMatch(/^Error: swap\(\) of the store has refused 20 times/);
  });

  test("gives a number, as databases do, has answered", async () => {
    const { store, connection, errors, events } = setting();
    const { swap } = store;
    store.swap = (...both) => Number(swap(...both)) as never;
    connection.tell({ token: token("set") });
    await expect.poll(() => store.token?.value).toBe("set");
    store.token = undefined;
    await connection.run(async () => token("next"), setting().wants());
    expect([errors, events]).toEqual([[], ["clear", "unlock"]]);
  });

  test.each([
    ["throws", () => Promise.reject(new Error("disk full")), "Error: disk full"],
    ["says nothing", () => undefined as never, /TypeError: swap\(\)/],
  ] as const)("%s after a call costs no token", async (_, swap, words) => {
    const { store, connection, wants, call, errors, events } = setting();
    (store as { swap: unknown }).swap = swap;
    expect((await connection.run(call("ours"), wants())).value).toBe("ours");
    expect(events).toEqual(["call ours", "unlock"]);
    expect(errors.map(String)).toEqual([expect.stringMatching(words) as string]);
  });

  test("is slow gets what the app says in its order, also where another process is in between", async () => {
    const { store, connection } = setting();
    const { swap } = store;
    const expected: unknown[] = [];
    store.swap = (before, next) => {
      if (expected.push(next?.value) === 1) store.token = token("theirs"); // faster than the first word
      return swap(before, next);
    };
    connection.tell({ cleared: true });
    connection.tell({ token: token("anew") });
    await expect.poll(() => store.token?.value).toBe("anew");
    expect(expected).toEqual([undefined, undefined, "anew"]);
  });
});

describe("R399 a store that does not answer keeps nobody waiting", () => {
  test("read() before and in the turn of this process", async () => {
    const { store, lock, connection, wants, call, events, timers, ring } = setting();
    const { tryLock } = lock;
    lock.tryLock = () => {
      store.read = never as never;
      return tryLock();
    };
    for (const ended of [["unlock"], ["unlock"]]) {
      const run = connection.run(call("ours"), wants());
      await Promise.all([expect(run).rejects.toThrow("did not answer read() within 5000 ms"), ring()]);
      expect([events, lock.isHeld, timers.size]).toEqual([ended, false, 0]);
    }
  });

  test("swap() after the call: the token counts, and the next process has its turn", async () => {
    const { store, lock, connection, wants, call, errors, timers, ring } = setting();
    store.swap = never as never;
    const run = connection.run(call("ours"), wants());
    await ring();
    expect([(await run).value, lock.isHeld, timers.size]).toEqual(["ours", false, 0]);
    expect(String(errors)).toContain("did not answer swap() within 5000 ms");
  });

  test("what the app says, and what it says next", async () => {
    const { store, connection, errors, ring } = setting();
    const { swap } = store;
    store.swap = never as never;
    connection.tell({ token: token("first") });
    await ring();
    store.swap = swap;
    connection.tell({ token: token("second") });
    await ring();
    expect([store.token, errors.length]).toEqual([token("second"), 1]);
  });
});
