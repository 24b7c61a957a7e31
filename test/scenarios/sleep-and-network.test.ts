/**
 * Sleeping machines, and a network that comes and goes.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { WakeHint } from "../../src/environment.ts";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, started } from "../support/stage.ts";

describe("sleep", () => {
  // The alarm was set for 120 s; 20 s of it are left when the machine sleeps at 100 s.
  test.each([
    { clock: "stands still", monotonicRuns: false, at: "28920s", late: "28320s" },
    { clock: "runs", monotonicRuns: true, at: "28900s", late: "28300s" },
  ])(
    "R24 8 h asleep with the tab visible, the monotonic clock $clock: one fetch within a minute awake",
    async (row) => {
      const { env, source, tokens, journal } = await started();
      await env.pass(100 * SECOND);
      env.sleep(8 * HOUR, row);
      await env.pass(MINUTE);
      expect(journal).toEqual([
        "0s refreshed t1 (initial)",
        `${row.at} expired t1 ${row.late} late`,
        `${row.at} refreshed t2 (expired)`,
      ]);
      expect(requestsOf(source)).toEqual(["0s initial", `${row.at} expired`]);
      expect(source.accepts(await tokens.getToken())).toBe(true);
    },
  );

  test("R24 a caller who comes before the alarm does not get the dead token", async () => {
    const { env, source, tokens, journal } = await started();
    await env.pass(100 * SECOND);
    env.sleep(8 * HOUR);
    expect(tokens.peek()).toBeUndefined();
    expect(source.accepts(await tokens.getToken())).toBe(true);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "28900s expired t1 28300s late",
      "28900s refreshed t2 (expired)",
    ]);
  });

  test("R25 a burst of five signs on waking is one fetch and one expired", async () => {
    const { env, source, journal } = await started();
    await env.pass(100 * SECOND);
    env.sleep(8 * HOUR);
    for (const hint of ["resumed", "resumed", "resumed", "online", "resumed"] as WakeHint[]) {
      env.wake(hint); //      visibilitychange, pageshow, focus, online, resume
      await env.pass(19);
    }
    await env.pass(10 * SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "28900.001s expired t1 28300.001s late",
      "28900.001s refreshed t2 (wake)",
    ]);
    expect(requestsOf(source)).toEqual(["0s initial", "28900.001s wake"]);
  });

  test("R25 signs while a token is fresh fetch nothing", async () => {
    const { env, source } = await started();
    for (let count = 0; count < 100; count++) {
      env.wake(count % 2 ? "online" : "resumed");
      await env.pass(SECOND);
    }
    expect(requestsOf(source)).toEqual(["0s initial"]);
  });

  test("R26 awake before the network: failures pass, nobody signs in, and online ends the wait", async () => {
    const { env, source, journal } = await started();
    await env.pass(100 * SECOND);
    env.sleep(8 * HOUR);
    source.mood = "down";
    env.wake();
    await env.pass(2 * SECOND);
    source.mood = "up";
    env.goOnline();
    await env.pass(MINUTE);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "28900.001s expired t1 28300.001s late",
      "28900.001s attemptFailed 1 ERR_FETCH_FAILED, next in 0.5s",
      "28900.501s attemptFailed 2 ERR_FETCH_FAILED, next in 1s",
      "28901.501s attemptFailed 3 ERR_FETCH_FAILED, next in 2s",
      "28902.1s refreshed t2 (wake)",
    ]);
  });
});

describe("offline", () => {
  test("R31 no attempts are burned: few probes, and one attempt when the network is back", async () => {
    const { env, source, tokens, journal } = await started({ refreshLeadMs: 200 * SECOND });
    await env.pass(300 * SECOND);
    env.goOffline();
    source.mood = "down";
    await env.pass(201 * SECOND);
    expect(tokens.state.heldBackBy).toBe("offline");
    env.wake(); //      somebody looks at the page, 1 s after a probe: no reason to ask again
    await env.pass(SECOND);
    source.mood = "up";
    env.goOnline();
    await env.pass(SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "400s refreshFailed ERR_FETCH_FAILED retryLater, next in 100s",
      "500s refreshFailed ERR_FETCH_FAILED retryLater, next in 60s",
      "502.1s refreshed t2 (retry)",
    ]);
    expect(requestsOf(source)).toEqual(["0s initial", "400s willExpire", "500s retry", "502.1s retry"]);
  });

  test.each(["on a hidden page", "a moment after somebody has looked at the page"])(
    "R31 the network that is back is asked at once, %s",
    async (when) => {
      const { env, source } = await started({ refreshLeadMs: 200 * SECOND });
      await env.pass(300 * SECOND);
      env.goOffline();
      source.mood = "down";
      await env.pass(201 * SECOND);
      source.mood = "up";
      if (when === "on a hidden page") env.hide();
      else env.wake();
      env.goOnline();
      await env.pass(SECOND);
      expect(requestsOf(source)).toEqual(["0s initial", "400s willExpire", "500s retry", "501.1s retry"]);
    },
  );

  test("R263 offline, so it says, and without a token: an attempt at its end, and then at the cooldown's pace", async () => {
    const { env, source, tokens, journal } = await started();
    await env.pass(500 * SECOND);
    env.goOffline(); // a lie: the network fails for another reason, and only until 630 s
    source.mood = "down";
    await env.pass(130 * SECOND);
    expect(tokens.state).toMatchObject({ heldBackBy: "offline", freshness: "expired" });
    source.mood = "up";
    await env.pass(10 * SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "570s refreshFailed ERR_FETCH_FAILED retryLater, next in 30s",
      "600s expired t1",
      "600s refreshFailed ERR_FETCH_FAILED retryLater, next in 2.5s",
      "602.5s refreshFailed ERR_FETCH_FAILED retryLater, next in 5s",
      "607.5s refreshFailed ERR_FETCH_FAILED retryLater, next in 10s",
      "617.5s refreshFailed ERR_FETCH_FAILED retryLater, next in 20s",
      "637.5s refreshed t2 (retry)",
    ]);
  });

  test("R263 a page that begins offline, so it says: a caller hears at once, and the pace is the same", async () => {
    const { env, source, tokens, journal } = stage();
    env.goOffline();
    source.mood = "down";
    await expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_FETCH_FAILED" });
    await env.pass(7 * SECOND);
    source.mood = "up";
    await env.pass(SECOND);
    expect(journal).toEqual([
      "0s refreshFailed ERR_FETCH_FAILED retryLater, next in 2.5s",
      "2.5s refreshFailed ERR_FETCH_FAILED retryLater, next in 5s",
      "7.5s refreshed t1 (retry)",
    ]);
  });

  test("R263 an hour offline costs two attempts a minute", async () => {
    const { env, source } = await started();
    env.goOffline();
    source.mood = "down";
    await env.pass(10 * MINUTE);
    const before = source.requests.length;
    await env.pass(HOUR);
    expect(source.requests.length - before).toBe(122); // every 30 s, for chance is 0; at first they are shorter
  });

  test("R31 onLine that says no and means yes costs nothing: the probe succeeds", async () => {
    const { env, journal } = await started();
    env.goOffline();
    await env.pass(10 * MINUTE);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "570s willExpire t1", "570s refreshed t2 (willExpire)"]);
  });
});

test("a sleep that ends in the very moment in which a token is due: the next caller makes it renewed", async () => {
  const { env, source, tokens } = await started();
  await env.pass(550 * SECOND);
  env.sleep(20 * SECOND);
  expect(source.nameOf(await tokens.getToken())).toBe("t1");
  await env.pass(0);
  expect(source.requests).toHaveLength(2);
});

describe("no DOM", () => {
  test("R32 a source of life signs is injected: an app that goes to the background and comes back", async () => {
    expect(globalThis).not.toHaveProperty("document");
    const listeners = new Set<(hint: WakeHint) => void>();
    let appState: "active" | "background" = "active";
    const { env, tokens, journal } = stage({
      hiddenPolicy: "pause",
      environment: {
        isHidden: () => appState === "background",
        onWake: (listener) => {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      },
    });
    const change = (to: typeof appState): void => {
      appState = to;
      listeners.forEach((listener) => listener("resumed"));
    };
    await tokens.start();
    expect(listeners.size).toBe(1);
    change("background");
    await env.pass(HOUR);
    change("active");
    await env.pass(SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "600s expired t1",
      "3600.001s refreshed t2 (wake)",
    ]);
    tokens.stop();
    expect(listeners.size).toBe(0);
    expect(env.timers).toBe(0);
  });
});
