/**
 * A browser that says it is offline, and is not: or not any more, without an event.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND, stage, type Stage } from "../support/stage.ts";

/** Holds a token for long, or for ever; a refresh has failed while the browser said that it was offline. */
async function bridged(lifeMs: number | undefined): Promise<Stage & { calls: () => number; recover: () => void }> {
  let calls = 0;
  let isUp = true;
  const on = stage({
    fetchToken: () => {
      calls++;
      if (!isUp) throw new TypeError("Failed to fetch");
      return { token: `opaque-${calls}`, ...(lifeMs && { expiresIn: lifeMs / SECOND }) };
    },
  });
  await on.tokens.start();
  on.env.goOffline();
  isUp = false;
  on.tokens.refresh().catch(() => undefined);
  await on.env.pass(MINUTE);
  expect(on.tokens.state).toMatchObject({ phase: "waiting", heldBackBy: "offline" });
  return { ...on, calls: () => calls, recover: () => void (isUp = true) };
}

describe.each([
  ["a day", DAY],
  ["ever", undefined],
])("R421 offline by mistake, with a token that is good for %s", (_, lifeMs) => {
  test("a refused token is replaced as soon as any other", async () => {
    const { env, tokens, recover, calls } = await bridged(lifeMs);
    recover();
    const before = calls();
    tokens.invalidate(tokens.peek()!.value);
    await env.pass(SECOND);
    expect(calls()).toBe(before + 1);
    expect(tokens.state).toMatchObject({ phase: "holding", freshness: "fresh" });
  });

  test("a caller who wants a new one gets it", async () => {
    const { env, tokens, recover } = await bridged(lifeMs);
    recover();
    const before = tokens.peek();
    const seen: { token?: string } = {};
    void tokens.getToken({ forceRefresh: true }).then((token) => (seen.token = token));
    await env.pass(SECOND);
    expect(seen.token).toBe(tokens.peek()!.value);
    expect(tokens.peek()).not.toBe(before);
  });

  test("no attempt is made while nothing is due", async () => {
    const { env, calls } = await bridged(lifeMs);
    const before = calls();
    await env.pass(HOUR);
    expect(calls()).toBe(before);
  });
});

test("R421 while a long lead runs, the network's return is noticed within a minute, without an event", async () => {
  let online = true;
  const environment = { isOnline: (): boolean => online };
  const on = stage({ lifetimeMs: DAY, refreshLeadMs: 12 * HOUR, retry: { retries: 0 }, environment });
  await on.tokens.start();
  online = false;
  on.source.mood = "down";
  await on.env.pass(12 * HOUR + MINUTE);
  expect(on.source.requests).toHaveLength(2);
  await on.env.pass(HOUR);
  expect(on.source.requests).toHaveLength(2 + 6); // ten minutes apart
  on.source.mood = "up";
  online = true;
  await on.env.pass(MINUTE);
  expect(on.tokens.state).toMatchObject({ phase: "holding", freshness: "fresh" });
});
