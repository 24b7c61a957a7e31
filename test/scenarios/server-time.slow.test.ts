/**
 * What the header `Date` of earlier answers proves: beside wrong clocks, caches, and an app that asks at a steady pace.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TokenInput } from "../../src/core/read/input.ts";
import { fakeTokens, type FakeTokens, virtualEnvironment, type VirtualEnvironment } from "../../src/testing.ts";
import { HOUR, MINUTE, SECOND, stage, type Stage } from "../support/stage.ts";

interface Answer {
  readonly body: TokenInput;
  readonly madeAt: number;
}

interface World {
  /** How far the device's clock is ahead. */
  readonly aheadMs: number;
  readonly lifeMs: number;
  readonly isJwt: boolean;
  /** What stands beside the token. */
  readonly beside: readonly ("expires_in" | "expiresAt")[];
  /** Who answers: the server, a cache that keeps an answer for as long, or one that gives what it has and then asks. */
  readonly from: "server" | "cache" | "stale";
  readonly keepMs: number;
  /** What a cache had before the first request: an answer of this age. */
  readonly filledMs: number;
  readonly hasAge: boolean;
  readonly isUnstored: boolean;
  /** How often the app calls `refresh()`; 0: never. */
  readonly paceMs: number;
  readonly fractionMs: number;
}

const PLAIN: World = {
  aheadMs: 0,
  lifeMs: 10 * MINUTE,
  isJwt: false,
  beside: ["expiresAt"],
  from: "server",
  keepMs: 10 * MINUTE,
  filledMs: 0,
  hasAge: false,
  isUnstored: false,
  paceMs: 0,
  fractionMs: 0,
};

/** By its shape alone, so that its body is read without real time. */
const responseOf = (body: TokenInput, headers: Record<string, string>): Response =>
  ({ status: 200, headers: new Headers(headers), text: async () => JSON.stringify(body) }) as Response;

/** Answers with `Date`, as they come through the cache; and when each token ends by the server's clock. */
function backend(
  env: VirtualEnvironment,
  source: FakeTokens,
  { lifeMs, isJwt, beside, from, keepMs, filledMs, hasAge, isUnstored }: World,
): { fetchToken: () => Response; endOf: (value: string) => number } {
  const ends = new Map<string, number>();
  const make = (madeAt: number): Answer => {
    const token = isJwt ? source.mint({ ageMs: env.trueNow() - madeAt }) : `opaque-of-server-time-${String(ends.size)}`;
    const end = madeAt + lifeMs;
    ends.set(token, end);
    const ofEnd = { expires_in: lifeMs / SECOND, expiresAt: end };
    return { body: { token, ...Object.fromEntries(beside.map((name) => [name, ofEnd[name]])) }, madeAt };
  };
  let kept: Answer | undefined = filledMs && from !== "server" ? make(env.trueNow() - filledMs) : undefined;
  const fetchToken = (): Response => {
    const now = env.trueNow();
    if (!kept || from === "server" || (from === "cache" && now - kept.madeAt >= keepMs)) kept = make(now);
    const { body, madeAt } = kept;
    if (from === "stale") kept = make(now);
    return responseOf(body, {
      date: new Date(madeAt).toUTCString(),
      // Of the header `Date`, as caches count.
      ...(hasAge && madeAt < now && { age: String(Math.floor(now / SECOND) - Math.floor(madeAt / SECOND)) }),
      ...(isUnstored && { "cache-control": "no-store" }),
    });
  };
  return { fetchToken, endOf: (value) => ends.get(value)! };
}

interface Lived extends Stage {
  /** For how long a dead token was in hand. */
  readonly deadS: number;
  /** The values that became current, in this order. */
  readonly taken: readonly string[];
  readonly requests: number;
}

/** An hour or more, with a look each five seconds. */
async function live(world: Partial<World>, ms = HOUR): Promise<Lived> {
  const all = { ...PLAIN, ...world };
  const env = virtualEnvironment();
  await env.pass(all.fractionMs);
  env.setClock(all.aheadMs);
  const source = fakeTokens(env, { lifetimeMs: all.lifeMs });
  const { fetchToken, endOf } = backend(env, source, all);
  let requests = 0;
  const on = stage({ env, source, quiet: true, fetchToken: () => (requests++, fetchToken()) });
  const taken: string[] = [];
  on.tokens.on("refreshed", ({ token }) => taken.push(token.value));
  on.tokens.start().catch(() => undefined);
  let deadS = 0;
  for (let s = 5; s <= ms / SECOND; s += 5) {
    await env.pass(5 * SECOND);
    const value = on.tokens.peek()?.value;
    if (value !== undefined && endOf(value) <= env.trueNow()) deadS += 5;
    if (all.paceMs && (s * SECOND) % all.paceMs === 0) on.tokens.refresh().catch(() => undefined);
  }
  on.tokens.dispose();
  return { ...on, deadS, taken, requests };
}

describe("R513 the same answer heard again lends no life", () => {
  const CLOCKS = [0, HOUR, -HOUR, -2 * MINUTE];
  test.each(
    CLOCKS.flatMap((aheadMs) => (["expiresAt", "expires_in"] as const).map((name) => [aheadMs, name] as const)),
  )(
    "a clock that is %i ms ahead, %s beside an opaque token, and a cache that repeats it for its whole life",
    async (aheadMs, name) => {
      const { deadS, taken } = await live({ aheadMs, beside: [name], from: "cache" });
      expect(deadS).toBe(0);
      expect(taken).toEqual([...new Set(taken)]);
      expect(taken.length).toBeGreaterThanOrEqual(5);
    },
  );
});

describe("R514 answers that are as old each time are no live server's", () => {
  const paced = { lifeMs: 15 * MINUTE, isJwt: true, beside: [], from: "stale", paceMs: 5 * MINUTE } as const;

  test.each<[string, Partial<World>]>([
    ["that was empty", {}],
    ["that had an answer of yesterday", { filledMs: 24 * HOUR }],
    ["that had an answer as old as the pace", { filledMs: 5 * MINUTE }],
    ["that stores what it must not", { isUnstored: true }],
    ["beside a clock that is ahead", { aheadMs: 20 * MINUTE }],
  ])("a cache %s gives what it has and then asks, the app asks each five minutes", async (_, world) => {
    const { deadS, journal } = await live({ ...paced, ...world });
    expect(deadS).toBe(0);
    if (!world.aheadMs) expect(journal.filter((line) => line.includes("clockSkew"))).toEqual([]);
  });

  test("a live server's time is believed all the same, as far as the request before proves it", async () => {
    const { deadS, journal } = await live({ ...paced, from: "server", paceMs: 0, aheadMs: HOUR });
    expect(deadS).toBe(0);
    expect(journal.slice(0, 5)).toEqual([
      "0s attemptFailed 1 ERR_TOKEN_UNUSABLE, next in 0.5s",
      "0.5s attemptFailed 2 ERR_TOKEN_UNUSABLE, next in 1s", // within the second of the first one
      "1.5s refreshed t3 (initial)",
      "1.5s warning clockSkew",
      "870s willExpire t3", // 1.5 s early: the second since the request before, and what is left of the one that `Date` cuts off
    ]);
  });
});

describe("R515 a clock that is ahead by a little less than a token's life", () => {
  const world = { isJwt: true, beside: ["expires_in"], aheadMs: 590 * SECOND } as const;

  test("costs no request where the server shows its Date and forbids caches", async () => {
    expect((await live({ ...world, isUnstored: true })).requests).toBe(7);
  });

  test("costs one where it does not forbid them", async () => {
    expect((await live(world)).requests).toBe(8);
  });
});

test("R513 R514 whatever the clock, the cache and the pace: nobody is handed a dead token", async () => {
  const span = (minMs: number, maxMs: number): fc.Arbitrary<number> =>
    fc.integer({ min: minMs / SECOND, max: maxMs / SECOND }).map((s) => s * SECOND);
  const worlds: fc.Arbitrary<World> = fc.record({
    aheadMs: fc.oneof(fc.constant(0), span(-2 * HOUR, 2 * HOUR), span(-MINUTE, MINUTE)),
    lifeMs: span(MINUTE, HOUR),
    isJwt: fc.boolean(),
    beside: fc.subarray(["expires_in", "expiresAt"] as const, { minLength: 1 }),
    from: fc.constantFrom("server", "cache", "stale"),
    keepMs: span(10 * SECOND, HOUR),
    filledMs: fc.oneof(fc.constant(0), span(SECOND, 2 * HOUR)),
    hasAge: fc.boolean(),
    isUnstored: fc.boolean(),
    paceMs: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 2, max: 180 }).map((n) => 5 * SECOND * n),
    ),
    fractionMs: fc.integer({ min: 0, max: 999 }),
  });
  await fc.assert(
    fc.asyncProperty(worlds, async (drawn) => {
      // What nobody can know: that a first answer is old, where the clock is behind; or where it is said to be stored nowhere.
      const isKnown = drawn.hasAge || (drawn.aheadMs >= 0 && !drawn.isUnstored);
      const world = { ...drawn, filledMs: isKnown ? drawn.filledMs : 0 };
      expect((await live(world, 2 * HOUR)).deadS).toBe(0);
    }),
    { numRuns: 100 },
  );
});
