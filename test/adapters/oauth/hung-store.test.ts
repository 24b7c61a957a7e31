/** Stores and requests that never answer: nobody waits for ever, and no token is lost. Under virtual time. */
import { expect, onTestFinished, test } from "vitest";
import { memory, type RefreshTokenStore } from "../../../src/adapters/oauth.ts";
import { TokenManager } from "../../../src/manager.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";
import { type SimTab, World } from "../../support/tab-world.ts";
import { Endpoint, request } from "./endpoint.ts";

const never = (): Promise<never> => new Promise(() => undefined);

const LIMIT_MS = 5 * SECOND;

test("R340 a read() that hangs is named, and tried again", async () => {
  const time = virtualEnvironment();
  const endpoint = new Endpoint();
  const store: RefreshTokenStore = { read: never, write: () => {} };
  const answer = endpoint
    .fetcher(time, { store })(request())
    .catch((error: unknown) => error);
  await time.pass(LIMIT_MS);
  expect(await answer).toMatchObject({
    code: "ERR_FETCH_TIMEOUT",
    action: "retryLater",
    message: "The store of the refresh token did not answer read() within 5000 ms",
    remedy: expect.stringContaining('"store"') as string,
  });
  expect([endpoint.used, time.timers]).toEqual([[], 0]);
});

test("R340 and holds up no other tab, also of a manager that was disposed of", async () => {
  const world = new World();
  const [hung, well] = [world.open(), world.open()] as [SimTab, SimTab];
  const endpoint = new Endpoint();
  const managers = [
    { tab: hung, store: { read: never, write: () => {} } },
    { tab: well, store: { read: () => "a-0", write: () => {} } },
  ].map(
    ({ tab: { environment, platform }, store }) =>
      new TokenManager({
        fetchToken: endpoint.fetcher(environment, { platform, store }),
        environment,
        overlap: "never",
        quiet: true,
      }),
  ) as [TokenManager, TokenManager];
  onTestFinished(() => managers.forEach((tokens) => tokens.dispose()));
  managers[0].start().catch(() => undefined);
  await world.time.pass(SECOND);
  managers[0].dispose();
  managers[1].start().catch(() => undefined);
  await world.time.pass(LIMIT_MS + SECOND);
  expect(managers[1].peek()?.value).toBe("access-of-a-1");
  expect(world.held).toEqual([]);
});

test("R340 a write() that hangs costs neither the token nor the successor", async () => {
  const time = virtualEnvironment();
  const endpoint = new Endpoint();
  const said: unknown[] = [];
  let isHung = true;
  const writes: string[] = [];
  const store: RefreshTokenStore = {
    read: () => writes.at(-1) ?? "a-0",
    write: (next) => (isHung ? never() : void writes.push(next)),
  };
  const fetchToken = endpoint.fetcher(time, { store, onStoreError: (error) => said.push(error) });
  const first = fetchToken(request());
  await time.pass(LIMIT_MS + SECOND);
  expect(await (await first).json()).toMatchObject({ access_token: "access-of-a-1" });
  expect(said).toMatchObject([{ message: "The store of the refresh token did not answer write() within 5000 ms" }]);
  isHung = false;
  const second = fetchToken(request());
  await time.pass(SECOND);
  expect(await (await second).json()).toMatchObject({ access_token: "access-of-a-2" });
  expect([writes, endpoint.used]).toEqual([
    ["a-1", "a-2"],
    ["a-0", "a-1"],
  ]);
});

test("R340 a write() that is done after its time leaves a successor behind that is known to be used", async () => {
  const time = virtualEnvironment();
  const endpoint = new Endpoint();
  let kept = "a-0";
  const pending: string[] = [];
  const store: RefreshTokenStore = { read: () => kept, write: (next) => (pending.push(next), never()) };
  const fetchToken = endpoint.fetcher(time, { store, onStoreError: () => {} });
  for (let i = 0; i < 2; i++) {
    const answer = fetchToken(request());
    await time.pass(MINUTE);
    await answer;
  }
  kept = pending[0]!; // the first one only; the server has replaced it since
  const answer = fetchToken(request());
  await time.pass(MINUTE);
  expect(await (await answer).json()).toMatchObject({ access_token: "access-of-a-3" });
  expect(endpoint.used).toEqual(["a-0", "a-1", "a-2"]);
});

test("R340 a read() after the answer that hangs costs neither", async () => {
  const time = virtualEnvironment();
  const endpoint = new Endpoint();
  const said: unknown[] = [];
  let reads = 0;
  const writes: string[] = [];
  const store: RefreshTokenStore = {
    read: () => (++reads === 2 ? never() : (writes.at(-1) ?? "a-0")),
    write: (next) => void writes.push(next),
  };
  const fetchToken = endpoint.fetcher(time, { store, onStoreError: (error) => said.push(error) });
  for (const n of [1, 2]) {
    const answer = fetchToken(request());
    await time.pass(LIMIT_MS + SECOND);
    expect(await (await answer).json()).toMatchObject({ access_token: `access-of-a-${n}` });
  }
  expect(said).toMatchObject([{ message: "The store of the refresh token did not answer read() within 5000 ms" }]);
  expect([writes, endpoint.used]).toEqual([
    ["a-1", "a-2"],
    ["a-0", "a-1"],
  ]);
});

test("R340 a sign-out that the store does not take in time is told", async () => {
  const time = virtualEnvironment();
  const fetchToken = new Endpoint().fetcher(time, { store: { read: () => "a-0", write: never } });
  const left = fetchToken.forget().catch((error: unknown) => error);
  await time.pass(LIMIT_MS);
  expect(await left).toMatchObject({ action: "retryLater", message: expect.stringContaining("write()") as string });
});

test("R340 a request is given up after a minute, also by an app's fetch that does not heed its signal", async () => {
  const time = virtualEnvironment();
  let asked = 0;
  const endpoint = new Endpoint();
  const fetchToken = endpoint.fetcher(time, {
    store: memory("a-0"),
    fetch: (_, init) => (++asked === 1 ? never() : endpoint.answer(time, init)),
  });
  const lost = fetchToken(request()).catch((error: unknown) => error);
  const next = fetchToken(request());
  await time.pass(MINUTE + SECOND);
  expect(await lost).toMatchObject({ code: "ERR_FETCH_TIMEOUT", action: "retryLater" });
  expect(await (await next).json()).toMatchObject({ access_token: "access-of-a-1" });
});
