/** Pages that are left and shown again (back/forward cache), in a real Chromium. */
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Page } from "puppeteer-core";
import { expect, test } from "vitest";
import type * as Tabs from "../../../src/adapters/tabs.ts";
import type * as Core from "../../../src/index.ts";
import { evertoken } from "../../support/script.ts";
import { chromiumOfUsers, openScripted } from "../puppet.ts";

declare const Evertoken: typeof Core & typeof Tabs;
declare const page: { tokens: Core.TokenManager; requests: number; seen: string[]; shown: boolean[] };

/** Two addresses of one origin. */
async function site(): Promise<AsyncDisposable & { origin: string }> {
  const server = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><link rel=icon href=data:,>"),
  ).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A manager that shares; its page notes how it is shown again. */
const share = (each: Page, name: string): Promise<void> =>
  each.evaluate(async (from) => {
    const here = { requests: 0, seen: [] as string[], shown: [] as boolean[] };
    const tokens = new Evertoken.TokenManager({
      fetchToken: () => ({ token: `${from}-${++here.requests}`, expiresIn: 600 }),
      tabs: Evertoken.shareAcrossTabs("app"),
    });
    tokens.on("refreshed", ({ token, source }) => here.seen.push(`${source} ${token.value}`));
    addEventListener("pageshow", ({ persisted }) => here.shown.push(persisted));
    Object.assign(globalThis, { page: Object.assign(here, { tokens }) });
    await tokens.start();
  }, name);

test("R30 R174 R265 a page in the cache stays there while another tab posts, and asks at once when it is shown again", async () => {
  await using web = await site();
  const script = await evertoken("index.ts", "adapters/tabs.ts");
  const browser = await chromiumOfUsers();
  await using stack = new AsyncDisposableStack();
  stack.defer(() => browser.close());
  const left = await openScripted(browser, `${web.origin}/left`, script);
  const other = await openScripted(browser, `${web.origin}/other`, script);
  // The control: a page that leaves its channel open loses its place.
  const control = await openScripted(browser, `${web.origin}/control`, script);
  await control.evaluate(() => {
    const shown: boolean[] = [];
    addEventListener("pageshow", ({ persisted }) => shown.push(persisted));
    Object.assign(globalThis, { page: { shown }, channel: new BroadcastChannel("control") });
  });
  await share(left, "left");
  await share(other, "other");

  for (const each of [left, control]) {
    await each.bringToFront();
    await each.goto(`${web.origin}/elsewhere`);
  }
  await other.evaluate(async () => {
    const channel = new BroadcastChannel("control");
    for (let i = 0; i < 20; i++) {
      page.tokens.setToken({ token: `set-${i}`, expiresIn: 600 + i });
      channel.postMessage(i);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  await left.bringToFront();
  await left.goBack();
  await expect.poll(() => left.evaluate(() => page.tokens.peek()?.value), { interval: 20 }).toBe("set-19");
  const [shown, seen, requests] = await left.evaluate(() => [page.shown, page.seen, page.requests] as const);
  expect([shown, seen.slice(-2), requests]).toEqual([[true], ["fetcher left-1", "tab set-19"], 1]);

  await control.bringToFront();
  await control.goBack();
  expect(await control.evaluate(() => typeof page)).toBe("undefined"); // loaded anew
});
