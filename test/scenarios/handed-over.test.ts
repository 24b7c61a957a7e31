/**
 * What an app hands over that is no answer of a back end: a `Token`, and objects that cannot be read.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { type TokenInput, TokenManager } from "../../src/index.ts";
import { virtualEnvironment } from "../../src/testing.ts";
import { HOUR, MINUTE, SECOND, stage, started } from "../support/stage.ts";

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
