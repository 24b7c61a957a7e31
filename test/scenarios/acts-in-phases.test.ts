/**
 * What the app calls while something else is going on: twice, during a cooldown, after a halt, while a request is worthless.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, type Stage, started } from "../support/stage.ts";

describe("R58 start() where the manager works already", () => {
  test("lets the request in the air go on", async () => {
    const on = stage({ latencyMs: 5 * SECOND });
    void on.tokens.start();
    await on.env.pass(SECOND);
    const again = on.tokens.start();
    await on.env.pass(4 * SECOND);
    expect(on.source.nameOf((await again).value)).toBe("t1");
    expect([requestsOf(on.source), on.journal]).toEqual([["0s initial"], ["5s refreshed t1 (initial)"]]);
  });

  test("ends no cooldown, and says why there is no token", async () => {
    const on = stage({ retry: { retries: 0 } });
    on.source.mood = "down";
    void on.tokens.start();
    await on.env.pass(SECOND);
    await expect(on.tokens.start()).rejects.toMatchObject({ code: "ERR_FETCH_FAILED" });
    await on.env.pass(SECOND);
    expect(requestsOf(on.source)).toEqual(["0s initial"]);
    await on.env.pass(500);
    expect(requestsOf(on.source)).toEqual(["0s initial", "2.5s retry"]);
  });

  test("takes back nothing that was asked for", async () => {
    const on = await started();
    void on.tokens.refresh(); //             not before the interval is over
    await on.env.pass(SECOND);
    await on.tokens.start();
    await on.env.pass(MINUTE);
    expect(requestsOf(on.source)).toEqual(["0s initial", "10s requested"]);
  });

  test("after a halt asks the endpoint, although the token in hand lives", async () => {
    const on = await started();
    await on.env.pass(MINUTE);
    on.source.mood = { status: 400, error: "invalid_grant" };
    await expect(on.tokens.refresh()).rejects.toMatchObject({ action: "signIn" });
    on.source.mood = "up";
    void on.tokens.start();
    await on.env.pass(SECOND);
    expect(requestsOf(on.source)).toEqual(["0s initial", "60s requested", "60s expired"]);
    expect(on.tokens.state.phase).toBe("holding");
  });
});

describe("R129 refresh() while a server wants to be left alone", () => {
  async function asked(): Promise<Stage> {
    const on = await started();
    await on.env.pass(MINUTE);
    on.source.mood = { status: 503, retryAfter: "60" };
    await expect(on.tokens.refresh()).rejects.toMatchObject({ status: 503 });
    on.source.mood = "up";
    await on.env.pass(SECOND);
    return on;
  }

  test("rejects at once, and the cooldown stays", async () => {
    const on = await asked();
    await expect(on.tokens.refresh()).rejects.toMatchObject({ status: 503 });
    expect(on.tokens.state.phase).toBe("waiting");
  });

  test("waits for that, where the app has handed over a token since", async () => {
    const on = await asked();
    on.tokens.setToken(on.source.mint());
    const refreshed = on.tokens.refresh();
    await on.env.pass(MINUTE);
    expect(requestsOf(on.source)).toEqual(["0s initial", "60s requested", "120s requested"]);
    expect(on.source.nameOf((await refreshed).value)).toBe("t3");
  });

  test("what is due when that is over is told as expired, where the token has ended at that moment", async () => {
    const on = await asked();
    on.tokens.setToken(on.source.mint({ lifetimeMs: 59 * SECOND }));
    await on.env.pass(MINUTE);
    expect(requestsOf(on.source)).toEqual(["0s initial", "60s requested", "120s expired"]);
  });
});

test("R71 a caller who wants a longer life waits out the pause of a cycle, also one that the server asked for", async () => {
  const on = await started();
  await on.env.pass(570 * SECOND - 1);
  on.source.mood = { status: 503, retryAfter: "3" };
  await on.env.pass(SECOND);
  on.source.mood = "up";
  const call = on.tokens.getToken({ minValidityMs: MINUTE });
  await on.env.pass(3 * SECOND);
  expect(on.source.nameOf(await call)).toBe("t2");
});

test("R327 after a failed refresh, and long after its cooldown, a token that will do is handed out without a request", async () => {
  const on = await started({ autoRefresh: false, retry: { retries: 0 } });
  await on.env.pass(MINUTE);
  on.source.mood = "down";
  await expect(on.tokens.refresh()).rejects.toMatchObject({ code: "ERR_FETCH_FAILED" });
  await on.env.pass(5 * MINUTE);
  expect(on.source.nameOf(await on.tokens.getToken({ minValidityMs: SECOND }))).toBe("t1");
  await on.env.pass(SECOND);
  expect(requestsOf(on.source)).toEqual(["0s initial", "60s requested"]);
});

test("R69 an answer that a refusal has made worthless is no failure, whatever it brings: it is asked again at once", async () => {
  const on = stage({
    fetchToken: (request) => (request.reason === "rejected" ? on.source.fetchToken(request) : late()),
  });
  const first = on.source.mint();
  const late = async (): Promise<string> => {
    await new Promise<void>((resolve) => on.env.setTimer(resolve, 2 * SECOND));
    return first; // from a cache
  };
  void on.tokens.start();
  await on.env.pass(MINUTE);
  void on.tokens.refresh().catch(() => undefined);
  await on.env.pass(SECOND);
  on.tokens.invalidate(first);
  await on.env.pass(SECOND);
  expect(on.journal).toEqual(["2s refreshed t1 (initial)", "62s refreshed t2 (rejected)"]);
});

test("R61 where a hidden page pauses, a visible one is told when a failed cycle is followed by the next", async () => {
  const on = stage({ hiddenPolicy: "pause", retry: { retries: 0 } });
  on.source.mood = "down";
  void on.tokens.start();
  await on.env.pass(SECOND);
  on.env.hide();
  await on.env.pass(HOUR);
  expect(on.journal).toEqual(["0s refreshFailed ERR_FETCH_FAILED retryLater, next in 2.5s"]);
});
