/**
 * `start()` where something is at work already: it is a caller like any other. And what a caller hears whom a server's wait
 * outlasts.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, started } from "../support/stage.ts";

/** What a call has come to so far, and after how long. */
function seenOf(promise: Promise<unknown>): { value?: unknown; error?: unknown } {
  const seen: { value?: unknown; error?: unknown } = {};
  promise.then(
    (value) => (seen.value = value),
    (error: unknown) => (seen.error = error),
  );
  return seen;
}

describe("R423 start() fetches what getToken() would", () => {
  test("where nothing is renewed ahead, and the token has ended", async () => {
    const { env, source, tokens } = await started({ autoRefresh: false });
    await env.pass(HOUR);
    const seen = seenOf(tokens.start());
    await env.pass(SECOND);
    expect(seen.value).toBe(tokens.peek());
    expect(requestsOf(source)).toEqual(["0s initial", "3600s expired"]);
  });

  test.each([{ singleUse: true }, { autoRefresh: false }])("after a failure, with %j", async (options) => {
    const { env, source, tokens } = stage({ ...options, retry: { retries: 0 } });
    source.mood = "down";
    tokens.start().catch(() => undefined);
    await env.pass(HOUR);
    source.mood = "up";
    const before = source.requests.length;
    const seen = seenOf(tokens.start());
    await env.pass(SECOND);
    expect(source.requests).toHaveLength(before + 1);
    expect(seen.value).toMatchObject({ format: "jwt" });
  });

  test("where the next attempt is not due yet, it hears why, as getToken() does", async () => {
    const { env, source, tokens } = stage({ retry: { retries: 0 } });
    source.mood = "down";
    tokens.start().catch(() => undefined);
    await env.pass(SECOND);
    const seen = seenOf(tokens.start());
    await env.pass(0);
    expect(seen.error).toBe(tokens.state.error);
    expect(source.requests).toHaveLength(1);
  });
});

describe("R424 whom a server's Retry-After outlasts hears of it at once", () => {
  const barred = { code: "ERR_FETCH_TIMEOUT", message: expect.stringContaining("Retry-After") as string };

  test.each(["refresh", "start"] as const)("%s()", async (name) => {
    const { env, source, tokens } = stage({ retry: { retries: 0 } });
    source.mood = { status: 429, retryAfter: "600" };
    tokens.start().catch(() => undefined);
    await env.pass(SECOND);
    if (name === "refresh") tokens.setToken(source.mint());
    else tokens.clear();
    const seen = seenOf(tokens[name]());
    await env.pass(SECOND);
    expect(seen.error).toMatchObject(barred);
    await env.pass(MINUTE);
    expect(source.requests).toHaveLength(1);
  });

  test("and who can wait as long does", async () => {
    const { env, source, tokens } = stage({ retry: { retries: 0 } });
    source.mood = { status: 429, retryAfter: "9" };
    tokens.start().catch(() => undefined);
    await env.pass(SECOND);
    source.mood = "up";
    tokens.clear();
    const seen = seenOf(tokens.start());
    await env.pass(8 * SECOND);
    expect(seen.value).toBe(tokens.peek());
  });
});

test("R425 with singleUse a token that nobody has taken is nothing that the next one must outlive", async () => {
  const on = stage({ singleUse: true, lifetimeMs: MINUTE });
  on.tokens.setToken(on.source.mint({ lifetimeMs: HOUR }));
  await on.env.pass(SECOND);
  const seen = seenOf(on.tokens.refresh());
  await on.env.pass(SECOND);
  expect(seen.value).toMatchObject({ expiresAt: on.env.now() - SECOND + MINUTE });
  expect(on.source.requests).toHaveLength(1);
});
