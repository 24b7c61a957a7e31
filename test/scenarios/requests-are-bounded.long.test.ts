/**
 * What a back end has to bear: at most one request a second on average over any ten minutes, and never one that a
 * server has forbidden, whatever an app calls in whatever loop.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { TokenManager, TokenManagerOptions } from "../../src/index.ts";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, type StageOptions } from "../support/stage.ts";

const down = (): never => {
  throw new TypeError("Failed to fetch");
};
const refusing = (): never => {
  throw Object.assign(new Error("no"), { status: 401 });
};
let minted = 0;
const good = (): { token: string; expiresIn: number } => ({ token: `opaque-${String(++minted)}`, expiresIn: 600 });

type Wire = (tokens: TokenManager) => void;
const loops: readonly (readonly [string, TokenManagerOptions["fetchToken"], StageOptions, Wire])[] = [
  ["refresh() from refreshFailed, halting", refusing, {}, (m) => m.on("refreshFailed", () => void m.refresh())],
  [
    "refresh() from refreshFailed, down",
    down,
    { retry: { retries: 0 } },
    (m) => m.on("refreshFailed", () => void m.refresh()),
  ],
  [
    "no pauses between attempts",
    down,
    { retry: { retries: 100, minDelayMs: 0, maxDelayMs: 0 }, cooldown: { minMs: 1, maxMs: 1 } },
    () => undefined,
  ],
  ["start() whenever halted", refusing, {}, (m) => m.subscribe(() => m.state.phase === "halted" && void m.start())],
  ["clear() and start() from refreshed", good, {}, (m) => m.on("refreshed", () => (m.clear(), void m.start()))],
  [
    "stop() and start() from refreshed",
    good,
    {},
    (m) => m.on("refreshed", () => (m.stop(), m.clear(), void m.start())),
  ],
  ["invalidate() from refreshed", good, {}, (m) => m.on("refreshed", ({ token }) => m.invalidate(token.value))],
  [
    "forced calls, one after the other",
    good,
    { minRefreshIntervalMs: 1_000 },
    (m) => {
      const again = (): unknown =>
        m.state.phase !== "disposed" && m.getToken({ forceRefresh: true }).then(again, again);
      again();
    },
  ],
];

/** The most requests in any ten minutes of an hour. */
function busiest(atMs: readonly number[]): number {
  let most = 0;
  for (let from = 0, to = 0; to < atMs.length; to++) {
    while (atMs[to]! - atMs[from]! >= 10 * MINUTE) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

describe("R121 loops", () => {
  test.for(loops)("%s", async ([, answer, options, wire]) => {
    const atMs: number[] = [];
    const on = stage({
      ...options,
      fetchToken: (request) => {
        atMs.push(on.env.trueNow());
        return answer(request);
      },
    });
    wire(on.tokens);
    void on.tokens.start();
    await on.env.pass(20 * MINUTE);
    on.tokens.dispose();
    expect(atMs.length).toBeGreaterThan(1);
    expect(busiest(atMs)).toBeLessThanOrEqual(600);
    expect(atMs.filter((at) => at < atMs[0]! + SECOND).length, "in the first second").toBeLessThanOrEqual(5);
  });

  test.for([HOUR, 10 * MINUTE, 2 * SECOND])(
    "refresh() all the time, while the wall clock jumps by %i ms",
    async (byMs) => {
      const atMs: number[] = [];
      const on = stage({
        retry: { retries: 0 },
        cooldown: { minMs: 1, maxMs: 1 },
        fetchToken: () => {
          atMs.push(on.env.trueNow());
          return down();
        },
      });
      for (let i = 0; i < 6_000; i++) {
        if (i % 100 === 0) on.env.setClock(i % 200 === 0 ? byMs : byMs === HOUR ? -byMs : byMs);
        void on.tokens.refresh();
        await on.env.pass(100);
      }
      expect(busiest(atMs)).toBeLessThanOrEqual(600);
    },
  );

  test("start() and stop() in turns: at most two calls in the air, even of a fetcher that is deaf to its signal", async () => {
    let live = 0;
    let most = 0;
    const on = stage({
      fetchToken: () => {
        most = Math.max(most, ++live);
        return new Promise<string>((resolve) =>
          on.env.setTimer(() => {
            live--;
            resolve(on.source.mint());
          }, 2 * SECOND),
        );
      },
    });
    for (let i = 0; i < 50; i++) {
      void on.tokens.start();
      await on.env.pass(10);
      on.tokens.stop();
      await on.env.pass(10);
    }
    expect(most).toBe(2);
    void on.tokens.start();
    await on.env.pass(10 * SECOND);
    expect(on.tokens.state.phase).toBe("holding");
  });

  test("started, stopped and started again in one go, as StrictMode does, sends one request", async () => {
    for (const overlap of ["allow", "never"] as const) {
      const on = stage({ overlap });
      void on.tokens.start();
      on.tokens.stop();
      void on.tokens.start();
      await on.env.pass(MINUTE);
      expect(requestsOf(on.source)).toEqual(["0s initial"]);
    }
  });
});
