/**
 * Tokens that are good for one connection: the option `singleUse`.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { TokenManager } from "../../src/manager.ts";
import { explain } from "../../src/explain.ts";
import { requestsOf } from "../support/journal.ts";
import { MINUTE, SECOND, stage, type Stage, type StageOptions } from "../support/stage.ts";

/** Tokens of a minute, as most of these endpoints mint them. */
const single = (options?: StageOptions): Stage => stage({ singleUse: true, lifetimeMs: MINUTE, ...options });

/** Notes when each call ends, and with which token or error: `a 1s t1`, `b 1s ERR_FETCH_FAILED`. */
function noted({ env, source }: Stage): { ends: string[]; note: (name: string, call: Promise<unknown>) => void } {
  const ends: string[] = [];
  const beginning = env.trueNow();
  const write = (name: string, end: string): void =>
    void ends.push(`${name} ${String((env.trueNow() - beginning) / 1000)}s ${end}`);
  const note = (name: string, call: Promise<unknown>): void =>
    void call.then(
      (given) => write(name, source.nameOf(typeof given === "string" ? given : (given as { value: string }).value)),
      (error: unknown) => write(name, (error as { code?: string }).code ?? String(error)),
    );
  return { ends, note };
}

describe("each caller", () => {
  test("R224 gets a token of its own: one request after another", async () => {
    const on = single({ latencyMs: SECOND });
    const { ends, note } = noted(on);
    for (const name of ["a", "b", "c"]) note(name, on.tokens.getToken());
    await on.env.pass(5 * SECOND);
    expect(ends).toEqual(["a 1s t1", "b 2s t2", "c 3s t3"]);
    expect(requestsOf(on.source)).toEqual(["0s initial", "1s requested", "2s requested"]);
  });

  test("R224 R121 five at once need no distance, those after them come one a second", async () => {
    const on = single();
    const { ends, note } = noted(on);
    for (let i = 1; i <= 8; i++) note(`#${String(i)}`, on.tokens.getToken());
    await on.env.pass(10 * SECOND);
    expect(ends).toEqual([
      "#1 0s t1",
      "#2 0s t2",
      "#3 0s t3",
      "#4 0s t4",
      "#5 0s t5",
      "#6 1.01s t6",
      "#7 2.02s t7",
      "#8 3.03s t8",
    ]);
  });

  test("R224 who leaves while the next request waits for its distance has nothing fetched", async () => {
    const on = single();
    const { ends, note } = noted(on);
    const leaving = new AbortController();
    for (let i = 1; i <= 5; i++) note(`#${String(i)}`, on.tokens.getToken());
    note("#6", on.tokens.getToken({ signal: leaving.signal }));
    await on.env.pass(0.5 * SECOND);
    leaving.abort(new Error("left"));
    await on.env.pass(10 * SECOND);
    expect(ends.at(-1)).toBe("#6 0.5s Error: left");
    expect(on.source.requests).toHaveLength(5);
  });

  test("R224 R225 who asks in ten minutes' time gets one that is fetched then, and the page in between sends nothing", async () => {
    const on = single();
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken());
    await on.env.pass(60 * MINUTE);
    on.env.hide();
    on.env.show();
    on.env.wake("online");
    await on.env.pass(SECOND);
    note("b", on.tokens.getToken());
    await on.env.pass(0);
    expect(requestsOf(on.source)).toEqual(["0s initial", "3601s requested"]);
    expect(ends).toEqual(["a 0s t1", "b 3601s t2"]);
    expect(on.journal).toEqual(["0s refreshed t1 (initial)", "3601s refreshed t2 (requested)"]);
    expect(on.env.timers).toBe(0);
  });

  test("R224 start() and refresh() are callers like any other", async () => {
    const on = single();
    const { ends, note } = noted(on);
    note("start", on.tokens.start());
    note("again", on.tokens.start());
    note("refresh", on.tokens.refresh());
    note("get", on.tokens.getToken());
    await on.env.pass(SECOND);
    expect(ends).toEqual(["start 0s t1", "again 0s t2", "refresh 0s t3", "get 0s t4"]);
    expect(on.source.requests).toHaveLength(4);
  });

  test("R224 R130 a forced one never gets the token of a request that was sent before", async () => {
    const on = single({ latencyMs: SECOND });
    const { ends, note } = noted(on);
    const leaving = new AbortController();
    note("a", on.tokens.getToken({ signal: leaving.signal }));
    await on.env.pass(0.5 * SECOND);
    note("b", on.tokens.getToken({ forceRefresh: true }));
    leaving.abort(new Error("left"));
    await on.env.pass(5 * SECOND);
    expect(ends).toEqual(["a 0.5s Error: left", "b 2.001s t2"]); // t1, which nobody has, is there first
  });
});

describe("a token", () => {
  test("R224 that was given is not there any more: not for peek(), not in the state", async () => {
    const on = single();
    await on.tokens.getToken();
    expect(on.tokens.peek()).toBeUndefined();
    expect(on.tokens.state).toEqual({ phase: "holding", freshness: "none", heldBackBy: "singleUse" });
    expect(explain(on.tokens.state)).toBe(
      "Holding no token; singleUse is on: each caller gets a token of its own, and nothing is fetched ahead.",
    );
    expect(on.env.timers).toBe(0);
  });

  test("R224 that a cache gives a second time is given to nobody", async () => {
    const kept = single();
    const value = kept.source.mint();
    const on = single({ env: kept.env, source: kept.source, fetchToken: () => value });
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken());
    await on.env.pass(SECOND);
    const second = on.tokens.getToken();
    note("b", second);
    await on.env.pass(30 * SECOND);
    expect(ends).toEqual(["a 0s t1", "b 8.5s ERR_NO_PROGRESS"]);
    await expect(second).rejects.toMatchObject({
      message: "The fetched token was given to a caller before",
      remedy: expect.stringContaining('cache: "no-store"') as string,
    });
  });

  test("R224 that the app hands over goes to the next caller, once", async () => {
    const on = single();
    const own = on.source.mint();
    on.tokens.setToken(own);
    on.tokens.setToken(own); // not a second one
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken());
    note("b", on.tokens.getToken());
    await on.env.pass(SECOND);
    on.tokens.setToken(own); // used up
    note("c", on.tokens.getToken());
    await on.env.pass(SECOND);
    expect(ends).toEqual(["a 0s t1", "b 0s t2", "c 1s t3"]);
    expect(on.journal).toContain("1s warning staleToken");
  });

  test("R224 that the app begins with goes to the first caller while it is not about to end", async () => {
    for (const [waitS, requests] of [
      [30, 0],
      [31, 1], // less than willExpireLeadMs, and half of its life, is left
    ] as const) {
      const { env, source } = single();
      const initialToken = source.mint();
      const on = single({ env, source, initialToken });
      await env.pass(waitS * SECOND);
      expect(on.tokens.peek()).toBeUndefined();
      expect((await on.tokens.getToken()) === initialToken).toBe(requests === 0);
      expect(on.source.requests).toHaveLength(requests);
    }
  });

  test("R224 in hand that is about to end is the best there is while the endpoint is down", async () => {
    const on = single();
    on.tokens.setToken(on.source.mint());
    await on.env.pass(40 * SECOND);
    on.source.mood = "down";
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken());
    note("b", on.tokens.getToken());
    await on.env.pass(20 * SECOND);
    expect(ends).toEqual(["a 7.5s t1", "b 7.5s ERR_FETCH_FAILED"]);
  });

  test("R224 of a caller that has gone goes to the next one, if it comes soon", async () => {
    const on = single({ latencyMs: SECOND });
    const leaving = new AbortController();
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken({ signal: leaving.signal }));
    await on.env.pass(0.5 * SECOND);
    leaving.abort(new Error("left"));
    await on.env.pass(SECOND);
    note("b", on.tokens.getToken());
    note("c", on.tokens.getToken());
    await on.env.pass(2 * SECOND);
    expect(ends).toEqual(["a 0.5s Error: left", "b 1.5s t1", "c 2.5s t2"]);
  });

  test("R459 of a caller that has gone is given to nobody where its end is not known, unless somebody waits", async () => {
    let count = 0;
    const { env } = single();
    const wait = (): Promise<void> => new Promise((done) => void env.setTimer(done, SECOND));
    const fetchToken = async (): Promise<string> => {
      await wait();
      return `signed-url-${String(++count)}`;
    };
    const on = single({ env, fetchToken });
    const ends: string[] = [];
    const leaving = new AbortController();
    const leave = (): Promise<void> =>
      on.tokens.getToken({ signal: leaving.signal }).then(
        (value) => void ends.push(`a ${value}`),
        () => void ends.push("a left"),
      );
    void leave();
    await env.pass(0.5 * SECOND);
    leaving.abort();
    await env.pass(2 * SECOND);
    for (const name of ["b", "c"]) void on.tokens.getToken().then((value) => ends.push(`${name} ${value}`));
    await env.pass(3 * SECOND);
    const own = "signed-url-own";
    on.tokens.setToken(own); // what the app hands over waits for the next caller, as ever
    await env.pass(MINUTE);
    void on.tokens.getToken().then((value) => ends.push(`d ${value}`));
    await env.pass(0);
    expect(ends).toEqual(["a left", "b signed-url-2", "c signed-url-3", `d ${own}`]);
    expect(count).toBe(3);
  });

  test("R459 of a caller that has gone goes to the one who waits behind it", async () => {
    let count = 0;
    const { env } = single();
    const wait = (): Promise<void> => new Promise((done) => void env.setTimer(done, SECOND));
    const fetchToken = async (): Promise<string> => {
      await wait();
      return `wq81-left-${String(++count)}`;
    };
    const on = single({ env, fetchToken });
    const leaving = new AbortController();
    const ends: string[] = [];
    on.tokens.getToken({ signal: leaving.signal }).catch(() => ends.push("a left"));
    void on.tokens.getToken().then((value) => ends.push(`b ${value}`));
    await env.pass(0.5 * SECOND);
    leaving.abort();
    await env.pass(5 * SECOND);
    expect([ends, count]).toEqual([["a left", "b wq81-left-1"], 1]);
  });

  test("R224 that is short, or of unknown life, is nothing to warn of", async () => {
    for (const fetchToken of [() => ({ token: "short", expiresIn: 30 }), () => "opaque"]) {
      const on = single({ fetchToken });
      await on.tokens.getToken();
      expect(on.journal).toEqual(["0s refreshed t0 (initial)"]);
    }
  });
});

describe("nothing is fetched for nobody", () => {
  test("R225 callers who leave the line take their requests with them", async () => {
    const on = single();
    for (let i = 1; i <= 5; i++) void on.tokens.getToken();
    await on.env.pass(10);
    expect(on.source.requests).toHaveLength(5);
    const leaving = new AbortController();
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken({ signal: leaving.signal }));
    note("b", on.tokens.getToken({ timeoutMs: 300 }));
    await on.env.pass(100);
    leaving.abort(new Error("left"));
    await on.env.pass(MINUTE);
    expect(ends).toEqual(["a 0.1s Error: left", "b 0.3s ERR_FETCH_TIMEOUT"]);
    expect(on.source.requests).toHaveLength(5);
  });

  test.each([
    ["down", "ERR_FETCH_FAILED"],
    ["hang", "ERR_FETCH_TIMEOUT"],
  ] as const)(
    "R225 who leaves while the endpoint is in the mood %s has no further attempt made",
    async (mood, code) => {
      const on = single();
      on.source.mood = mood;
      const { ends, note } = noted(on);
      note("a", on.tokens.getToken({ timeoutMs: 100 }));
      await on.env.pass(10 * MINUTE);
      expect(ends).toEqual([`a 0.1s ${code}`]);
      expect(on.source.requests).toHaveLength(1);
      on.source.mood = "up";
      note("b", on.tokens.getToken());
      await on.env.pass(SECOND);
      expect(ends[1]).toMatch(/^b 600s t/);
    },
  );

  test("R225 a server's refusal costs nobody a request until somebody asks", async () => {
    const on = single();
    const value = await on.tokens.getToken();
    on.tokens.invalidate(value);
    await on.env.pass(10 * MINUTE);
    expect(on.source.requests).toHaveLength(1);
    const other = await on.tokens.getToken({ rejectedValue: value });
    expect(on.source.nameOf(other)).toBe("t2");
    on.tokens.setToken(on.source.mint());
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken({ rejectedValue: "another" }));
    await on.env.pass(0);
    expect(ends).toEqual(["a 0s t3"]);
  });
});

describe("when it fails", () => {
  test("R224 all who wait hear of the one cycle, and of its cooldown, and nothing is tried again by itself", async () => {
    const on = single();
    on.source.mood = "down";
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken());
    note("b", on.tokens.getToken());
    await on.env.pass(8 * SECOND);
    note("c", on.tokens.getToken()); // in the cooldown of 2.5 s
    await on.env.pass(10 * MINUTE);
    expect(ends).toEqual(["a 7.5s ERR_FETCH_FAILED", "b 7.5s ERR_FETCH_FAILED", "c 8s ERR_FETCH_FAILED"]);
    expect(on.source.requests).toHaveLength(5);
    expect(on.journal.at(-1)).toBe("7.5s refreshFailed ERR_FETCH_FAILED retryLater, no retry");
    expect(on.tokens.state.phase).toBe("waiting");
    expect(on.tokens.state.retryAt).toBeUndefined();
    on.source.mood = "up";
    note("d", on.tokens.getToken());
    await on.env.pass(0);
    expect(ends.at(-1)).toBe("d 608s t1");
  });

  test("R224 R129 a server's Retry-After is waited for", async () => {
    const on = single();
    on.source.mood = { status: 429, retryAfter: "30" };
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken());
    await on.env.pass(SECOND);
    on.source.mood = "up";
    note("b", on.tokens.getToken());
    await on.env.pass(30 * SECOND);
    note("c", on.tokens.getToken());
    await on.env.pass(SECOND);
    expect(ends).toEqual(["a 0s ERR_FETCH_FAILED", "b 1s ERR_FETCH_FAILED", "c 31s t1"]);
    expect(requestsOf(on.source)).toEqual(["0s initial", "31s requested"]);
  });

  test("R224 R120 whoever waits in line waits no longer than its limit", async () => {
    const on = single({ latencyMs: 4 * SECOND });
    const { ends, note } = noted(on);
    for (const name of ["a", "b", "c"]) note(name, on.tokens.getToken());
    await on.env.pass(20 * SECOND);
    expect(ends).toEqual(["a 4s t1", "b 8s t2", "c 10s ERR_FETCH_TIMEOUT"]);
    note("d", on.tokens.getToken()); // has the token that came for "c" at 12 s
    await on.env.pass(0);
    expect(ends.at(-1)).toBe("d 20s t3");
  });

  test("R224 an answer that comes too late for its caller serves the next one", async () => {
    const on = single({ latencyMs: 12 * SECOND, retry: { retries: 0 } });
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken());
    await on.env.pass(13 * SECOND);
    note("b", on.tokens.getToken());
    await on.env.pass(0);
    expect(ends).toEqual(["a 10s ERR_FETCH_TIMEOUT", "b 13s t1"]);
  });

  test("R224 a refusal of the user halts, and the next start() or refresh() tries again", async () => {
    const on = single();
    on.source.mood = { status: 401 };
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken());
    await on.env.pass(SECOND);
    note("b", on.tokens.getToken());
    on.source.mood = "up";
    await on.env.pass(SECOND);
    note("c", on.tokens.refresh());
    note("d", on.tokens.getToken());
    await on.env.pass(SECOND);
    expect(ends).toEqual(["a 0s ERR_REAUTH_REQUIRED", "b 1s ERR_REAUTH_REQUIRED", "c 2s t1", "d 2s t2"]);
  });

  test("R224 clear(), stop() and dispose() end the line", async () => {
    for (const [end, code] of [
      ["clear", "ERR_REAUTH_REQUIRED"],
      ["stop", "ERR_STOPPED"],
      ["dispose", "ERR_DISPOSED"],
    ] as const) {
      const on = single({ latencyMs: SECOND });
      const { ends, note } = noted(on);
      note("a", on.tokens.getToken());
      note("b", on.tokens.getToken());
      await on.env.pass(0.5 * SECOND);
      on.tokens[end]();
      await on.env.pass(MINUTE);
      expect(ends).toEqual([`a 0.5s ${code}`, `b 0.5s ${code}`]);
      expect(on.source.requests).toHaveLength(1);
      expect(on.env.timers).toBe(0);
    }
  });

  test("R224 R133 a rotating credential's call runs on through stop(), and its token serves the next caller", async () => {
    const on = single({ latencyMs: SECOND, overlap: "never" });
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken());
    await on.env.pass(0.5 * SECOND);
    on.tokens.stop();
    await on.env.pass(SECOND);
    note("b", on.tokens.getToken());
    note("c", on.tokens.getToken());
    await on.env.pass(0);
    expect(ends).toEqual(["a 0.5s ERR_STOPPED", "b 1.5s t1", "c 1.5s ERR_STOPPED"]);
  });
});

describe("what does not go together", () => {
  const fetchToken = (): string => "abc";

  test("R224 singleUse with autoRefresh, or with tabs, is a TypeError", () => {
    expect(() => new TokenManager({ fetchToken, singleUse: true, autoRefresh: true })).toThrow(
      new TypeError('Option "autoRefresh" must be left out with singleUse, got true.'),
    );
    const tabs = { connect: () => ({ run: () => new Promise<never>(() => undefined), tell() {}, close() {} }) };
    expect(() => new TokenManager({ fetchToken, singleUse: true, tabs })).toThrow(
      new TypeError('Option "tabs" must be left out with singleUse, got [object Object].'),
    );
    expect(() => new TokenManager({ fetchToken, singleUse: "yes" as never })).toThrow(
      new TypeError('Option "singleUse" must be a boolean, got yes.'),
    );
    expect(new TokenManager({ fetchToken, singleUse: true, autoRefresh: false }).state.phase).toBe("idle");
  });

  test("R225 autoRefresh: false alone fetches nothing ahead either, but all callers share a token while it lives", async () => {
    const on = stage({ autoRefresh: false, lifetimeMs: MINUTE });
    const { ends, note } = noted(on);
    note("a", on.tokens.getToken());
    note("b", on.tokens.getToken());
    await on.env.pass(59 * SECOND);
    note("c", on.tokens.getToken());
    await on.env.pass(10 * MINUTE);
    note("d", on.tokens.getToken());
    await on.env.pass(0);
    expect(ends).toEqual(["a 0s t1", "b 0s t1", "c 59s t1", "d 659s t2"]);
    expect(on.source.requests).toHaveLength(2);
  });
});
