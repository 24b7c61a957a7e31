/**
 * What a manager makes of the dates it is told: nonsense, none at all, and a server's advice.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TokenError } from "../../src/errors.ts";
import { requestsOf } from "../support/journal.ts";
import { DAY, HOUR, MINUTE, SECOND, stage, started } from "../support/stage.ts";

describe("a server's advice", () => {
  test("R11 refresh_in earlier than the lead is honoured, without a warning before its time", async () => {
    const { env, source, tokens, journal } = stage({
      fetchToken: async (request) => ({
        access_token: await source.fetchToken(request),
        expires_in: 600,
        refresh_in: 300,
      }),
    });
    await tokens.start();
    await env.pass(10 * MINUTE);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "300s refreshed t2 (willExpire)",
      "600s refreshed t3 (willExpire)",
    ]);
  });

  test("R484 refresh_in before half of the token's life is half of its life", async () => {
    const on = stage({
      fetchToken: async (request) => ({
        access_token: await on.source.fetchToken(request),
        expires_in: 600,
        refresh_in: 100,
      }),
    });
    await on.tokens.start();
    await on.env.pass(10 * MINUTE);
    expect(requestsOf(on.source)).toEqual(["0s initial", "300s willExpire", "600s willExpire"]);
  });

  test("R11 refreshAt later than the lead changes nothing", async () => {
    const { env, source, tokens, journal } = stage({
      fetchToken: async (request) => ({
        token: await source.fetchToken(request),
        refreshAt: env.trueNow() + 590 * SECOND,
      }),
    });
    await tokens.start();
    await env.pass(10 * MINUTE);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "570s willExpire t1", "570s refreshed t2 (willExpire)"]);
  });
});

describe("no dates in the token", () => {
  test.each([
    { name: "expiresIn", dates: () => ({ expiresIn: 600 }) },
    { name: "expiresAt", dates: (now: number) => ({ expiresAt: now + 10 * MINUTE }) },
    { name: "expiresOn", dates: (now: number) => ({ expiresOn: new Date(now + 10 * MINUTE) }) },
  ])("R15 an opaque token with $name is scheduled", async ({ dates }) => {
    const opaque = ["opaque-1", "opaque-2"];
    const { env, tokens } = stage({ fetchToken: () => ({ token: opaque.shift()!, ...dates(env.now()) }) });
    await tokens.start();
    await env.pass(570 * SECOND - 1);
    expect(await tokens.getToken()).toBe("opaque-1");
    await env.pass(1);
    expect(await tokens.getToken()).toBe("opaque-2");
  });

  test("R15 without any expiry no timer is armed, getToken() works, and one warning says so", async () => {
    const values = ["opaque-1", "opaque-2"];
    const { env, tokens, journal } = await started({ fetchToken: () => values.shift()! });
    expect(env.timers).toBe(0);
    await env.pass(DAY);
    expect(await tokens.getToken()).toBe("opaque-1");
    await tokens.refresh();
    expect(await tokens.getToken()).toBe("opaque-2");
    expect(env.timers).toBe(0);
    expect(tokens.state).toMatchObject({ phase: "holding", freshness: "fresh", heldBackBy: "noExpiry" });
    expect(journal).toEqual(["0s refreshed t0 (initial)", "0s warning noExpiry", "86400s refreshed t0 (requested)"]);
  });
});

describe("advice without an expiry", () => {
  test("R11 R15 refreshAt alone arms no timer: advice is about a life that is known", async () => {
    const { env, tokens } = await started();
    tokens.setToken({ token: "opaque", refreshAt: env.now() + MINUTE });
    expect([tokens.peek()?.value, env.timers]).toEqual(["opaque", 0]);
  });
});

describe("only on demand", () => {
  test("R16 with autoRefresh off nothing is fetched until somebody needs a token", async () => {
    const { env, source, tokens, journal } = stage({ autoRefresh: false });
    await env.pass(HOUR);
    expect(source.requests).toEqual([]);
    await tokens.getToken();
    await env.pass(HOUR);
    expect(requestsOf(source)).toEqual(["3600s initial"]);
    await tokens.getToken();
    expect(requestsOf(source)).toEqual(["3600s initial", "7200s expired"]);
    expect(journal).toEqual([
      "3600s refreshed t1 (initial)",
      "4170s willExpire t1",
      "4200s expired t1",
      "7200s refreshed t2 (expired)",
    ]);
  });
});

describe("dates of nonsense", () => {
  const NEVER = [NaN, Infinity, -Infinity, -1, 0, 1e8, 253_402_300_800_000, "soon", "", new Date(NaN), {}, true];
  const rows = [
    ...["expiresAt", "expiresOn"].flatMap((field) => NEVER.map((value) => ({ field, value }))),
    ...["expiresIn", "expires_in"].flatMap((field) =>
      [NaN, Infinity, -1, 1e15, "", "1h", true, {}].map((value) => ({ field, value })),
    ),
  ];
  test.each(rows)("R10 $field: $value is refused by name, and no timer is armed", ({ field, value }) => {
    const { env, tokens } = stage();
    expect(() => tokens.setToken({ token: "opaque", [field]: value })).toThrow(
      expect.objectContaining({ code: "ERR_TOKEN_UNUSABLE", message: expect.stringContaining(`"${field}"`) }),
    );
    expect(tokens.peek()).toBeUndefined();
    expect(env.timers).toBe(0);
  });

  const advice = ["refreshAt", "refreshIn", "refresh_in"].flatMap((field) =>
    [NaN, Infinity, -1, 1e15, "", "1h", true, {}].map((value) => ({ field, value })),
  );
  test.each(advice)("R10 $field: $value is ignored beside an end", ({ field, value }) => {
    const { env, tokens } = stage();
    tokens.setToken({ token: "opaque", expiresIn: 3_600, [field]: value });
    expect([tokens.peek()?.expiresAt, tokens.peek()?.value]).toEqual([env.now() + HOUR, "opaque"]);
  });

  test("R10 whatever number an expiry is, it is refused or it is a date in epoch ms", () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.integer(), fc.double({ min: 0, max: 3e14 })), (expiresAt) => {
        const { tokens } = stage();
        try {
          tokens.setToken({ token: "opaque", expiresAt });
        } catch (error) {
          expect((error as TokenError).code).toBe("ERR_TOKEN_UNUSABLE");
          return;
        }
        expect(tokens.state.expiresAt).toBe(Math.floor(expiresAt < 1e11 ? expiresAt * 1000 : expiresAt));
        expect(Math.abs(tokens.state.expiresAt!)).toBeGreaterThanOrEqual(1e11);
        expect(tokens.state.expiresAt).toBeLessThan(253_402_300_800_000);
      }),
    );
  });

  test("R10 a readToken that says NaN is a token without expiry, and that is told", async () => {
    const { env, tokens, journal } = await started({ readToken: () => ({ expiresAt: NaN }) });
    await env.pass(HOUR);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "0s warning noExpiry"]);
    expect(tokens.state).not.toHaveProperty("expiresAt");
    expect(env.timers).toBe(0);
  });

  test("R10 seconds where ms are meant are taken for what they are", () => {
    const { tokens } = stage();
    tokens.setToken({ token: "opaque", expiresAt: 1_767_226_200 });
    expect(tokens.state.expiresAt).toBe(Date.UTC(2026, 0, 1, 0, 10));
  });
});
