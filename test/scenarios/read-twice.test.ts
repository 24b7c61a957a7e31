/** The end of one token, read twice: two readings of a clock are never the same, and say nothing of the token. */
import { describe, expect, test } from "vitest";
import type { TokenInput } from "../../src/core/read/input.ts";
import { virtualEnvironment } from "../../src/testing.ts";
import { SECOND, stage, type Stage } from "../support/stage.ts";

/** A clock that goes on while it is read, as a computer's does. */
function restless(options: Parameters<typeof stage>[0] = {}): Stage {
  const env = virtualEnvironment();
  let readings = 0;
  const monotonicNow = (): number => env.monotonicNow() + ++readings / 1_024;
  return stage({ env, quiet: true, ...options, environment: { monotonicNow } });
}

const refreshed = ({ tokens }: Stage): string[] => {
  const told: string[] = [];
  tokens.on("refreshed", ({ token }) => told.push(token.value));
  return told;
};

describe("R493 an answer that comes after its attempt was given up, and that a later attempt has joined", () => {
  const FORMS: Readonly<Record<string, (value: string) => TokenInput | Response>> = {
    "an object": (value) => ({ access_token: value, expires_in: 12 }),
    "a Response": (value) => new Response(JSON.stringify({ access_token: value, expires_in: 12 })),
  };

  test.each(Object.entries(FORMS))("is told once (%s)", async (_, answer) => {
    let calls = 0;
    const on: Stage = restless({
      overlap: "never",
      minRefreshIntervalMs: SECOND,
      fetchToken: async () => {
        const value = `call${++calls}`;
        if (calls === 2) await new Promise<void>((resolve) => on.env.setTimer(resolve, 9_500));
        return answer(value);
      },
    });
    const told = refreshed(on);
    void on.tokens.start();
    await on.env.pass(17 * SECOND);
    expect(told).toEqual(["call1", "call2", "call3"]);
  });
});

describe("R493 the token in hand, handed over again", () => {
  test.each([
    ["at once", 0, 1],
    ["half a second later", SECOND / 2, 1],
    ["more than a second later: its session slides", SECOND + 1, 2],
  ])("with its end beside it, %s", async (_, ms, times) => {
    const on = restless();
    const told = refreshed(on);
    void on.tokens.start();
    on.tokens.setToken({ token: "session", expiresIn: 600 });
    await on.env.pass(ms);
    on.tokens.setToken({ token: "session", expiresIn: 600 });
    await on.env.pass(0);
    expect(told).toEqual(Array(times).fill("session"));
  });

  test("by a fetcher that has it from a cache, is no progress", async () => {
    const begin = Date.UTC(2026, 0, 1);
    const on = restless({
      retry: { retries: 0 },
      // Whole seconds, as the cache's clock has them: the end wanders by as much.
      fetchToken: () => ({ token: "cached", expiresIn: Math.ceil((begin + 600 * SECOND - on.env.now()) / SECOND) }),
    });
    const told = refreshed(on);
    const failed: string[] = [];
    on.tokens.on("refreshFailed", ({ error }) => failed.push(error.code));
    void on.tokens.start();
    await on.env.pass(100_500);
    void on.tokens.refresh();
    await on.env.pass(SECOND);
    expect([told, failed]).toEqual([["cached"], ["ERR_NO_PROGRESS"]]);
  });
});
