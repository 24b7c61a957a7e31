/** What no store gives and no server answers: named as what it is, and not as a mistake of the app's fetcher. */
import { expect, onTestFinished, test } from "vitest";
import { memory, refreshTokenFetcher, type RefreshTokenFetcherOptions } from "../../../src/adapters/oauth.ts";
import { TokenManager } from "../../../src/manager.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";
import { Endpoint } from "./endpoint.ts";

const endpoint = new Endpoint();

/** A manager after its first attempt. */
async function tried(options: Partial<RefreshTokenFetcherOptions>) {
  const time = virtualEnvironment();
  const fetchToken = refreshTokenFetcher({
    server: { token_endpoint: "https://id.test/token" },
    client: "app",
    store: memory("a-0"),
    environment: time,
    fetch: (_, init) => endpoint.answer(time, init),
    ...options,
  });
  const retry = { retries: 0 };
  const tokens = new TokenManager({ fetchToken, overlap: "never", environment: time, quiet: true, retry });
  onTestFinished(() => tokens.dispose());
  tokens.start().catch(() => undefined);
  await time.pass(SECOND);
  return { time, tokens, error: tokens.state.error! };
}

const secret = { refresh_token: "a-secret" };

test.each([
  ["object", secret],
  ["object", [secret.refresh_token]],
  ["number", 20_260_101],
  ["boolean", true],
  ["function", () => secret.refresh_token],
])("R385 a store that gives an %s is told what it should give: %j", async (type, given) => {
  for (const answer of [given, Promise.resolve(given)]) {
    const { error } = await tried({ store: { read: () => answer as never, write: () => undefined } });
    expect(error).toMatchObject({
      code: "ERR_FETCH_FAILED",
      action: "fixConfig",
      message: `read() of the option "store" gave no text, but a value of type ${type}`,
      remedy: "Let it give the refresh token as a string, or nothing where the user is signed out.",
    });
  }
});

test.each([[0], [false], [NaN]])("R385 %j from a store is no refresh token", async (given) => {
  const { error } = await tried({ store: { read: () => given as never, write: () => undefined } });
  expect(error).toMatchObject({ action: "signIn", message: "The store holds no refresh token" });
});

test.each([["token endpoint", {}], ["metadata", { server: "https://id.test" }]])(
  "R385 a status that HTTP does not have is a failure of the server's (%s)",
  async (_, options) => {
    const strange = Object.defineProperty(Response.json({ refresh_token: "a-secret" }), "status", { value: 999 });
    const { error } = await tried({ ...options, fetch: () => Promise.resolve(strange) });
    expect(error).toMatchObject({
      code: "ERR_FETCH_FAILED",
      action: "retryLater",
      message: "fetchToken failed: https://id.test answered with status 999",
    });
    expect(error.remedy).not.toContain("Correct the code");
  },
); // prettier-ignore

test("R385 and is tried again when it says", async () => {
  const strange = () =>
    Object.defineProperty(new Response(null, { headers: { "retry-after": "120" } }), "status", { value: 999 });
  const { time, tokens } = await tried({ fetch: () => Promise.resolve(strange()) });
  expect(tokens.state.retryAt! - time.now()).toBeGreaterThan(MINUTE);
});

const brokenOff = (): Response => {
  const pieces = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"issuer":'));
      controller.error(new TypeError("terminated"));
    },
  });
  return new Response(pieces, { headers: { "content-type": "application/json" } });
};
const answer = (status: number, body = "") => new Response(body, { status, headers: { "retry-after": "120" } });

test.each<[what: string, response: () => Response, action: string]>([
  ["a limit", () => answer(429), "retryLater"],
  ["a server that is down", () => answer(500), "retryLater"],
  ["a connection that breaks off", brokenOff, "retryLater"],
  [
    "a document that was cut off",
    () => new Response('{"issuer":', { headers: { "content-type": "application/json" } }),
    "retryLater",
  ],
  ["a page", () => new Response("<html>", { headers: { "content-type": "text/html" } }), "fixConfig"],
  ["an address that is none", () => answer(404), "fixConfig"],
  ["another issuer's", () => Response.json({ issuer: "https://other.test" }), "fixConfig"],
])("R385 in the place of metadata %s", async (_, response, action) => {
  const { error } = await tried({ server: "https://id.test", fetch: () => Promise.resolve(response()) });
  expect(error.action).toBe(action);
});

test.each([
  ["http beyond this machine", "http://id.test/token", /unencrypted/],
  ["an address that is not whole", "/token", /names no token endpoint/],
])("R124 metadata with a token endpoint of %s are read again, and a deployment mends them", async (_, wrong, says) => {
  let token_endpoint = wrong;
  const provider = new Endpoint();
  const { time, tokens, error } = await tried({
    server: "https://id.test",
    fetch: (url, init) =>
      url.includes(".well-known")
        ? Promise.resolve(Response.json({ issuer: "https://id.test", token_endpoint }))
        : provider.answer(time, init),
  });
  expect([error.action, error.message]).toEqual(["fixConfig", expect.stringMatching(says)]);
  token_endpoint = "https://id.test/token";
  await time.pass(20 * MINUTE);
  expect(tokens.state.phase).toBe("holding");
});

test("R385 metadata are asked for again when a limit allows it", async () => {
  const { time, tokens } = await tried({ server: "https://id.test", fetch: () => Promise.resolve(answer(429)) });
  expect(tokens.state.retryAt! - time.now()).toBeGreaterThan(MINUTE);
});
