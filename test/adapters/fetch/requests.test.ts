/** What authorizedFetch sends, and to whom: Node's own fetch against real servers. */
import { setupServer } from "msw/node";
import { http, HttpResponse } from "msw";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { authorizedFetch } from "../../../src/adapters/fetch.ts";
import { TokenManager } from "../../../src/index.ts";
import { setting } from "./setting.ts";

describe("the header", () => {
  test("is added, and the answer is the platform's own Response object", async () => {
    const { tokens, api, tokensAt } = await setting();
    let answer: Response | undefined;
    const spy = async (...call: Parameters<typeof fetch>): Promise<Response> => (answer = await fetch(...call));
    const response = await authorizedFetch(tokens, { allow: [api.origin], fetch: spy })(`${api.origin}/thing`);
    expect(response).toBe(answer);
    expect(response.status).toBe(200);
    expect(tokensAt(api)).toEqual(["t1"]);
  });

  test.each([
    ["in init", (url: string): Parameters<typeof fetch> => [url, { headers: { AUTHORIZATION: "Basic own" } }]],
    [
      "in a Request",
      (url: string): Parameters<typeof fetch> => [new Request(url, { headers: { authorization: "Basic own" } })],
    ],
  ])("is left alone where the request has one %s, and its 401 is not about our token", async (_, call) => {
    const { tokens, api, source } = await setting();
    const response = await authorizedFetch(tokens, { allow: [api.origin] })(...call(`${api.origin}/thing`));
    expect(response.status).toBe(401);
    expect(api.seen.map(({ authorization }) => authorization)).toEqual(["Basic own"]);
    expect(source.requests).toEqual([]);
  });

  test("never carries a token into an error message", async () => {
    const { api } = await setting();
    const value = "s3cr3t\u0000token";
    const tokens = new TokenManager({ fetchToken: () => ({ token: value, expiresIn: 600 }) });
    // The platform's own error quotes it.
    expect(() => new Headers().set("authorization", `Bearer ${value}`)).toThrow(/s3cr3t/);
    const error: unknown = await authorizedFetch(tokens, { allow: [api.origin] })(api.origin).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: "ERR_TOKEN_UNUSABLE" }); // it is refused before it comes so far
    expect(String((error as Error).stack)).not.toContain("s3cr3t");
    tokens.dispose();
  });
});

describe("the type of the token", () => {
  test.each(["DPoP", "dpop", "mac", "pop"])("R115 %s is refused by name, and nothing is sent", async (type) => {
    const { api } = await setting();
    for (const beside of [{ token_type: type }, { tokenType: type }]) {
      const tokens = new TokenManager({ fetchToken: () => ({ access_token: "fake", expires_in: 600, ...beside }) });
      await expect(authorizedFetch(tokens, { allow: [api.origin] })(api.origin)).rejects.toMatchObject({
        code: "ERR_TOKEN_UNUSABLE",
        action: "fixConfig",
        message: `The token is of type "${type}", not "Bearer"`,
      });
      tokens.dispose();
    }
    expect(api.seen).toEqual([]);
  });

  const other = (value: string): object => ({ access_token: value, token_type: "DPoP", expires_in: 600 });

  test.each(["fetched for it", "handed over before"])(
    "R457 R115 is looked at with singleUse: a token %s",
    async (way) => {
      const { api } = await setting();
      let count = 0;
      const fetchToken = (): never => other(`single-use-${String(++count)}`) as never;
      const tokens = new TokenManager({ fetchToken, singleUse: true });
      if (way !== "fetched for it") tokens.setToken(fetchToken());
      const send = authorizedFetch(tokens, { allow: [api.origin] });
      const ends = await Promise.allSettled([send(api.origin), send(api.origin)]);
      expect(ends).toMatchObject(Array(2).fill({ reason: { code: "ERR_TOKEN_UNUSABLE", action: "fixConfig" } }));
      expect(api.seen).toEqual([]);
      tokens.dispose();
    },
  );

  test("R457 is looked at before a request is sent again: you get the 401", async () => {
    const { api } = await setting();
    api.accepts = () => false;
    const tokens = new TokenManager({
      fetchToken: () => other("fake-fetched-2") as never,
      initialToken: { token: "fake", expiresIn: 600 },
    });
    const response = await authorizedFetch(tokens, { allow: [api.origin] })(`${api.origin}/thing`);
    expect([response.status, api.seen.map(({ authorization }) => authorization)]).toEqual([401, ["Bearer fake"]]);
    tokens.dispose();
  });

  test.each(["Bearer", "bearer", undefined, 5])("R115 %s is sent as ever", async (type) => {
    const { api } = await setting();
    const tokens = new TokenManager({
      fetchToken: () => ({ access_token: "fake", expires_in: 600, token_type: type }),
      retry: { retries: 0 },
      quiet: true,
    });
    await authorizedFetch(tokens, { allow: [api.origin] })(`${api.origin}/thing`);
    expect(api.seen[0]).toMatchObject({ authorization: "Bearer fake" });
    tokens.dispose();
  });
});

describe("hosts", () => {
  /** Which hosts were asked, and whether with a token. */
  const asked: string[] = [];
  const world = setupServer(
    http.all("*", ({ request }) => {
      const isAuthorized = request.headers.has("authorization");
      asked.push(`${new URL(request.url).origin} ${isAuthorized ? "token" : "-"}`);
      return new HttpResponse(null, { status: isAuthorized ? 200 : 401 });
    }),
  );
  beforeAll(() => world.listen());
  afterEach(() => {
    asked.length = 0;
    vi.unstubAllGlobals();
  });
  afterAll(() => world.close());

  const tokens = new TokenManager({ fetchToken: () => ({ token: "fake", expiresIn: 600 }) });
  afterAll(() => tokens.dispose());

  test.each([
    "https://api.example.test:8443/",
    "http://api.example.test/",
    "https://api.example.test.evil.test/",
    "https://evil.test/?https://api.example.test",
    "https://api.example.test@evil.test/", // refused by fetch itself: credentials in the address
    "https://sub.api.example.test/",
  ])("%s is not https://api.example.test, and gets no token", async (url) => {
    const send = authorizedFetch(tokens, { allow: ["https://api.example.test"] });
    await send(url).catch((error: unknown) => expect(String(error)).toContain("credentials"));
    expect(asked.filter((line) => line.endsWith("token"))).toEqual([]);
  });

  test("a foreign host's 401 renews nothing", async () => {
    const invalidate = vi.spyOn(tokens, "invalidate");
    const send = authorizedFetch(tokens, { allow: ["https://api.example.test"] });
    expect((await send("https://evil.test/")).status).toBe(401);
    expect(asked).toEqual(["https://evil.test -"]);
    expect(invalidate).not.toHaveBeenCalled();
  });

  test("the page's own origin is allowed without a word, and stays allowed beside a list", async () => {
    vi.stubGlobal("location", { origin: "https://app.test" });
    await authorizedFetch(tokens, { allow: ["https://api.example.test/"] })(new URL("https://app.test/x"));
    await authorizedFetch(tokens)("https://api.example.test/");
    expect(asked).toEqual(["https://app.test token", "https://api.example.test -"]);
  });

  test("R156 a relative address is the page's, where `Request` knows no page (jsdom, whose `Request` is Node's)", async () => {
    expect(() => new Request("/orders")).toThrow(TypeError);
    vi.stubGlobal("location", { origin: "https://app.test", href: "https://app.test/shop/cart?page=2#end" });
    const send = authorizedFetch(tokens);
    for (const address of ["/orders", "orders", "?page=3", "//other.test/orders"]) await send(address);
    const post = await send("/orders", { method: "POST", body: "an order" });
    expect(post.url).toBe("https://app.test/orders");
    expect(asked).toEqual([
      ...Array<string>(3).fill("https://app.test token"),
      "https://other.test -",
      "https://app.test token",
    ]);
  });

  test("R156 a relative address leads where a <base> element says, and the token does not go along", async () => {
    vi.stubGlobal("location", { origin: "https://app.test", href: "https://app.test/" });
    vi.stubGlobal("document", { baseURI: "https://cdn.test/app/" });
    const sent = vi.fn<typeof fetch>(async () => new Response());
    await authorizedFetch(tokens, { fetch: sent })("orders");
    expect(sent.mock.calls).toEqual([["orders", undefined]]); // as the app wrote it
    await authorizedFetch(tokens, { fetch: sent, allow: ["https://cdn.test"] })("orders");
    const request = sent.mock.calls[1]![0] as Request;
    expect([request.url, request.headers.get("authorization")]).toEqual(["https://cdn.test/app/orders", "Bearer fake"]);
  });

  test("a page of no origin (a file, a sandbox) has no own host", async () => {
    vi.stubGlobal("location", { origin: "null" });
    const getToken = vi.spyOn(tokens, "getToken");
    const response = await authorizedFetch(tokens)("data:text/plain,hello");
    expect(await response.text()).toBe("hello");
    await authorizedFetch(tokens)("https://app.test/");
    expect(getToken).not.toHaveBeenCalled();
    expect(asked).toEqual(["https://app.test -"]);
  });

  describe("R144 what is neither http nor https", () => {
    test.each(["httpx://api.example.test/", "https+unix://api.example.test/", "httpfoo:x"])(
      "%s gets no token even where its origin is the page's",
      async (url) => {
        vi.stubGlobal("location", { origin: "null" });
        const sent: (string | null)[] = [];
        const send = authorizedFetch(tokens, {
          fetch: async (...call) => {
            sent.push(new Request(...call).headers.get("authorization"));
            return new Response();
          },
        });
        await send(url);
        expect(sent).toEqual([null]);
      },
    );
  });

  test.each(["api.example.test", "https://api.example.test/v2", "https://*.example.test", "data:,x", ""])(
    "allow: %j is a TypeError that quotes it",
    (entry) => {
      expect(() => authorizedFetch(tokens, { allow: [entry] })).toThrow(
        new RegExp(`allow: .*${JSON.stringify(entry).replaceAll("*", "\\*")}`),
      );
    },
  );

  test("without a page and without a list, the first request says so", async () => {
    await expect(authorizedFetch(tokens)("https://api.example.test/")).rejects.toThrow(/^allow: /);
    expect(asked).toEqual([]);
  });
});

describe("redirects, as Node's fetch follows them", () => {
  test("within the origin the token goes along", async () => {
    const { tokens, api, tokensAt } = await setting();
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    expect((await send(`${api.origin}/to?status=302&url=/thing`)).status).toBe(200);
    expect(tokensAt(api)).toEqual(["t1", "t1"]);
  });

  test("trap: to another origin it is taken off, and the 401 from there renews nothing", async () => {
    const { tokens, api, foreign, source, tokensAt } = await setting();
    const to = `${api.origin}/to?status=302&url=${encodeURIComponent(`${foreign.origin}/thing`)}`;
    // Raw: the header is gone, and who goes by the status alone throws a good token away.
    const raw = await fetch(to, { headers: { authorization: `Bearer ${await tokens.getToken()}` } });
    expect([raw.status, ...tokensAt(foreign)]).toEqual([401, "-"]);

    const response = await authorizedFetch(tokens, { allow: [api.origin, foreign.origin] })(to);
    expect([response.status, response.redirected]).toEqual([401, true]);
    expect(tokensAt(foreign)).toEqual(["-", "-"]);
    expect(source.requests).toHaveLength(1);
    expect(tokens.peek()?.value).toBeDefined();
  });

  test("307 sends the body again, with a new token as well", async () => {
    const { tokens, api, revoke, tokensAt } = await setting();
    revoke(await tokens.getToken());
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    const response = await send(`${api.origin}/to?status=307&url=/thing`, { method: "POST", body: "payload" });
    expect(await response.text()).toBe("payload");
    expect(api.seen.map(({ path, body }) => `${path} ${body}`)).toEqual(
      Array(2).fill(["/to payload", "/thing payload"]).flat(),
    );
    expect(tokensAt(api)).toEqual(["t1", "t1", "t2", "t2"]);
  });

  test("redirect: manual and error keep their meaning", async () => {
    const { tokens, api } = await setting();
    const send = authorizedFetch(tokens, { allow: [api.origin] });
    const to = `${api.origin}/to?status=302&url=/thing`;
    expect((await send(to, { redirect: "manual" })).status).toBe(302);
    await expect(send(to, { redirect: "error" })).rejects.toThrow(TypeError);
  });
});
