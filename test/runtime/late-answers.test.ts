/** What comes after its attempt was given up: an answer, and a server's word that it wants to be left alone. */
import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, SECOND, stage } from "../support/stage.ts";

const busy = (): Response => new Response("", { status: 429, headers: { "retry-after": "3600" } });

describe("R367 a server's Retry-After", () => {
  test("is not lifted by the late answer to a request that was sent before", async () => {
    const at: number[] = [];
    const { env, tokens } = stage({
      overlap: "allow",
      fetchToken: async () => {
        at.push(env.now());
        if (at.length > 1) return busy();
        await new Promise((resolve) => void env.setTimer(() => resolve(undefined), 30 * SECOND));
        return { token: "late", expiresIn: 60 };
      },
    });
    tokens.start().catch(() => undefined);
    await env.pass(40 * SECOND);
    expect([tokens.peek()?.value, at.length]).toEqual(["late", 2]);
    await env.pass(50 * MINUTE);
    expect(at).toHaveLength(2);
    await env.pass(30 * MINUTE);
    expect(at[2]! - at[1]!).toBe(HOUR);
  });

  test.each([
    ["while the next attempt is waited for", "never"],
    ["after the cycle", "never"],
    ["while the next attempt is waited for", "allow"],
    ["after the cycle", "allow"],
  ] as const)(
    "counts when it comes after the time-out of a call that heeds no signal, %s, overlap %s",
    async (when, overlap) => {
      const at: number[] = [];
      const { env, tokens } = stage({
        overlap,
        retry: { retries: when === "after the cycle" ? 0 : 4 },
        fetchToken: async () => {
          at.push(env.now());
          await new Promise((resolve) => void env.setTimer(() => resolve(undefined), 10.2 * SECOND));
          return busy();
        },
      });
      tokens.start().catch(() => undefined);
      await env.pass(50 * MINUTE);
      expect(at).toHaveLength(1);
      await env.pass(30 * MINUTE);
      expect(at[1]! - at[0]!).toBe(HOUR + 10.2 * SECOND);
    },
  );

  test.each<[what: string, act: (tokens: ReturnType<typeof stage>["tokens"]) => Promise<unknown>]>([
    ["setToken() and refresh()", (tokens) => (tokens.setToken({ token: "app", expiresIn: 600 }), tokens.refresh())],
    ["clear() and start()", (tokens) => (tokens.clear(), tokens.start())],
    ["stop() and start()", (tokens) => (tokens.stop(), tokens.start())],
  ])("counts for the call that has waited for another one, after %s", async (_what, act) => {
    const at: number[] = [];
    const { env, tokens } = stage({
      overlap: "never",
      fetchToken: async () => {
        at.push(env.now());
        await new Promise((resolve) => void env.setTimer(() => resolve(undefined), 3 * SECOND));
        return busy();
      },
    });
    tokens.start().catch(() => undefined);
    await env.pass(SECOND);
    act(tokens).catch(() => undefined);
    await env.pass(50 * MINUTE);
    expect(at).toHaveLength(1);
    await env.pass(30 * MINUTE);
    expect(at[1]! - at[0]!).toBe(HOUR + 3 * SECOND);
  });
});

describe("R368 a token that has ended is never told as refreshed", () => {
  test.each(["idle", "holding one that has ended unseen"])("handed over, %s", async (phase) => {
    const { env, tokens } = stage({ lifetimeMs: MINUTE, latencyMs: 100 });
    if (phase !== "idle") {
      void tokens.start();
      await env.pass(SECOND);
      env.sleep(HOUR);
    }
    const told: string[] = [];
    tokens.on("refreshed", ({ token }) => told.push(token.value));
    tokens.setToken({ token: "dead", expiresAt: env.now() - HOUR });
    await env.pass(SECOND);
    expect(told).not.toContain("dead");
    expect(tokens.peek()?.value).not.toBe("dead");
    void tokens.getToken();
    await env.pass(SECOND);
    expect(tokens.state.freshness).toBe("fresh");
  });
});

describe("R422 a late Retry-After is not forgotten for", () => {
  test("a later answer without one", async () => {
    const at: number[] = [];
    const { env, tokens } = stage({
      fetchToken: async () => {
        const isFirst = at.push(env.now()) === 1;
        await new Promise(
          (resolve) => void env.setTimer(() => resolve(undefined), isFirst ? 13 * SECOND : 10.3 * SECOND),
        );
        return isFirst ? busy() : new Response("", { status: 504 });
      },
    });
    tokens.start().catch(() => undefined);
    await env.pass(50 * MINUTE);
    expect(at.map((ms) => ms - at[0]!)).toEqual([0, 10.5 * SECOND]);
  });

  test("the end of a call that had to wait for it", async () => {
    const at: number[] = [];
    const { env, tokens } = stage({
      overlap: "never",
      fetchTimeoutMs: SECOND,
      fetchToken: async () => {
        at.push(env.now());
        await new Promise((resolve) => void env.setTimer(() => resolve(undefined), 1.3 * SECOND));
        return busy();
      },
    });
    tokens.start().catch(() => undefined);
    await env.pass(0.1 * SECOND);
    tokens.clear();
    tokens.start().catch(() => undefined);
    await env.pass(50 * MINUTE);
    expect(at).toHaveLength(1);
  });
});
