/**
 * Endpoints that are down, silent or busy: where published peers give up, stay stuck, or storm.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { requestsOf } from "../support/journal.ts";
import { failedCycle, failedProbe, HOUR, MINUTE, SECOND, stage, started } from "../support/stage.ts";

/** After the first cycle, until the token in hand ends: one attempt at a time. */
const FAILED_PROBES = [failedProbe(580, 5), failedProbe(585, 10), failedProbe(595, 20), "600s expired t1"];

describe("an endpoint that is down", () => {
  test("R47 for 5 minutes around expiry: the token in hand is used to its end, and the new one comes by itself", async () => {
    const { env, source, tokens, journal } = await started();
    await env.pass(455 * SECOND);
    source.mood = "down";
    await env.pass(144 * SECOND);
    expect(source.nameOf(await tokens.getToken())).toBe("t1"); //                                     at 599 s
    await env.pass(51 * SECOND);
    await expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_FETCH_FAILED", action: "retryLater" }); // at 650 s
    await env.pass(105 * SECOND);
    source.mood = "up"; // at 755 s
    await env.pass(11 * SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      ...failedCycle(570, 2.5),
      ...FAILED_PROBES,
      ...[615, 645, 675, 705, 735].map((atS) => failedProbe(atS, 30)),
      "765s refreshed t2 (retry)",
    ]);
  });

  test("R46 for two hours while nobody asks: it goes on until it succeeds", async () => {
    const { env, source, journal } = await started();
    await env.pass(100 * SECOND);
    source.mood = "down";
    await env.pass(2 * HOUR);
    source.mood = "up";
    await env.pass(MINUTE);
    // From the fifth on, one attempt every 30 s: 223 of them before 7,300 s.
    const slow = Array.from({ length: 223 }, (_, index) => failedProbe(615 + index * 30, 30));
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      ...failedCycle(570, 2.5),
      ...FAILED_PROBES,
      ...slow,
      "7305s refreshed t2 (retry)",
    ]);
  });
});

describe("an endpoint that does not answer", () => {
  test.each([
    { name: "first fetch", hangs: "initial" },
    { name: "first refresh", hangs: "willExpire" },
  ])("R53 the $name hangs for ever, deaf to its signal: it is given up and tried again", async ({ hangs }) => {
    let hung = 0;
    const { env, tokens, source, journal } = stage({
      fetchToken: (request) =>
        request.reason === hangs && hung++ === 0 ? new Promise(() => {}) : source.fetchToken(request),
    });
    void tokens.start();
    await env.pass(590 * SECOND);
    expect(journal).toEqual(
      hangs === "initial"
        ? [
            "10s attemptFailed 1 ERR_FETCH_TIMEOUT, next in 0.5s",
            "10.5s refreshed t1 (initial)",
            "580.5s willExpire t1",
            "580.5s refreshed t2 (willExpire)",
          ]
        : [
            "0s refreshed t1 (initial)",
            "570s willExpire t1",
            "580s attemptFailed 1 ERR_FETCH_TIMEOUT, next in 0.5s",
            "580.5s refreshed t2 (willExpire)",
          ],
    );
  });
});

describe("an endpoint that is busy", () => {
  test.each(["thrown", "a Response"])("R49 429 with Retry-After: 45 (%s) is not asked for 45 s", async (form) => {
    const { env, tokens, source, journal } = stage({
      fetchToken: (request) =>
        source.fetchToken(request).catch((error: unknown) => {
          if (form === "thrown") throw error;
          return new Response("", { status: 429, headers: { "retry-after": "45" } });
        }),
    });
    await tokens.start();
    source.mood = { status: 429, retryAfter: "45" };
    await env.pass(571 * SECOND);
    source.mood = "up";
    await env.pass(29 * SECOND);
    const asked = Array.from({ length: 100 }, () => tokens.getToken().catch((error: unknown) => error));
    env.wake();
    env.wake("online");
    await env.pass(MINUTE);
    for (const error of await Promise.all(asked))
      expect(error).toMatchObject({ code: "ERR_FETCH_FAILED", status: 429 });
    expect(requestsOf(source)).toEqual(["0s initial", "570s willExpire", "615s retry"]);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "570s refreshFailed ERR_FETCH_FAILED retryLater, next in 45s",
      "600s expired t1",
      "615s refreshed t2 (retry)",
    ]);
  });
});
