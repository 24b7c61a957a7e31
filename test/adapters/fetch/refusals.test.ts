/** What authorizedFetch makes of a 401, and of what is none: Node's own fetch against real servers. */
import { describe, expect, test, vi } from "vitest";
import { authorizedFetch } from "../../../src/adapters/fetch.ts";
import { TokenError } from "../../../src/index.ts";
import { setting } from "./setting.ts";

describe("401", () => {
  test("costs one new token and one more request", async () => {
    const { tokens, api, source, revoke, tokensAt } = await setting();
    revoke(await tokens.getToken());
    const answers: Response[] = [];
    const spy = async (...call: Parameters<typeof fetch>): Promise<Response> => {
      const answer = await fetch(...call);
      answers.push(answer);
      return answer;
    };
    const response = await authorizedFetch(tokens, { allow: [api.origin], fetch: spy })(`${api.origin}/thing`);
    expect(response.status).toBe(200);
    expect(answers.map(({ bodyUsed }) => bodyUsed)).toEqual([true, false]); // the 401 holds no connection
    expect(tokensAt(api)).toEqual(["t1", "t2"]);
    expect(source.requests.map(({ reason }) => reason)).toEqual(["initial", "rejected"]);
  });

  test("R33 of 50 requests at once costs one new token for all", async () => {
    const { tokens, api, source, revoke } = await setting();
    revoke(await tokens.getToken());
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => send(`${api.origin}/thing/${i}`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(api.seen).toHaveLength(100);
    expect(source.requests).toHaveLength(2);
  });

  test("R68 of 100 stragglers with a token that has been replaced costs none", async () => {
    const { tokens, api, source, revoke, tokensAt, hold } = await setting();
    const old = await tokens.getToken();
    const release = hold();
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    const answers = Promise.all(Array.from({ length: 100 }, () => send(`${api.origin}/thing`)));
    await vi.waitUntil(() => api.seen.length === 100, 4_000);
    revoke(old);
    tokens.setToken(source.mint({ lifetimeMs: 1_200_000 })); // t2, on another way
    release();
    expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([200]));
    expect(tokensAt(api)).toEqual([...Array<string>(100).fill("t1"), ...Array<string>(100).fill("t2")]);
    expect(source.requests).toHaveLength(1);
    expect(source.nameOf(tokens.peek()!.value)).toBe("t2");
  });

  test("of a straggler says nothing about the token that came after its own", async () => {
    const { tokens, api, source, revoke, tokensAt, hold } = await setting();
    const [old, next] = [await tokens.getToken(), source.mint({ lifetimeMs: 1_200_000 })];
    const release = hold();
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    const answer = send(`${api.origin}/thing`);
    await vi.waitUntil(() => api.seen.length === 1, 4_000);
    revoke(old);
    tokens.setToken(next);
    release();
    expect((await answer).status).toBe(200);
    revoke(next);
    expect((await send(`${api.origin}/thing`)).status).toBe(200);
    expect(tokensAt(api)).toEqual(["t1", "t2", "t2", "t3"]);
  });

  test("again, with the new token, is the answer; nothing loops", async () => {
    const { tokens, api, tokensAt } = await setting();
    const response = await authorizedFetch(tokens, { allow: [api.origin] })(`${api.origin}/closed`);
    expect([response.status, await response.text()]).toEqual([401, "closed"]);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(tokensAt(api)).toEqual(["t1", "t2"]);
  });

  test("from an endpoint that refuses every token costs one token in all, and the others go on", async () => {
    const { tokens, api, source, environment, tokensAt } = await setting();
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    for (let i = 0; i < 5; i++) {
      await environment.pass(30_000);
      expect((await send(`${api.origin}/closed`)).status).toBe(401);
      expect((await send(`${api.origin}/thing`)).status).toBe(200);
    }
    expect(source.requests).toHaveLength(2);
    expect(tokens.state.phase).toBe("holding");
    expect(tokensAt(api)).toEqual(["t1", "t2", ...Array<string>(9).fill("t2")]);
  });

  test("R122 is healed again later, ten minutes after the last new token", async () => {
    const { tokens, api, environment, revoke, tokensAt } = await setting();
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    revoke(await tokens.getToken());
    expect((await send(`${api.origin}/other`)).status).toBe(200); // which would be believed sooner
    revoke(await tokens.getToken());
    expect((await send(`${api.origin}/thing`)).status).toBe(401); // this would be a loop
    await environment.pass(300_000);
    expect((await send(`${api.origin}/thing`)).status).toBe(401);
    await environment.pass(300_000);
    expect((await send(`${api.origin}/thing`)).status).toBe(200);
    expect(tokensAt(api)).toEqual(["t1", "t2", "t2", "t2", "t3"]);
  });

  test("R354 is believed of an endpoint that had accepted the token, whatever another one says all the time", async () => {
    const { tokens, api, source, environment, revoke } = await setting();
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    const answers: string[] = [];
    for (let i = 0; i < 20; i++) {
      if (i === 3) revoke(await tokens.getToken());
      const [closed, thing] = [await send(`${api.origin}/closed`), await send(`${api.origin}/thing?turn=${String(i)}`)];
      answers.push(`${String(closed.status)} ${String(thing.status)}`);
      await environment.pass(10_000);
    }
    expect(answers.filter((answer) => answer !== "401 200")).toEqual(["401 401", "401 401", "401 401"]);
    expect(source.requests).toHaveLength(3); // nothing loops
  });

  test("R437 is believed of an endpoint whose only acceptance was that of a repeated request", async () => {
    const { tokens, api, source, environment, revoke } = await setting();
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    const answers: number[] = [];
    for (let i = 0; i < 12; i++) {
      // The second one replaces a refused one, is accepted once, and is revoked as well.
      if (i === 0 || i === 1) revoke(await tokens.getToken());
      answers.push((await send(`${api.origin}/thing`)).status);
      await environment.pass(10_000);
    }
    // A token that replaced a refused one is kept for a minute in any case.
    expect(answers).toEqual([200, 401, 401, 401, 401, 401, 200, 200, 200, 200, 200, 200]);
    expect(source.requests).toHaveLength(3);
  });

  test("for a token that ran out on the way is told from an endpoint that refuses all", async () => {
    const { tokens, api, environment, source, hold } = await setting();
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    const release = hold();
    const answer = send(`${api.origin}/closed`);
    await vi.waitUntil(() => api.seen.length === 1, 4_000);
    environment.sleep(600_000); // no timer has looked at the clock yet
    release();
    expect((await answer).status).toBe(401);
    await environment.pass(120_000);
    expect((await send(`${api.origin}/closed`)).status).toBe(401);
    expect(source.requests).toHaveLength(2);
    expect(tokens.state.phase).toBe("holding");
  });

  test("is handed over untouched where no other token can be had", async () => {
    const { tokens, api, source, revoke } = await setting();
    revoke(await tokens.getToken());
    source.mood = { status: 403 };
    const failed = vi.fn();
    tokens.on("refreshFailed", failed);
    const response = await authorizedFetch(tokens, { allow: [api.origin] })(`${api.origin}/thing`);
    expect([response.status, await response.text()]).toEqual([401, "refused"]);
    expect(failed).toHaveBeenCalledOnce();
    expect(api.seen).toHaveLength(1);
  });
});

describe("everything else is passed on", () => {
  test.each([
    ["/forbidden", 403, null],
    ["/busy", 429, "7"],
  ])("%s: %i, Retry-After %j", async (path, status, retryAfter) => {
    const { tokens, api, source } = await setting();
    const response = await authorizedFetch(tokens, { allow: [api.origin] })(api.origin + path);
    expect([response.status, response.headers.get("retry-after")]).toEqual([status, retryAfter]);
    expect(api.seen).toHaveLength(1);
    expect(source.requests).toHaveLength(1);
  });

  test("a network error is the platform's", async () => {
    const { tokens, api, source } = await setting();
    await api[Symbol.asyncDispose]();
    await expect(authorizedFetch(tokens, { allow: [api.origin] })(api.origin)).rejects.toThrow("fetch failed");
    expect(source.requests).toHaveLength(1);
  });

  test("without a token nothing is sent, and the manager's error says why", async () => {
    const { tokens, api } = await setting();
    tokens.clear();
    const error: unknown = await authorizedFetch(tokens, { allow: [api.origin] })(api.origin).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TokenError);
    expect((error as TokenError).action).toBe("signIn");
    expect(api.seen).toEqual([]);
  });
});

describe("abort", () => {
  const why = new Error("left the page");

  test("before: nothing is sent and no token is fetched", async () => {
    const { tokens, api, source } = await setting();
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    await expect(send(api.origin, { signal: AbortSignal.abort(why) })).rejects.toBe(why);
    expect([api.seen, source.requests]).toEqual([[], []]);
  });

  test("R35 while the token is on its way: this caller alone", async () => {
    const { tokens, api, source, environment } = await setting();
    source.latencyMs = 1_000;
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    const controller = new AbortController();
    const [aborted, other] = [send(api.origin, { signal: controller.signal }), send(api.origin)];
    controller.abort(why);
    await expect(aborted).rejects.toBe(why);
    await environment.pass(1_000);
    expect((await other).status).toBe(200);
    expect(source.requests).toHaveLength(1);
  });

  test.each(["init", "Request"])("while the request is on its way, by the signal in the %s", async (place) => {
    const { tokens, api, hold } = await setting();
    hold();
    const controller = new AbortController();
    const init = { signal: controller.signal };
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    const answer = place === "init" ? send(api.origin, init) : send(new Request(api.origin, init));
    await vi.waitUntil(() => api.seen.length === 1, 4_000);
    controller.abort(why);
    await expect(answer).rejects.toBe(why);
  });

  test("between the 401 and the new token", async () => {
    const { tokens, api, source, revoke } = await setting();
    revoke(await tokens.getToken());
    source.mood = "hang";
    const controller = new AbortController();
    const answer = authorizedFetch(tokens, { allow: [api.origin] })(api.origin, { signal: controller.signal });
    await vi.waitUntil(() => source.requests.length === 2, 4_000);
    controller.abort(why);
    await expect(answer).rejects.toBe(why);
    expect(api.seen).toHaveLength(1);
  });

  test("leaves no listeners behind on a signal that is used a hundred times", async () => {
    const { tokens, api } = await setting();
    const warnings: string[] = [];
    const warn = (warning: Error): void => void warnings.push(warning.name);
    process.on("warning", warn);
    const { signal } = new AbortController();
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    for (let i = 0; i < 100; i++) await (await send(`${api.origin}/thing`, { signal })).text();
    process.off("warning", warn);
    expect(warnings).toEqual([]);
  });
});
