/** One session in two pages of a real Chromium, whose renderers are killed by their process ids. */
import type { Browser, Page } from "puppeteer-core";
import { expect, test } from "vitest";
import type * as Oauth from "../../../src/adapters/oauth.ts";
import type * as Tabs from "../../../src/adapters/tabs.ts";
import type * as Core from "../../../src/index.ts";
import { type AuthorizationServer, authorizationServer, CLIENT_ID } from "../../support/authorization-server.ts";
import { evertoken } from "../../support/script.ts";
import { chromiumOfUsers, openScripted, rendererOf } from "../puppet.ts";
import { load, start } from "./tabs-page.ts";
import { startApi } from "../../adapters/fetch/api.ts";

declare const Evertoken: typeof Core & typeof Oauth & typeof Tabs;
declare const page: { store: Oauth.RefreshTokenStore; tokens: Core.TokenManager; seen: string[]; said: string[] };

/** Two pages of one profile, each with a process of its own. */
async function twoPages(
  stack: AsyncDisposableStack,
  url: string,
): Promise<{ browser: Browser; first: Page; second: Page }> {
  const script = await evertoken("index.ts", "adapters/oauth.ts", "adapters/tabs.ts");
  const browser = await chromiumOfUsers();
  stack.defer(() => browser.close());
  const first = await openScripted(browser, url, script);
  const second = await openScripted(browser, url, script);
  return { browser, first, second };
}

async function kill(browser: Browser, victim: Page): Promise<void> {
  process.kill(await rendererOf(browser, victim), "SIGKILL");
}

/** Both have the token of one request. */
async function signedIn(stack: AsyncDisposableStack, server: AuthorizationServer): ReturnType<typeof twoPages> {
  const both = await twoPages(stack, `${server.issuer}/page`);
  for (const each of [both.first, both.second]) await each.evaluate(load);
  const refreshToken = await server.signIn();
  await both.first.evaluate(async (token) => await page.store.write(token), refreshToken);
  for (const each of [both.first, both.second])
    await each.evaluate(start, { issuer: server.issuer, client: CLIENT_ID });
  expect(server.answers).toEqual(["200"]);
  return both;
}

const askAnew = (each: Page): Promise<void> => each.evaluate(() => void page.tokens.refresh());

test("R42 R172 R266 the holder's renderer is killed, and the credential may be used twice: the other page goes on", async () => {
  await using stack = new AsyncDisposableStack();
  await using api = await startApi();
  api.accepts = () => true;
  const { browser, first, second } = await twoPages(stack, `${api.origin}/page`);
  for (const [each, name] of [
    [first, "first"],
    [second, "second"],
  ] as const)
    await each.evaluate(async (from) => {
      let count = 0;
      const tokens = new Evertoken.TokenManager({
        fetchToken: async ({ signal }) => {
          const token = `${from}-${++count}`;
          await fetch(`/token/${from}`, { method: "POST", signal });
          return { token, expiresIn: 600 };
        },
        minRefreshIntervalMs: 1_000,
        tabs: Evertoken.shareAcrossTabs("app"),
      });
      Object.assign(globalThis, { page: { tokens } });
      await tokens.start();
    }, name);
  const asked = (): string[] => api.seen.map(({ path }) => path);
  api.gate = new Promise(() => undefined); // for ever
  await askAnew(first);
  await expect.poll(asked, { interval: 20 }).toEqual(["/token/first", "/token/first"]);
  api.gate = undefined;
  await askAnew(second);
  await kill(browser, first);
  await expect.poll(() => second.evaluate(() => page.tokens.peek()?.value), { interval: 20 }).toBe("second-1");
  expect(asked()).toEqual(["/token/first", "/token/first", "/token/second"]);
});

test("R42 R172 R266 it is killed before its request: the other page goes on, and the refresh token is used once", async () => {
  await using stack = new AsyncDisposableStack();
  await using server = await authorizationServer();
  const { browser, first, second } = await signedIn(stack, server);
  const before = await second.evaluate(() => page.tokens.peek()!.value);
  await first.evaluate(() => {
    page.store.read = () => {
      globalThis.setTimeout = (() => 0) as unknown as typeof setTimeout; // or it gives the turn back after 5 s
      page.said.push("reading");
      return new Promise(() => undefined);
    };
    void page.tokens.refresh();
  });
  await expect.poll(() => first.evaluate(() => page.said), { interval: 20 }).toEqual(["reading"]);
  await askAnew(second);
  expect(await second.evaluate(() => page.tokens.peek()!.value)).toBe(before); // in use while it waits
  await kill(browser, first);
  await expect.poll(() => second.evaluate(() => page.tokens.peek()!.value), { interval: 20 }).not.toBe(before);
  expect([server.answers, await second.evaluate(() => page.said)]).toEqual([["200", "200"], []]);
});

test("R42 R172 R266 it is killed with the successor on its way: one request more, and one clear signIn", async () => {
  await using stack = new AsyncDisposableStack();
  await using server = await authorizationServer();
  const { browser, first, second } = await signedIn(stack, server);
  const before = await second.evaluate(() => page.tokens.peek()!.value);
  let open: (() => void) | undefined;
  server.gate = new Promise((resolve) => (open = () => resolve(undefined)));
  await askAnew(first);
  await expect.poll(() => server.arrived, { interval: 20 }).toBe(2);
  await askAnew(second);
  await kill(browser, first);
  open!();
  server.gate = undefined;
  await expect.poll(() => second.evaluate(() => page.tokens.state.phase), { interval: 20 }).toBe("halted");
  expect(server.answers).toEqual(["200", "200", "400 invalid_grant"]);
  const { said, action, value } = await second.evaluate(() => ({
    said: page.said,
    action: page.tokens.state.error!.action,
    value: page.tokens.peek()!.value,
  }));
  expect([said, action, value]).toEqual([["ERR_REAUTH_REQUIRED"], "signIn", before]);
});
