/**
 * A server's word on when it may be asked: `Retry-After`, and advice on when to renew. Nothing that an app calls, and no
 * sign of the page or the network, cuts a wait short.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { requestsOf } from "../support/journal.ts";
import { HOUR, SECOND, stage, started } from "../support/stage.ts";

describe("R129 Retry-After", () => {
  test("inside a cycle is not cut short by coming online", async () => {
    const on = stage();
    on.source.mood = { status: 429, retryAfter: "8" };
    void on.tokens.start();
    await on.env.pass(10);
    for (let i = 0; i < 20; i++) {
      on.env.goOnline();
      on.env.wake();
      await on.env.pass(200);
    }
    expect(requestsOf(on.source)).toEqual(["0s initial"]);
    await on.env.pass(4 * SECOND);
    expect(requestsOf(on.source)).toEqual(["0s initial", "8s initial 2"]);
  });

  test.for(["refresh", "invalidate", "start", "setToken dead", "forced", "signs of the page and the network"] as const)(
    "is not cut short by %s",
    async (deed) => {
      const on = await started();
      await on.env.pass(569 * SECOND);
      on.source.mood = { status: 503, retryAfter: "120" };
      await on.env.pass(2 * SECOND);
      const { value } = on.tokens.peek()!;
      for (let i = 0; i < 10; i++) {
        if (deed === "refresh") void on.tokens.refresh();
        if (deed === "invalidate") on.tokens.invalidate(value);
        if (deed === "start") {
          on.tokens.stop();
          void on.tokens.start();
        }
        if (deed === "setToken dead") on.tokens.setToken(on.source.mint({ ageMs: HOUR }));
        if (deed === "forced") on.tokens.getToken({ forceRefresh: true }).catch(() => undefined);
        if (deed === "signs of the page and the network") {
          on.env.goOnline();
          on.env.wake();
        }
        await on.env.pass(5 * SECOND);
      }
      expect(requestsOf(on.source)).toEqual(["0s initial", "570s willExpire"]);
      on.source.mood = "up";
      await on.env.pass(70 * SECOND);
      expect(on.source.requests.slice(2).map(({ atMs }) => atMs / SECOND)).toEqual([690]);
    },
  );

  test("R461 is honoured in parts of a second as well", async () => {
    const on = stage();
    on.source.mood = { status: 429, retryAfter: "7.5" };
    void on.tokens.start();
    await on.env.pass(8 * SECOND);
    expect(requestsOf(on.source)).toEqual(["0s initial", "7.5s initial 2"]);
  });

  test("of a request that an invalidation has made worthless still counts, and is told", async () => {
    const on = await started({ latencyMs: 0 });
    await on.env.pass(569 * SECOND);
    Object.assign(on.source, { latencyMs: SECOND, mood: { status: 503, retryAfter: "120" } });
    await on.env.pass(1.5 * SECOND);
    on.tokens.invalidate(on.tokens.peek()!.value);
    await on.env.pass(10 * SECOND);
    expect(requestsOf(on.source)).toEqual(["0s initial", "570s willExpire"]);
    expect(on.journal.at(-1)).toBe("571s refreshFailed ERR_FETCH_FAILED retryLater, next in 120s");
  });

  test("nor does an invalidation hide a terminal answer", async () => {
    const on = await started();
    await on.env.pass(569 * SECOND);
    Object.assign(on.source, { latencyMs: SECOND, mood: { status: 400, error: "invalid_grant" } });
    await on.env.pass(1.5 * SECOND);
    on.tokens.invalidate(on.tokens.peek()!.value);
    await on.env.pass(HOUR);
    expect(on.tokens.state.phase).toBe("halted");
    expect(on.source.requests).toHaveLength(2);
  });
});

describe("R139 a server's advice", () => {
  test.for([{ refresh_in: 0 }, { refreshAt: 1 }, { refreshIn: 1 }] as const)("%j", async (advice) => {
    const at = Date.UTC(2026, 0, 1);
    const dated = "refreshAt" in advice ? { refreshAt: at - HOUR } : advice;
    const on = stage({
      fetchToken: ({ reason, attempt, signal }) =>
        on.source.fetchToken({ reason, attempt, signal }).then((token) => ({ token, expiresIn: 600, ...dated })),
    });
    void on.tokens.start();
    await on.env.pass(HOUR - 1);
    expect(on.source.requests).toHaveLength(12); // half of the life is 5 min
  });
});

describe("R422 a Retry-After", () => {
  test.each([undefined, "0", "1", "2"])("of %s seconds each time does not end the doubling", async (retryAfter) => {
    const { env, source, tokens } = stage();
    source.mood = { status: 429, ...(retryAfter && { retryAfter }) };
    void tokens.start();
    await env.pass(HOUR);
    const before = source.requests.length;
    await env.pass(HOUR);
    expect(source.requests.length - before).toBe(120); // chance is 0: each cooldown of 60 s takes half of that
  });

  test.each([404, 409, 423])("counts beside a status %s that only a deployment changes", async (status) => {
    const { env, source, tokens } = stage();
    source.mood = { status, retryAfter: "300" };
    void tokens.start();
    await env.pass(1_199 * SECOND);
    expect(source.requests.map(({ atMs }) => atMs / SECOND)).toEqual([0, 300, 600, 900]);
  });
});
