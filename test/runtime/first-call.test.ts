/** What a caller asks of a manager that has no token yet: another one than a server refused, or a new one. */
import { describe, expect, test } from "vitest";
import type { TabConnection } from "../../src/tab-port.ts";
import { HOUR, MINUTE, SECOND, stage, type Stage } from "../support/stage.ts";

/** A back end whose first answers are the same old token. */
function cached(copies: number): Stage & { asked(): number } {
  let calls = 0;
  const made = stage({
    latencyMs: 100,
    fetchToken: () => {
      calls++;
      return Promise.resolve({ token: calls <= copies ? "old" : `new${String(calls)}`, expiresIn: 600 });
    },
  });
  return { ...made, asked: () => calls };
}

describe("R355 getToken({ rejectedValue }) while there is no token", () => {
  test.each(["idle", "start() in the air"])("%s: the refused value is not taken when it comes", async (when) => {
    const { env, tokens, asked } = cached(1);
    if (when !== "idle") void tokens.start();
    const got = tokens.getToken({ rejectedValue: "old" });
    await env.pass(2 * SECOND);
    await expect(got).resolves.toBe("new2");
    expect(asked()).toBe(2);
  });

  test("a back end that has no other one is told so, and not after the time-out", async () => {
    const { env, tokens } = cached(Infinity);
    const got = tokens.getToken({ rejectedValue: "old" });
    got.catch(() => undefined);
    await env.pass(12 * SECOND);
    await expect(got).rejects.toMatchObject({ code: "ERR_TOKEN_REJECTED" });
  });

  test("others are not made to wait, and a straggler's old value costs nothing", async () => {
    const { env, tokens, asked } = cached(0);
    const [first, second] = [tokens.getToken(), tokens.getToken({ rejectedValue: "older" })];
    await env.pass(SECOND);
    expect([await first, await second, asked()]).toEqual(["new1", "new1", 1]);
    await expect(tokens.getToken({ rejectedValue: "older" })).resolves.toBe("new1");
    await env.pass(MINUTE);
    expect(asked()).toBe(1);
  });
});

test("R356 a forced refresh takes no other tab's token, also as the first call of a manager", async () => {
  const theirs = { value: "theirs", expiresAt: Date.now() + HOUR };
  const run: TabConnection["run"] = (call, { forced }) => (forced ? call() : Promise.resolve(theirs));
  const tabs = { connect: () => ({ run, tell: () => undefined, close: () => undefined }) };
  const { env, tokens, source } = stage({ tabs });
  const got = tokens.getToken({ forceRefresh: true });
  await env.pass(SECOND);
  expect([source.nameOf(await got), source.requests.length]).toEqual(["t1", 1]);
});
