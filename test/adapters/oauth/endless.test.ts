/** Answers without an end: read up to a limit, and let go when the request is given up. Under virtual time. */
import * as oauth from "oauth4webapi";
import { expect, onTestFinished, test } from "vitest";
import { memory, refreshTokenFetcher, type RefreshTokenFetcherOptions } from "../../../src/adapters/oauth.ts";
import { TokenManager } from "../../../src/manager.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";
import { request } from "./endpoint.ts";

const KIB = 1_024;
const CHUNK = new TextEncoder().encode("a".repeat(16 * KIB));

/** A body that `pull` goes on with; counts what was taken of it. */
function body(pull: (controller: ReadableStreamDefaultController<Uint8Array>) => unknown) {
  const taken = { bytes: 0, isLetGo: false };
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await pull(controller);
      taken.bytes += CHUNK.length;
    },
    cancel: () => void (taken.isLetGo = true),
  });
  return { taken, stream };
}

const endless = () => body((controller) => controller.enqueue(CHUNK));
const silent = () => body(() => new Promise(() => undefined));

function scene(answer: () => Response, options: Partial<RefreshTokenFetcherOptions> = {}) {
  const time = virtualEnvironment();
  const store = memory("a-0");
  const fetchToken = refreshTokenFetcher({
    server: { token_endpoint: "https://id.test/token" },
    client: "app",
    store,
    environment: time,
    fetch: () => Promise.resolve(answer()),
    ...options,
  });
  return { time, store, fetchToken };
}

test("R384 a success without an end is no token", async () => {
  const { taken, stream } = endless();
  const { time, store, fetchToken } = scene(() => new Response(stream));
  await expect(fetchToken(request())).rejects.toMatchObject({
    code: "ERR_TOKEN_UNUSABLE",
    action: "fixConfig",
    message: expect.stringContaining("longer than 256 KiB") as string,
  });
  expect(taken.isLetGo).toBe(true);
  expect(taken.bytes).toBeLessThan(320 * KIB);
  expect([await store.read(), time.timers]).toEqual(["a-0", 0]);
});

test("R384 metadata without an end are none", async () => {
  const { taken, stream } = endless();
  const { fetchToken } = scene(() => new Response(stream), { server: "https://id.test" });
  await expect(fetchToken(request())).rejects.toThrow("longer than 256 KiB");
  expect(taken.isLetGo).toBe(true);
  expect(taken.bytes).toBeLessThan(320 * KIB);
});

test.each([400, 401, 503])(
  "R384 a refusal without an end counts by its status, %i, also with a key",
  async (status) => {
    const dpop = oauth.DPoP({}, await oauth.generateKeyPair("ES256"));
    const { taken, stream } = endless();
    const { fetchToken } = scene(() => new Response(stream, { status }), { dpop });
    const response = await fetchToken(request());
    expect([response.status, await response.text()]).toEqual([status, ""]);
    expect(taken.isLetGo).toBe(true);
    expect(taken.bytes).toBeLessThan(320 * KIB);
  },
);

test("R384 what is not longer is read as it is", async () => {
  const text = JSON.stringify({ access_token: "a".repeat(100 * KIB), scope: "ä".repeat(100 * KIB) });
  const { fetchToken } = scene(() => new Response(text));
  expect(await (await fetchToken(request())).text()).toBe(text);
});

test("R384 a body that never ends is given up with its request", async () => {
  const { taken, stream } = silent();
  const { time, fetchToken } = scene(() => new Response(stream));
  const lost = fetchToken(request()).catch((error: unknown) => error);
  await time.pass(MINUTE - 1);
  expect(taken.isLetGo).toBe(false);
  await time.pass(1);
  expect(await lost).toMatchObject({
    code: "ERR_FETCH_TIMEOUT",
    message: "The token endpoint did not answer within 60000 ms",
  });
  expect([taken.isLetGo, time.timers]).toEqual([true, 0]);
});

test("R384 the body of metadata is given up with whoever waits for it", async () => {
  const { taken, stream } = silent();
  const { time, fetchToken } = scene(() => new Response(stream), { server: "https://id.test" });
  const caller = new AbortController();
  const left = fetchToken({ signal: caller.signal, attempt: 1 }).catch(String);
  await time.pass(SECOND);
  caller.abort(new Error("left"));
  expect(await left).toBe("Error: left");
  await time.pass(0);
  expect([taken.isLetGo, time.timers]).toEqual([true, 0]);
});

test("R384 a manager says so, and keeps the session", async () => {
  let asked = 0;
  const grant = { access_token: "access-1", token_type: "Bearer", expires_in: 600 };
  const { time, fetchToken } = scene(() => (asked++ ? Response.json(grant) : new Response(endless().stream)));
  const tokens = new TokenManager({ fetchToken, overlap: "never", environment: time, quiet: true });
  onTestFinished(() => tokens.dispose());
  await expect(tokens.start()).rejects.toMatchObject({ code: "ERR_TOKEN_UNUSABLE", action: "fixConfig" });
  const again = tokens.refresh();
  await time.pass(SECOND);
  expect((await again).value).toBe("access-1");
});
