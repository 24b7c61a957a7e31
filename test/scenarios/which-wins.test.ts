/**
 * Two tokens, and which one is kept: those that the app hands over, those that the endpoint gives, and while stopped.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { TokenInput } from "../../src/core/read/input.ts";
import type { TokenManager } from "../../src/manager.ts";
import { virtualEnvironment } from "../../src/testing.ts";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, type Stage, started } from "../support/stage.ts";

const current = ({ tokens, source }: Stage): string => source.nameOf(tokens.peek()?.value ?? "");

describe("setToken() while a token is in hand", () => {
  // The one in hand: issued at 0 s, expires at 600 s; the other comes at 100 s.
  test.for([
    { title: "issued later, lives longer", ageMs: 0, lifetimeMs: HOUR, wins: true },
    { title: "issued later, lives shorter", ageMs: 0, lifetimeMs: MINUTE, wins: true },
    { title: "issued earlier, lives longer", ageMs: 101 * SECOND, lifetimeMs: HOUR, wins: false },
    { title: "issued in the same second, lives longer", ageMs: 100 * SECOND, lifetimeMs: HOUR, wins: true },
    { title: "issued in the same second, lives as long", ageMs: 100 * SECOND, lifetimeMs: 10 * MINUTE, wins: true },
    { title: "issued in the same second, lives shorter", ageMs: 100 * SECOND, lifetimeMs: 5 * MINUTE, wins: false },
  ])("R39 $title", async ({ ageMs, lifetimeMs, wins }) => {
    const on = await started();
    await on.env.pass(100 * SECOND);
    on.tokens.setToken(on.source.mint({ ageMs, lifetimeMs }));
    expect(current(on)).toBe(wins ? "t2" : "t1");
    expect(on.journal.filter((line) => !line.endsWith("shortLived"))).toEqual([
      "0s refreshed t1 (initial)",
      wins ? "100s refreshed t2 (app)" : "100s warning staleToken",
    ]);
  });

  test.for([
    { title: "longer than the one in hand", leftS: 501, wins: true },
    { title: "as long", leftS: 500, wins: true },
    { title: "shorter", leftS: 499, wins: false },
  ])("R39 without a date of issue, one that lives $title", async ({ leftS, wins }) => {
    const { env, tokens } = await started();
    await env.pass(100 * SECOND);
    tokens.setToken({ token: "opaque", expiresAt: env.now() + leftS * SECOND });
    expect(tokens.peek()?.value === "opaque").toBe(wins);
    // And where the one in hand is the one without: only the lives are compared.
    const other = stage({ env, initialToken: { token: "opaque", expiresAt: env.now() + 500 * SECOND } });
    other.tokens.setToken(other.source.mint({ lifetimeMs: leftS * SECOND }));
    expect(other.tokens.peek()?.value !== "opaque").toBe(wins);
  });

  test.for([
    { title: "one that says its end", next: { token: "younger-opaque", expiresIn: 3_600 } },
    { title: "one that says both, in a JWT", next: undefined },
    { title: "one that says nothing either", next: "younger-opaque" },
  ])("R476 a token that does not say when it ends does not block $title", async ({ next }) => {
    const on = stage({ fetchToken: () => "endless-opaque" });
    await on.tokens.start();
    await on.env.pass(HOUR);
    const input = next ?? on.source.mint();
    on.tokens.setToken(input);
    expect(await on.tokens.getToken()).toBe(typeof input === "string" ? input : input.token);
    expect(on.journal.filter((line) => line.includes("staleToken"))).toEqual([]);
  });

  test("R476 but an older one stays away, where both say when they were issued", async () => {
    const part = (claims: object): string => btoa(JSON.stringify(claims)).replace(/=+$/, "");
    const env = virtualEnvironment();
    const endless = `${part({ alg: "none" })}.${part({ iat: env.now() / SECOND })}.`;
    const on = stage({ env, initialToken: endless });
    void on.tokens.start();
    on.tokens.setToken(on.source.mint({ ageMs: SECOND, lifetimeMs: HOUR }));
    expect([on.tokens.peek()?.value === endless, on.journal]).toEqual([
      true,
      ["0s warning noExpiry", "0s warning staleToken"],
    ]);
  });

  test("R39 the same token is no news, and no reason to warn", async () => {
    const on = await started();
    await on.env.pass(100 * SECOND);
    on.tokens.setToken(on.tokens.peek()!.value);
    await on.env.pass(MINUTE);
    expect(on.journal).toEqual(["0s refreshed t1 (initial)"]);
  });

  test("R59 is told as asked for, by the app, with no attempt", async () => {
    const { env, source, tokens } = await started();
    await env.pass(SECOND);
    const told = new Promise((resolve) => void tokens.once("refreshed", resolve));
    tokens.setToken(source.mint());
    expect(await told).toMatchObject({ reason: "requested", source: "app", attempts: 0, durationMs: 0 });
  });

  test("R39 once the one in hand is dead, any living token will do", async () => {
    const on = await started({ autoRefresh: false });
    await on.env.pass(600 * SECOND); // to the moment
    on.tokens.setToken(on.source.mint({ ageMs: 700 * SECOND, lifetimeMs: HOUR }));
    expect(current(on)).toBe("t2");
  });
});

describe("a fetched token that is no gain", () => {
  const messageOf = async (tokens: TokenManager): Promise<string> => {
    const failure = await tokens.refresh().catch((error: unknown) => error as Error);
    return (failure as Error).message;
  };

  test("R8 R9 R69 the message says why", async () => {
    let next: (on: Stage) => TokenInput = ({ source }) => source.mint();
    const on: Stage = stage({ retry: { retries: 0 }, fetchToken: () => next(on) });
    const first = await on.tokens.getToken();
    await on.env.pass(100 * SECOND);
    next = () => first;
    expect(await messageOf(on.tokens)).toMatch(/^The fetched token does not expire later than the one in hand$/);
    for (const agoMs of [SECOND, 0]) {
      next = ({ env }) => ({ token: "opaque", expiresAt: env.now() - agoMs });
      expect(await messageOf(on.tokens)).toMatch(/^The fetched token had expired when it arrived$/);
    }
    on.tokens.invalidate(first);
    next = () => first;
    expect(await messageOf(on.tokens)).toMatch(/^The fetched token was refused by a server before$/);
    expect(on.tokens.state.error?.remedy).toContain('cache: "no-store"');
  });
});

describe("R122 a forced token that is refused while the next one is being fetched", () => {
  test("stays in use, and that fetch goes on", async () => {
    const on = await started();
    await on.env.pass(100 * SECOND);
    on.tokens.invalidate(on.tokens.peek()!.value);
    await on.env.pass(20 * SECOND);
    on.source.latencyMs = 2 * SECOND;
    const call = on.tokens.refresh();
    await on.env.pass(SECOND);
    on.tokens.invalidate(on.tokens.peek()!.value);
    expect(current(on)).toBe("t2");
    await on.env.pass(SECOND);
    expect(on.source.nameOf((await call).value)).toBe("t3");
    expect(requestsOf(on.source)).toEqual(["0s initial", "100s rejected", "120s requested"]);
  });
});

describe("R58 while stopped", () => {
  async function stopped(): Promise<Stage> {
    const on = await started();
    on.tokens.stop();
    await on.env.pass(20 * SECOND);
    return on;
  }

  test("refresh() fetches nothing and says so", async () => {
    const { env, source, tokens } = await stopped();
    await expect(tokens.refresh()).rejects.toMatchObject({ code: "ERR_STOPPED" });
    await env.pass(HOUR);
    expect(requestsOf(source)).toEqual(["0s initial"]);
    expect(tokens.state.phase).toBe("stopped");
  });

  test("a refused token is gone, and not handed out by start()", async () => {
    const on = await stopped();
    on.tokens.invalidate(on.tokens.peek()!.value);
    expect(on.tokens.peek()).toBeUndefined();
    await on.env.pass(HOUR);
    await on.tokens.start();
    expect(current(on)).toBe("t2");
  });

  test("a refused token that replaced a refused one is no end either: nobody asked", async () => {
    const on = await started();
    await on.env.pass(100 * SECOND);
    on.tokens.invalidate(on.tokens.peek()!.value);
    await on.env.pass(SECOND);
    on.tokens.stop();
    on.tokens.invalidate(on.tokens.peek()!.value);
    expect([on.tokens.state.phase, current(on)]).toEqual(["stopped", "t2"]);
    await on.env.pass(HOUR);
    expect(requestsOf(on.source)).toEqual(["0s initial", "100s rejected"]);
  });

  test("clear() forgets the token, and start() fetches another", async () => {
    const on = await stopped();
    on.tokens.clear();
    expect([on.tokens.peek(), on.tokens.state.phase]).toEqual([undefined, "stopped"]);
    await on.tokens.start();
    expect(current(on)).toBe("t2");
  });
});

describe("R123 a dead token", () => {
  const dead = ({ source }: Stage): string => source.mint({ ageMs: HOUR });

  test("never replaces a valid one, whatever its dates say", async () => {
    const on = await started({ lifetimeMs: HOUR });
    await on.env.pass(10 * MINUTE);
    on.tokens.setToken({ token: "opaque", expiresAt: on.env.now() - 1 });
    on.tokens.setToken(on.source.mint({ lifetimeMs: 0 })); // issued later than the one in hand
    expect(current(on)).toBe("t1");
  });

  test("does not end a fetch in the air, and answers nobody", async () => {
    const on = stage({ latencyMs: 300 });
    const calls = Promise.all([on.tokens.start().then(({ value }) => value), on.tokens.getToken()]);
    await on.env.pass(100);
    on.tokens.setToken(dead(on));
    await on.env.pass(200);
    expect((await calls).map(on.source.nameOf)).toEqual(["t2", "t2"]);
    expect(on.journal).toEqual(["0.1s warning staleToken", "0.3s refreshed t2 (initial)"]);
  });

  test("nor by the quick way, whatever was done to the wall clock", async () => {
    for (const backMs of [1, 50 * SECOND, HOUR]) {
      const on = await started({ lifetimeMs: 100 * SECOND });
      await on.tokens.getToken();
      await on.env.pass(40 * SECOND);
      on.source.mood = "hang";
      await on.env.pass(20 * SECOND);
      on.env.setClock(-backMs);
      on.env.sleep(55 * SECOND, { monotonicRuns: true });
      expect(on.tokens.peek()).toBeUndefined();
      const seen = on.tokens.getToken({ timeoutMs: 1 }).catch(() => "none");
      const quick = on.tokens.getToken().catch(() => "none");
      await on.env.pass(MINUTE);
      expect([await seen, await quick]).toEqual(["none", "none"]);
    }
  });
});

test("R123 nor when it has been told dead, and a clock that is set back lets it live for a moment", async () => {
  const on = await started({ autoRefresh: false });
  on.env.setClock(599 * SECOND);
  await on.env.pass(2 * SECOND);
  on.env.wake();
  await on.env.pass(200);
  expect(on.journal.at(-1)).toMatch(/expired t1/);
  on.env.setClock(-2_000);
  on.env.wake();
  await on.env.pass(200);
  await on.env.pass(HOUR);
  expect(on.source.nameOf(await on.tokens.getToken())).toBe("t2");
});

describe("R124 halted stays halted", () => {
  test.for(["clear", "401"] as const)("when the app hands over a dead token after %s", async (how) => {
    const on = await started();
    await on.env.pass(20 * SECOND);
    on.source.mood = { status: 401 };
    if (how === "clear") on.tokens.clear();
    else await on.tokens.refresh().catch(() => undefined);
    const before = on.source.requests.length;
    on.tokens.clear(); // nothing is in hand
    on.tokens.setToken(on.source.mint({ ageMs: HOUR }));
    await on.env.pass(HOUR);
    expect([on.tokens.state.phase, on.source.requests.length]).toEqual(["halted", before]);
    expect(on.journal.at(-1)).toMatch(/warning staleToken$/);
  });

  test("when an attempt that was given up answers after all", async () => {
    const answers: ((token: string) => void)[] = [];
    const on = stage({
      fetchToken: ({ attempt }) => {
        if (attempt === 2) throw Object.assign(new Error("gone"), { error: "invalid_grant", status: 400 });
        return new Promise<string>((resolve) => answers.push(resolve));
      },
    });
    void on.tokens.start();
    await on.env.pass(11 * SECOND);
    expect(on.tokens.state.phase).toBe("halted");
    answers[0]!(on.source.mint());
    await on.env.pass(MINUTE);
    expect([on.tokens.state.phase, on.tokens.peek()]).toEqual(["halted", undefined]);
  });
});

describe("R126 a clock that is set during a fetch", () => {
  test.for([-HOUR, -MINUTE, MINUTE, HOUR])("by %i ms gives no extra life", async (byMs) => {
    const on = stage({
      fetchToken: async () => {
        on.env.setClock(byMs);
        await new Promise<void>((resolve) => on.env.setTimer(resolve, SECOND));
        return { token: "opaque", expires_in: 600 };
      },
    });
    void on.tokens.start();
    await on.env.pass(SECOND);
    const { expiresAt } = on.tokens.peek() ?? { expiresAt: 0 };
    expect(expiresAt! - on.env.now()).toBeLessThanOrEqual(599 * SECOND);
    if (byMs < 0) expect(expiresAt! - on.env.now()).toBe(599 * SECOND);
  });
});

describe("R127 what is not known", () => {
  test("is no endless life: a token with an end replaces one without", async () => {
    const on = stage({ initialToken: "opaque-1", fetchToken: () => ({ access_token: "opaque-2", expires_in: 600 }) });
    await on.tokens.start();
    await on.tokens.refresh();
    expect(on.tokens.peek()).toMatchObject({ value: "opaque-2" });
  });

  test("a refresh that was asked for and failed is not repeated while the token in hand is fresh", async () => {
    const on = await started({ retry: { retries: 0 } });
    await on.env.pass(100 * SECOND);
    on.source.mood = "down";
    await expect(on.tokens.refresh()).rejects.toMatchObject({ code: "ERR_FETCH_FAILED" });
    await on.env.pass(400 * SECOND);
    expect(requestsOf(on.source)).toEqual(["0s initial", "100s requested"]);
    on.source.mood = "up";
    await on.env.pass(100 * SECOND);
    expect(requestsOf(on.source).slice(2)).toEqual(["570s retry"]);
  });
});

describe("R128 the same token", () => {
  test("with a later end beside it is progress: a sliding session", async () => {
    const on = stage({ fetchToken: () => ({ token: "cookie", expiresIn: 600 }) });
    await on.tokens.start();
    await on.env.pass(HOUR);
    expect(on.journal.filter((line) => !line.includes("willExpire t")).map((line) => line.split(" ")[1])).toEqual(
      Array(7).fill("refreshed"),
    );
  });

  test("with a later end beside what it says itself is none", async () => {
    const on = stage();
    const value = on.source.mint();
    const same = stage({
      env: on.env,
      source: on.source,
      retry: { retries: 0 },
      fetchToken: () => ({ token: value, expiresIn: 600 }),
    });
    await same.tokens.start();
    await same.env.pass(100 * SECOND);
    await expect(same.tokens.refresh()).rejects.toMatchObject({ code: "ERR_NO_PROGRESS" });
  });
});

test("R132 refused tokens are remembered through clear(), and do not pile up", async () => {
  const on = await started();
  const refused = on.tokens.peek()!.value;
  on.tokens.invalidate(refused);
  await on.env.pass(0);
  on.tokens.clear();
  on.tokens.setToken(refused);
  expect(on.tokens.peek()).toBeUndefined();
  on.source.lifetimeMs = 10 * HOUR;
  await on.tokens.refresh();
  for (let i = 0; i < 50; i++) {
    await on.env.pass(11 * MINUTE);
    on.tokens.invalidate(on.tokens.peek()!.value);
    await on.env.pass(SECOND);
  }
  on.tokens.setToken(refused); // one of long ago: its dates tell
  expect(on.tokens.peek()!.value).not.toBe(refused);
});
