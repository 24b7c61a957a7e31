/**
 * Callers who say how long they wait: a cooldown is waited through, and is short while somebody waits.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { TokenError } from "../../src/errors.ts";
import type { FakeMood } from "../../src/testing.ts";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, started, type Stage, type StageOptions } from "../support/stage.ts";

/** No token, and cooldowns of half a minute: the first one has begun at 0 s. */
async function coolingDown(options: StageOptions = {}, mood: FakeMood = "down"): Promise<Stage> {
  const on = stage({ retry: { retries: 0 }, cooldown: { minMs: 5 * SECOND, maxMs: MINUTE }, ...options });
  on.source.mood = mood;
  await on.tokens.start().catch(() => undefined);
  return on;
}

/** What becomes of a caller, and after how many seconds. */
function outcome({ env, source }: Stage, call: Promise<string>): { told?: string } {
  const beginning = env.trueNow();
  const seen: { told?: string } = {};
  const tell = (what: string): void => void (seen.told = `${what} after ${(env.trueNow() - beginning) / SECOND}s`);
  call.then(
    (value) => tell(source.nameOf(value)),
    (error: unknown) => tell(error instanceof TokenError ? error.code : (error as string)),
  );
  return seen;
}

test.each([
  [{}, 82], // five attempts of 10 s, and four pauses of 8 s at most
  [{ fetchTimeoutMs: SECOND }, 37],
  [{ retry: { retries: 0 } }, 10],
  [{ retry: { retries: 1, maxDelayMs: SECOND }, fetchTimeoutMs: 2 * SECOND }, 5],
])("refresh() waits as long as a whole cycle may take: %j", async (options, seconds) => {
  const { env, tokens } = await started({ minRefreshIntervalMs: HOUR, lifetimeMs: 2 * HOUR, ...options });
  const askedAt = env.trueNow();
  let end = "";
  tokens.refresh().catch((error: unknown) => {
    end = `${String((env.trueNow() - askedAt) / SECOND)}s ${(error as TokenError).code}`;
  });
  await env.pass(seconds * SECOND - 1);
  expect(end).toBe("");
  await env.pass(1);
  expect(end).toBe(`${String(seconds)}s ERR_FETCH_TIMEOUT`);
});

describe("a caller who says how long to wait", () => {
  test("R300 gets the token that the next attempt brings, and the next attempt comes at the floor", async () => {
    const on = await coolingDown();
    const { env, source, tokens } = on;
    await env.pass(37.5 * SECOND); //   cooldowns of 2.5, 5, 10 and 20 s: now one of 30 s begins
    source.mood = "up";
    await env.pass(SECOND);
    const caller = outcome(on, tokens.getToken({ timeoutMs: 20 * SECOND }));
    await env.pass(30 * SECOND);
    expect(caller.told).toBe("t1 after 16.5s");
    expect(requestsOf(source).slice(-2)).toEqual(["37.5s retry", "55s retry"]);
  });

  test("R300 asks at once where the floor has passed already", async () => {
    const on = await coolingDown();
    await on.env.pass(60 * SECOND);
    on.source.mood = "up";
    const caller = outcome(on, on.tokens.getToken({ timeoutMs: SECOND }));
    await on.env.pass(0);
    expect(caller.told).toBe("t1 after 0s");
  });

  test("R300 a thousand callers are one attempt in each cooldown", async () => {
    const { env, source, tokens } = await coolingDown();
    await env.pass(37.5 * SECOND);
    const before = source.requests.length;
    for (let turn = 0; turn < 200; turn++) {
      for (let count = 0; count < 10; count++) tokens.getToken({ timeoutMs: 2 * SECOND }).catch(() => undefined);
      await env.pass(100);
    }
    expect(requestsOf(source).slice(before)).toEqual(["55s retry"]);
  });

  test("R300 who says nothing is told the last error at once, and brings nothing forward", async () => {
    const { env, source, tokens } = await coolingDown();
    await env.pass(38 * SECOND);
    await expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_FETCH_FAILED" });
    await env.pass(29 * SECOND);
    expect(requestsOf(source).at(-1)).toBe("37.5s retry");
  });

  test("R300 is told the last error when the limit ends; from then on the cooldown is long again", async () => {
    const on = await coolingDown();
    await on.env.pass(37.5 * SECOND);
    const caller = outcome(on, on.tokens.getToken({ timeoutMs: 3 * SECOND }));
    expect(on.tokens.state.retryAt).toBe(on.env.now() + 17.5 * SECOND);
    await on.env.pass(29 * SECOND);
    expect(caller.told).toBe("ERR_FETCH_FAILED after 3s");
    expect(on.tokens.state.retryAt).toBe(on.env.now() + SECOND);
    expect(requestsOf(on.source).at(-1)).toBe("37.5s retry");
  });

  test("R300 an abort ends the wait, and the haste with it", async () => {
    const on = await coolingDown();
    await on.env.pass(37.5 * SECOND);
    const leaves = new AbortController();
    const caller = outcome(on, on.tokens.getToken({ timeoutMs: MINUTE, signal: leaves.signal }));
    await on.env.pass(SECOND);
    leaves.abort("left");
    await on.env.pass(28 * SECOND);
    expect(caller.told).toBe("left after 1s");
    expect(requestsOf(on.source).at(-1)).toBe("37.5s retry");
  });

  test("R300 goes on waiting when the attempt that was brought forward fails as well", async () => {
    const on = await coolingDown();
    await on.env.pass(37.5 * SECOND);
    const caller = outcome(on, on.tokens.getToken({ timeoutMs: 40 * SECOND }));
    await on.env.pass(20 * SECOND);
    on.source.mood = "up";
    await on.env.pass(MINUTE);
    expect(caller.told).toBe("t1 after 35s");
  });

  test("R300 counts from the beginning of the last request, so one that hung is followed sooner", async () => {
    const on = stage({ retry: { retries: 0 } });
    on.source.mood = "hang";
    void on.tokens.start();
    await on.env.pass(87.5 * SECOND); // given up after 10 s each: at 10, 22.5, 37.5, 57.5 and 87.5 s
    on.source.mood = "up";
    const caller = outcome(on, on.tokens.getToken({ timeoutMs: MINUTE }));
    await on.env.pass(MINUTE);
    expect(caller.told).toBe("t1 after 7.5s");
  });

  test("R300 brings nothing forward offline, where `online` will tell", async () => {
    const on = await coolingDown();
    await on.env.pass(37.5 * SECOND);
    on.env.goOffline();
    const caller = outcome(on, on.tokens.getToken({ timeoutMs: MINUTE }));
    await on.env.pass(29 * SECOND);
    expect(requestsOf(on.source).at(-1)).toBe("37.5s retry");
    on.source.mood = "up";
    on.env.goOnline();
    await on.env.pass(SECOND);
    expect(caller.told).toBe("t1 after 29.001s");
  });

  test("R300 is served without proactive refresh as well", async () => {
    const on = await coolingDown({ autoRefresh: false });
    const caller = outcome(on, on.tokens.getToken({ timeoutMs: MINUTE }));
    on.source.mood = "up";
    await on.env.pass(MINUTE);
    expect(caller.told).toBe("t1 after 2.5s");
  });

  test("R300 waits no server's Retry-After short, and not in vain for one that is longer", async () => {
    const on = await coolingDown({}, { status: 503, retryAfter: "20" });
    on.source.mood = "up";
    const [brief, patient] = [10, 40].map((s) => outcome(on, on.tokens.getToken({ timeoutMs: s * SECOND })));
    await on.env.pass(MINUTE);
    expect(brief!.told).toBe("ERR_FETCH_FAILED after 0s");
    expect(patient!.told).toBe("t1 after 20s");
    expect(requestsOf(on.source)).toEqual(["0s initial", "20s retry"]);
  });

  test("R300 is told at once what only a developer or the user can mend", async () => {
    for (const mood of [
      { status: 400, error: "invalid_client" },
      { status: 401, error: "invalid_grant" },
    ]) {
      const on = await coolingDown({}, mood);
      const caller = outcome(on, on.tokens.getToken({ timeoutMs: MINUTE }));
      await on.env.pass(0);
      expect(caller.told, mood.error).toMatch(/after 0s$/);
      expect(on.source.requests).toHaveLength(1);
    }
  });

  test("R300 gets a token in hand that lives, though shorter than asked for, at once", async () => {
    const on = stage({ retry: { retries: 0 }, refreshLeadMs: 300 * SECOND });
    await on.tokens.start();
    await on.env.pass(299 * SECOND);
    on.source.mood = "down";
    await on.env.pass(2 * SECOND);
    const caller = outcome(on, on.tokens.getToken({ timeoutMs: MINUTE, minValidityMs: HOUR }));
    await on.env.pass(0);
    expect(caller.told).toBe("t1 after 0s");
  });

  test("R300 brings nothing forward where a token is in hand", async () => {
    const on = stage({ retry: { retries: 0 }, refreshLeadMs: 300 * SECOND, cooldown: { minMs: 5 * SECOND } });
    await on.tokens.start();
    await on.env.pass(299 * SECOND);
    on.source.mood = "down";
    await on.env.pass(38.5 * SECOND);
    const before = on.source.requests.length;
    for (let turn = 0; turn < 29; turn++) {
      await on.tokens.getToken({ timeoutMs: MINUTE });
      await on.env.pass(SECOND);
    }
    expect(on.source.requests.length).toBe(before);
  });
});
