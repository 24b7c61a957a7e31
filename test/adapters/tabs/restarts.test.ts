/** A manager that was stopped while its session ended in another tab, and is started again. */
import { describe, expect, test } from "vitest";
import type { TokenError } from "../../../src/errors.ts";
import type { TabCoordinator } from "../../../src/tab-port.ts";
import { type ManagedTab, Managers } from "../../support/tab-managers.ts";
import { MINUTE, SECOND, stage } from "../../support/stage.ts";

const MODES = [{ overlap: "allow" }, { overlap: "never" }] as const;

const phases = ({ all }: Managers): string[] => all.map(({ tokens }) => tokens.state.phase);

/** What a promise has become so far. */
function outcomeOf(promise: Promise<{ readonly value: string } | string>): {
  value?: string;
  error?: string;
} {
  const seen: { value?: string; error?: string } = {};
  promise.then(
    (token) => (seen.value = typeof token === "string" ? token : token.value),
    (error: unknown) => (seen.error = (error as TokenError).code),
  );
  return seen;
}

/** Two tabs that hold `t1`, of which one is stopped. */
async function withOneStopped(mode: (typeof MODES)[number], owner?: () => string) {
  const set = new Managers(1, { ...mode, ...(owner && { owner: "ann" }) });
  const stopped = set.all[0]!;
  const stays = set.open(owner && { owner });
  await set.start();
  stopped.tokens.stop();
  await set.world.time.pass(SECOND);
  return { set, stopped, stays };
}

const shown = ({ tokens }: ManagedTab): string[] => {
  const seen: string[] = [];
  tokens.on("stateChange", ({ phase }) => seen.push(phase));
  return seen;
};

describe.each(MODES)("R488 with overlap $overlap a manager that was stopped during a sign-out elsewhere", (mode) => {
  test("begins without the token it had: nobody gets that from start() on", async () => {
    const { set, stopped, stays } = await withOneStopped(mode);
    stays.tokens.clear();
    await set.world.time.pass(SECOND);
    const outcomes = [outcomeOf(stopped.tokens.start())];
    await set.world.time.pass(50);
    outcomes.push(outcomeOf(stopped.tokens.getToken()), outcomeOf(stopped.tokens.getToken({ forceRefresh: true })));
    expect(outcomes).toEqual([{}, {}, {}]);
    await set.world.time.pass(SECOND);
    expect(outcomes).toEqual(Array(3).fill({ value: "t2" }));
    expect([phases(set), stopped.journal]).toEqual([
      ["holding", "halted"],
      ["refreshed fetcher t1", "refreshed fetcher t2"],
    ]);
  });

  test("takes the token of the session that has begun since, without a request", async () => {
    const { set, stopped, stays } = await withOneStopped(mode);
    stays.tokens.clear();
    await set.world.time.pass(SECOND);
    void stays.tokens.start();
    await set.world.time.pass(SECOND);
    const outcome = outcomeOf(stopped.tokens.start());
    await set.world.time.pass(SECOND);
    expect([outcome, set.values, phases(set), set.requests]).toEqual([
      { value: "t2" },
      ["t2", "t2"],
      ["holding", "holding"],
      2,
    ]);
  });

  test("is of the user before: another one's sign-in has ended that session, too", async () => {
    const user = { id: "ann" };
    const { set, stopped, stays } = await withOneStopped(mode, () => user.id);
    stays.tokens.clear();
    user.id = "bob";
    void stays.tokens.start();
    await set.world.time.pass(SECOND);
    const outcome = outcomeOf(stopped.tokens.start());
    await set.world.time.pass(SECOND);
    expect([outcome, set.values]).toEqual([{ value: "t3" }, ["t3", "t2"]]);
  });

  test("tells no tab of the token it had, however early it is asked", async () => {
    const { set, stopped, stays } = await withOneStopped(mode);
    stays.tokens.clear();
    await set.world.time.pass(SECOND);
    void stopped.tokens.start();
    const anew = set.open();
    const outcome = outcomeOf(anew.tokens.start());
    await set.world.time.pass(2 * SECOND);
    expect([outcome, set.values]).toEqual([{ value: "t2" }, ["t2", undefined, "t2"]]);
  });

  test("is never shown as halted on its way", async () => {
    const { set, stopped, stays } = await withOneStopped(mode);
    stays.tokens.clear();
    await set.world.time.pass(SECOND);
    const seen = shown(stopped);
    void stopped.tokens.start();
    await set.world.time.pass(SECOND);
    expect(seen).toEqual(["holding", "refreshing", "holding"]);
  });
});

describe.each(MODES)("R488 with overlap $overlap a manager that was stopped while nothing happened", (mode) => {
  test("gives its token once the others have been heard, within its callers' limits", async () => {
    const { set, stopped } = await withOneStopped(mode);
    const outcomes = [outcomeOf(stopped.tokens.start()), outcomeOf(stopped.tokens.getToken({ timeoutMs: 50 }))];
    await set.world.time.pass(60);
    expect(outcomes).toEqual([{}, { error: "ERR_FETCH_TIMEOUT" }]);
    await set.world.time.pass(60);
    expect([outcomes[0], set.requests]).toEqual([{ value: "t1" }, 1]);
    expect(outcomeOf(stopped.tokens.getToken())).toEqual({});
    expect(await stopped.tokens.getToken()).toBe("t1");
  });

  test("and is stopped again at once, leaves nothing behind", async () => {
    const { set, stopped } = await withOneStopped(mode);
    const outcome = outcomeOf(stopped.tokens.start());
    await set.world.time.pass(20);
    stopped.tokens.stop();
    await set.world.time.pass(0);
    expect([outcome, stopped.tab.channels.size, stopped.tab.listeners]).toEqual([{ value: "t1" }, 0, 0]);
    set.dispose();
    await set.world.time.pass(SECOND);
    expect(set.world.time.timers).toBe(0);
  });

  test("waits for nobody with a token that the app has set since", async () => {
    const { set, stopped } = await withOneStopped(mode);
    stopped.tokens.setToken(set.mint("app", 3 * MINUTE));
    const outcome = outcomeOf(stopped.tokens.start());
    await set.world.time.pass(1);
    expect(outcome).toEqual({ value: "app" });
    await set.world.time.pass(SECOND);
    expect(set.values).toEqual(["app", "app"]);
  });
});

describe.each(MODES)("R492 with overlap $overlap start() in a tab that was stopped", (mode) => {
  test.each([
    ["lives", SECOND],
    ["has ended", 3 * MINUTE],
  ])(
    "is not undone by an earlier sign-out while the new session's request is in the air; its token %s",
    async (_, ms) => {
      const { set, stopped, stays } = await withOneStopped(mode);
      stays.tokens.clear();
      await set.world.time.pass(ms);
      set.server.latencyMs = 800;
      const outcomes = [outcomeOf(stays.tokens.start())];
      await set.world.time.pass(100);
      outcomes.push(outcomeOf(stopped.tokens.start()));
      await set.world.time.pass(5 * SECOND);
      expect([outcomes, set.values, phases(set), set.requests]).toEqual([
        [{ value: "t2" }, { value: "t2" }],
        ["t2", "t2"],
        ["holding", "holding"],
        2,
      ]);
    },
  );

  test("is undone by a sign-out that comes after it, also before the others have been heard", async () => {
    const { set, stopped, stays } = await withOneStopped(mode);
    const outcome = outcomeOf(stopped.tokens.start());
    await set.world.time.pass(50);
    stays.tokens.clear();
    await set.world.time.pass(SECOND);
    expect([outcome, phases(set)]).toEqual([{ error: "ERR_REAUTH_REQUIRED" }, ["halted", "halted"]]);
  });
});

test.each(MODES)(
  "R536 with overlap $overlap a tab that was itself started again offers its newer token",
  async (mode) => {
    const { set, stopped, stays } = await withOneStopped(mode);
    await set.world.time.pass(10 * SECOND);
    void stays.tokens.refresh();
    await set.world.time.pass(SECOND);
    stays.tokens.stop();
    await set.world.time.pass(SECOND);
    void stays.tokens.start();
    await set.world.time.pass(SECOND);
    const outcome = outcomeOf(stopped.tokens.start());
    await set.world.time.pass(SECOND);
    expect([outcome, set.values, set.requests]).toEqual([{ value: "t2" }, ["t2", "t2"], 2]);
  },
);

describe("R173 a port that lets a manager wait for what it has missed", () => {
  const never = new Promise<void>(() => undefined);
  const boom = (): never => {
    throw new Error("broken port");
  };
  test.each<[string, () => Promise<void>, number]>([
    ["and never answers", () => never, 2 * SECOND],
    ["and rejects", () => Promise.reject(new Error("broken port")), 1],
    ["and throws", boom, 1],
  ])("%s, costs a moment at most", async (_, catchUp, ms) => {
    const tabs: TabCoordinator = {
      connect: () => ({
        run: (call) => call(),
        tell: () => undefined,
        close: () => undefined,
        catchUp,
      }),
    };
    const { env, tokens } = stage({ tabs });
    void tokens.start();
    await env.pass(SECOND);
    tokens.stop();
    const outcomes = [outcomeOf(tokens.start())];
    await env.pass(ms);
    outcomes.push(outcomeOf(tokens.getToken()));
    await env.pass(0);
    expect(outcomes).toEqual(Array(2).fill({ value: tokens.peek()!.value }));
    tokens.dispose();
    expect(env.timers).toBe(0);
  });
});
