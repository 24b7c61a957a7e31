/**
 * Many clients whose tokens end at the same moment, and chance that can be repeated.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { TokenManager } from "../../src/manager.ts";
import type { TokenManagerOptions } from "../../src/options.ts";
import { fakeTokens, virtualEnvironment } from "../../src/testing.ts";
import { traceOf } from "../support/journal.ts";
import { MINUTE, SECOND, stage } from "../support/stage.ts";

const CLIENTS = 200;

/** Starts all clients at once in one world; second of each client's event, and of its second fetch. */
async function fleet(
  refreshLeadMs: TokenManagerOptions["refreshLeadMs"] & {},
): Promise<{ warnedAt: number[]; fetchedAt: number[] }> {
  const env = virtualEnvironment();
  const source = fakeTokens(env);
  const [warnedAt, fetchedAt]: [number[], number[]] = [[], []];
  const nowS = (): number => (env.trueNow() - beginning) / SECOND;
  const beginning = env.trueNow();
  for (let client = 0; client < CLIENTS; client++) {
    const fetchToken: TokenManagerOptions["fetchToken"] = (request) => {
      if (request.reason !== "initial") fetchedAt.push(nowS());
      return source.fetchToken(request);
    };
    const tokens = new TokenManager({ fetchToken, refreshLeadMs, environment: env });
    tokens.once("willExpire", () => warnedAt.push(nowS()));
    void tokens.start();
  }
  await env.pass(595 * SECOND);
  return { warnedAt, fetchedAt };
}

/** Chi-square over ten parts, 9 degrees of freedom: above 27.88 in one of a thousand even spreads. */
function unevenness(seconds: readonly number[], from: number, to: number): number {
  expect(Math.min(...seconds)).toBeGreaterThanOrEqual(from);
  expect(Math.max(...seconds)).toBeLessThanOrEqual(to);
  const parts = new Array<number>(10).fill(0);
  for (const second of seconds) parts[Math.min(9, Math.floor((10 * (second - from)) / (to - from)))]!++;
  const even = seconds.length / 10;
  return parts.reduce((sum, count) => sum + (count - even) ** 2 / even, 0);
}

describe("a fleet", () => {
  test("R12 with a fixed lead all clients come back in the same millisecond", async () => {
    const { warnedAt, fetchedAt } = await fleet(30 * SECOND);
    expect(new Set(fetchedAt)).toEqual(new Set([570]));
    expect(fetchedAt).toHaveLength(CLIENTS);
    expect(warnedAt).toHaveLength(CLIENTS);
  });

  test("R12 'spread' lets them come between half of the life and the warning, and no second is crowded", async () => {
    const { warnedAt, fetchedAt } = await fleet("spread");
    expect(fetchedAt).toHaveLength(CLIENTS);
    expect(unevenness(fetchedAt, 300, 570)).toBeLessThan(27.88);
    expect(warnedAt).toEqual([]); //               replaced before their warning
  });

  test("R12 the warning is not spread, only the fetch is", async () => {
    const { warnedAt, fetchedAt } = await fleet({ min: 10 * SECOND, max: 20 * SECOND });
    expect(warnedAt).toEqual(new Array(CLIENTS).fill(570));
    expect(fetchedAt).toHaveLength(CLIENTS);
    expect(unevenness(fetchedAt, 580, 590)).toBeLessThan(27.88);
  });
});

describe("chance", () => {
  async function outage(seed: number): Promise<string[]> {
    const env = virtualEnvironment({ seed });
    const source = fakeTokens(env);
    const tokens = new TokenManager({ fetchToken: source.fetchToken, refreshLeadMs: "spread", environment: env });
    const journal = traceOf(tokens, env, source);
    void tokens.start();
    await env.pass(MINUTE);
    source.mood = "down";
    await env.pass(20 * MINUTE);
    source.mood = "up";
    await env.pass(20 * MINUTE);
    return journal;
  }

  test("R13 the same seed gives the same leads and waits to the millisecond, another seed others", async () => {
    const first = await outage(7);
    expect(first.length).toBeGreaterThan(20);
    expect(await outage(7)).toEqual(first);
    expect(await outage(8)).not.toEqual(first);
  });

  test.each([
    { chance: 0, backoffs: [0.5, 1, 2, 4], cooldowns: [2.5, 5, 10, 20, 30, 30] },
    { chance: 0.5, backoffs: [0.75, 1.5, 3, 6], cooldowns: [3.75, 7.5, 15, 30, 45, 45] },
  ])("R13 with a chance of $chance each wait can be worked out by hand", async ({ chance, backoffs, cooldowns }) => {
    const { env, source, tokens } = stage({ environment: { random: () => chance } });
    const waits: { backoffs: number[]; cooldowns: number[] } = { backoffs: [], cooldowns: [] };
    tokens.on("attemptFailed", ({ retryInMs }) => waits.backoffs.push(retryInMs / SECOND));
    tokens.on("refreshFailed", ({ retryAt }) => waits.cooldowns.push((retryAt! - env.now()) / SECOND));
    source.mood = "down";
    void tokens.start();
    await env.pass(5 * MINUTE);
    expect(waits.backoffs).toEqual(backoffs); // of the first cycle: after it one attempt at a time
    expect(waits.cooldowns.slice(0, 6)).toEqual(cooldowns);
  });
});
