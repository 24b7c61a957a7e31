/** A network that is gone, and one that is said to be gone, in a real Chromium. */
import type { Page } from "puppeteer-core";
import { expect, test } from "vitest";
import type * as Core from "../../../src/index.ts";
import { type Api, startApi } from "../../adapters/fetch/api.ts";
import { evertoken } from "../../support/script.ts";
import { chromiumOfUsers, openScripted } from "../puppet.ts";

declare const Evertoken: typeof Core;
declare const page: { tokens: Core.TokenManager; log: string[] };

async function openIn(stack: AsyncDisposableStack, api: Api): Promise<Page> {
  api.accepts = () => true;
  const browser = await chromiumOfUsers();
  stack.defer(() => browser.close());
  return openScripted(browser, `${api.origin}/page`, await evertoken("index.ts"));
}

/** Tokens of six seconds. */
async function begin({ cooldownMs }: { cooldownMs: number }): Promise<void> {
  const log: string[] = [];
  let count = 0;
  const tokens = new Evertoken.TokenManager({
    fetchToken: async ({ signal }) => {
      await (await fetch("/token", { method: "POST", signal })).text();
      return { token: `t${++count}`, expiresIn: 6 };
    },
    minRefreshIntervalMs: 1_000,
    cooldown: { minMs: cooldownMs, maxMs: cooldownMs },
    quiet: true,
  });
  for (const name of ["expired", "refreshFailed", "refreshed"] as const)
    tokens.on(name, () => {
      if (log.at(-1) !== name) log.push(name);
    });
  Object.assign(globalThis, { page: { tokens, log } });
  await tokens.start();
}

test("R31 R263 offline: nothing gets through, the end is told, and the first sign of the network brings a token", async () => {
  await using stack = new AsyncDisposableStack();
  const api = stack.use(await startApi());
  const opened = await openIn(stack, api);
  await opened.evaluate(begin, { cooldownMs: 120_000 });
  await opened.setOfflineMode(true);
  expect(await opened.evaluate(() => navigator.onLine)).toBe(false);
  await expect.poll(() => opened.evaluate(() => page.log.includes("expired")), { interval: 50 }).toBe(true);
  const arrived = api.seen.length;
  // The control: half a minute after the network's sign, which is less than half of the shortest cooldown.
  await opened.evaluate(() => {
    page.log.length = 0;
    addEventListener("online", () => setTimeout(() => page.log.push("half a minute"), 30_000));
  });
  await opened.setOfflineMode(false);
  await expect.poll(() => opened.evaluate(() => page.tokens.peek() !== undefined), { interval: 20 }).toBe(true);
  expect(await opened.evaluate(() => page.log)).toEqual(["refreshed"]);
  expect(api.seen).toHaveLength(arrived + 1);
});

test("R31 R263 a browser that says offline and lies: tokens go on, one attempt in each cycle", async () => {
  await using stack = new AsyncDisposableStack();
  const api = stack.use(await startApi());
  const opened = await openIn(stack, api);
  await opened.evaluate(() => void Object.defineProperty(navigator, "onLine", { get: () => false }));
  await opened.evaluate(begin, { cooldownMs: 1_000 });
  await expect.poll(() => api.seen.length, { interval: 50 }).toBe(4);
  expect(await opened.evaluate(() => [navigator.onLine, page.log.includes("refreshFailed")])).toEqual([false, false]);
});
