/**
 * Thousands of tokens, one after the other.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { MINUTE, SECOND, started } from "../support/stage.ts";

describe("the warning", () => {
  test("R2 1,000 renewals by hand have 1,000 warnings, none missing, none doubled", async () => {
    const { env, tokens, source, journal } = await started({ autoRefresh: false });
    tokens.on("willExpire", () => tokens.setToken(source.mint()));
    await env.pass(1_000 * 570 * SECOND);
    const renewals = Array.from({ length: 1_000 }, (_, index) => {
      const at = `${(index + 1) * 570}s`;
      return [`${at} willExpire t${index + 1}`, `${at} refreshed t${index + 2} (app)`];
    });
    expect(journal).toEqual(["0s refreshed t1 (initial)", ...renewals.flat()]);
    expect(source.requests).toHaveLength(1);
  });
});

describe("timers", () => {
  test("R3 10,000 tokens set in a row leave one timer, and only the last one is heard of", async () => {
    const { env, tokens, source, journal } = await started();
    const timers = new Set<number>();
    for (let count = 1; count <= 10_000; count++) {
      tokens.setToken(source.mint({ lifetimeMs: 10 * MINUTE + count * SECOND }));
      timers.add(env.timers);
    }
    expect([...timers]).toEqual([1]);
    journal.length = 0;
    await env.pass(10_600 * SECOND); //   the last one lives for 600 s + 10,000 s
    expect(journal).toEqual(["10570s willExpire t10001", "10570s refreshed t10002 (willExpire)"]);
  });
});
