/**
 * Many callers, one fetch; and answers that come when nobody wants them any more.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TokenRequest } from "../../src/index.ts";
import { requestsOf } from "../support/journal.ts";
import { type Deferred, deferred } from "../support/deferred.ts";
import { MINUTE, SECOND, stage, started } from "../support/stage.ts";

describe("one fetch for all", () => {
  test("R33 any number of callers without a token share one fetch and its answer", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 9_000 }),
        async (count, latencyMs) => {
          const { env, source, tokens } = stage({ latencyMs });
          const calls = Promise.all(Array.from({ length: count }, () => tokens.getToken()));
          await env.pass(latencyMs);
          const values = await calls;
          expect(values).toHaveLength(count);
          expect([...new Set(values)].map(source.nameOf)).toEqual(["t1"]);
          expect(requestsOf(source)).toEqual(["0s initial"]);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("R33 1,000 callers on a token that expired in the machine's sleep cause one fetch", async () => {
    const { env, source, tokens, journal } = stage({ latencyMs: SECOND });
    void tokens.start();
    await env.pass(2 * SECOND);
    env.sleep(20 * MINUTE);
    const calls = Promise.all(Array.from({ length: 1_000 }, () => tokens.getToken()));
    await env.pass(SECOND);
    expect(new Set(await calls)).toEqual(new Set([tokens.peek()?.value]));
    expect(journal).toEqual([
      "1s refreshed t1 (initial)",
      "1202s expired t1 602s late", // asked for at 0 s, good until 600 s
      "1203s refreshed t2 (expired)",
    ]);
    expect(requestsOf(source)).toEqual(["0s initial", "1202s expired"]);
  });

  test("R37 all who wait for a fetch that fails get the one error of the one attempt", async () => {
    const { env, source, tokens } = stage({ retry: { retries: 0 }, latencyMs: SECOND });
    source.mood = "down";
    const calls = Promise.allSettled(Array.from({ length: 50 }, () => tokens.getToken()));
    await env.pass(SECOND);
    const errors = (await calls).map((call) => (call.status === "rejected" ? (call.reason as unknown) : call.value));
    expect(new Set(errors).size).toBe(1);
    expect(errors[0]).toMatchObject({ code: "ERR_FETCH_FAILED", action: "retryLater", retryable: true });
    expect(requestsOf(source)).toEqual(["0s initial"]);
  });

  test("R35 a caller's abort ends the wait of that caller only", async () => {
    const signals: AbortSignal[] = [];
    const calls: Deferred<string>[] = [];
    const { env, source, tokens } = stage({
      fetchToken({ signal }) {
        const call = deferred<string>();
        calls.push(call);
        signals.push(signal);
        return call.promise;
      },
    });
    const caller = new AbortController();
    const reason = new Error("the dialog was closed");
    const ends: string[] = [];
    const note = (name: string, promise: Promise<string>): Promise<void> =>
      promise.then(
        (value) => void ends.push(`${name} ${source.nameOf(value)}`),
        (error: unknown) => void ends.push(`${name} ${error === reason ? "own reason" : String(error)}`),
      );
    void note("a", tokens.getToken({ signal: caller.signal }));
    void note("b", tokens.getToken());
    await env.pass(2 * SECOND);
    caller.abort(reason);
    await env.pass(0);
    expect(ends).toEqual(["a own reason"]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    calls[0]!.resolve(source.mint());
    await env.pass(0);
    expect(ends).toEqual(["a own reason", "b t1"]);
    expect(calls).toHaveLength(1);
  });

  test("R35 a signal that is aborted already rejects at once and starts nothing", async () => {
    const { env, source, tokens } = stage();
    const reason = new Error("too late");
    await expect(tokens.getToken({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await env.pass(MINUTE);
    expect(requestsOf(source)).toEqual([]);
    expect(tokens.state.phase).toBe("idle");
  });

  const misdeeds: readonly (readonly [name: string, endsAfterMs: number, misbehave: () => Promise<string>])[] = [
    ["rejects", 0, () => Promise.reject(new Error("no"))],
    [
      "throws at once",
      0,
      () => {
        throw new Error("no");
      },
    ],
    ["hangs", 10 * SECOND, () => new Promise(() => undefined)],
  ];
  test.for(misdeeds)(
    "R36 a fetch that %s leaves nothing in the way of the next one",
    async ([, endsAfterMs, misbehave]) => {
      let isBroken = true;
      const { env, source, tokens, journal } = stage({
        retry: { retries: 0 },
        fetchToken: (request) => (isBroken ? misbehave() : source.fetchToken(request)),
      });
      const first = expect(tokens.getToken()).rejects.toMatchObject({ action: "retryLater" });
      await env.pass(endsAfterMs);
      await first;
      isBroken = false;
      await env.pass(2.5 * SECOND); // half of the shortest cooldown of 5 s
      expect(source.nameOf(await tokens.getToken())).toBe("t1");
      expect(journal.at(-1)).toBe(`${String(endsAfterMs / 1000 + 2.5)}s refreshed t1 (retry)`);
    },
  );
});

test("with overlap never an attempt that begins while an earlier request is in the air shares that one's end", async () => {
  const { env, source, tokens, journal } = stage({ overlap: "never", latencyMs: 12 * SECOND });
  source.mood = { status: 503 };
  void tokens.start();
  await env.pass(12 * SECOND);
  source.mood = "up";
  await env.pass(13.5 * SECOND);
  expect(journal).toEqual([
    "10s attemptFailed 1 ERR_FETCH_TIMEOUT, next in 0.5s",
    "12s attemptFailed 2 ERR_FETCH_FAILED, next in 1s",
    "23s attemptFailed 3 ERR_FETCH_TIMEOUT, next in 2s",
    "25s refreshed t1 (initial)",
  ]);
  expect(requestsOf(source)).toEqual(["0s initial", "13s initial 3"]);
});

test("a request that was given up while it waited for deaf ones to end is not sent", async () => {
  const calls: Deferred<string>[] = [];
  const fetchToken = (): Promise<string> => {
    calls.push(deferred<string>());
    return calls.at(-1)!.promise;
  };
  const { env, source, tokens } = stage({ fetchToken });
  for (let time = 0; time < 3; time++) {
    void tokens.start();
    await env.pass(SECOND);
    tokens.stop(); // which these calls do not heed: two of them are in the air, and the third waits
  }
  expect(calls).toHaveLength(2);
  calls.forEach((call) => call.resolve(source.mint()));
  await env.pass(MINUTE);
  expect(calls).toHaveLength(2);
});

describe("a fetch that began before", () => {
  test("R34 an invalidation during a fetch discards its answer, and exactly one more fetch follows", async () => {
    const { env, source, tokens, journal } = stage({ latencyMs: 2 * SECOND });
    void tokens.start();
    await env.pass(570 * SECOND + 1 * SECOND); // t1 was asked for at 0 s: fetching t2 since 570 s
    tokens.invalidate(tokens.peek()!.value);
    const calls = Promise.all([tokens.getToken({ forceRefresh: true }), tokens.getToken()]);
    await env.pass(3 * SECOND);
    expect((await calls).map(source.nameOf)).toEqual(["t3", "t3"]);
    expect(journal).toEqual([
      "2s refreshed t1 (initial)",
      "570s willExpire t1",
      "574s refreshed t3 (rejected)", // t2 came at 572 s, and was minted too early
    ]);
    expect(requestsOf(source)).toEqual(["0s initial", "570s willExpire", "572s rejected"]);
  });

  test("R34 R47 R129 its failure counts like any other: the server's state is news, whoever asked", async () => {
    const { env, source, tokens, journal } = await started({ retry: { retries: 0 } });
    await env.pass(20 * SECOND);
    Object.assign(source, { latencyMs: 2 * SECOND, mood: "down" });
    void tokens.refresh();
    tokens.invalidate(tokens.peek()!.value);
    await env.pass(SECOND);
    source.latencyMs = 0;
    await env.pass(SECOND);
    await env.pass(2.5 * SECOND);
    expect(requestsOf(source)).toEqual(["0s initial", "20s requested", "24.5s retry"]);
    expect(journal.slice(1)).toEqual([
      "22s refreshFailed ERR_FETCH_FAILED retryLater, next in 2.5s",
      "24.5s refreshFailed ERR_FETCH_FAILED retryLater, next in 5s",
    ]);
  });

  test("R34 R130 refresh() joins the fetch that an invalidation has started; a forced call gets one of its own", async () => {
    const { env, source, tokens } = stage({ latencyMs: 2 * SECOND });
    void tokens.start();
    await env.pass(100 * SECOND);
    tokens.invalidate(tokens.peek()!.value);
    await env.pass(SECOND);
    const calls = Promise.all([tokens.getToken({ forceRefresh: true }), tokens.refresh().then(({ value }) => value)]);
    await env.pass(11 * SECOND);
    expect((await calls).map(source.nameOf)).toEqual(["t3", "t2"]);
    expect(requestsOf(source)).toEqual(["0s initial", "100s rejected", "110s requested"]);
  });

  test("R34 whenever the invalidation comes, no answer from before it is adopted", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9_000 }), // latency
        fc.integer({ min: -15_000, max: 15_000 }), // of the invalidation, from the start of the refresh
        async (latencyMs, offsetMs) => {
          const { env, source, tokens } = stage({ latencyMs });
          void tokens.start();
          const refreshAtMs = Math.floor(latencyMs / 1000) * 1000 + 570 * SECOND; // `iat` has whole seconds
          await env.pass(refreshAtMs + offsetMs);
          const refused = tokens.peek()!.value;
          const before = source.requests.length;
          tokens.invalidate(refused);
          const call = tokens.getToken({ forceRefresh: true });
          await env.pass(30 * SECOND);
          expect(await call).not.toBe(refused);
          expect(source.requests.length - before).toBe(1);
          expect(source.nameOf(await call)).toBe(`t${String(before + 1)}`); // the answer to the last request
        },
      ),
      { numRuns: 50 },
    );
  });

  const departures = ["setToken", "clear", "stop", "dispose"] as const;

  test("R38 an answer from before a user switch, a stop or a new token is dropped, in whatever order they come", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...departures),
        fc.boolean(),
        fc.boolean(),
        async (departure, isOldFirst, isDeaf) => {
          const calls: Deferred<string>[] = [];
          const signals: AbortSignal[] = [];
          const { env, source, tokens, journal } = stage({
            fetchToken({ signal }: TokenRequest) {
              const call = deferred<string>();
              calls.push(call);
              signals.push(signal);
              if (!isDeaf) signal.addEventListener("abort", () => call.reject(signal.reason));
              return call.promise;
            },
          });
          void tokens.start();
          await env.pass(SECOND);
          const old = source.mint({ lifetimeMs: 60 * MINUTE });
          if (departure === "setToken") tokens.setToken(source.mint());
          else tokens[departure]();
          expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
          const again = tokens.refresh();
          again.catch(() => undefined); // after stop and dispose
          if (departure === "stop") void tokens.start();
          await env.pass(SECOND);
          const isOver = departure === "dispose";
          expect(calls).toHaveLength(isOver ? 1 : 2);

          const young = isOver ? "" : source.mint({ lifetimeMs: 50 * MINUTE });
          const answers = [() => calls[0]?.resolve(old), () => calls[1]?.resolve(young)];
          for (const answer of isOldFirst ? answers : answers.reverse()) {
            answer();
            await env.pass(0);
          }
          expect(journal.join()).not.toContain(source.nameOf(old));
          expect(tokens.peek()?.value).toBe(isOver ? undefined : young);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("R38 R55 with overlap 'never', the answer to a user who has signed out is not adopted for the next one", async () => {
    const calls: Deferred<string>[] = [];
    const { env, source, tokens, journal } = stage({
      overlap: "never",
      retry: { retries: 0 },
      fetchToken() {
        const call = deferred<string>();
        calls.push(call);
        return call.promise;
      },
    });
    void tokens.start();
    await env.pass(11 * SECOND); // timed out; the call goes on
    expect(tokens.state.phase).toBe("waiting");
    tokens.clear();
    void tokens.start(); // another user
    await env.pass(SECOND);
    const ofTheFirst = source.mint();
    calls[0]!.resolve(ofTheFirst);
    await env.pass(SECOND);
    expect(tokens.peek()).toBeUndefined();
    expect(calls).toHaveLength(2);
    calls[1]!.resolve(source.mint());
    await env.pass(0);
    expect(journal.at(-1)).toBe("13s refreshed t2 (initial)");
  });

  test("R39 a token that is older than the one in hand never replaces it", async () => {
    const ages = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(ages, async (secondsOld) => {
        const { env, source, tokens, journal } = stage({ autoRefresh: false });
        await env.pass(0);
        let youngest = Infinity;
        let expected: string | undefined;
        for (const seconds of secondsOld) {
          const value = source.mint({ ageMs: seconds * SECOND });
          tokens.setToken(value);
          if (seconds < youngest) {
            youngest = seconds;
            expected = value;
          }
          // Of two of the same second, neither is older: the later one to arrive wins.
          else if (seconds === youngest) expected = tokens.peek()!.value;
          expect(tokens.peek()?.value).toBe(expected);
        }
        const isAnyOlder = secondsOld.some((seconds, i) => secondsOld.slice(0, i).some((before) => before < seconds));
        expect(journal.filter((line) => line.endsWith("staleToken"))).toHaveLength(isAnyOlder ? 1 : 0);
      }),
      { numRuns: 50 },
    );
  });

  test("R39 an older token from the fetcher is a failed attempt", async () => {
    let cached: string | undefined;
    const { env, source, tokens, journal } = stage({
      retry: { retries: 0 },
      fetchToken: () => (cached ??= source.mint()),
    });
    void tokens.start();
    await env.pass(0);
    cached = source.mint({ ageMs: 20 * SECOND }); // good until 580 s, not 600 s
    await env.pass(570 * SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "570s refreshFailed ERR_NO_PROGRESS fixConfig, next in 2.5s",
    ]);
    expect(source.nameOf(tokens.peek()!.value)).toBe("t1");
  });
});
