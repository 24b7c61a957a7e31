/** A token that a live connection has not taken: not open just then, not reached, refused. In virtual time. */
import { describe, expect, test } from "vitest";
import type { TokenError } from "../../../src/index.ts";
import { refusal, type Socket, type Stage, stage, UNREACHABLE } from "./stage.ts";

const SECOND = 1_000;

/** Hands over by the plan, one step for each call; each call is in the journal. */
const handOver = (on: Stage, plan: (Error | undefined)[] = []) => ({
  handOver: async (_: Socket, token: string) => {
    on.timed.push(`${on.env.monotonicNow() / SECOND}s give ${on.source.nameOf(token)}`);
    const step = plan.shift();
    if (step) throw step;
    return Promise.resolve();
  },
  isOpen: (socket: Socket) => socket.isOpen,
});

describe("R389 a token that comes while the connection is not open", () => {
  test.each([
    ["a blip", 14, ["575s give t2"]],
    ["a longer one", 24, ["585s give t2"]],
    ["one over the end of the old token", 39, ["600s give t2"]],
  ])("is handed over when it is again, before the old one ends: %s", async (_, seconds, told) => {
    const on = stage();
    await on.keep(handOver(on));
    await on.env.pass(560 * SECOND);
    on.sockets[0]!.isOpen = false;
    await on.env.pass(seconds * SECOND);
    on.sockets[0]!.isOpen = true;
    await on.env.pass(60 * SECOND);
    expect(on.timed.slice(1)).toEqual(told);
    expect(on.sockets).toHaveLength(1);
  });

  test("and goes away under the hand-over, is handed over when it is back", async () => {
    const on = stage();
    const { isOpen } = handOver(on);
    const given: string[] = [];
    await on.keep({
      isOpen,
      handOver: async (socket, token) => {
        given.push(on.source.nameOf(token));
        if (given.length > 1) return;
        socket.isOpen = false;
        on.env.setTimer(() => (socket.isOpen = true), 3 * SECOND);
        throw UNREACHABLE;
      },
    });
    await on.env.pass(580 * SECOND);
    expect([given, on.journal]).toEqual([["t2", "t2"], ["open t1"]]);
  });
});

describe("R389 a hand-over that fails and says that it is tried again", () => {
  test("is: with growing waits, until the connection has the token, and that is told", async () => {
    const on = stage();
    await on.keep(handOver(on, [UNREACHABLE, UNREACHABLE]));
    await on.env.pass(1_000 * SECOND);
    expect(on.timed).toEqual([
      ...["0s open t1", "570s give t2", "570s problem retryLater", "575s give t2", "585s give t2", "585s recovered"],
    ]);
    const again = stage();
    await again.keep(handOver(again, [UNREACHABLE, undefined, UNREACHABLE]));
    await again.env.pass(1_150 * SECOND);
    expect(again.timed.filter((line) => line.includes("give"))).toEqual([
      ...["570s give t2", "575s give t2", "1140s give t3", "1145s give t3"], // the waits begin anew
    ]);
  });

  test("leaves nothing behind when it is closed meanwhile, also one that hangs", async () => {
    for (const hand of [() => Promise.reject(UNREACHABLE), () => new Promise(() => undefined)]) {
      const on = stage();
      const kept = await on.keep({ handOver: hand });
      await on.env.pass(570_500);
      kept.close();
      on.tokens.dispose();
      await on.env.pass(0);
      expect([on.env.timers, on.env.listeners]).toEqual([0, 0]);
    }
  });
});

describe("R390 a token that a live connection refuses", () => {
  test("is replaced, and nobody is told where the next one is taken", async () => {
    const on = stage();
    await on.keep(handOver(on, [refusal()]));
    await on.env.pass(800 * SECOND);
    expect(on.timed).toEqual(["0s open t1", "570s give t2", "570s give t3"]);
  });

  test("is told when the one in its place is refused as well: once, and no third one is fetched for that", async () => {
    const on = stage();
    const problems: TokenError[] = [];
    const plan = Array.from({ length: 9 }, () => refusal());
    const kept = await on.keep({ ...handOver(on, plan), onProblem: (problem) => void problems.push(problem) });
    await on.env.pass(1_800 * SECOND);
    expect(problems).toMatchObject([{ code: "ERR_HANDOVER_FAILED", action: "fixConfig" }]);
    expect(on.timed).toEqual([...["0s open t1", "570s give t2", "570s give t3", "1140s give t4", "1710s give t5"]]);
    plan.splice(0);
    await kept.reopen();
    await on.env.pass(600 * SECOND);
    expect(on.timed.slice(5)).toEqual([
      "1800s open t5",
      "1800s t5 after t1",
      "1800s close t1",
      "1800s recovered",
      "2280s give t6",
    ]);
  });

  test("counts as the first one again after one that was taken", async () => {
    const on = stage();
    await on.keep(handOver(on, [refusal(), undefined, refusal()]));
    await on.env.pass(1_150 * SECOND);
    expect(on.timed).toEqual(["0s open t1", ...["570s give t2", "570s give t3", "1140s give t4", "1140s give t5"]]);
  });
});
