/**
 * What an app hands over that is no answer of a back end: a `Token`, and objects that cannot be read.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { type TokenInput, TokenManager } from "../../src/index.ts";
import { virtualEnvironment } from "../../src/testing.ts";
import { failedCycle, HOUR, MINUTE, SECOND, stage, started } from "../support/stage.ts";

const unreadable: Readonly<Record<string, () => TokenInput>> = {
  "a getter that throws": () => ({
    get token(): string {
      throw new Error("the lazy field w8Kd02mvQQ51 failed");
    },
  }),
  "a revoked proxy": () => {
    const { proxy, revoke } = Proxy.revocable({ token: "" }, {});
    revoke();
    return proxy;
  },
};

describe("R433 what cannot be read is no usable token, whoever hands it over", () => {
  const FAULT = { name: "TokenError", code: "ERR_TOKEN_UNUSABLE", action: "fixConfig" };

  test.each(Object.entries(unreadable))("setToken() of %s", async (_what, make) => {
    const { tokens, source, journal } = await started();
    const message = "No usable token: the answer cannot be read";
    expect(() => tokens.setToken(make())).toThrow(expect.objectContaining({ ...FAULT, message }) as Error);
    expect(source.nameOf(tokens.peek()!.value)).toBe("t1");
    expect(journal).toEqual(["0s refreshed t1 (initial)"]);
  });

  test.each(Object.entries(unreadable))("initialToken: %s", async (_what, make) => {
    const { tokens, journal } = stage({ initialToken: make() });
    const told: string[] = [];
    tokens.on("warning", ({ message }) => told.push(message));
    await tokens.start();
    expect(told).toEqual([
      "initialToken: No usable token: initialToken cannot be read. " +
        "Return a token string, { token, expiresOn }, { access_token, expires_in } or the Response; null: signed out.",
    ]);
    expect(journal).toEqual(["0s warning initialToken", "0s refreshed t1 (initial)"]);
  });
});

describe("R434 a token of another manager may be handed over as it is", () => {
  /** A manager whose tokens say nothing of their end: all that is known of it stands in the `Token`. */
  async function other(env = virtualEnvironment()): Promise<TokenManager> {
    const fetchToken = (): { token: string; expiresIn: number; url: string } => ({
      token: "of-another-manager",
      expiresIn: 3_600,
      url: "wss://one.example",
    });
    const tokens = new TokenManager({ fetchToken, environment: env, quiet: true });
    await tokens.start();
    return tokens;
  }

  test.each(["fetchToken", "setToken"] as const)("to %s, also where it is the one in hand, prolonged", async (way) => {
    const env = virtualEnvironment();
    const sliding = new TokenManager({
      fetchToken: () => ({ token: "session-that-slides", expiresIn: 600 }),
      environment: env,
      quiet: true,
    });
    await sliding.start();
    const { tokens } = stage({ env, quiet: true, fetchToken: () => sliding.start() });
    await tokens.start();
    await env.pass(10 * SECOND);
    await sliding.refresh();
    if (way === "setToken") tokens.setToken(sliding.peek()!);
    else await tokens.refresh();
    expect(tokens.state.expiresAt).toBe(sliding.state.expiresAt);
    sliding.dispose();
  });

  test("to setToken(), with its dates and what came beside it", async () => {
    const { env, tokens } = stage({ quiet: true });
    const first = await other(env);
    await env.pass(20 * MINUTE);
    void tokens.start();
    tokens.setToken(first.peek()!);
    expect(tokens.peek()).toMatchObject({ value: "of-another-manager", details: { url: "wss://one.example" } });
    expect(tokens.state).toMatchObject({
      phase: "holding",
      receivedAt: env.now() - 20 * MINUTE,
      expiresAt: env.now() + 40 * MINUTE,
      refreshAt: env.now() + 40 * MINUTE - 30 * SECOND,
    });
  });

  test("as initialToken, and from fetchToken", async () => {
    const env = virtualEnvironment();
    const first = await other(env);
    const told: string[] = [];
    for (const options of [
      { initialToken: first.peek() },
      { fetchToken: () => first.start() },
      { fetchToken: () => first.peek()! },
    ]) {
      const { tokens } = stage({ env, quiet: true, ...options });
      told.push((await tokens.start()).value, String(tokens.state.expiresAt));
    }
    expect(told).toEqual([1, 2, 3].flatMap(() => ["of-another-manager", String(env.now() + HOUR)]));
  });

  test("on a device whose clock is wrong, too: its dates have been corrected already", async () => {
    const env = virtualEnvironment();
    env.setClock(2 * HOUR); // its tokens look as if they had expired
    const [first, second] = [stage({ env }), stage({ env })];
    const date = new Date(env.trueNow()).toUTCString();
    const headers = { date, "cache-control": "no-store" };
    const sure = new TokenManager({
      fetchToken: () => new Response(first.source.mint({ lifetimeMs: HOUR }), { headers }),
      environment: env,
      quiet: true,
    });
    const token = await sure.start();
    expect(token.expiresAt).toBeGreaterThan(env.now());
    void second.tokens.start();
    second.tokens.setToken(token);
    expect(second.tokens.state).toMatchObject({ freshness: "fresh", expiresAt: token.expiresAt });
  });

  test("a second time it is no news, and one that was refused stays away", async () => {
    const { env, tokens, source } = await started();
    const first = await other(env);
    tokens.setToken(first.peek()!);
    const told: unknown[] = [];
    tokens.on("refreshed", ({ token }) => told.push(source.nameOf(token.value)));
    tokens.setToken(first.peek()!);
    expect(told).toEqual([]);
    await env.pass(20 * SECOND);
    tokens.invalidate("of-another-manager");
    await env.pass(SECOND);
    tokens.setToken(first.peek()!);
    expect(told).toEqual(["t2"]);
  });
});

describe("R506 where the wall clock has been set back since it was received, a `Token` lives no longer from its hand-over than it had to live", () => {
  const LIFE_MS = 10 * MINUTE;

  /** A token of ten minutes that is a minute old, and came while the clock was an hour ahead. */
  async function setBack(way: "setToken" | "initialToken" | "fetchToken") {
    const env = virtualEnvironment();
    env.setClock(HOUR);
    const made = { token: "of-a-clock-ahead-Xk3", expiresIn: LIFE_MS / SECOND };
    const first = stage({ env, autoRefresh: false, fetchToken: () => made });
    const token = await first.tokens.start();
    await env.pass(MINUTE);
    env.setClock(-HOUR);
    if (way === "setToken") return { ...first, token };
    const options = way === "fetchToken" ? { fetchToken: () => token } : { initialToken: token };
    return { ...stage({ env, autoRefresh: false, ...options }), token };
  }

  test("setToken() of the one in hand is no news, however often", async () => {
    const { env, token, tokens, journal } = await setBack("setToken");
    for (let i = 0; i < 20; i++) {
      tokens.setToken(token);
      await env.pass(MINUTE);
    }
    expect(journal).toEqual(["0s refreshed t0 (initial)", "570s willExpire t0", "600s expired t0"]);
    expect(tokens.state.freshness).toBe("expired");
  });

  test.each(["initialToken", "fetchToken"] as const)("%s of another manager", async (way) => {
    const { env, tokens, journal } = await setBack(way);
    await tokens.start();
    expect(tokens.state.freshness).toBe("fresh");
    await env.pass(LIFE_MS - 1);
    expect(tokens.state.freshness).toBe("expiring");
    await env.pass(1);
    expect(tokens.state.freshness).toBe("expired");
    await env.pass(2 * HOUR);
    const told = way === "fetchToken" ? ["0s refreshed t0 (initial)"] : [];
    const end = ["570s willExpire t0", "600s expired t0"];
    expect(journal).toEqual([...told, ...end]);
  });

  test("a fetchToken that gives it again has brought nothing new", async () => {
    const { env, tokens, journal } = await setBack("fetchToken");
    await tokens.start();
    await env.pass(MINUTE);
    void tokens.refresh();
    await env.pass(LIFE_MS);
    expect(journal).toEqual([
      "0s refreshed t0 (initial)",
      ...failedCycle(60, 2.5, "ERR_NO_PROGRESS fixConfig").map((line) => line.replace("next in 2.5s", "no retry")),
      "570s willExpire t0",
      "600s expired t0",
    ]);
  });

  test("while what the server says anew counts by the clock as it is now", async () => {
    const env = virtualEnvironment();
    const expiresAt = env.now() + 2 * HOUR;
    env.setClock(HOUR);
    const { tokens, journal } = stage({ env });
    void tokens.start();
    const ends: unknown[] = [];
    tokens.on("refreshed", ({ token }) => ends.push((token.expiresAt! - env.now()) / HOUR));
    tokens.setToken({ token: "session-Xk4", expiresAt });
    env.setClock(-HOUR);
    tokens.setToken({ token: "session-Xk4", expiresAt });
    tokens.setToken({ token: "session-Xk4", expiresIn: 3 * 3_600 }); // within the same millisecond
    expect(ends).toEqual([1, 2, 3]);
    await env.pass(3 * HOUR - MINUTE);
    expect(journal).toEqual(["0s refreshed t0 (app)", "0s refreshed t0 (app)", "0s refreshed t0 (app)"]);
  });
});
