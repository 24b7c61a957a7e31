/** An endpoint that refuses everybody: what the others have of it, while the token endpoint works and while it does not. */
import { describe, expect, test } from "vitest";
import { authorizedFetch, type Fetch } from "../../../src/adapters/fetch.ts";
import { requestsOf } from "../../support/journal.ts";
import { HOUR, MINUTE, SECOND, type Stage, type StageOptions, started } from "../../support/stage.ts";

const API = "https://api.example.com";

/** `/bad…` refuses everybody, all else accepts what has not been revoked. `seen` counts the answers by path. */
async function world(options: StageOptions = {}) {
  const on: Stage = await started({ lifetimeMs: HOUR, quiet: true, ...options });
  const revoked = new Set<string>();
  const seen: Record<string, number> = {};
  const fetch: Fetch = (request) => {
    const { url, headers } = request as Request;
    const token = headers.get("authorization")!.slice(7);
    const isFine = !url.includes("/bad") && !revoked.has(token);
    return Promise.resolve(new Response(null, { status: isFine ? 200 : 401 }));
  };
  const api = authorizedFetch(on.tokens, { allow: [API], fetch });
  /** Notes the answer when it comes. */
  const send = (path: string): void =>
    void api(API + path)
      .then(
        ({ status }) => String(status),
        (error: unknown) => (error as { code: string }).code,
      )
      .then((end) => (seen[`${path} ${end}`] = (seen[`${path} ${end}`] ?? 0) + 1));
  return { ...on, seen, send, revoke: () => void revoked.add(on.tokens.peek()!.value) };
}

describe("R454 a token that another endpoint has accepted stays in use", () => {
  test.each([
    ["down", { status: 503 }],
    ["unreachable", "down"],
    ["hung", "hang"],
    ["busy for an hour", { status: 429, retryAfter: "3600" }],
  ] as const)("while the token endpoint is %s", async (_, mood) => {
    const { env, source, seen, send } = await world();
    send("/good");
    await env.pass(5 * MINUTE);
    source.mood = mood;
    send("/bad");
    for (let i = 0; i < 80; i++) {
      send("/good");
      await env.pass(30 * SECOND);
    }
    expect(seen).toEqual({ "/good 200": 81, "/bad 401": 1 });
  });

  test("also where a request was sent again with it, because its own token had been replaced", async () => {
    const { env, source, seen, send, tokens } = await world();
    send("/good");
    await env.pass(0);
    const old = tokens.peek()!.value;
    send("/bad");
    tokens.setToken(source.mint({ lifetimeMs: 2 * HOUR }));
    send("/good");
    source.mood = "down";
    await env.pass(MINUTE);
    send("/good");
    await env.pass(0);
    expect(tokens.peek()!.value).not.toBe(old);
    expect(seen).toEqual({ "/good 200": 3, "/bad 401": 1 });
  });

  test("until another one is there, which the endpoint may accept", async () => {
    const { env, source, seen, send, revoke, journal } = await world();
    source.latencyMs = SECOND;
    await env.pass(20 * SECOND);
    send("/good");
    await env.pass(0);
    revoke();
    send("/new"); // the first to hear of it
    await env.pass(SECOND);
    expect(seen).toEqual({ "/good 200": 1, "/new 200": 1 });
    expect(journal).toEqual(["0s refreshed t1 (initial)", "21s refreshed t2 (rejected)"]);
    expect(requestsOf(source)).toEqual(["0s initial", "20s rejected"]);
  });

  test("but not where one that had accepted it refuses it as well", async () => {
    const { env, source, seen, send, revoke, tokens } = await world();
    send("/good");
    await env.pass(5 * MINUTE);
    source.mood = "down";
    send("/bad");
    await env.pass(MINUTE);
    revoke();
    send("/good");
    await env.pass(SECOND);
    expect(tokens.peek()).toBeUndefined();
    source.mood = "up";
    await env.pass(MINUTE);
    send("/good");
    await env.pass(0);
    expect(seen).toEqual({ "/good 200": 2, "/good 401": 1, "/bad 401": 1 });
  });
});

describe("R454 costs no more tokens than before", () => {
  test("where the endpoint is asked all the time: one, and another one every ten minutes", async () => {
    const { env, source, seen, send } = await world({ lifetimeMs: 2 * HOUR });
    for (let i = 0; i < 120; i++) {
      send("/good");
      send("/bad");
      await env.pass(30 * SECOND);
    }
    expect(seen).toEqual({ "/good 200": 120, "/bad 401": 120 });
    expect(requestsOf(source)).toEqual([
      "0s initial",
      ...["0s", "600s", "1200s", "1800s", "2400s", "3000s"].map((at) => `${at} rejected`),
    ]);
  });

  test("where a hundred requests fail at once, at endpoints that had accepted the token and at others", async () => {
    const { env, source, seen, send, revoke } = await world();
    source.latencyMs = SECOND;
    await env.pass(20 * SECOND);
    for (let i = 0; i < 50; i++) send(`/old/${String(i)}`);
    await env.pass(0);
    revoke();
    for (let i = 0; i < 50; i++) send(`/new/${String(i)}`);
    await env.pass(0.5 * SECOND);
    for (let i = 0; i < 50; i++) send(i % 2 ? `/new/${String(i)}` : `/old/${String(i)}`);
    await env.pass(MINUTE);
    expect(Object.keys(seen).filter((answer) => !answer.endsWith("200"))).toEqual([]);
    expect(requestsOf(source)).toEqual(["0s initial", "20s rejected"]);
  });

  test("where all tokens of a session end at one instant", async () => {
    const expiresAt = Date.UTC(2026, 0, 1, 1);
    let count = 0;
    const { env, seen, send, revoke } = await world({
      fetchToken: () => ({ token: `session-end-${String(++count)}`, expiresAt }),
    });
    await env.pass(20 * SECOND);
    send("/good");
    await env.pass(0);
    revoke();
    send("/new");
    await env.pass(MINUTE);
    expect([count, seen]).toEqual([2, { "/good 200": 1, "/new 200": 1 }]);
  });

  test("with autoRefresh: false, where the request that was refused asks for it", async () => {
    const { env, source, seen, send, revoke } = await world({ autoRefresh: false });
    await env.pass(20 * SECOND);
    send("/good");
    await env.pass(0);
    revoke();
    send("/new");
    await env.pass(HOUR);
    expect(seen).toEqual({ "/good 200": 1, "/new 200": 1 });
    expect(requestsOf(source)).toEqual(["0s initial", "20s requested"]);
  });
});
