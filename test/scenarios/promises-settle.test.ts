/**
 * Every promise of a manager comes to its end, and soon: whatever a listener does in between, and whenever the caller came.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { TokenManager } from "../../src/index.ts";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, type Stage, started } from "../support/stage.ts";

/** How a promise ended, and after how many seconds: `5s t2`, `10s ERR_FETCH_TIMEOUT`. */
function watch({ env, source }: Stage, promise: Promise<string | { value: string }>): { end: string } {
  const since = env.trueNow();
  const seen = { end: "pending" };
  const note = (what: string): void => void (seen.end = `${(env.trueNow() - since) / SECOND}s ${what}`);
  promise.then(
    (token) => note(source.nameOf(typeof token === "string" ? token : token.value)),
    (error: unknown) => note((error as { code?: string }).code ?? (error as Error).message),
  );
  return seen;
}

const hang = (): Promise<string> => new Promise(() => undefined);

describe("R120 a listener in the middle of the caller's own call", () => {
  test.for([
    ["refresh", (tokens: TokenManager) => tokens.refresh()],
    ["getToken with force", (tokens: TokenManager) => tokens.getToken({ forceRefresh: true })],
  ] as const)("that replaces the fetch by setToken() answers %s with its token", async ([, call]) => {
    const on = await started();
    on.tokens.on("willExpire", () => on.tokens.setToken(on.source.mint()));
    on.env.sleep(575 * SECOND, { monotonicRuns: true }); // nobody has looked at the clock
    const seen = watch(on, call(on.tokens));
    await on.env.pass(0);
    expect(seen.end).toBe("0s t2");
    expect(requestsOf(on.source)).toEqual(["0s initial"]);
  });

  test("that sets a token without an end answers a forced call, too", async () => {
    const on = stage({ fetchToken: hang });
    on.tokens.once("stateChange", () => on.tokens.setToken("opaque"));
    const seen = watch(on, on.tokens.getToken({ forceRefresh: true }));
    await on.env.pass(0);
    expect(seen.end).toMatch(/^0s /);
  });

  test("that aborts the caller's signal ends the wait", async () => {
    const on = stage({ fetchToken: hang });
    const caller = new AbortController();
    on.tokens.once("stateChange", () => caller.abort(new Error("closed")));
    const seen = watch(on, on.tokens.getToken({ signal: caller.signal }));
    await on.env.pass(0);
    expect(seen.end).toBe("0s closed");
  });

  test.for(["stop", "clear", "dispose"] as const)("that calls %s() ends the wait", async (departure) => {
    const code = { stop: "ERR_STOPPED", clear: "ERR_REAUTH_REQUIRED", dispose: "ERR_DISPOSED" }[departure];
    for (const name of ["start", "refresh", "getToken"] as const) {
      const on = stage({ fetchToken: hang });
      on.tokens.once("stateChange", () => on.tokens[departure]());
      const seen = watch(on, on.tokens[name]());
      await on.env.pass(0);
      expect(seen.end).toBe(`0s ${code}`);
    }
  });
});

describe("R120 limits", () => {
  test("a caller waits fetchTimeoutMs at most, whenever it came", async () => {
    const ends: string[] = [];
    for (const afterMs of [0, 1, 5_000, 9_999, 10_001, 15_000]) {
      const on = stage({ fetchToken: hang });
      void on.tokens.start();
      await on.env.pass(afterMs);
      const seen = watch(on, on.tokens.getToken());
      await on.env.pass(2 * MINUTE);
      ends.push(seen.end);
    }
    expect(ends).toEqual(Array<string>(6).fill("10s ERR_FETCH_TIMEOUT"));
  });

  test("a Retry-After inside the cycle does not prolong a caller's wait", async () => {
    const on = stage();
    on.source.mood = { status: 429, retryAfter: "8" };
    const seen = watch(on, on.tokens.getToken());
    await on.env.pass(MINUTE);
    expect(seen.end).toBe("10s ERR_FETCH_FAILED");
  });

  test("a caller with a limit of its own waits as long as that", async () => {
    const on = stage({ latencyMs: 9 * SECOND });
    on.source.mood = "down";
    const seen = watch(on, on.tokens.getToken({ timeoutMs: 25 * SECOND }));
    await on.env.pass(9 * SECOND);
    on.source.mood = "up";
    await on.env.pass(20 * SECOND);
    expect(seen.end).toBe("18.5s t1");
  });

  test("at its limit a caller who wanted more life gets the token in hand", async () => {
    const on = await started();
    await on.env.pass(100 * SECOND);
    on.source.mood = "hang";
    const seen = watch(on, on.tokens.getToken({ minValidityMs: HOUR, timeoutMs: 3 * SECOND }));
    await on.env.pass(MINUTE);
    expect(seen.end).toBe("3s t1");
  });

  test("start(), refresh() and a forced call wait as long as a cycle may take, and no longer", async () => {
    const on = stage({ fetchToken: hang, minRefreshIntervalMs: HOUR });
    const ends = [on.tokens.start(), on.tokens.refresh(), on.tokens.getToken({ forceRefresh: true })];
    const seen = ends.map((call) => watch(on, call));
    await on.env.pass(5 * MINUTE);
    for (const { end } of seen) expect(end).toBe("57.5s ERR_FETCH_TIMEOUT"); // the first cycle has failed
    const waiting = await started({ minRefreshIntervalMs: HOUR });
    const long = watch(waiting, waiting.tokens.refresh()); // the interval ends in an hour
    await waiting.env.pass(5 * MINUTE);
    expect(long.end).toBe("82s ERR_FETCH_TIMEOUT"); // 5 attempts of 10 s, 4 pauses of at most 8 s
  });

  test("start() with a dead token and autoRefresh: false fetches: somebody asked", async () => {
    const { env, source } = stage();
    const on = stage({ env, source, autoRefresh: false, initialToken: source.mint({ ageMs: HOUR }) });
    const seen = watch(on, on.tokens.start());
    await on.env.pass(MINUTE);
    expect(seen.end).toBe("0s t2");
  });
});

describe("R130 forceRefresh", () => {
  test("never joins a fetch that began before the call", async () => {
    const on = stage({ latencyMs: 5 * SECOND });
    void on.tokens.start();
    await on.env.pass(3 * SECOND);
    const seen = watch(on, on.tokens.getToken({ forceRefresh: true }));
    const plain = watch(on, on.tokens.getToken());
    await on.env.pass(MINUTE);
    expect([plain.end, seen.end]).toEqual(["2s t1", "12s t2"]);
    expect(requestsOf(on.source)).toEqual(["0s initial", "10s requested"]); // the interval counts for it as well
  });

  test("is content with a later attempt of the cycle in the air", async () => {
    const on = stage();
    on.source.mood = "down";
    void on.tokens.start();
    await on.env.pass(SECOND);
    on.source.mood = "up";
    const seen = watch(on, on.tokens.getToken({ forceRefresh: true }));
    await on.env.pass(MINUTE);
    expect(seen.end).toBe("0.5s t1");
    expect(on.source.requests).toHaveLength(3);
  });

  test("nor is a token thrown away that was asked for after a refusal", async () => {
    const on = await started();
    await on.env.pass(569 * SECOND);
    on.source.mood = "down";
    await on.env.pass(2 * SECOND); // two attempts have failed
    on.tokens.invalidate(on.tokens.peek()!.value);
    on.source.mood = "up";
    await on.env.pass(MINUTE);
    expect(requestsOf(on.source)).toEqual([
      "0s initial",
      "570s willExpire",
      "570.5s willExpire 2",
      "571.5s willExpire 3",
    ]);
  });
});
