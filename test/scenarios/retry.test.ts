/**
 * What happens while the token endpoint is down, slow, silent or refusing.
 *
 * Chance is 0: waits of 0.5, 1, 2 and 4 s inside a cycle, of 2.5, 5, 10, 20 and then 30 s between cycles.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { type TokenError, TokenManager } from "../../src/index.ts";
import { fakeTokens, virtualEnvironment } from "../../src/testing.ts";
import { type Deferred, deferred } from "../support/deferred.ts";
import { requestsOf, traceOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, type Stage, stage, type StageOptions, started } from "../support/stage.ts";

type Call = Deferred<string> & { signal: AbortSignal };

const withoutAttempts = (journal: readonly string[]): string[] => journal.filter((line) => !line.includes("attempt"));

describe("an endpoint that is down", () => {
  test("R45 the waits double, in the cycle and between cycles, and begin anew after a success", async () => {
    const { env, source, tokens, journal } = stage();
    source.mood = "down";
    void tokens.start();
    await env.pass(16 * SECOND);
    source.mood = "up";
    await env.pass(10 * SECOND);
    source.mood = "down";
    await env.pass(577 * SECOND);
    expect(journal).toEqual([
      "0s attemptFailed 1 ERR_FETCH_FAILED, next in 0.5s",
      "0.5s attemptFailed 2 ERR_FETCH_FAILED, next in 1s",
      "1.5s attemptFailed 3 ERR_FETCH_FAILED, next in 2s",
      "3.5s attemptFailed 4 ERR_FETCH_FAILED, next in 4s",
      "7.5s refreshFailed ERR_FETCH_FAILED retryLater, next in 2.5s",
      "10s refreshFailed ERR_FETCH_FAILED retryLater, next in 5s",
      "15s refreshFailed ERR_FETCH_FAILED retryLater, next in 10s",
      "25s refreshed t1 (retry)",
      "595s willExpire t1",
      "595s attemptFailed 1 ERR_FETCH_FAILED, next in 0.5s",
      "595.5s attemptFailed 2 ERR_FETCH_FAILED, next in 1s",
      "596.5s attemptFailed 3 ERR_FETCH_FAILED, next in 2s",
      "598.5s attemptFailed 4 ERR_FETCH_FAILED, next in 4s",
      "602.5s refreshFailed ERR_FETCH_FAILED retryLater, next in 2.5s",
    ]);
  });

  test("R320 no wait is longer than a third of a short token's life, nor shorter than the app says", async () => {
    const { env, source, tokens, journal } = stage({ lifetimeMs: 30 * SECOND });
    void tokens.start();
    await env.pass(20 * SECOND);
    source.mood = "down";
    await env.pass(80 * SECOND);
    tokens.dispose();
    const waits = journal.flatMap((line) => /next in ([\d.]+)s/.exec(line)?.[1] ?? []).map(Number);
    // At most 8 s in a cycle and 60 s between cycles for longer lives; 10 s here, of which chance leaves half.
    expect(waits.slice(0, 5)).toEqual([0.5, 1, 2, 4, 2.5]);
    expect(new Set(waits.slice(5))).toEqual(new Set([5]));

    const patient = stage({ lifetimeMs: 30 * SECOND, cooldown: { minMs: 40 * SECOND, maxMs: 80 * SECOND } });
    void patient.tokens.start();
    await patient.env.pass(20 * SECOND);
    patient.source.mood = "down";
    await patient.env.pass(80 * SECOND);
    expect(patient.journal.filter((line) => line.includes("refreshFailed"))[0]).toContain("next in 20s");
  });

  const hangs = [
    { lifetimeMs: 12 * SECOND, options: {}, takesS: 6 },
    { lifetimeMs: 6 * SECOND, options: {}, takesS: 5 },
    { lifetimeMs: 60 * SECOND, options: {}, takesS: 10 },
    { lifetimeMs: 12 * SECOND, options: { fetchTimeoutMs: 2 * SECOND }, takesS: 2 },
    { lifetimeMs: 12 * SECOND, options: { overlap: "never" as const }, takesS: 6 },
  ];
  test.for(hangs)("R326 an attempt that is not answered ends: $lifetimeMs ms of life, $options", async (row) => {
    const { env, source, tokens, journal } = stage({ lifetimeMs: row.lifetimeMs, ...row.options });
    void tokens.start();
    await env.pass(1);
    source.mood = "hang";
    await env.pass(MINUTE);
    const askedS = source.requests[1]!.atMs / SECOND;
    expect(journal.find((line) => line.includes("ERR_FETCH_TIMEOUT"))).toMatch(
      `${askedS + row.takesS}s attemptFailed 1 `,
    );
    expect(journal.find((line) => line.includes("ERR_FETCH_TIMEOUT"))).toContain("next in");
    tokens.dispose();
  });

  test("R13 R45 each wait is half to all of its length, the same for the same seed", async () => {
    const run = async (seed: number): Promise<string[]> => {
      const env = virtualEnvironment({ seed });
      const source = fakeTokens(env);
      const tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env });
      const journal = traceOf(tokens, env, source);
      source.mood = "down";
      void tokens.start();
      await env.pass(5 * MINUTE);
      tokens.dispose();
      return journal;
    };
    const [first, again, other] = [await run(7), await run(7), await run(8)];
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
    const nominal = { attemptFailed: [1, 2, 4, 8], refreshFailed: [5, 10, 20, 40, 60] };
    const waits = (event: keyof typeof nominal): number[] =>
      first.filter((line) => line.includes(event)).map((line) => Number(/in ([\d.]+)s$/.exec(line)![1]));
    for (const [i, waitS] of waits("attemptFailed").entries()) {
      expect(waitS).toBeGreaterThanOrEqual(nominal.attemptFailed[i % 4]! / 2);
      expect(waitS).toBeLessThanOrEqual(nominal.attemptFailed[i % 4]!);
    }
    for (const [i, waitS] of waits("refreshFailed").entries()) {
      expect(waitS).toBeGreaterThanOrEqual(nominal.refreshFailed[Math.min(i, 4)]! / 2);
      expect(waitS).toBeLessThanOrEqual(nominal.refreshFailed[Math.min(i, 4)]!);
    }
  });

  test("R47 a token that is still valid is handed out through the failures, an expired one never", async () => {
    const { env, source, tokens } = await started();
    source.mood = "down";
    await env.pass(570 * SECOND);
    for (let second = 570; second < 600; second++) {
      expect(source.nameOf(await tokens.getToken())).toBe("t1");
      await env.pass(SECOND);
    }
    expect(tokens.peek()).toBeUndefined();
    const { requests } = source;
    const before = requests.length;
    await expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_FETCH_FAILED", action: "retryLater" });
    expect(requests).toHaveLength(before);
  });

  test("R46 R60 an endpoint that is down for 5 minutes around expiry: one warning, one expiry, one recovery", async () => {
    const { env, source, journal } = await started();
    await env.pass(450 * SECOND);
    source.mood = "down";
    await env.pass(300 * SECOND);
    source.mood = "up";
    await env.pass(60 * SECOND);
    expect(withoutAttempts(journal).filter((line) => !line.includes("refreshFailed"))).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "600s expired t1",
      "765s refreshed t2 (retry)",
    ]);
  });
});

describe("an endpoint that says when to come back", () => {
  test("R49 429 with Retry-After: 45 is asked 45 s later, and expiry is told on time", async () => {
    const { env, source, tokens, journal } = await started();
    source.mood = { status: 429, retryAfter: "45" };
    await env.pass(580 * SECOND);
    source.mood = "up";
    env.wake(); // somebody switches tabs
    env.goOnline();
    await env.pass(10 * SECOND);
    expect(source.nameOf(await tokens.getToken())).toBe("t1");
    await env.pass(30 * SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "570s refreshFailed ERR_FETCH_FAILED retryLater, next in 45s",
      "600s expired t1",
      "615s refreshed t2 (retry)",
    ]);
    expect(requestsOf(source)).toEqual(["0s initial", "570s willExpire", "615s retry"]);
  });

  test("R49 a short Retry-After is waited for inside the cycle", async () => {
    const { env, source, tokens, journal } = stage();
    source.mood = { status: 503, retryAfter: "3" };
    void tokens.start();
    await env.pass(4 * SECOND);
    expect(journal).toEqual([
      "0s attemptFailed 1 ERR_FETCH_FAILED, next in 3s",
      "3s attemptFailed 2 ERR_FETCH_FAILED, next in 3s",
    ]);
  });

  const http = (ms: number): string => new Date(Date.UTC(2026, 0, 1) + ms).toUTCString();
  test.for([
    ["a number of seconds", "120", 120],
    ["an HTTP date", http(120_000), 120],
    ["more than an hour: one hour", "86400", 3_600],
    ["a date of next year: one hour", http(365 * 24 * HOUR), 3_600],
    ["nothing at all: one second", "0", 1],
    ["the past: ignored", http(-120_000), 2.5],
    ["a negative number: ignored", "-5", 2.5],
    ["words: ignored", "soon", 2.5],
    ["emptiness: ignored", "", 2.5],
    ["a number with a unit: ignored", "45s", 2.5],
    ["a local date: ignored", "2026-01-01T00:02:00", 2.5],
  ] as const)("R49 Retry-After says %s", async ([, retryAfter, seconds]) => {
    const { env, source, tokens, journal } = stage({ retry: { retries: 0 } });
    source.mood = { status: 429, retryAfter };
    void tokens.start();
    await env.pass(0);
    expect(journal).toEqual([`0s refreshFailed ERR_FETCH_FAILED retryLater, next in ${String(seconds)}s`]);
    await env.pass(seconds * SECOND - 1);
    expect(source.requests).toHaveLength(1);
    await env.pass(1);
    expect(source.requests).toHaveLength(2);
  });

  test("R49 jitter comes on top of Retry-After: up to a tenth", async () => {
    const { env, source, tokens, journal } = stage({ retry: { retries: 0 }, environment: { random: () => 0.5 } });
    source.mood = { status: 429, retryAfter: "100" };
    void tokens.start();
    await env.pass(0);
    expect(journal).toEqual(["0s refreshFailed ERR_FETCH_FAILED retryLater, next in 105s"]);
  });
});

describe("an endpoint that says no", () => {
  test("R50 invalid_grant: not one request more in the following hour, however often it is asked", async () => {
    const { env, source, tokens, journal } = await started();
    source.mood = { status: 400, error: "invalid_grant" };
    await env.pass(570 * SECOND);
    expect(source.nameOf(await tokens.getToken())).toBe("t1"); // still good for 30 s
    await env.pass(30 * SECOND);
    const errors = new Set<unknown>();
    for (let minute = 0; minute < 60; minute++) {
      for (let i = 0; i < 20; i++) await tokens.getToken().catch((error: unknown) => errors.add(error));
      env.wake();
      env.goOnline();
      await env.pass(MINUTE);
    }
    expect([...errors]).toEqual([tokens.state.error]);
    expect(tokens.state.error).toMatchObject({ code: "ERR_REAUTH_REQUIRED", action: "signIn", status: 400 });
    expect(requestsOf(source)).toEqual(["0s initial", "570s willExpire"]);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "570s refreshFailed ERR_REAUTH_REQUIRED signIn, no retry",
      "600s expired t1",
    ]);
  });

  test.for(["start", "refresh", "setToken"] as const)("R50 R58 %s() is the way out", async (wayOut) => {
    const { env, source, tokens, journal } = stage();
    source.mood = { status: 401 };
    await expect(tokens.getToken()).rejects.toMatchObject({ action: "signIn", status: 401 });
    expect(tokens.state.phase).toBe("halted");
    source.mood = "up";
    await env.pass(HOUR);
    if (wayOut === "setToken") tokens.setToken(source.mint());
    else await tokens[wayOut]();
    const reason = { start: "initial", refresh: "requested", setToken: "app" }[wayOut];
    expect(journal.slice(1)).toEqual([`3600s refreshed t1 (${reason})`]);
    await env.pass(570 * SECOND);
    expect(journal.slice(2)).toEqual(["4170s willExpire t1", "4170s refreshed t2 (willExpire)"]);
  });

  test("R51 an unknown 4xx is believed the third time in a row", async () => {
    const { env, source, tokens, journal } = stage();
    source.mood = { status: 404 };
    void tokens.start();
    await env.pass(3 * SECOND);
    expect(journal).toEqual([
      "0s attemptFailed 1 ERR_FETCH_FAILED, next in 0.5s",
      "0.5s attemptFailed 2 ERR_FETCH_FAILED, next in 1s",
      "1.5s refreshFailed ERR_FETCH_FAILED fixConfig, next in 2.5s",
    ]);
    await env.pass(6 * HOUR);
    expect(journal.at(-1)).toMatch(/ refreshFailed ERR_FETCH_FAILED fixConfig, next in 300s$/); // half of ten minutes
    const before = source.requests.length;
    await env.pass(HOUR);
    expect(source.requests.length - before).toBe(12);
    expect(tokens.state.error).toMatchObject({ status: 404, retryable: false });
  });

  test("R51 two in a row, and something else, begin the count anew", async () => {
    const { env, source, tokens, journal } = stage();
    source.mood = { status: 404 };
    void tokens.start();
    await env.pass(SECOND); // two attempts
    source.mood = "down";
    await env.pass(2 * SECOND); // the third
    source.mood = { status: 404 };
    await env.pass(7 * SECOND); // 3.5, 7.5 and, in the next cycle, 10 s
    expect(journal.map((line) => line.split(",")[0])).toEqual([
      "0s attemptFailed 1 ERR_FETCH_FAILED",
      "0.5s attemptFailed 2 ERR_FETCH_FAILED",
      "1.5s attemptFailed 3 ERR_FETCH_FAILED",
      "3.5s attemptFailed 4 ERR_FETCH_FAILED",
      "7.5s refreshFailed ERR_FETCH_FAILED retryLater",
      "10s refreshFailed ERR_FETCH_FAILED fixConfig",
    ]);
  });

  test("R51 a success begins the count anew, too", async () => {
    const { env, source, tokens } = stage();
    source.mood = { status: 404 };
    void tokens.start();
    await env.pass(SECOND); // two attempts
    source.mood = "up";
    await env.pass(SECOND);
    expect(tokens.state.phase).toBe("holding");
    source.mood = { status: 404 };
    void tokens.refresh();
    await env.pass(10 * SECOND); // two more: the interval since the third attempt has ended at 11.5 s
    expect(source.requests).toHaveLength(5);
    expect(tokens.state.phase).toBe("refreshing");
  });

  test("R52 null means signed out: nothing is fetched until somebody signs in", async () => {
    let calls = 0;
    const { env, tokens, journal } = stage({
      fetchToken: () => {
        calls++;
        return null;
      },
    });
    await expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_REAUTH_REQUIRED", action: "signIn" });
    await env.pass(HOUR);
    expect(calls).toBe(1);
    expect(journal).toEqual(["0s refreshFailed ERR_REAUTH_REQUIRED signIn, no retry"]);
  });
});

describe("an endpoint that does not answer", () => {
  test("R53 a first refresh that hangs for ever is given up after 10 s, again and again", async () => {
    const signals: AbortSignal[] = [];
    const { env, tokens, journal } = stage({
      fetchToken({ signal }) {
        signals.push(signal);
        return new Promise<string>(() => undefined); // deaf to its signal
      },
    });
    const early = tokens.getToken();
    const ends: string[] = [];
    early.catch((error: unknown) => ends.push((error as TokenError).code));
    await env.pass(10 * SECOND - 1);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    expect(ends).toEqual([]);
    await env.pass(1);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(signals[0]!.reason).toMatchObject({ code: "ERR_FETCH_TIMEOUT" });
    expect(ends).toEqual(["ERR_FETCH_TIMEOUT"]); // after the limit, not after the cycle
    await env.pass(50 * SECOND);
    expect(journal).toEqual([
      "10s attemptFailed 1 ERR_FETCH_TIMEOUT, next in 0.5s",
      "20.5s attemptFailed 2 ERR_FETCH_TIMEOUT, next in 1s",
      "31.5s attemptFailed 3 ERR_FETCH_TIMEOUT, next in 2s",
      "43.5s attemptFailed 4 ERR_FETCH_TIMEOUT, next in 4s",
      "57.5s refreshFailed ERR_FETCH_TIMEOUT retryLater, next in 2.5s",
    ]);
  });

  test("R57 a caller's own deadline ends the wait of that caller only", async () => {
    const { env, source, tokens } = stage({ latencyMs: 5 * SECOND });
    const ends: string[] = [];
    tokens
      .getToken({ timeoutMs: 3 * SECOND })
      .catch((error: unknown) => ends.push(`${(error as TokenError).code} ${(error as TokenError).message}`));
    void tokens.getToken({ timeoutMs: 6 * SECOND }).then((value) => ends.push(source.nameOf(value)));
    await env.pass(3 * SECOND);
    expect(ends).toEqual(["ERR_FETCH_TIMEOUT No token came within 3000 ms"]);
    await env.pass(2 * SECOND);
    expect(ends.slice(1)).toEqual(["t1"]);
    expect(env.timers).toBe(1); // the alarm: no deadline is left behind
  });

  /** A manager whose fetcher's calls are answered by hand, and deaf to their signals. */
  const byHand = (options: StageOptions = {}): Stage & { calls: Call[] } => {
    const calls: Call[] = [];
    const made = stage({
      ...options,
      fetchToken({ signal }) {
        const call = { ...deferred<string>(), signal };
        calls.push(call);
        return call.promise;
      },
    });
    return { ...made, calls };
  };

  test("R54 a success after the timeout is adopted, and ends the attempt that followed", async () => {
    const { env, source, tokens, journal, calls } = byHand();
    void tokens.start();
    await env.pass(12 * SECOND);
    calls[0]!.resolve(source.mint());
    await env.pass(MINUTE);
    expect(journal).toEqual(["10s attemptFailed 1 ERR_FETCH_TIMEOUT, next in 0.5s", "12s refreshed t1 (initial)"]);
    expect(calls).toHaveLength(2);
    expect(calls[1]!.signal.aborted).toBe(true);
    await env.pass(570 * SECOND - 72 * SECOND - 1); // its life is counted from the first request
    expect(calls).toHaveLength(2);
    await env.pass(1);
    expect(calls).toHaveLength(3);
  });

  test("R54 a success after the timeout ends a cooldown", async () => {
    const { env, source, tokens, journal, calls } = byHand();
    void tokens.start();
    await env.pass(58 * SECOND); // the fifth attempt has failed at 57.5 s
    expect(tokens.state.phase).toBe("waiting");
    calls[2]!.resolve(source.mint());
    await env.pass(MINUTE);
    expect(journal.slice(4)).toEqual([
      "57.5s refreshFailed ERR_FETCH_TIMEOUT retryLater, next in 2.5s",
      "58s refreshed t1 (initial)",
    ]);
    expect(calls).toHaveLength(5);
  });

  test("R54 a late token that is not fresher is ignored", async () => {
    const { env, source, tokens, journal, calls } = byHand();
    void tokens.start();
    const first = source.mint();
    await env.pass(0);
    calls[0]!.resolve(first);
    await env.pass(571 * SECOND);
    const early = source.mint();
    await env.pass(11 * SECOND); // 582 s: attempt 2 has been in the air since 580.5 s
    calls[1]!.resolve(first); // a cache, and late
    await env.pass(SECOND);
    expect(source.nameOf(tokens.peek()!.value)).toBe("t1");
    calls[2]!.resolve(source.mint());
    await env.pass(SECOND);
    calls[1]!.resolve(early);
    await env.pass(SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "580s attemptFailed 1 ERR_FETCH_TIMEOUT, next in 0.5s",
      "583s refreshed t3 (willExpire)",
    ]);
  });

  test("R54 a late answer from before the current token is ignored, whatever it says", async () => {
    const { env, source, tokens, journal, calls } = byHand();
    void tokens.start();
    await env.pass(11 * SECOND);
    const old = source.mint();
    await env.pass(SECOND);
    calls[1]!.resolve(source.mint());
    await env.pass(SECOND);
    calls[0]!.resolve(old);
    await env.pass(SECOND);
    expect(journal.slice(1)).toEqual(["12s refreshed t2 (initial)"]);
  });

  test("R54 a late rejection stays silent", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    try {
      const { env, source, tokens, journal, calls } = byHand();
      void tokens.start();
      await env.pass(12 * SECOND);
      calls[0]!.reject(new Error("too late"));
      await env.pass(SECOND);
      calls[1]!.resolve(source.mint());
      await env.pass(SECOND);
      tokens.dispose();
      await env.pass(0);
      expect(journal).toEqual(["10s attemptFailed 1 ERR_FETCH_TIMEOUT, next in 0.5s", "13s refreshed t1 (initial)"]);
      expect(unhandled).toEqual([]);
    } finally {
      process.off("unhandledRejection", note);
    }
  });

  test("R55 by default an attempt does not wait for the one that timed out", async () => {
    const { env, tokens, calls } = byHand();
    void tokens.start();
    await env.pass(21.5 * SECOND);
    expect(calls).toHaveLength(3);
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
  });

  test("R55 with overlap 'never' the next attempts wait for the call that timed out, across cycles", async () => {
    const { env, source, tokens, journal, calls } = byHand({ overlap: "never" });
    void tokens.start();
    await env.pass(62 * SECOND); // the second cycle began at 60 s
    expect(calls).toHaveLength(1);
    expect(calls[0]!.signal.aborted).toBe(false); // an abort would lose the next refresh token
    calls[0]!.resolve(source.mint());
    await env.pass(508 * SECOND);
    expect(journal.slice(4)).toEqual([
      "57.5s refreshFailed ERR_FETCH_TIMEOUT retryLater, next in 2.5s",
      "62s refreshed t1 (initial)",
      "570s willExpire t1", // counted from the beginning of its request
    ]);
    expect(calls).toHaveLength(2);
  });

  test.for([
    { departure: "stop", isAborted: false },
    { departure: "clear", isAborted: false },
    { departure: "dispose", isAborted: true },
  ] as const)(
    "R55 R75 R133 $departure() aborts the call that timed out with overlap 'never': $isAborted",
    async ({ departure, isAborted }) => {
      const { env, tokens, calls } = byHand({ overlap: "never" });
      void tokens.start();
      await env.pass(59 * SECOND); // its cycle has failed
      expect(tokens.state.phase).toBe("waiting");
      tokens[departure]();
      expect(calls[0]!.signal.aborted).toBe(isAborted); // an abort would lose the successor of a rotating credential
    },
  );

  test("R34 R55 with overlap 'never' a call from before an invalidation is waited for, and its answer dropped", async () => {
    const { env, source, tokens, journal, calls } = byHand({ overlap: "never", willExpireLeadMs: 5 * MINUTE });
    void tokens.start();
    await env.pass(0);
    calls[0]!.resolve(source.mint());
    await env.pass(300 * SECOND + 58 * SECOND); // the cycle of 300 s has failed at 357.5 s
    tokens.invalidate(tokens.peek()!.value);
    await env.pass(3 * SECOND); // the next one began at 360 s
    expect(calls).toHaveLength(2);
    calls[1]!.resolve(source.mint());
    await env.pass(SECOND);
    expect(tokens.peek()).toBeUndefined();
    expect(calls).toHaveLength(3);
    calls[2]!.resolve(source.mint());
    await env.pass(0);
    expect(journal.at(-1)).toBe("362s refreshed t3 (retry)");
  });
});

describe("beginning again", () => {
  test("R58 start() twice is one start", async () => {
    const { env, source, tokens } = stage({ latencyMs: SECOND });
    const [first, second] = [tokens.start(), tokens.start()];
    await env.pass(SECOND);
    expect(await first).toBe(await second);
    expect(await tokens.start()).toBe(await first);
    expect(requestsOf(source)).toEqual(["0s initial"]);
  });

  test("R58 start() after stop() goes on with the token in hand", async () => {
    const { env, source, tokens, journal } = await started();
    await env.pass(100 * SECOND);
    tokens.stop();
    expect(source.nameOf(await tokens.getToken())).toBe("t1");
    await env.pass(100 * SECOND);
    void tokens.start();
    await env.pass(370 * SECOND);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "570s willExpire t1", "570s refreshed t2 (willExpire)"]);
  });

  test("R58 start() after stop(), when the token has died meanwhile, fetches at once", async () => {
    const { env, source, tokens, journal } = await started();
    tokens.stop();
    await env.pass(HOUR);
    expect(env.timers).toBe(0);
    await expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_STOPPED" });
    await tokens.start();
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "3600s expired t1 3000s late",
      "3600s refreshed t2 (expired)",
    ]);
    expect(source.requests).toHaveLength(2);
  });
});
