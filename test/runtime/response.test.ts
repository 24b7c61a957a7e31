/**
 * A fetcher that hands over the `Response` itself: real ones, over msw.
 *
 * @module
 */
import { http, HttpResponse, type JsonBodyType } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { isResponse } from "../../src/runtime/response.ts";
import { HOUR, MINUTE, SECOND, type Stage, stage } from "../support/stage.ts";

const URL = "https://backend.example/token";
const NOW = Date.UTC(2026, 0, 1);
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

/** The endpoint answers so, from now on. */
const answer = (body: string, init?: ResponseInit): void =>
  server.use(http.get(URL, () => new HttpResponse(body, init)));
const answerJson = (body: JsonBodyType, init?: ResponseInit): void =>
  answer(JSON.stringify(body), {
    ...init,
    headers: { "Content-Type": "application/json", ...(init?.headers as object) },
  });

const fetching = (): Stage => stage({ retry: { retries: 0 }, fetchToken: ({ signal }) => fetch(URL, { signal }) });

/** One attempt; what became of it. */
async function attempt(): Promise<Stage> {
  const made = fetching();
  await made.tokens.getToken().catch(() => undefined);
  return made;
}

describe("an answer", () => {
  test.for([
    ["text", "opaque-token", { "Content-Type": "text/plain" }],
    ["text with a line end", "opaque-token\n", {}],
    ["text that calls itself JSON", "opaque-token", { "Content-Type": "application/json" }],
    ["JSON text", '"opaque-token"', { "Content-Type": "application/json" }],
    ["a JSON object", '{ "token": "opaque-token" }', { "Content-Type": "application/json" }],
    ["a JSON object that calls itself text", '{ "token": "opaque-token" }', { "Content-Type": "text/plain" }],
    ["a JSON object that calls itself nothing", '{ "accessToken": "opaque-token" }', {}],
    ["OAuth", '{ "access_token": "opaque-token", "token_type": "Bearer" }', {}],
  ] as const)("R56 as %s is read", async ([, body, headers]) => {
    answer(body, { headers });
    expect(await fetching().tokens.getToken()).toBe("opaque-token");
  });

  test("R52 a body of null means signed out", async () => {
    answerJson(null);
    const { tokens, journal } = await attempt();
    expect(journal).toEqual(["0s refreshFailed ERR_REAUTH_REQUIRED signIn, no retry"]);
    expect(tokens.state.error).toMatchObject({ action: "signIn" });
  });

  test.for([
    ["no body", "", "the answer with status 200 has no body"],
    ["blanks", " \n", "the answer with status 200 has no body"],
    ["a page", "<!doctype html><form>", "the answer is a page (HTML or XML), perhaps of a login form or a proxy"],
    ["an object without a token", '{"ok":true}', "no token, accessToken or access_token in it"],
    ["a list", "[1]", "no token, accessToken or access_token in it"],
    ["a number", "42", "the answer is of type number"],
    ["half a JSON", '{"token":"abc', "the answer is JSON text: parse it first"],
  ] as const)("R56 with %s is no token", async ([, body, says]) => {
    answer(body);
    const { tokens, journal } = await attempt();
    expect(tokens.state.error).toMatchObject({ code: "ERR_TOKEN_UNUSABLE", message: `No usable token: ${says}` });
    expect(journal).toEqual(["0s refreshFailed ERR_TOKEN_UNUSABLE fixConfig, next in 2.5s"]);
  });

  test("R56 of status 204 has no body", async () => {
    server.use(http.get(URL, () => new HttpResponse(null, { status: 204 })));
    const { tokens } = await attempt();
    expect(tokens.state.error?.message).toBe("No usable token: the answer with status 204 has no body");
  });

  test("R20 expires_in counts from the start of the fetch", async () => {
    answerJson({ access_token: "abc", expires_in: 3_600 });
    const { tokens } = await attempt();
    expect(tokens.peek()?.expiresAt).toBe(NOW + HOUR);
  });
});

test("R53 an answer whose body never ends is given up like one that never comes", async () => {
  const endless = { status: 200, headers: new Headers(), text: () => new Promise<string>(() => undefined) };
  const { env, tokens, journal } = stage({ fetchToken: () => endless as unknown as Response });
  void tokens.start();
  await env.pass(10 * SECOND);
  expect(journal).toEqual(["10s attemptFailed 1 ERR_FETCH_TIMEOUT, next in 0.5s"]);
});

describe("a refusal", () => {
  test.for([
    [400, { error: "invalid_grant", error_description: "revoked" }, "ERR_REAUTH_REQUIRED", "signIn"],
    [400, { error: "invalid_client" }, "ERR_FETCH_FAILED", "fixConfig"],
    [400, { error: "something_else" }, "ERR_FETCH_FAILED", "retryLater"],
    [400, "invalid_grant", "ERR_REAUTH_REQUIRED", "signIn"],
    [400, "error=invalid_grant&error_description=x", "ERR_REAUTH_REQUIRED", "signIn"],
    [401, {}, "ERR_REAUTH_REQUIRED", "signIn"],
    [403, "Forbidden", "ERR_REAUTH_REQUIRED", "signIn"],
    [404, null, "ERR_FETCH_FAILED", "retryLater"],
    [429, {}, "ERR_FETCH_FAILED", "retryLater"],
    [500, { token: "not this one" }, "ERR_FETCH_FAILED", "retryLater"],
    [503, {}, "ERR_FETCH_FAILED", "retryLater"],
  ] as const)("R51 of status %d %j", async ([status, body, code, action]) => {
    answerJson(body, { status });
    const { tokens } = await attempt();
    expect(tokens.state.error).toMatchObject({ status, code, action });
    expect(tokens.peek()).toBeUndefined();
  });

  test("R83 the body of a refusal is not quoted", async () => {
    answer("<html>the secret of the house</html>", { status: 502, statusText: "Bad Gateway" });
    const { tokens } = await attempt();
    expect(tokens.state.error?.message).toBe("fetchToken failed with status 502: Bad Gateway");
  });

  test.for([
    ["in seconds", "120", undefined, 120],
    ["as a date", new Date(NOW + 120_000).toUTCString(), undefined, 120],
    // The local clock is an hour ahead: only the server's own Date makes sense of its date.
    [
      "as a date, by the server's clock",
      new Date(NOW - HOUR + 120_000).toUTCString(),
      new Date(NOW - HOUR).toUTCString(),
      120,
    ],
    ["as garbage", "after lunch", undefined, 2.5],
  ] as const)("R49 with Retry-After %s", async ([, retryAfter, date, seconds]) => {
    answer("", { status: 429, headers: { "Retry-After": retryAfter, ...(date && { Date: date }) } });
    const { journal } = await attempt();
    expect(journal).toEqual([`0s refreshFailed ERR_FETCH_FAILED retryLater, next in ${String(seconds)}s`]);
  });

  test("R51 no connection at all is the network", async () => {
    server.use(http.get(URL, () => HttpResponse.error()));
    const { tokens } = await attempt();
    expect(tokens.state.error).toMatchObject({ code: "ERR_FETCH_FAILED", action: "retryLater" });
    expect(tokens.state.error?.status).toBeUndefined();
  });
});

describe("the server's clock", () => {
  const HOURS_AHEAD = 10;
  const serverNow = NOW - HOURS_AHEAD * HOUR; // the local clock is ahead
  const token = [{ alg: "none" }, { iat: serverNow / 1000, exp: serverNow / 1000 + 24 * 3_600 }]
    .map((part) => btoa(JSON.stringify(part)).replace(/=+$/, ""))
    .join(".");

  test("R23 the header Date moves the dates of a token to the local clock", async () => {
    answer(`${token}.`, { headers: { Date: new Date(serverNow).toUTCString(), "Cache-Control": "no-store" } });
    const { tokens, journal } = await attempt();
    // The second that the header has cut off is given up.
    expect(tokens.peek()?.expiresAt).toBe(NOW + 24 * HOUR - SECOND);
    expect(journal).toContain("0s warning clockSkew");
  });

  test.for([
    ["is no proof by itself, and one when it has moved on as the clock here has", {}, [0, 2], [false, true]],
    ["that nobody may store is one at once", { "Cache-Control": "no-store" }, [0], [true]],
    ["that stands still is none, however often it comes", {}, [0, 0, 0], [false, false, false]],
    ["that moves in leaps is none: a cache was filled in between", {}, [0, 60], [false, false]],
  ] as const)("R23 a Date %s", async ([, headers, minutes, isBelieved]) => {
    let asked = 0;
    const { env, tokens } = stage({
      fetchToken() {
        const issuedAt = serverNow + 2 * asked * MINUTE;
        const claims = { iat: issuedAt / 1000, exp: issuedAt / 1000 + 24 * 3_600 };
        const value = [{ alg: "none" }, claims].map((part) => btoa(JSON.stringify(part)).replace(/=+$/, "")).join(".");
        const date = new Date(serverNow + minutes[asked++]! * MINUTE).toUTCString();
        return new Response(`${value}.`, { headers: { ...headers, Date: date } });
      },
    });
    const ends: boolean[] = [];
    for (const _ of minutes) {
      const { expiresAt } = await tokens.refresh();
      ends.push(expiresAt! > serverNow + 25 * HOUR); // moved to the clock here, which is 10 h ahead
      await env.pass(2 * MINUTE);
    }
    expect(ends).toEqual(isBelieved);
  });

  test("R100 of several ages the first counts", async () => {
    answer('{"access_token":"abc","expires_in":900}', { headers: { Age: "800, 5" } });
    const { tokens } = await attempt();
    expect(tokens.peek()?.expiresAt).toBe(NOW + 100 * SECOND);
  });

  test("R23 a Date that a cache has kept, or that is none, says nothing", async () => {
    for (const headers of [{ Date: new Date(serverNow).toUTCString(), Age: "36000" }, { Date: "today" }, {}]) {
      answer(`${token}.`, { headers });
      const { tokens, journal } = await attempt();
      expect(tokens.peek()?.expiresAt).toBe(serverNow + 24 * HOUR);
      expect(journal).not.toContain("0s warning clockSkew");
    }
  });
});

describe("what is a Response", () => {
  test("is known by its shape, so that other realms and fakes will do", () => {
    expect(isResponse(new Response("abc"))).toBe(true);
    expect(isResponse({ status: 200, headers: new Map(), text: async () => "abc" })).toBe(true);
    for (const other of [undefined, null, "abc", 42, {}, { status: 200 }, { status: 200, headers: {}, text: "abc" }])
      expect(isResponse(other)).toBe(false);
    const whole = { status: 200, headers: new Map(), text: () => "abc" };
    for (const wrong of [{ status: "200" }, { headers: {} }, { headers: undefined }, { text: "abc" }])
      expect(isResponse({ ...whole, ...wrong })).toBe(false);
  });

  test("a token object that has a status of its own is a token object", async () => {
    const { tokens } = stage({ fetchToken: () => ({ token: "abc", status: 200, headers: {} }) as never });
    expect(await tokens.getToken()).toBe("abc");
  });
});
