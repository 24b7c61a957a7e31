/** Ports that throw, answer nonsense, or nothing: the manager goes on as without them, and says so once. */
import { describe, expect, test, vi } from "vitest";
import type { SharedToken, TabConnection, TabCoordinator, TabHost } from "../../src/tab-port.ts";
import { HOUR, MINUTE, SECOND, stage } from "../support/stage.ts";

const connection = (more: Partial<TabConnection> = {}): TabConnection => ({
  run: (call) => call(),
  tell: () => undefined,
  close: () => undefined,
  ...more,
});

const boom = (): never => {
  throw new Error("broken port");
};

/** A port by the one thing that is wrong with it. */
const BROKEN: Readonly<Record<string, () => TabCoordinator>> = {
  "connect throws": () => ({ connect: boom }),
  "connect gives nothing": () => ({ connect: () => undefined as never }),
  "connect gives something else": () => ({ connect: () => ({ run: "run" }) as never }),
  "run throws": () => ({ connect: () => connection({ run: boom }) }),
  "run rejects": () => ({ connect: () => connection({ run: () => Promise.reject(new Error("broken port")) }) }),
  "run gives nothing": () => ({ connect: () => connection({ run: () => undefined as never }) }),
  "run gives a string": () => ({ connect: () => connection({ run: () => Promise.resolve("token" as never) }) }),
  "run gives a token without a value": () => ({
    connect: () => connection({ run: () => Promise.resolve({ expiresAt: 1 } as never) }),
  }),
  "run gives a dead token": () => ({
    connect: () => connection({ run: () => Promise.resolve({ value: "dead", expiresAt: 1 }) }),
  }),
  "run gives a token with a wrong date": () => ({
    connect: () => connection({ run: () => Promise.resolve({ value: "x", expiresAt: NaN }) }),
  }),
  "run gives a token that throws when it is read": () => ({
    connect: () =>
      connection({
        run: () =>
          Promise.resolve({
            get value(): string {
              return boom();
            },
          }),
      }),
  }),
  "run never settles": () => ({ connect: () => connection({ run: () => new Promise(() => undefined) }) }),
  "run rejects after the call": () => ({ connect: () => connection({ run: (call) => call().then(boom) }) }),
  "run gives nonsense after the call": () => ({
    connect: () => connection({ run: (call) => call().then(() => 17 as never) }),
  }),
  "run never settles after the call": () => ({
    connect: () => connection({ run: (call) => call().then(() => new Promise<never>(() => undefined)) }),
  }),
  "run calls twice": () => ({
    connect: () => connection({ run: (call) => Promise.all([call(), call()]).then(([a]) => a) }),
  }),
  "run calls and does not wait": () => ({
    connect: () =>
      connection({
        run: (call) => {
          void call();
          throw new Error("broken port");
        },
      }),
  }),
  "tell throws": () => ({ connect: () => connection({ tell: boom }) }),
  "close throws": () => ({ connect: () => connection({ close: boom }) }),
  "all of it is missing": () => ({ connect: () => ({ run: (call: () => unknown) => call() }) as never }),
  "it talks while it is called": () => ({
    connect(host) {
      const talk = (): void => {
        host.clear();
        host.adopt({ value: "from-nowhere" });
      };
      talk();
      return connection({ tell: talk, close: talk });
    },
  }),
};

describe.each(Object.entries(BROKEN))("R173 a port where %s", (_, broken) => {
  test("costs the sharing at most", async () => {
    const { env, source, tokens, journal } = stage({ tabs: broken(), lifetimeMs: 5 * MINUTE });
    const warnings: string[] = [];
    tokens.on("warning", ({ message }) => warnings.push(message));
    void tokens.start();
    await env.pass(30 * SECOND);
    const first = tokens.peek();
    expect(first?.value).toBeDefined();
    await env.pass(30 * MINUTE);
    expect(tokens.peek()).toBeDefined();
    expect(tokens.peek()).not.toBe(first);
    expect(source.requests.length).toBeGreaterThanOrEqual(6);
    expect(source.requests.length).toBeLessThanOrEqual(9);
    expect(journal.filter((line) => line.includes("refreshFailed"))).toEqual([]);
    expect(warnings.length).toBeLessThanOrEqual(1);
    tokens.setToken(source.mint());
    tokens.stop();
    void tokens.start();
    await env.pass(SECOND);
    expect(tokens.peek()).toBeDefined();
    tokens.clear();
    tokens.dispose();
    await env.pass(MINUTE);
    expect([env.timers, env.listeners]).toEqual([0, 0]);
  });
});

test.each([
  ["connect gives nothing", "connect() gave no connection"],
  ["run gives nothing", "run() gave no token that will do"],
  ["run gives a dead token", "run() gave no token that will do"],
  ["tell throws", "broken port"],
])("R173 a port where %s is told of: %s", async (name, words) => {
  const { env, source, tokens } = stage({ tabs: BROKEN[name]!() });
  const said: string[] = [];
  tokens.on("warning", ({ message }) => said.push(message));
  void tokens.start();
  await env.pass(SECOND);
  tokens.setToken(source.mint());
  await env.pass(0);
  expect(said).toEqual([`The option tabs failed: ${words}`]);
});

test("R173 what a port did wrong is said once, and without a token", async () => {
  const value = `secret-${"x".repeat(30)}1`;
  const run = (): never => {
    throw new Error(`no luck with ${value}`);
  };
  const { env, tokens } = stage({
    tabs: { connect: () => connection({ run }) },
    initialToken: { token: value, expiresIn: 60 },
  });
  const said: unknown[] = [];
  tokens.on("warning", (warning) => said.push(warning));
  void tokens.start();
  await env.pass(60 * MINUTE);
  const own = said.filter((warning) => JSON.stringify(warning).includes('"tabs"'));
  expect(own).toEqual([
    { code: "tabs", message: expect.stringContaining("The option tabs failed: no luck with") as string, detail: {} },
  ]);
  expect(JSON.stringify(said)).not.toContain(value);
});

describe("with a rotating credential", () => {
  test("R172 R173 a port that gives no turn lets nobody call", async () => {
    const { env, source, tokens, journal } = stage({
      tabs: { connect: () => connection({ run: boom }) },
      overlap: "never",
    });
    void tokens.start();
    await env.pass(5 * MINUTE);
    expect(source.requests).toEqual([]);
    expect(tokens.state.phase).toBe("waiting");
    expect(journal.filter((line) => line.includes("refreshFailed")).length).toBeGreaterThan(0);
  });

  test.each([
    ["never", true, ["90s ERR_FETCH_TIMEOUT: Show the other tabs of this app, or close them"]],
    ["allow", false, ["8s t2"]],
  ] as const)(
    "R172 with overlap %s a port hears exclusive: %s, and is waited for",
    async (overlap, exclusive, ends) => {
      const heard: boolean[] = [];
      const run: TabConnection["run"] = (_, options) => {
        heard.push(options.exclusive);
        return new Promise(() => undefined);
      };
      const tabs = { connect: () => connection({ run }) };
      const { env, source, tokens } = stage({ tabs, overlap, autoRefresh: false, retry: { retries: 0 } });
      tokens.setToken(source.mint());
      void tokens.start();
      await env.pass(8 * MINUTE + 30 * SECOND); // the token lives for 90 s more
      const seen: string[] = [];
      const askedAt = env.trueNow();
      const note = (what: string): number => seen.push(`${String((env.trueNow() - askedAt) / SECOND)}s ${what}`);
      tokens.on("refreshed", ({ token }) => note(source.nameOf(token.value)));
      tokens.on("refreshFailed", ({ error }) => {
        note(`${error.code}: ${error.remedy.split(":")[0]!}`);
        expect(error).toMatchObject({ action: "retryLater", message: expect.stringMatching(/another tab/i) as string });
      });
      void tokens.refresh().catch(() => undefined);
      await env.pass(2 * MINUTE);
      expect(heard).toEqual([exclusive]);
      expect(seen).toEqual(ends);
    },
  );

  test("R173 one that cannot be reached at all is as no port", async () => {
    const { env, source, tokens } = stage({ tabs: { connect: boom }, overlap: "never" });
    void tokens.start();
    await env.pass(SECOND);
    expect(source.requests).toHaveLength(1);
    expect(tokens.peek()).toBeDefined();
  });
});

describe("what the manager does at its end", () => {
  /** A port that does nothing of its own. */
  function quietPort(more: Partial<TabConnection> = {}) {
    const hosts: TabHost[] = [];
    const told: unknown[] = [];
    const tabs: TabCoordinator = {
      connect(host) {
        hosts.push(host);
        return connection({ tell: (news) => void told.push(news), ...more });
      },
    };
    return { tabs, hosts, told };
  }
  const shared = (more: Partial<SharedToken> = {}): SharedToken => ({ value: "of-another-tab", ...more });

  test("R169 the fetcher hears that its token is shared", async () => {
    const fetchToken = vi.fn(() => "t1");
    const { env, tokens } = stage({ tabs: quietPort().tabs, fetchToken });
    void tokens.start();
    await env.pass(0);
    expect(fetchToken).toHaveBeenCalledWith(expect.objectContaining({ shared: true }));
    const alone = vi.fn(() => "t1");
    await stage({ fetchToken: alone }).tokens.start();
    expect(alone.mock.calls[0]).not.toEqual([expect.objectContaining({ shared: expect.anything() as unknown })]);
  });

  test("R169 what another tab has got spares the call, is told as that tab's, and is not told back", async () => {
    const now = Date.UTC(2026, 0, 1);
    const theirs = shared({ issuedAt: now, receivedAt: now, expiresAt: now + 10 * MINUTE });
    const { tabs, told } = quietPort({ run: () => Promise.resolve(theirs) });
    const { env, source, tokens } = stage({ tabs });
    const sources: string[] = [];
    tokens.on("refreshed", ({ source: by }) => sources.push(by));
    expect((await tokens.start()).value).toBe("of-another-tab");
    await env.pass(SECOND);
    expect([source.requests, sources, told]).toEqual([[], ["tab"], []]);
    expect(tokens.peek()?.expiresAt).toBe(now + 10 * MINUTE);
  });

  test("R169 the port hears which tokens will do, and which calls want one of their own", async () => {
    const heard: unknown[] = [];
    const now = Date.UTC(2026, 0, 1);
    const life = { issuedAt: now, receivedAt: now };
    const run: TabConnection["run"] = (call, { forced, accepts, signal }) => {
      const good = accepts(shared({ ...life, expiresAt: now + HOUR }));
      heard.push([forced, good, accepts(shared({ ...life, expiresAt: now - 1 })), signal.aborted]);
      return call();
    };
    const { env, tokens } = stage({ tabs: quietPort({ run }).tabs });
    void tokens.start();
    await env.pass(30 * SECOND);
    void tokens.getToken({ forceRefresh: true });
    await env.pass(SECOND);
    expect(heard).toEqual([
      [false, true, false, false],
      [true, true, false, false],
    ]);
  });

  test("R169 waiting is not fetching: an attempt has its whole time when its turn comes", async () => {
    const run: TabConnection["run"] = (call) =>
      new Promise((resolve) => env.setTimer(() => resolve(call()), 7 * SECOND));
    const { env, journal, tokens } = stage({
      tabs: quietPort({ run }).tabs,
      retry: { retries: 0 },
      fetchToken: () => new Promise(() => undefined),
    });
    void tokens.start();
    await env.pass(17 * SECOND - 1);
    expect(journal).toEqual([]);
    await env.pass(1);
    expect(journal).toEqual(["17s refreshFailed ERR_FETCH_TIMEOUT retryLater, next in 2.5s"]);
  });

  test("R169 a wait at the port ends with the manager's stop, and its signal tells the port", async () => {
    const reasons: unknown[] = [];
    let calls = 0;
    const run: TabConnection["run"] = (call, { signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          reasons.push((signal.reason as Error).name);
          call().then(
            () => calls++,
            (error: unknown) => reject(error as Error),
          ); // its turn has come too late
        });
      });
    const { env, source, tokens } = stage({ tabs: quietPort({ run }).tabs });
    const started = tokens.start();
    await env.pass(SECOND);
    tokens.stop();
    await expect(started).rejects.toMatchObject({ code: "ERR_STOPPED" });
    await env.pass(MINUTE);
    expect([reasons, calls, source.requests, env.timers]).toEqual([["AbortError"], 0, [], 0]);
  });

  test("every connect gets the same host", async () => {
    const { tabs, hosts } = quietPort();
    const { env, tokens } = stage({ tabs });
    for (let i = 0; i < 3; i++) {
      void tokens.start();
      await env.pass(SECOND);
      tokens.stop();
    }
    expect(hosts).toHaveLength(3);
    expect(new Set(hosts).size).toBe(1);
  });

  test("R169 what the manager would refuse is told to nobody", async () => {
    const outcomes: unknown[] = [];
    const run: TabConnection["run"] = (call) => {
      const work = call();
      work.then(
        ({ value }) => outcomes.push(value),
        () => outcomes.push("rejected"),
      );
      return work;
    };
    const { tabs, told } = quietPort({ run });
    const { env, source } = stage();
    const first = source.mint();
    const answers = [() => first, () => first, () => source.mint()];
    const { tokens } = stage({ env, tabs, fetchToken: () => answers.shift()!() });
    void tokens.start();
    await env.pass(20 * SECOND);
    void tokens.refresh();
    await env.pass(20 * SECOND);
    expect(outcomes).toEqual([first, "rejected", tokens.peek()?.value]);
    expect(told).toEqual([]);
  });

  test("R171 nothing comes in after clear(), before start() and after stop()", async () => {
    const { tabs, hosts } = quietPort();
    const { env, tokens } = stage({ tabs });
    void tokens.start();
    await env.pass(0);
    const [host] = hosts as [TabHost];
    tokens.clear();
    expect([host.adopt(shared()), tokens.peek()]).toEqual([false, undefined]);
    void tokens.start();
    await env.pass(MINUTE);
    expect(host.adopt(shared())).toBe(true);
    tokens.stop();
    expect(host.adopt(shared({ value: "later" }))).toBe(false);
    host.clear();
    expect(tokens.peek()?.value).toBe("of-another-tab");
  });

  test("R171 an own sign-out is told, another tab's is not", async () => {
    const { tabs, hosts, told } = quietPort();
    const { env, tokens } = stage({ tabs });
    void tokens.start();
    await env.pass(0);
    hosts[0]!.clear();
    expect([told, tokens.state.phase, tokens.peek()]).toEqual([[], "halted", undefined]);
    tokens.clear();
    expect(told).toEqual([{ cleared: true }]);
  });

  test("R171 a sign-out is told while the manager is stopped as well: for that alone it connects, and leaves", async () => {
    let closed = 0;
    const { tabs, hosts, told } = quietPort({ close: () => closed++ });
    const { env, tokens } = stage({ tabs });
    void tokens.start();
    await env.pass(0);
    tokens.clear();
    expect([hosts.length, closed, told]).toEqual([1, 0, [{ cleared: true }]]);
    tokens.stop();
    tokens.clear();
    expect([hosts.length, closed, told]).toEqual([2, 2, [{ cleared: true }, { cleared: true }]]);
    tokens.dispose();
    expect(closed).toBe(2);
  });

  test("R169 a token of another tab is not told back, one of the app's is told once", async () => {
    const { tabs, hosts, told } = quietPort();
    const { env, source, tokens } = stage({ tabs });
    void tokens.start();
    await env.pass(0);
    expect(hosts[0]!.adopt(shared({ issuedAt: env.now() + 1, expiresAt: env.now() + 11 * MINUTE }))).toBe(true);
    expect([tokens.peek()?.value, told]).toEqual(["of-another-tab", []]);
    await env.pass(SECOND);
    const value = source.mint({ lifetimeMs: 20 * MINUTE });
    tokens.setToken(value);
    tokens.setToken(value);
    expect(told).toEqual([{ token: expect.objectContaining({ value }) as unknown }]);
  });

  test("R171 what listeners do is told after what they heard of", async () => {
    const { tabs, told } = quietPort();
    const { env, source, tokens } = stage({ tabs });
    tokens.on("refreshed", ({ source: by }) => {
      if (by === "app") tokens.clear();
    });
    void tokens.start();
    await env.pass(0);
    const value = source.mint();
    tokens.setToken(value);
    expect(told).toEqual([{ token: expect.objectContaining({ value }) as unknown }, { cleared: true }]);
  });

  test("R170 a refused token is neither shown nor taken back", async () => {
    const { tabs, hosts } = quietPort();
    const { env, tokens } = stage({ tabs, autoRefresh: false });
    void tokens.start();
    await env.pass(0);
    const [host] = hosts as [TabHost];
    const token = host.current()!;
    tokens.invalidate(token.value);
    expect([host.current(), host.adopt(token), tokens.peek()]).toEqual([undefined, false, undefined]);
    // One that was issued before the refused one is no better.
    expect(host.adopt(shared({ issuedAt: token.issuedAt! - 1, expiresAt: env.now() + MINUTE }))).toBe(false);
    expect(host.adopt(shared({ issuedAt: token.issuedAt! + 1, expiresAt: env.now() + MINUTE }))).toBe(true);
  });

  test.each([undefined, null, 17, "token", {}, { value: "" }, { value: 5 }, { value: "x", expiresAt: "soon" }])(
    "R175 nonsense does nothing: %j",
    async (nonsense) => {
      const { tabs, hosts } = quietPort();
      const { env, tokens } = stage({ tabs });
      void tokens.start();
      await env.pass(0);
      const before = tokens.peek();
      expect([hosts[0]!.adopt(nonsense as never), tokens.peek()]).toEqual([false, before]);
    },
  );

  test("R170 a token that comes by itself leaves a forced call in the air, and answers nobody who forced one", async () => {
    const { tabs, hosts } = quietPort();
    const { env, source, tokens } = stage({ tabs, latencyMs: 5 * SECOND });
    void tokens.start();
    await env.pass(30 * SECOND);
    const forced = tokens.getToken({ forceRefresh: true, timeoutMs: MINUTE });
    await env.pass(SECOND);
    const now = env.now();
    expect(hosts[0]!.adopt(shared({ issuedAt: now, expiresAt: now + 9 * MINUTE }))).toBe(true);
    await env.pass(5 * SECOND);
    expect(await forced).toBe(source.requests.length === 2 && tokens.peek()?.value);
    expect(source.requests).toHaveLength(2);
  });
});
