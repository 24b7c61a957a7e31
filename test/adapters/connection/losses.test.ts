/** A connection that is lost just as it opens, and one that is opened while the machine falls asleep. In virtual time. */
import { describe, expect, test } from "vitest";
import { keepConnection } from "../../../src/adapters/connection.ts";
import { refusal, type Socket, stage } from "./stage.ts";

/** Calls back after so many microtasks. */
function afterTicks(count: number, callback: () => void): void {
  if (count === 0) callback();
  else queueMicrotask(() => afterTicks(count - 1, callback));
}

const TICKS = Array.from({ length: 20 }, (_, index) => index + 1);
const LOSSES = { "the network's": new Error("gone"), "a refusal": { code: 4401 } };

describe.each(Object.entries(LOSSES))("R388 a connection that is lost as its opening ends (%s)", (_, error) => {
  test.each(["first", "second"])("is opened again or told, whichever microtask it is: the %s one", async (which) => {
    for (const ticks of TICKS) {
      const on = stage();
      const sockets: Socket[] = [];
      const lost = which === "first" ? 1 : 2;
      const opened = keepConnection(on.tokens, {
        ...on.options,
        onReopened: () => undefined,
        async reopen(token, attempt) {
          const socket = { name: on.source.nameOf(token), isOpen: true, end: (code: number) => attempt.lost({ code }) };
          const end = (): void => {
            socket.isOpen = false;
            attempt.lost(error);
          };
          if (sockets.push(socket) === lost) afterTicks(ticks, end);
          return Promise.resolve(socket);
        },
      });
      const rejected = await opened.then(
        () => false,
        () => true,
      );
      await on.env.pass(100_000);
      if (which === "second") sockets[0]!.end(1006);
      await on.env.pass(100_000);
      expect([ticks, rejected || sockets.at(-1)!.isOpen]).toEqual([ticks, true]);
      expect(sockets.length).toBeLessThan(5);
      on.tokens.dispose();
    }
  });
});

test("R388 a connection that has told its loss before it is handed over is closed", async () => {
  const on = stage();
  const left: string[] = [];
  let isFlaky = false;
  const kept = await on.keep({
    async reopen(token, attempt) {
      const socket = await on.options.reopen(token, attempt);
      attempt.signal.addEventListener("abort", () => left.push(socket.name));
      if (isFlaky) attempt.lost(new Error("gone for a moment"));
      return socket;
    },
  });
  isFlaky = true;
  on.sockets[0]!.end(1006);
  await on.env.pass(6_000);
  expect(on.sockets).toHaveLength(2);
  expect([on.sockets[1]!.isOpen, left]).toEqual([false, ["t1"]]);
  kept.close();
});

test("R388 what is told of the connection before, while the next one is opened, is not held against that", async () => {
  const on = stage();
  const kept = await on.keep({ handOver: () => undefined });
  const [first] = on.sockets;
  const opened = kept.reopen();
  first!.end(1006);
  await opened;
  await on.env.pass(300_000);
  expect(on.journal).toEqual(["open t1", "open t1", "t1 after t1", "close t1"]);
});

describe("R391 a sleep while a refused token is being replaced", () => {
  test("is no second refusal: the token that ended in it is replaced, and the connection is back", async () => {
    const on = stage();
    const opened: string[] = [];
    let asleep: (() => void) | undefined;
    const kept = await on.keep({
      async reopen(token, attempt) {
        opened.push(on.source.nameOf(token));
        if (opened.length === 2) await new Promise<void>((resolve) => (asleep = resolve));
        if (!on.source.accepts(token)) throw refusal();
        return on.options.reopen(token, attempt);
      },
    });
    await on.env.pass(100_000);
    on.sockets[0]!.end(4401);
    await on.env.pass(1_000);
    on.env.sleep(8 * 3_600_000);
    asleep!();
    on.env.wake();
    await on.env.pass(60_000);
    expect([opened, kept.connection.isOpen]).toEqual([["t1", "t2", "t3"], true]);
    expect(on.journal.filter((line) => line.startsWith("problem"))).toEqual([]);
  });

  test("is no licence: the next one is refused fresh, and that ends it", async () => {
    const on = stage();
    let tries = 0;
    let asleep: (() => void) | undefined;
    await on.keep({
      async reopen(token, attempt) {
        if (++tries === 3) await new Promise<void>((resolve) => (asleep = resolve));
        if (tries > 1) throw refusal();
        return on.options.reopen(token, attempt);
      },
    });
    await on.env.pass(100_000);
    on.sockets[0]!.end(1006);
    await on.env.pass(6_000);
    on.env.sleep(8 * 3_600_000);
    asleep!();
    on.env.wake();
    await on.env.pass(60_000);
    expect([tries, on.journal.slice(1)]).toEqual([4, ["problem retryLater", "problem fixConfig"]]);
  });
});
