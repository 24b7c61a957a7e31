/** Real managers in simulated tabs: the manager's side of the port, and `evertoken/tabs` at the other end. */
import { describe, expect, test } from "vitest";
import { Managers } from "../../support/tab-managers.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";

/** Tokens of 120 s, refreshed 30 s before their end. */
const ROTATION = 96 * SECOND;

const MODES = [{ overlap: "allow" }, { overlap: "never" }] as const;

describe.each(MODES)("managers with overlap: $overlap", (mode) => {
  test("R40 R168 one request per rotation, and all have its token within 100 ms", async () => {
    const set = new Managers(8, mode);
    await set.start();
    expect(set.values).toEqual(Array(8).fill("t1"));
    const lags: number[] = [];
    for (const { tokens } of set.all)
      tokens.on("refreshed", ({ token }) => {
        const request = set.server.requests.find(({ value }) => value === token.value)!;
        lags.push(set.world.time.trueNow() - request.endedAt);
      });
    await set.world.time.pass(20 * ROTATION + 5 * SECOND);
    expect(set.requests).toBe(21);
    expect(new Set(set.values)).toEqual(new Set(["t21"]));
    expect(lags).toHaveLength(20 * 8);
    expect(Math.max(...lags)).toBeLessThanOrEqual(100);
    expect(set.all.flatMap(({ journal }) => journal).filter((line) => !line.startsWith("refreshed"))).toEqual([]);
  });

  test("R168 a new tab has the token in use within 100 ms, without a request, and says so", async () => {
    const set = new Managers(2, mode);
    await set.start();
    const late = set.open();
    void late.tokens.start();
    await set.world.time.pass(100);
    expect([late.tokens.peek()?.value, late.journal, set.requests]).toEqual(["t1", ["refreshed tab t1"], 1]);
  });

  test("R169 waiting is not fetching: no deadline runs out behind others", async () => {
    const set = new Managers(5, { ...mode, fetchTimeoutMs: 900 });
    await set.start();
    set.server.latencyMs = 800;
    const values = Promise.all(set.all.map(({ tokens }) => tokens.getToken({ forceRefresh: true, timeoutMs: MINUTE })));
    await set.world.time.pass(30 * SECOND);
    expect(new Set(await values).size).toBeLessThanOrEqual(2);
    expect(set.all.flatMap(({ journal }) => journal).filter((line) => line.includes("Failed"))).toEqual([]);
  });

  test("R41 no lock is held while listeners run", async () => {
    const set = new Managers(3, mode);
    const held: string[][] = [];
    set.all.forEach(({ tab, tokens }) => tokens.on("refreshed", () => held.push(set.world.heldBy(tab))));
    await set.start();
    await set.world.time.pass(ROTATION);
    expect(held).toHaveLength(6);
    expect(held.flat()).toEqual([]);
  });

  test("R170 a forced refresh is answered by what was fetched after it alone", async () => {
    const set = new Managers(3, mode);
    await set.start();
    const [a, b] = set.all;
    void a!.tokens.refresh();
    await set.midair(); // t2
    const startedAt = set.world.time.trueNow();
    const forced = b!.tokens.getToken({ forceRefresh: true, timeoutMs: MINUTE });
    await set.world.time.pass(20 * SECOND);
    expect(set.server.startOf(await forced)).toBeGreaterThanOrEqual(startedAt);
  });

  test("R453 a request that a second cycle has joined answers no call that another tab has forced since it began", async () => {
    const set = new Managers(0, mode);
    const one = set.open();
    const two = set.open({ clockOffMs: -SECOND }); // so that its token seems to be older than the one on its way
    const three = set.open();
    set.server.latencyMs = 1_500;
    await set.start(50);
    void one.tokens.getToken({ forceRefresh: true }); // wants what it waits for already
    expect(await set.midair()).toBe(one);
    two.tokens.setToken(set.mint("app", MINUTE)); // ends the first cycle: the next one joins its request
    await set.world.time.pass(100);
    const forcedAt = set.world.time.trueNow();
    const forced: string[] = [];
    void three.tokens.getToken({ forceRefresh: true }).then((value) => forced.push(value));
    await set.world.time.pass(5 * SECOND);
    expect(forced).toHaveLength(1);
    expect(set.server.startOf(forced[0]!)).toBeGreaterThanOrEqual(forcedAt);
  });

  test("R170 a refused token comes back from no other tab, and a newer one of theirs will do", async () => {
    const set = new Managers(3, mode);
    await set.start();
    const value = set.all[0]!.tokens.getToken({ rejectedValue: "t1", timeoutMs: MINUTE });
    await set.world.time.pass(SECOND);
    expect([await value, set.values, set.requests]).toEqual(["t2", ["t2", "t2", "t2"], 2]);
    // The others are asked about t1 by their own servers a moment later: t2 is there already.
    set.all[1]!.tokens.invalidate("t1");
    await set.world.time.pass(SECOND);
    expect(set.requests).toBe(2);
  });

  test("R171 what the app sets is told, also if it lives shorter, and once", async () => {
    const set = new Managers(3, mode);
    await set.start();
    set.all[1]!.tokens.setToken(set.mint("app", 100 * SECOND));
    await set.world.time.pass(50);
    expect(set.values).toEqual(["app", "app", "app"]);
    expect(set.all.map(({ journal }) => journal.at(-1))).toEqual([
      "refreshed tab app",
      "refreshed app app",
      "refreshed tab app",
    ]);
    expect(set.all.map(({ journal }) => journal.length)).toEqual([2, 2, 2]);
  });

  test("R171 a sign-out is one in all tabs; what is in the air then comes too late for all", async () => {
    const set = new Managers(3, mode);
    await set.start();
    await set.midair();
    set.all[2]!.tokens.clear();
    await set.world.time.pass(10 * MINUTE);
    expect([set.values, set.requests]).toEqual([Array(3).fill(undefined), 2]);
    expect(set.all.map(({ tokens }) => tokens.state.phase)).toEqual(["halted", "halted", "halted"]);
    expect(set.world.held).toEqual([]);

    // The user signs in again in one tab; the others take part when they are asked to.
    void set.all[0]!.tokens.start();
    await set.world.time.pass(SECOND);
    expect(set.values).toEqual(["t3", undefined, undefined]);
    void set.all[1]!.tokens.start();
    await set.world.time.pass(SECOND);
    expect([set.values, set.requests]).toEqual([["t3", "t3", undefined], 3]);
  });

  test("R171 a sign-out in a tab that has stopped, or has never started, is told as well", async () => {
    for (const isStarted of [true, false]) {
      const set = new Managers(2, mode);
      await set.start();
      const other = set.open();
      if (isStarted) void other.tokens.start();
      await set.world.time.pass(SECOND);
      if (isStarted) other.tokens.stop();
      other.tokens.clear();
      await set.world.time.pass(SECOND);
      expect(set.values).toEqual([undefined, undefined, undefined]);
      set.dispose();
      expect(set.world.tabs.map(({ channels }) => channels.size)).toEqual([0, 0, 0]);
    }
  });

  test("R171 a tab that could not go on is revived by a sign-in in another one", async () => {
    const set = new Managers(2, mode);
    await set.start();
    const [a, b] = set.all;
    set.server.fetch = () => Promise.reject(Object.assign(new Error("gone"), { status: 401 }));
    a!.tokens.invalidate("t1");
    await set.world.time.pass(SECOND);
    expect(a!.tokens.state.phase).toBe("halted");
    b!.tokens.setToken(set.mint("anew", 2 * MINUTE));
    await set.world.time.pass(50);
    expect(set.values).toEqual(["anew", "anew"]);
    expect(a!.tokens.state.phase).toBe("holding");
  });

  test("R171 a token that the page came with is no news to others", async () => {
    const set = new Managers(1, mode);
    await set.start();
    const late = set.open({ initialToken: set.mint("of-the-page", 100 * SECOND) });
    void late.tokens.start();
    await set.world.time.pass(SECOND);
    expect([set.values, late.journal]).toEqual([["t1", "of-the-page"], []]);
    expect(JSON.stringify(set.world.posted)).not.toContain("of-the-page");
  });

  test("R178 dates, advice and details cross as they are", async () => {
    const set = new Managers(2, {
      ...mode,
      clockOffMs: -120_000,
      readAnswer: (value: string) => ({ token: value, refresh_in: 20, url: "wss://here" }),
    });
    await set.start();
    const [one, two] = set.all.map(({ tokens }) => tokens);
    expect(two!.peek()).toEqual(one!.peek());
    expect(two!.peek()!.details).toMatchObject({ url: "wss://here" });
    expect([two!.state.refreshAt, set.requests]).toEqual([one!.state.refreshAt, 1]);
    expect(one!.state.refreshAt! - one!.peek()!.receivedAt).toBeLessThan(61 * SECOND); // at half of its life
  });

  test("R43 without the option nothing is sent", async () => {
    const set = new Managers(3, { ...mode, isAlone: true });
    await set.start();
    set.all[0]!.tokens.clear();
    await set.world.time.pass(SECOND);
    expect([set.requests, set.world.posted, set.world.tabs.map(({ channels }) => channels.size)]).toEqual([
      3,
      [],
      [0, 0, 0],
    ]);
  });

  test("R44 without locks, without channels, and where both throw, each tab is on its own", async () => {
    const boom = (): never => {
      throw new DOMException("refused", "SecurityError");
    };
    const platforms = [
      { locks: () => undefined, openChannel: boom },
      { locks: boom, openChannel: boom, onPage: () => () => undefined },
    ];
    for (const platform of platforms) {
      const set = new Managers(3, { ...mode, platform });
      await set.start();
      await set.world.time.pass(10 * ROTATION);
      expect(set.values).not.toContain(undefined);
      expect(set.requests).toBe(33);
      expect(set.all.flatMap(({ journal }) => journal).filter((line) => !line.startsWith("refreshed"))).toEqual([]);
    }
  });

  test("R75 the end leaves nothing behind", async () => {
    const set = new Managers(4, mode);
    await set.start();
    await set.midair();
    set.dispose();
    await set.world.time.pass(SECOND);
    expect(set.world.tabs.map(({ channels, listeners }) => [channels.size, listeners])).toEqual(Array(4).fill([0, 0]));
    expect([set.world.held, set.world.time.timers]).toEqual([[], 0]);
  });
});

describe("a tab in trouble", () => {
  test.each(["freeze", "kill"] as const)("R42 without rotation the others go on within 5 s (%s)", async (fate) => {
    const set = new Managers(5, { overlap: "allow" });
    await set.start();
    const victim = await set.midair();
    victim.tab[fate]();
    await set.world.time.pass(5 * SECOND);
    const others = set.all.filter((one) => one !== victim);
    expect(others.map(({ tokens }) => tokens.peek()?.value)).toEqual(Array(4).fill("t3"));
    expect(set.requests).toBe(3);
  });

  test("R172 with rotation the tokens in hand stay in use, and then the tab says who must act", async () => {
    const set = new Managers(3, { overlap: "never" });
    await set.start();
    const frozen = await set.midair();
    const others = set.all.filter((one) => one !== frozen);
    frozen.tab.freeze();
    await set.world.time.pass(25 * SECOND);
    expect(others.map(({ tokens, journal }) => [tokens.peek()?.value, journal.length])).toEqual(
      Array(2).fill(["t1", 1]),
    );
    await set.world.time.pass(20 * SECOND);
    expect(set.requests).toBe(2);
    const asked = others[0]!.tokens.getToken();
    asked.catch(() => undefined);
    await set.world.time.pass(MINUTE);
    await expect(asked).rejects.toMatchObject({
      code: "ERR_FETCH_TIMEOUT",
      remedy: expect.stringContaining("Show") as string,
    });
    expect([set.requests, set.server.overlap]).toEqual([2, 1]);
    frozen.tab.thaw();
    await set.world.time.pass(3 * MINUTE);
    expect([set.values, set.server.overlap]).toEqual([["t4", "t4", "t4"], 1]);
  });

  test("R172 another tab's token never ends a rotating call", async () => {
    const set = new Managers(2, { overlap: "never" });
    await set.start();
    const [a, b] = set.all;
    set.server.latencyMs = 5 * SECOND;
    a!.tokens.invalidate("t1");
    await set.world.time.pass(SECOND);
    b!.tokens.setToken(set.mint("app", 100 * SECOND));
    await set.world.time.pass(50);
    expect(a!.tokens.peek()?.value).toBe("app");
    await set.world.time.pass(5 * SECOND);
    expect([a!.tokens.peek()?.value, set.requests, set.server.requests[1]!.endedAt]).toEqual([
      "t2",
      2,
      set.server.requests[1]!.startedAt + 5 * SECOND,
    ]);
  });

  test("R172 a rotating call that outlives stop() still reaches everybody", async () => {
    const set = new Managers(3, { overlap: "never" });
    await set.start();
    const holder = await set.midair();
    holder.tokens.stop();
    await set.world.time.pass(SECOND);
    expect([set.values, set.requests]).toEqual([["t2", "t2", "t2"], 2]);
  });

  test("R174 a page comes back from the back/forward cache and has what the others have", async () => {
    const set = new Managers(3, { overlap: "never" });
    await set.start();
    const [gone] = set.all;
    gone!.tab.page("left");
    gone!.tab.freeze();
    await set.world.time.pass(5 * MINUTE);
    const { requests } = set;
    gone!.tab.thaw();
    gone!.tab.page("shown");
    await set.world.time.pass(100);
    expect(new Set(set.values).size).toBe(1);
    expect(set.requests).toBe(requests);
  });
});
