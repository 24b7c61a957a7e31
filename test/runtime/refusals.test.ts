/**
 * Answers that say no, wherever they say it.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { classify, type ClassifyError } from "../../src/core/classify.ts";
import { diagnoseError } from "../../src/diagnose.ts";
import { requestsOf } from "../support/journal.ts";
import { MINUTE, SECOND, type Stage, stage, type StageOptions } from "../support/stage.ts";

async function answered(answer: unknown, options?: StageOptions): Promise<Stage> {
  const fetchToken = (): never => (answer instanceof Response ? answer.clone() : answer) as never;
  const made = stage({ retry: { retries: 0 }, fetchToken, ...options });
  made.tokens.start().catch(() => undefined);
  await made.env.pass(0);
  return made;
}

const json = (body: unknown, status = 200): Response => Response.json(body, { status });

describe("an answer that is a success by its status", () => {
  test.for([
    ["an OAuth code", json({ error: "invalid_grant" })],
    ["with status 201", json({ error: "invalid_grant", error_description: "expired" }, 201)],
    ["an object that the fetcher read itself", { error: "login_required" }],
    ["a token that is null", { error: "invalid_grant", access_token: null }],
    ["a form", "error=invalid_grant&error_description=revoked"],
    ["a form as a Response", new Response("error=invalid_grant")],
    ["the query of a URL", "?error=invalid_grant"],
    ["the fragment of a URL", "#state=x&error=login_required"],
    ["in an object", json({ error: { code: "invalid_grant" } })],
    ["in an envelope", json({ data: { error: "invalid_grant" } })],
  ] as const)("R104 R103 is a refusal: %s", async ([, answer]) => {
    const { tokens, journal } = await answered(answer);
    expect(tokens.state).toMatchObject({ phase: "halted", error: { code: "ERR_REAUTH_REQUIRED", action: "signIn" } });
    expect(journal).toEqual(["0s refreshFailed ERR_REAUTH_REQUIRED signIn, no retry"]);
  });

  test.for([
    ["throws", (answer: { result: { jwt: string } }) => answer.result.jwt],
    ["finds nothing", ({ result }: { result?: { jwt: string } }) => ({ token: result?.jwt })],
    ["gives an empty text", () => ""],
    ["takes it for signed out", () => null],
  ] as const)("R104 R110 is a refusal although readAnswer %s", async ([, readAnswer]) => {
    const outcome = async (error: string): Promise<unknown> =>
      (await answered({ error }, { readAnswer: readAnswer as never })).tokens.state.error?.action;
    expect(await outcome("invalid_grant")).toBe("signIn");
    expect(await outcome("temporarily_unavailable")).toBe("retryLater");
  });

  test("R104 R110 a token that readAnswer finds beside an error is a token", async () => {
    const readAnswer = ({ result }: { result: string }): string => result;
    const { tokens } = await answered({ error: "none", result: "abc" }, { readAnswer });
    expect(tokens.peek()?.value).toBe("abc");
  });

  test("R104 a word of its own is tried three times, then seldom, and is no token", async () => {
    const sent: string[] = [];
    const { env, tokens } = stage({
      fetchToken: () => (sent.push("asked"), json({ error: "User not found" })),
    });
    tokens.start().catch(() => undefined);
    await env.pass(3 * SECOND);
    expect(sent).toHaveLength(3);
    expect(tokens.state).toMatchObject({
      phase: "waiting",
      error: { action: "fixConfig", message: "fetchToken failed: User not found" },
    });
  });

  test("R104 ArcGIS puts its words in an object", async () => {
    const { tokens } = await answered(
      json({ error: { code: 400, message: "Unable to generate token.", details: [] } }),
    );
    expect(tokens.state.error?.message).toBe("fetchToken failed: Unable to generate token.");
  });

  test("R104 a token beside an error is a token", async () => {
    const { tokens } = await answered({ token: "abc", error: "none" });
    expect(tokens.peek()?.value).toBe("abc");
  });
});

/** A `Response` as a browser makes it where a redirect was followed, or was not. */
const like = (fields: object, body: string | null, init?: ResponseInit): Response => {
  const response = new Response(body, init);
  for (const [key, value] of Object.entries({ ...fields, clone: () => response }))
    Object.defineProperty(response, key, { value });
  return response;
};
const HTML = "<!doctype html><form>";

describe("a redirect", () => {
  test.for([
    ["to a page", like({ redirected: true }, HTML)],
    ["that was not followed, in a browser", like({ type: "opaqueredirect", status: 0 }, null)],
    ["that was not followed, in Node", new Response(null, { status: 302, headers: { Location: "/login" } })],
  ] as const)("R104 %s is the end of the session", async ([, response]) => {
    const { tokens } = await answered(response);
    expect(tokens.state.error).toMatchObject({ code: "ERR_REAUTH_REQUIRED", action: "signIn" });
  });

  test("R104 to a token is none, and a page without one may be a proxy's", async () => {
    expect((await answered(like({ redirected: true }, "abc"))).tokens.peek()?.value).toBe("abc");
    expect((await answered(new Response(HTML))).tokens.state.error).toMatchObject({ code: "ERR_TOKEN_UNUSABLE" });
    expect((await answered(like({ redirected: true }, HTML, { status: 503 }))).tokens.state.error).toMatchObject({
      status: 503,
    });
  });
});

describe("the OAuth word", () => {
  const word = { error: "invalid_grant" };
  const text = JSON.stringify(word);
  test.for([
    ["fetch wrappers", { status: 400, body: word }],
    ["axios", { response: { status: 400, data: word } }],
    ["axios, as text", { response: { status: 400, data: text } }],
    ["Angular", { name: "HttpErrorResponse", status: 400, error: word }],
    ["Angular, as text", { name: "HttpErrorResponse", status: 400, error: text }],
    ["jQuery", { status: 400, responseJSON: word }],
    ["jQuery and XMLHttpRequest, as text", { status: 400, responseText: text }],
    ["superagent", { status: 400, response: { body: word, text } }],
    ["got", { response: { statusCode: 400, body: text } }],
    ["ofetch", { statusCode: 400, data: word, response: { _data: word } }],
    ["RxJS ajax", { name: "AjaxError", status: 400, response: word }],
    ["Apollo", { networkError: { statusCode: 400, result: word } }],
    ["simple-oauth2 (boom)", { output: { statusCode: 400 }, data: { payload: word, isResponseError: true } }],
    ["passport", { name: "InternalOAuthError", oauthError: { statusCode: 400, data: text } }],
    ["MSAL", { name: "InteractionRequiredAuthError", errorCode: "invalid_grant" }],
    ["gaxios", { code: "400", message: "invalid_grant", response: { status: 400, data: word } }],
    ["an error in an error", { message: "could not refresh", cause: { status: 400, error: "invalid_grant" } }],
    ["an app that throws the text", new Error(text)],
    ["an app that throws a line with it", new Error(`Refresh failed, 400 Bad Request: ${text}`)],
    ["an app that throws the text bare", text],
    ["an app that throws the word", "invalid_grant"],
    ["an app that throws a form", "error=invalid_grant&error_description=x"],
    ["an app that throws a line with a form", new Error("400 Bad Request: error=invalid_grant&state=x")],
    ["axios, as a form", { response: { status: 400, data: "error_description=x&error=invalid_grant" } }],
    ["jQuery, as a form", { status: 400, responseText: "error=invalid_grant" }],
    ["JSON:API", { status: 400, errors: [{ code: "invalid_grant" }] }],
    ["Microsoft Graph", { status: 400, error: { code: "invalid_grant", message: "x" } }],
  ] as const)("R105 is found where %s put it", ([, thrown]) => {
    const { error, strike } = classify(thrown, [], 0);
    expect(error).toMatchObject({ action: "signIn", code: "ERR_REAUTH_REQUIRED" });
    expect(error.message).toContain("invalid_grant");
    expect(strike).toBe(false);
  });

  test("R105 R49 the wait is found there as well", () => {
    expect(classify({ cause: { response: { status: 429, headers: { "retry-after": "7" } } } }, [], 0)).toMatchObject({
      retryAfterMs: 7_000,
      error: { status: 429 },
    });
  });

  test("R105 the search ends, whatever hangs on what", () => {
    const cycle: Record<string, unknown> = { status: 400 };
    cycle["error"] = cycle["cause"] = cycle;
    expect(classify(cycle, [], 0).error.action).toBe("retryLater");
    let asked = 0;
    const endless: object = new Proxy({}, { get: () => (asked++, endless2()) });
    const endless2 = (): object => new Proxy({}, { get: () => (asked++, endless2()) });
    classify(endless, [], 0);
    expect(asked).toBeLessThan(5_000);
  });
});

describe("a Response that is thrown", () => {
  class HTTPError extends Error {
    override readonly name = "HTTPError";
    readonly response: Response;
    constructor(response: Response) {
      super("Request failed");
      this.response = response;
    }
  }
  const ways: readonly (readonly [string, (response: Response) => unknown])[] = [
    ["as it is", (response) => response],
    ["as ky does", (response) => new HTTPError(response)],
    ["as a cause", (cause) => new Error("no token", { cause })],
    ["as the cause of a cause", (response) => new Error("no token", { cause: new HTTPError(response) })],
  ];
  const throwing = (thrown: unknown): never => {
    throw thrown;
  };
  const thrownBy = (thrown: unknown, options?: StageOptions): Promise<Stage> =>
    answered(undefined, { fetchToken: () => throwing(thrown), ...options });

  test.for(ways)("R105 is heard like one that is returned: %s", async ([, wrap]) => {
    for (const body of ['{"error":"invalid_grant"}', "error=invalid_grant&error_description=x", "invalid_grant"]) {
      const { tokens } = await thrownBy(wrap(new Response(body, { status: 400 })));
      expect(tokens.state.error).toMatchObject({ action: "signIn", status: 400 });
      expect(tokens.state.error?.message).toBe("fetchToken failed with status 400: invalid_grant");
    }
    const busy = new Response("", { status: 429, headers: { "Retry-After": "120" } });
    expect((await thrownBy(wrap(busy))).journal[0]).toContain("next in 120s");
    const redirect = wrap(new Response(null, { status: 302, headers: { Location: "/login" } }));
    expect((await thrownBy(redirect)).tokens.state.error).toMatchObject({ action: "signIn" });
  });

  test.for(ways)("R105 counts by its status where its body hangs or was read: %s", async ([, wrap]) => {
    const read = new Response("{}", { status: 403 });
    await read.text();
    for (const response of [read, new Response(new ReadableStream(), { status: 403 })]) {
      const { env, tokens } = await thrownBy(wrap(response));
      await env.pass(9 * SECOND);
      expect(tokens.state.error).toMatchObject({ action: "signIn", status: 403 });
    }
  });

  test("R105 classifyError sees the error itself, with what was said", async () => {
    const seen: unknown[] = [];
    const thrown = new HTTPError(Response.json({ error: "E17" }, { status: 400 }));
    await thrownBy(thrown, { classifyError: (error) => (seen.push(error), undefined) });
    expect(seen).toEqual([thrown]);
    expect(thrown.response).toMatchObject({ data: { error: "E17" } });
  });
});

describe("an answer that is no token", () => {
  const page = (): Response => new Response(HTML);
  test("R116 classifyError is asked about it, and decides", async () => {
    const said: unknown[] = [];
    const classifyError: ClassifyError = (error) => (
      said.push((error as { code: string }).code),
      { action: "signIn", remedy: "Log in." }
    );
    const { tokens } = await answered(page(), { classifyError });
    expect(said).toEqual(["ERR_TOKEN_UNUSABLE"]);
    expect(tokens.state).toMatchObject({ phase: "halted", error: { code: "ERR_REAUTH_REQUIRED", remedy: "Log in." } });
  });

  test("R116 one without an opinion, or who says what is said already, leaves it to be tried again", async () => {
    for (const classifyError of [() => undefined, diagnoseError] as ClassifyError[]) {
      const { env, source, tokens } = await answered(page(), { classifyError });
      expect(tokens.state).toMatchObject({
        phase: "waiting",
        error: { code: "ERR_TOKEN_UNUSABLE", action: "fixConfig" },
      });
      await env.pass(MINUTE);
      expect(requestsOf(source)).toEqual([]);
      expect(tokens.state.phase).toBe("waiting");
    }
  });
});
