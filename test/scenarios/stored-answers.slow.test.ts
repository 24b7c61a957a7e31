/**
 * Two hours with a token endpoint behind a cache, or that says more than its tokens do: is anybody handed a dead token?
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { TokenManagerOptions } from "../../src/options.ts";
import { fakeTokens, type FakeTokens, virtualEnvironment, type VirtualEnvironment } from "../../src/testing.ts";
import { DAY, HOUR, MINUTE, SECOND, stage, type Stage } from "../support/stage.ts";

type Fetcher = TokenManagerOptions["fetchToken"];
type Make = (env: VirtualEnvironment, source: FakeTokens) => Fetcher;

const LIFE = 15 * MINUTE;

/** What an origin server answers at this moment: a token of 15 minutes, and so it says. */
function minted(env: VirtualEnvironment, source: FakeTokens, headers: Record<string, string> = {}): Response {
  return Response.json(
    { access_token: source.mint({ lifetimeMs: LIFE }), expires_in: LIFE / SECOND },
    { headers: { date: new Date(env.trueNow()).toUTCString(), ...headers } },
  );
}

/** A cache that keeps an answer for as long. `isStale`: it gives what it has and asks for the next one behind. */
function cache(
  env: VirtualEnvironment,
  make: () => Response,
  keepMs: number,
  kind: "plain" | "aged" | "isStale" = "plain",
): () => Response {
  let kept: { readonly response: Response; readonly at: number } | undefined;
  return () => {
    const before = kept;
    const ageMs = env.trueNow() - (before?.at ?? 0);
    if (!before || ageMs >= keepMs || kind === "isStale") kept = { response: make(), at: env.trueNow() };
    if (!before || (ageMs >= keepMs && kind !== "isStale")) return kept!.response.clone();
    const { headers, ...answer } = {
      headers: new Headers(before.response.headers),
      body: before.response.clone().body,
    };
    if (kind === "aged") headers.set("age", String(Math.floor(ageMs / SECOND)));
    return new Response(answer.body, { headers });
  };
}

/** A caller each 10 s for two hours; how many seconds of dead tokens they got, and how long they went without any. */
async function twoHours(make: Make, clockMs = 0): Promise<Stage & { deadS: number; withoutS: number }> {
  const env = virtualEnvironment();
  env.setClock(clockMs);
  const source = fakeTokens(env);
  const made = stage({ env, source, fetchToken: make(env, source) });
  void made.tokens.start();
  let deadS = 0;
  let withoutS = 0;
  for (let s = 0; s < 7_200; s += 10) {
    // The bodies of responses are read in real time.
    for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
    await env.pass(10 * SECOND);
    const value = made.tokens.peek()?.value;
    if (value === undefined) withoutS += 10;
    else if (!source.accepts(value)) deadS += 10;
  }
  made.tokens.dispose();
  return { ...made, deadS, withoutS };
}

const SITUATIONS: readonly (readonly [string, Make])[] = [
  ["R97 an expires_in of an hour", (_, source) => () => ({ access_token: source.mint({ lifetimeMs: LIFE }), expires_in: 3_600 })],
  ["R97 an expires_in in ms", (_, source) => () => ({ access_token: source.mint({ lifetimeMs: LIFE }), expires_in: LIFE })],
  ["R97 an expiresOn of a day", (env, source) => () => ({ token: source.mint({ lifetimeMs: LIFE }), expiresOn: new Date(env.trueNow() + DAY) })],
  ["R100 a cache of 10 minutes that says nothing", (env, source) => cache(env, () => minted(env, source), 10 * MINUTE)],
  ["R100 a cache of two hours that says nothing", (env, source) => cache(env, () => minted(env, source), 2 * HOUR)],
  ["R100 a cache of two hours with Age", (env, source) => cache(env, () => minted(env, source), 2 * HOUR, "aged")],
  ["R100 a service worker that gives what it has, and then asks", (env, source) => cache(env, () => minted(env, source), 0, "isStale")],
  [
    "R100 a service worker that stores what must not be stored",
    (env, source) => cache(env, () => minted(env, source, { "cache-control": "no-store" }), 2 * HOUR),
  ],
]; // prettier-ignore

describe("nobody is handed a dead token", () => {
  test.each(SITUATIONS)("%s", async (_, make) => {
    expect((await twoHours(make)).deadS).toBe(0);
  });
});

describe("a wrong clock is no outage", () => {
  const CLOCKS = [15 * MINUTE, DAY, 400 * DAY].flatMap((ms) => [ms, -ms]);

  test.each(CLOCKS)("R98 off by %i ms, and a server that forbids caches: never without a token", async (clockMs) => {
    const { deadS, withoutS, journal } = await twoHours(
      (env, source) => () => minted(env, source, { "cache-control": "no-store" }),
      clockMs,
    );
    expect([deadS, withoutS]).toEqual([0, 0]);
    expect(journal).toContain("0s warning clockSkew");
  });

  test.each(CLOCKS)(
    "R98 R100 off by %i ms, and a server that does not: its time is believed as soon as it ticks",
    async (clockMs) => {
      const { deadS, withoutS, journal } = await twoHours((env, source) => () => minted(env, source), clockMs);
      expect([deadS, withoutS]).toEqual([0, 0]);
      expect(journal.find((line) => line.includes("warning"))).toMatch(/^\d\.?\d*s warning clockSkew$/);
    },
  );
});

describe("R117 a wall clock that is set during a fetch", () => {
  test.each([
    [-HOUR, 589_000],
    [HOUR, 594_500], // dead by the clock; the next request is sent after 5.5 s
  ])("by %i ms lends no life", async (setMs, leftMs) => {
    const { env, source, tokens } = stage({
      latencyMs: 5 * SECOND,
      fetchToken: async (request) => ({ access_token: `opaque-${await source.fetchToken(request)}`, expires_in: 600 }),
    });
    void tokens.start();
    await env.pass(SECOND);
    env.setClock(setMs);
    await env.pass(10 * SECOND);
    expect((tokens.peek()?.expiresAt ?? 0) - env.now()).toBe(leftMs);
  });
});
