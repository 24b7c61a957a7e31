/**
 * A day with a wrong clock: as many fetches as with a right one, and no caller gets a token that the server refuses.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { fakeTokens, virtualEnvironment } from "../../src/testing.ts";
import { dated } from "../support/dated.ts";
import { DAY, MINUTE, SECOND, stage } from "../support/stage.ts";

const OFFSETS = [30 * SECOND, 15 * MINUTE, DAY].flatMap((ms) => [ms, -ms]);

describe("a clock that is wrong all day", () => {
  /** A day with a caller each 31 s; how often was fetched? */
  async function day(clockMs: number, lifetimeMs: number, isDated: boolean): Promise<number> {
    const env = virtualEnvironment();
    env.setClock(clockMs);
    const source = fakeTokens(env, { lifetimeMs });
    const { tokens } = stage({
      env,
      source,
      willExpireLeadMs: 30 * SECOND,
      fetchToken: isDated ? dated(env, source) : source.fetchToken,
    });
    await tokens.start();
    const refused: string[] = [];
    for (let ms = 0; ms < DAY; ms += 31 * SECOND) {
      const value = await tokens.getToken();
      if (!source.accepts(value)) refused.push(source.nameOf(value));
      await env.pass(31 * SECOND);
    }
    expect(refused).toEqual([]);
    return source.requests.length;
  }
  // A `Date` header has cut off up to a second, so a wrong clock costs each token one second of its life.
  const count = (lifetimeS: number, lostS: number): number => {
    const everyS = lifetimeS - Math.min(30, lifetimeS / 2) - lostS;
    return Math.floor(86_428 / everyS) + 1; //    2,788 calls, 31 s each
  };

  test.each(OFFSETS.flatMap((clockMs) => [60, 300, 3_600].map((lifetimeS) => ({ clockMs, lifetimeS }))))(
    "R17 off by $clockMs ms, tokens of $lifetimeS s: as many fetches, and no caller gets a dead token",
    async ({ clockMs, lifetimeS }) => {
      expect(await day(clockMs, lifetimeS * SECOND, true)).toBe(count(lifetimeS, 1));
      if (lifetimeS >= 300) expect(Math.abs(count(lifetimeS, 1) - count(lifetimeS, 0))).toBeLessThanOrEqual(1);
    },
  );

  test.each([60, 300, 3_600])("R17 a right clock, tokens of %i s", async (lifetimeS) => {
    expect(await day(0, lifetimeS * SECOND, true)).toBe(count(lifetimeS, 0));
  });

  test.each(OFFSETS.filter((clockMs) => clockMs !== 30 * SECOND))(
    "R17 off by %i ms and no server time: the token itself tells, and nothing is lost",
    async (clockMs) => {
      expect(await day(clockMs, 10 * MINUTE, false)).toBe(count(600, 0));
    },
  );

  test("R17 30 s ahead and no server time cannot be told from a cache: each token loses 30 s", async () => {
    expect(await day(30 * SECOND, 10 * MINUTE, false)).toBe(count(600, 30));
  });
});
