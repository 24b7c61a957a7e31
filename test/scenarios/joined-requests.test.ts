/**
 * `overlap: "never"`: a cycle joins the request of an earlier one, so what it is answered with was asked for before it.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { MINUTE, SECOND, stage, type Stage } from "../support/stage.ts";

/** A token of ten minutes; the request for the next one hangs until `answer`. */
async function joined(): Promise<Stage & { answer: () => void; calls: () => number }> {
  let calls = 0;
  let answer = (): void => undefined;
  const on = stage({
    overlap: "never",
    fetchToken: async (request) => {
      calls++;
      if (calls === 2) await new Promise<void>((resolve) => (answer = resolve));
      return on.source.fetchToken(request);
    },
  });
  await on.tokens.start();
  await on.env.pass(571 * SECOND);
  on.tokens.stop();
  void on.tokens.start();
  await on.env.pass(0);
  return {
    ...on,
    answer: () => {
      answer();
    },
    calls: () => calls,
  };
}

/** What a promise has become so far. */
function valueOf(promise: Promise<unknown>): { value?: unknown } {
  const seen: { value?: unknown } = {};
  void promise.then((value) => (seen.value = value));
  return seen;
}

describe("R420 a cycle that has joined the request of an earlier one", () => {
  test("begins anew where the token in hand was refused after that request had been sent", async () => {
    const { env, tokens, journal, answer, calls } = await joined();
    tokens.invalidate(tokens.peek()!.value);
    await env.pass(SECOND);
    answer();
    await env.pass(MINUTE);
    expect(calls()).toBe(3);
    expect(tokens.state.phase).toBe("holding");
    expect(journal.filter((line) => line.includes("refreshed"))).toEqual([
      "0s refreshed t1 (initial)",
      "572s refreshed t3 (rejected)",
    ]);
  });

  test("answers refresh(), which joins it", async () => {
    const { env, tokens, answer, calls } = await joined();
    const refreshed = valueOf(tokens.refresh());
    answer();
    await env.pass(SECOND);
    expect(refreshed.value).toBe(tokens.peek());
    expect(calls()).toBe(2);
  });

  test("does not answer who wants a token that is fetched from now on", async () => {
    const { env, source, tokens, answer, calls } = await joined();
    const forced = valueOf(tokens.getToken({ forceRefresh: true }));
    answer();
    await env.pass(MINUTE);
    expect(source.nameOf(String(forced.value))).toBe("t3");
    expect(calls()).toBe(3);
  });

  test("goes on where a request that had been given up is answered in its place", async () => {
    const { env, tokens, answer, calls } = await joined();
    tokens.invalidate(tokens.peek()!.value);
    tokens.stop();
    void tokens.start();
    answer();
    await env.pass(MINUTE);
    expect([calls(), tokens.state.phase]).toEqual([3, "holding"]);
  });
});

test("R420 an answer that comes too late for its attempt answers refresh() all the same", async () => {
  let calls = 0;
  let answer = (): void => undefined;
  const on = stage({
    retry: { retries: 0 },
    fetchToken: async () => {
      const call = ++calls;
      if (call === 2) await new Promise<void>((resolve) => (answer = resolve));
      if (call === 3) await new Promise(() => undefined);
      return on.source.mint();
    },
  });
  await on.tokens.start();
  await on.env.pass(583 * SECOND); // the second request was given up at 580 s, and the third is in the air
  expect([calls, on.tokens.state.phase]).toEqual([3, "refreshing"]);
  const refreshed = valueOf(on.tokens.refresh());
  answer();
  await on.env.pass(SECOND);
  expect(refreshed.value).toBe(on.tokens.peek());
  expect(on.tokens.state.phase).toBe("holding");
});
