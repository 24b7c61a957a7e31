/**
 * Answers that are as old as what is in hand: caches and back ends that keep tokens, beside a clock that is right.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { TokenError } from "../../src/errors.ts";
import { HOUR, MINUTE, SECOND, stage } from "../support/stage.ts";

describe("R375 a token that is not newer than the one in hand is no evidence of a wrong clock", () => {
  test("an earlier token that a cache brings back replaces none that lives", async () => {
    let isCached = false;
    const values: string[] = [];
    const on = stage({
      fetchToken: (request) => {
        if (isCached) return values[0]!;
        const value = on.source.fetchToken(request);
        return value.then((token) => (values.push(token), token));
      },
    });
    await on.tokens.start();
    await on.env.pass(600 * SECOND);
    isCached = true;
    await on.env.pass(569 * SECOND); // the second one ends at 1170 s
    expect(on.source.nameOf(on.tokens.peek()!.value)).toBe("t2");
    await on.env.pass(60 * SECOND);
    expect(on.tokens.peek()).toBeUndefined();
    expect(on.journal.filter((line) => /clockSkew|refreshed/.test(line))).toEqual([
      "0s refreshed t1 (initial)",
      "570s refreshed t2 (willExpire)",
    ]);
    isCached = false;
    await on.env.pass(60 * SECOND);
    expect(on.source.accepts(on.tokens.peek()!.value)).toBe(true);
  });

  test.each([
    ["that stands alone", {}],
    ["beside a life that a cache repeats", { expires_in: 600 }],
  ])("nor is the same one, once it has ended, %s", async (_, beside) => {
    let value: string | undefined;
    const on = stage({
      fetchToken: () => ({ access_token: (value ??= on.source.mint()), ...beside }),
    });
    await on.tokens.start();
    await on.env.pass(HOUR);
    expect(on.tokens.peek()).toBeUndefined();
    expect(on.journal.filter((line) => line.includes("refreshed"))).toHaveLength(1);
    expect(on.tokens.state.error?.code).toBe("ERR_NO_PROGRESS");
  });

  test("nor is an earlier one that has ended, where the newer one was refused", async () => {
    let isCached = false;
    const values: string[] = [];
    const on = stage({
      fetchToken: () => {
        if (!isCached) values.push(on.source.mint());
        return isCached ? values[0]! : values.at(-1)!;
      },
    });
    await on.tokens.start();
    await on.env.pass(700 * SECOND);
    isCached = true;
    on.tokens.invalidate(values.at(-1)!);
    await on.env.pass(60 * SECOND);
    expect(on.tokens.peek()).toBeUndefined();
    expect(on.tokens.state.error?.code).toBe("ERR_TOKEN_UNUSABLE");
    expect(on.journal.filter((line) => /clockSkew/.test(line))).toEqual([]);
  });

  test.each([
    ["that stands alone", {}],
    ["beside a life that a cache repeats", { expires_in: 600 }],
  ])("nor is an earlier one after a sign-out, %s", async (_, beside) => {
    let isCached = false;
    const values: string[] = [];
    const on = stage({
      fetchToken: () => {
        if (!isCached) values.push(on.source.mint());
        return { access_token: isCached ? values[0]! : values.at(-1)!, ...beside };
      },
    });
    await on.tokens.start();
    await on.env.pass(3 * HOUR);
    isCached = true;
    on.tokens.clear();
    const started = on.tokens.start().catch((error: unknown) => (error as TokenError).code);
    await on.env.pass(MINUTE);
    expect([await started, on.tokens.peek()]).toEqual(["ERR_TOKEN_UNUSABLE", undefined]);
    expect(on.journal.filter((line) => /clockSkew/.test(line))).toEqual([]);
    isCached = false;
    await on.env.pass(MINUTE);
    expect(on.source.accepts(on.tokens.peek()!.value)).toBe(true);
  });

  test("the newest one that comes again after a sign-out is taken, also by a clock that is ahead", async () => {
    let value: string | undefined;
    const on = stage({ fetchToken: () => (value ??= on.source.mint()) });
    on.env.setClock(HOUR);
    await on.tokens.start();
    await on.env.pass(MINUTE);
    on.tokens.clear();
    void on.tokens.start().catch(() => undefined);
    await on.env.pass(MINUTE);
    expect(on.source.accepts(on.tokens.peek()!.value)).toBe(true);
  });

  test.each([10 * SECOND, 9 * MINUTE, 11 * MINUTE, HOUR])(
    "R541 the newest one that comes again %i ms after a sign-out lives no longer for it, with a clock that is right or wrong",
    async (laterMs) => {
      for (const aheadMs of [0, HOUR, -5 * MINUTE, -HOUR]) {
        let value: string | undefined;
        const on = stage({ fetchToken: () => (value ??= on.source.mint()), autoRefresh: false });
        on.env.setClock(aheadMs);
        await on.tokens.start();
        on.tokens.clear();
        await on.env.pass(laterMs);
        void on.tokens.start().catch(() => undefined);
        for (let passedMs = 0; passedMs < 20 * MINUTE; passedMs += 30 * SECOND) {
          await on.env.pass(30 * SECOND);
          const held = on.tokens.peek();
          if (held) expect(on.source.accepts(held.value)).toBe(true);
        }
        if (laterMs === 10 * SECOND)
          expect(on.journal.filter((line) => /started|refreshed/.test(line))).not.toEqual([]);
      }
    },
  );

  test("R541 nor does one that a cache had had for some time before it came first", async () => {
    const on = stage({ fetchToken: () => value, autoRefresh: false });
    const value = on.source.mint();
    await on.env.pass(4 * MINUTE);
    await on.tokens.start();
    on.tokens.clear();
    await on.env.pass(7 * MINUTE);
    const started = on.tokens.start().catch((error: unknown) => (error as TokenError).code);
    await on.env.pass(MINUTE);
    expect([await started, on.tokens.peek()]).toEqual(["ERR_TOKEN_UNUSABLE", undefined]);
  });

  test("R541 nor is one that is older than the one that was signed out", async () => {
    const values: string[] = [];
    const on = stage({ fetchToken: () => (values.length > 1 ? values[0]! : values.at(-1)!), autoRefresh: false });
    values.push(on.source.mint());
    await on.env.pass(MINUTE);
    const [old] = values.splice(0, 1, on.source.mint());
    await on.tokens.start();
    on.tokens.clear();
    await on.env.pass(HOUR);
    values.splice(0, 1, old!, old!);
    const started = on.tokens.start().catch((error: unknown) => (error as TokenError).code);
    await on.env.pass(MINUTE);
    expect([await started, on.tokens.peek()]).toEqual(["ERR_TOKEN_UNUSABLE", undefined]);
  });

  test("but a newer one that is dead on arrival is", async () => {
    const on = stage({ autoRefresh: false });
    on.env.setClock(3 * HOUR);
    await on.tokens.start();
    await on.env.pass(300 * SECOND);
    await on.tokens.refresh();
    expect(on.source.accepts(on.tokens.peek()!.value)).toBe(true);
  });
});

describe("R513 the very same token lends no life to a clock that is behind", () => {
  test.each<[string, (endsAt: number) => object]>([
    ["expires_in", () => ({ expires_in: 599 })],
    ["expiresAt", (endsAt) => ({ expiresAt: endsAt - SECOND })],
  ])("a JWT beside %s, where no answer tells the time", async (_, beside) => {
    const on = stage({ fetchToken: () => answer, retry: { retries: 0 } });
    on.env.setClock(-HOUR);
    const answer = { token: on.source.mint(), ...beside(on.env.trueNow() + 10 * MINUTE) };
    await on.tokens.start();
    await on.env.pass(20 * MINUTE);
    expect(on.journal.filter((line) => line.includes("refreshed"))).toEqual(["0s refreshed t1 (initial)"]);
    expect(on.tokens.peek()).toBeUndefined();
    expect(on.tokens.state.error?.code).toBe("ERR_NO_PROGRESS");
  });
});

test("R376 a short Retry-After that is said again and again makes an outage no busier", async () => {
  const on = stage();
  on.source.mood = { status: 503, retryAfter: "1" };
  void on.tokens.start();
  await on.env.pass(600 * SECOND);
  expect(on.source.requests).toHaveLength(27);
  expect(on.journal.find((line) => line.includes("refreshFailed"))).toMatch(/next in 1s$/);

  const limited = stage();
  limited.source.mood = { status: 429, retryAfter: "20" };
  void limited.tokens.start();
  await limited.env.pass(600 * SECOND);
  expect(limited.journal.filter((line) => /refreshFailed/.test(line) && !/ next in 2\ds$/.test(line))).toEqual([]);
});
