/**
 * Tokens that are no news: the one in hand once more, one that ends at this very moment, one of long ago.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { TokenInput } from "../../src/core/read/input.ts";
import { HOUR, MINUTE, SECOND, stage, started } from "../support/stage.ts";

const BEGIN = Date.UTC(2026, 0, 1);
const end = (afterS: number): number => BEGIN + afterS * SECOND;

describe("R128 the same token, fetched again", () => {
  test.each<[string, object, object, boolean]>([
    ["a later end beside it is progress", { expiresAt: end(600) }, { expiresAt: end(601) }, true],
    ["the same end beside it is none", { expiresAt: end(600) }, { expiresAt: end(600) }, false],
    ["an earlier end beside it is none", { expiresAt: end(600) }, { expiresAt: end(599) }, false],
    ["an end beside it, where there was none, is progress", {}, { expiresAt: end(600) }, true],
    ["no end at all is none", {}, {}, false],
  ])("%s", async (_, before, after, isProgress) => {
    const answers: TokenInput[] = [before, after].map((life) => ({ token: "cookie", ...life }));
    const on = stage({ fetchToken: () => answers.shift()!, retry: { retries: 0 } });
    await on.tokens.start();
    await on.env.pass(100 * SECOND);
    const outcome = await on.tokens.refresh().catch((error: unknown) => error);
    expect(outcome).toMatchObject(isProgress ? after : { code: "ERR_NO_PROGRESS" });
    expect(on.tokens.peek()).toMatchObject(isProgress ? after : before);
  });

  test("an end of its own that only a clock has moved is none", async () => {
    const on = stage({ retry: { retries: 0 }, fetchToken: () => value });
    const value = on.source.mint();
    await on.tokens.start();
    await on.env.pass(100 * SECOND);
    on.env.setClock(-HOUR); // now its issue lies ahead, and its life seems to begin with each request
    await expect(on.tokens.refresh()).rejects.toMatchObject({ code: "ERR_NO_PROGRESS" });
  });
});

test("R123 a dead token that the app hands over during a cooldown does not end it", async () => {
  const on = stage({ cooldown: { minMs: 10 * MINUTE, maxMs: HOUR } });
  on.source.mood = { status: 404 };
  void on.tokens.start();
  await on.env.pass(MINUTE);
  const { phase, retryAt } = on.tokens.state;
  on.tokens.setToken(on.source.mint({ ageMs: HOUR }));
  expect(on.tokens.state).toMatchObject({ phase: "waiting", retryAt });
  expect([phase, on.journal.at(-1)]).toEqual(["waiting", "60s warning staleToken"]);
});

test.each([
  [0, []],
  [1, ["600s refreshed t0 (app)"]],
])("R368 a token that the app hands over with %i ms left", async (leftMs, lines) => {
  const on = await started({ autoRefresh: false });
  await on.env.pass(600 * SECOND);
  const before = on.journal.length;
  on.tokens.setToken({ token: "opaque", expiresAt: on.env.now() + leftMs });
  await on.env.pass(SECOND);
  expect(on.journal.slice(before).filter((line) => line.includes("refreshed"))).toEqual(lines);
});

test("R15 advice when to renew is nothing to go by where a token does not say when it ends", async () => {
  const on = stage({ fetchToken: () => ({ token: "opaque", refreshIn: 60 }) });
  await on.tokens.start();
  await on.env.pass(HOUR);
  expect([on.journal, on.env.timers]).toEqual([["0s refreshed t0 (initial)", "0s warning noExpiry"], 0]);
  expect(on.tokens.state).toMatchObject({ phase: "holding", heldBackBy: "noExpiry" });
});

test("R131 a refresh of a token without an end that has failed is not said to be tried again", async () => {
  const answers: TokenInput[] = ["opaque"];
  const on = stage({ retry: { retries: 0 }, fetchToken: () => answers.shift() ?? Promise.reject(new Error("down")) });
  await on.tokens.start();
  await on.env.pass(MINUTE);
  await expect(on.tokens.refresh()).rejects.toMatchObject({ code: "ERR_FETCH_FAILED" });
  expect(on.tokens.state.phase).toBe("waiting");
  expect(on.tokens.state).not.toHaveProperty("retryAt");
  expect(on.journal.at(-1)).toBe("60s refreshFailed ERR_FETCH_FAILED retryLater, no retry");
});

test("R132 the last eight refused tokens are remembered, and no more", async () => {
  const on = await started({ autoRefresh: false });
  const names = Array.from({ length: 9 }, (_, i) => `opaque-${String(i)}`);
  for (const token of names) {
    await on.env.pass(2 * MINUTE);
    on.tokens.setToken({ token, expiresIn: 7_200 });
    expect(on.tokens.peek()?.value).toBe(token);
    on.tokens.invalidate(token);
  }
  const isTaken = (token: string): boolean => {
    on.tokens.setToken({ token, expiresIn: 7_200 });
    return on.tokens.peek()?.value === token;
  };
  expect(names.filter(isTaken)).toEqual(["opaque-0"]);
});
