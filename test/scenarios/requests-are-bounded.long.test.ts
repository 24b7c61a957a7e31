/**
 * What a back end has to bear: at most one request a second on average over any ten minutes, and never one that a
 * server has forbidden, whatever an app calls in whatever loop.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { TokenManager, TokenManagerOptions } from "../../src/index.ts";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, type StageOptions, started } from "../support/stage.ts";

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

describe("R129 Retry-After", () => {
  test("inside a cycle is not cut short by coming online", async () => {
    const on = stage();
    on.source.mood = { status: 429, retryAfter: "8" };
    void on.tokens.start();
    await on.env.pass(10);
    for (let i = 0; i < 20; i++) {
      on.env.goOnline();
      on.env.wake();
      await on.env.pass(200);
    }
    expect(requestsOf(on.source)).toEqual(["0s initial"]);
    await on.env.pass(4 * SECOND);
    expect(requestsOf(on.source)).toEqual(["0s initial", "8s initial 2"]);
  });

  test.for(["refresh", "invalidate", "start", "setToken dead", "forced"] as const)(
    "is not cut short by %s",
    async (deed) => {
      const on = await started();
      await on.env.pass(569 * SECOND);
      on.source.mood = { status: 503, retryAfter: "120" };
      await on.env.pass(2 * SECOND);
      const { value } = on.tokens.peek()!;
      for (let i = 0; i < 10; i++) {
        if (deed === "refresh") void on.tokens.refresh();
        if (deed === "invalidate") on.tokens.invalidate(value);
        if (deed === "start") {
          on.tokens.stop();
          void on.tokens.start();
        }
        if (deed === "setToken dead") on.tokens.setToken(on.source.mint({ ageMs: HOUR }));
        if (deed === "forced") on.tokens.getToken({ forceRefresh: true }).catch(() => undefined);
        await on.env.pass(5 * SECOND);
      }
      expect(requestsOf(on.source)).toEqual(["0s initial", "570s willExpire"]);
      on.source.mood = "up";
      await on.env.pass(70 * SECOND);
      expect(on.source.requests.slice(2).map(({ atMs }) => atMs / SECOND)).toEqual([690]);
    },
  );

  test("of a request that an invalidation has made worthless still counts, and is told", async () => {
    const on = await started({ latencyMs: 0 });
    await on.env.pass(569 * SECOND);
    Object.assign(on.source, { latencyMs: SECOND, mood: { status: 503, retryAfter: "120" } });
    await on.env.pass(1.5 * SECOND);
    on.tokens.invalidate(on.tokens.peek()!.value);
    await on.env.pass(10 * SECOND);
    expect(requestsOf(on.source)).toEqual(["0s initial", "570s willExpire"]);
    expect(on.journal.at(-1)).toBe("571s refreshFailed ERR_FETCH_FAILED retryLater, next in 120s");
  });

  test("nor does an invalidation hide a terminal answer", async () => {
    const on = await started();
    await on.env.pass(569 * SECOND);
    Object.assign(on.source, { latencyMs: SECOND, mood: { status: 400, error: "invalid_grant" } });
    await on.env.pass(1.5 * SECOND);
    on.tokens.invalidate(on.tokens.peek()!.value);
    await on.env.pass(HOUR);
    expect(on.tokens.state.phase).toBe("halted");
    expect(on.source.requests).toHaveLength(2);
  });
});

describe("R139 a server's advice", () => {
  test.for([{ refresh_in: 0 }, { refreshAt: 1 }, { refreshIn: 1 }] as const)("%j", async (advice) => {
    const at = Date.UTC(2026, 0, 1);
    const dated = "refreshAt" in advice ? { refreshAt: at - HOUR } : advice;
    const on = stage({
      fetchToken: ({ reason, attempt, signal }) =>
        on.source.fetchToken({ reason, attempt, signal }).then((token) => ({ token, expiresIn: 600, ...dated })),
    });
    void on.tokens.start();
    await on.env.pass(HOUR - 1);
    expect(on.source.requests.length).toBeLessThanOrEqual(12); // half of the life is 5 min
  });
});
