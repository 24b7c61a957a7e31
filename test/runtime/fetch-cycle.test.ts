/**
 * One refresh cycle: what the fetcher is told, what it may return, what becomes of what it throws.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { TokenError, type TokenRequest } from "../../src/index.ts";
import { virtualEnvironment } from "../../src/testing.ts";
import { requestsOf } from "../support/journal.ts";
import { MINUTE, SECOND, stage } from "../support/stage.ts";

const BEGINNING = Date.UTC(2026, 0, 1);

describe("what the fetcher is told", () => {
  test("the reason, the attempt, when the token in hand expires, and never the token", async () => {
    const told: Omit<TokenRequest, "signal">[] = [];
    const { env, source, tokens } = stage({
      fetchToken({ signal, ...rest }) {
        expect(signal).toBeInstanceOf(AbortSignal);
        told.push(rest);
        return source.fetchToken({ signal, ...rest });
      },
    });
    void tokens.start();
    await env.pass(570 * SECOND - 1);
    source.mood = "down";
    await env.pass(10 * SECOND + 1);
    const expiresAt = BEGINNING + 600 * SECOND;
    expect(told).toStrictEqual([
      { reason: "initial", attempt: 1 },
      { reason: "willExpire", attempt: 1, expiresAt },
      { reason: "willExpire", attempt: 2, expiresAt },
      { reason: "willExpire", attempt: 3, expiresAt },
      { reason: "willExpire", attempt: 4, expiresAt },
      { reason: "willExpire", attempt: 5, expiresAt },
      { reason: "retry", attempt: 1, expiresAt },
    ]);
  });

  test.for([
    ["initial", "nobody asked before", 0],
    ["expired", "a caller who finds it dead", 600],
    ["requested", "refresh()", 100],
    ["rejected", "invalidate()", 100],
    ["wake", "somebody who comes back to a dead token", 600],
  ] as const)("the reason %s: %s", async ([reason, , sleptSeconds]) => {
    const { env, source, tokens } = stage();
    void tokens.start();
    await env.pass(0);
    env.sleep(sleptSeconds * SECOND);
    if (reason === "expired") await tokens.getToken();
    if (reason === "requested") await tokens.refresh();
    if (reason === "rejected") tokens.invalidate(tokens.peek()!.value);
    if (reason === "wake") env.wake();
    await env.pass(100);
    expect(source.requests.at(-1)?.reason).toBe(reason);
  });
});

describe("what the fetcher may return", () => {
  const WRONG: Record<string, unknown> = {
    undefined,
    nothing: "",
    blanks: "  ",
    "the word null": "null",
    "the word undefined": "undefined",
    "a number": 42,
    "an empty object": {},
    "a list": [],
    "a page": "<html>",
    "too much": "a".repeat(200_000),
    "a token of a wrong type": { token: 1 },
    "a wrong date": { token: "abc", expiresAt: "soon" },
    "a wrong duration": { access_token: "abc", expires_in: -1 },
  };

  test.for(Object.keys(WRONG))("R56 %s is a failed attempt, and the token in hand is kept", async (name) => {
    let isWrong = false;
    const { env, source, tokens, journal } = stage({
      retry: { retries: 1 },
      fetchToken: (request) => (isWrong ? (WRONG[name] as string) : source.fetchToken(request)),
    });
    void tokens.start();
    await env.pass(0);
    isWrong = true;
    await env.pass(571 * SECOND);
    expect(source.nameOf(await tokens.getToken())).toBe("t1");
    isWrong = false;
    await env.pass(10 * SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "570s refreshFailed ERR_TOKEN_UNUSABLE fixConfig, next in 2.5s",
      "572.5s refreshed t2 (retry)",
    ]);
  });

  test("R10 on a clock with fractions every instant that is told is a whole ms", async () => {
    const told: unknown[] = [];
    const env = virtualEnvironment();
    const { tokens } = stage({
      env,
      environment: { now: () => env.now() + 0.123, monotonicNow: () => env.monotonicNow() + 0.456 },
      fetchToken: () =>
        new Promise((resolve) => env.setTimer(() => resolve({ token: "abc", expiresIn: 60.123456 }), 7)),
    });
    for (const name of ["refreshed", "stateChange", "willExpire"] as const)
      tokens.on(name, (event) => void told.push(JSON.stringify(event)));
    void tokens.start();
    await env.pass(MINUTE);
    tokens.setToken({ token: "abcd", expiresIn: 60.9 });
    told.push(JSON.stringify(tokens.state), JSON.stringify([tokens.peek()?.receivedAt, tokens.peek()?.expiresAt]));
    expect(told.join()).toMatch(/\d{13}/);
    expect(told.join()).not.toMatch(/\d{13}\.\d/);
  });

  test("R56 no promise is needed", async () => {
    const { tokens } = stage({ fetchToken: () => "abc" });
    expect(await tokens.getToken()).toBe("abc");
  });

  test("R56 a thenable of another library will do", async () => {
    const thenable = {
      then(resolve: (value: string) => void) {
        resolve("abc");
      },
    };
    const { tokens } = stage({ fetchToken: () => thenable as unknown as Promise<string> });
    expect(await tokens.getToken()).toBe("abc");
  });

  test("R56 a fetcher that throws at once fails like one that rejects", async () => {
    const { env, tokens, journal } = stage({
      fetchToken() {
        throw new Error("no connection");
      },
    });
    const call = expect(tokens.getToken()).rejects.toMatchObject({ message: "fetchToken failed: no connection" });
    await env.pass(8 * SECOND);
    await call;
    expect(journal).toHaveLength(5);
  });

  test("R56 an error whose fields throw is an unknown error", async () => {
    const { env, tokens } = stage({
      fetchToken: () =>
        Promise.reject(
          new Proxy(new Error(), {
            get() {
              throw new Error("do not look");
            },
          }),
        ),
    });
    const call = expect(tokens.getToken()).rejects.toMatchObject({
      message: "fetchToken failed: an error that cannot be read",
    });
    await env.pass(8 * SECOND);
    await call;
  });

  test("R8 R56 another token that expires at the same time is no progress either", async () => {
    const { env, source, tokens, journal } = stage({ retry: { retries: 0 }, fetchToken: () => minted.shift()! });
    const minted = [source.mint(), source.mint(), source.mint({ lifetimeMs: 601 * SECOND })];
    void tokens.start();
    await env.pass(573 * SECOND);
    expect(journal.slice(1)).toEqual([
      "570s willExpire t1",
      "570s refreshFailed ERR_NO_PROGRESS fixConfig, next in 2.5s",
      "572.5s refreshed t3 (retry)",
      "572.501s willExpire t3",
    ]);
  });

  test("R8 R56 a token that does not outlive the one in hand is a failed attempt, not a renewal", async () => {
    let cached: string | undefined;
    const { env, source, tokens, journal } = stage({
      retry: { retries: 0 },
      fetchToken: () => (cached ??= source.mint()),
    });
    void tokens.start();
    await env.pass(598 * SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "570s refreshFailed ERR_NO_PROGRESS fixConfig, next in 2.5s",
      "572.5s refreshFailed ERR_NO_PROGRESS fixConfig, next in 5s",
      "577.5s refreshFailed ERR_NO_PROGRESS fixConfig, next in 10s",
      "587.5s refreshFailed ERR_NO_PROGRESS fixConfig, next in 20s",
    ]);
  });
});

describe("what the fetcher throws", () => {
  test("is told without the tokens in it: the one in hand, and those that were refused", async () => {
    const said: string[] = [];
    const kept: string[] = [];
    const { env, tokens } = stage({
      retry: { retries: 0 },
      fetchToken() {
        if (kept.length === 2) throw new Error(`no luck with ${kept.join(" and ")}`);
        kept.push(["orange-elephant", "velvet-mountain"][kept.length]!); // nothing tells these from words
        return { token: kept.at(-1)!, expiresIn: 600 + kept.length };
      },
    });
    tokens.on("refreshFailed", ({ error }) => said.push(error.message));
    const first = await tokens.start();
    tokens.invalidate(first.value);
    await env.pass(MINUTE);
    void tokens.refresh();
    await env.pass(0);
    expect(tokens.peek()?.value).toBe(kept[1]);
    expect(said).toEqual([expect.stringMatching(/^fetchToken failed: no luck with /)]);
    for (const value of kept) expect(said[0]).not.toContain(value);
  });

  test("R52 R124 a TokenError of its own decides: not retried in the cycle, and seldom after it", async () => {
    const { env, tokens, journal } = stage({
      fetchToken() {
        throw new TokenError({ code: "ERR_FETCH_FAILED", message: "no plan", action: "fixConfig", remedy: "Buy one." });
      },
    });
    await expect(tokens.getToken()).rejects.toMatchObject({ message: "no plan", remedy: "Buy one." });
    await env.pass(MINUTE);
    expect(journal.map((line) => line.split(" refreshFailed")[0])).toEqual(["0s", "2.5s", "7.5s", "17.5s", "37.5s"]);
  });

  test.for([
    [true, "attemptFailed 1 ERR_FETCH_FAILED, next in 0.5s"],
    [false, "refreshFailed ERR_REAUTH_REQUIRED signIn, no retry"],
  ] as const)("R52 the flag retryable: %s", async ([retryable, line]) => {
    const { env, tokens, journal } = stage({
      fetchToken: () => Promise.reject(Object.assign(new Error("no"), { retryable })),
    });
    void tokens.start();
    await env.pass(0);
    expect(journal).toEqual([`0s ${line}`]);
  });

  test("R51 classifyError has the last word", async () => {
    const seen: unknown[] = [];
    const { env, source, tokens, journal } = stage({
      classifyError(error) {
        seen.push((error as { status: number }).status);
        return "terminal";
      },
    });
    source.mood = { status: 503 };
    void tokens.start();
    await env.pass(MINUTE);
    expect(seen).toEqual([503]);
    expect(journal).toEqual(["0s refreshFailed ERR_REAUTH_REQUIRED signIn, no retry"]);
  });

  test.for([
    ["says null", () => null as never],
    [
      "throws",
      () => {
        throw new Error("a bug of its own");
      },
    ],
  ] as const)("R51 R36 a classifyError that %s does not stop the manager", async ([, classifyError]) => {
    const { env, source, tokens, journal } = stage({ classifyError, retry: { retries: 0 } });
    source.mood = "down";
    void tokens.start();
    await env.pass(SECOND);
    source.mood = "up";
    await env.pass(10 * SECOND);
    expect(journal).toEqual([
      "0s refreshFailed ERR_FETCH_FAILED retryLater, next in 2.5s",
      "2.5s refreshed t1 (retry)",
    ]);
  });

  test("R31 offline, one attempt a cycle: none is burned", async () => {
    const { env, source, tokens, journal } = stage({ retry: { retries: 1 } });
    source.mood = "down";
    env.goOffline();
    void tokens.start();
    await env.pass(3 * MINUTE);
    expect(requestsOf(source)).toEqual(
      [0, 2.5, 7.5, 17.5, 37.5, 67.5, 97.5, 127.5, 157.5].map((at) => (at ? `${at}s retry` : "0s initial")),
    );
    env.goOnline();
    await env.pass(SECOND);
    expect(requestsOf(source).slice(9)).toEqual(["180.1s retry", "180.6s retry 2"]);
    // Without a token they count as other failures do: this is the longest cooldown.
    expect(journal.at(-1)).toBe("180.6s refreshFailed ERR_FETCH_FAILED retryLater, next in 30s");
  });
});
