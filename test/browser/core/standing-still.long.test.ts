/**
 * Pages that stand still while the rest of the world goes on, in a real Chromium: frozen by the browser, as it does with
 * hidden pages, or stopped by the operating system. Alone, and as the holder that other pages wait for.
 */
import type { Browser, Page } from "puppeteer-core";
import { describe, test, type TestContext } from "vitest";
import type * as Oauth from "../../../src/adapters/oauth.ts";
import type * as Tabs from "../../../src/adapters/tabs.ts";
import type * as Core from "../../../src/index.ts";
import { authorizationServer, CLIENT_ID } from "../../support/authorization-server.ts";
import { type Api, startApi } from "../../adapters/fetch/api.ts";
import { evertoken } from "../../support/script.ts";
import { load, start } from "../adapters/tabs-page.ts";
import { chromiumOfUsers, openScripted, rendererOf } from "../puppet.ts";

declare const Evertoken: typeof Core & typeof Oauth & typeof Tabs;
declare const page: {
  store: Oauth.RefreshTokenStore;
  tokens: Core.TokenManager;
  log: string[];
  said: string[];
  seen: string[];
};

interface Stillness {
  /** From now on nothing runs in the page. */
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** The browser's own freezing; it spares whatever can be seen. */
async function freezing(browser: Browser, victim: Page): Promise<Stillness> {
  const session = await victim.createCDPSession();
  const front = await browser.newPage();
  return {
    async begin() {
      await front.bringToFront();
      await session.send("Page.setWebLifecycleState", { state: "frozen" });
    },
    async end() {
      await session.send("Page.setWebLifecycleState", { state: "active" });
      await victim.bringToFront();
    },
  };
}

/** As a debugger, a swapping machine, or a laptop's lid does it. */
async function stopping(browser: Browser, victim: Page): Promise<Stillness> {
  const pid = await rendererOf(browser, victim);
  return {
    begin: async () => void process.kill(pid, "SIGSTOP"),
    end: async () => void process.kill(pid, "SIGCONT"),
  };
}

const WAYS = { frozen: freezing, stopped: stopping };

async function twoPages(
  { onTestFinished }: TestContext,
  url: string,
  ...rooms: readonly string[]
): Promise<{ browser: Browser; pages: [Page, Page] }> {
  const script = await evertoken("index.ts", ...rooms);
  const browser = await chromiumOfUsers();
  onTestFinished(() => browser.close());
  return { browser, pages: [await openScripted(browser, url, script), await openScripted(browser, url, script)] };
}

/** Tokens that say who fetched them. */
async function begin({ name, lifeS, isShared }: { name: string; lifeS: number; isShared: boolean }): Promise<void> {
  const log: string[] = [];
  let count = 0;
  const tokens = new Evertoken.TokenManager({
    fetchToken: async ({ signal }) => {
      const token = `${name}-${++count}`;
      await (await fetch(`/token/${name}`, { method: "POST", signal })).text();
      return { token, expiresIn: lifeS };
    },
    minRefreshIntervalMs: 1_000,
    quiet: true,
    ...(isShared && { tabs: Evertoken.shareAcrossTabs("app") }),
  });
  tokens.on("expired", ({ token }) => log.push(`expired ${token.value}`));
  tokens.on("refreshed", ({ token }) => log.push(`refreshed ${token.value}`));
  Object.assign(globalThis, { page: { tokens, log } });
  await tokens.start();
}

const asked = (api: Api): string[] => api.seen.map(({ path }) => path.slice("/token/".length));
const held = (each: Page): Promise<string | undefined> => each.evaluate(() => page.tokens.peek()?.value);
const passed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.concurrent.each(["frozen", "stopped"] as const)("a page that is %s", (way) => {
  test("R24 R268 past the end of its token: told once, fresh after one request, when it runs again", async (context) => {
    const { expect } = context;
    await using api = await startApi();
    const { browser, pages } = await twoPages(context, `${api.origin}/page`);
    const [victim] = pages;
    const stillness = await WAYS[way](browser, victim);
    await victim.evaluate(begin, { name: "a", lifeS: 10, isShared: false });
    await stillness.begin();
    await passed(11_000); // the life of the token, and one second
    expect(asked(api)).toEqual(["a"]); // the control: nothing ran
    await stillness.end();
    await expect.poll(() => held(victim), { interval: 20 }).toBe("a-2");
    expect(await victim.evaluate(() => page.log)).toEqual(["refreshed a-1", "expired a-1", "refreshed a-2"]);
    expect(asked(api)).toEqual(["a", "a"]);
  });

  test("R42 R268 with its request on the way: the other page goes on, and this one has its token when it runs again", async (context) => {
    const { expect } = context;
    await using api = await startApi();
    const { browser, pages } = await twoPages(context, `${api.origin}/page`, "adapters/tabs.ts");
    const [victim, other] = pages;
    const stillness = await WAYS[way](browser, victim);
    await victim.evaluate(begin, { name: "a", lifeS: 600, isShared: true });
    await other.evaluate(begin, { name: "b", lifeS: 600, isShared: true });
    expect([await held(other), asked(api)]).toEqual(["a-1", ["a"]]);
    api.gate = new Promise(() => undefined); // for ever
    await victim.evaluate(() => void page.tokens.refresh().catch(() => undefined));
    await expect.poll(() => asked(api), { interval: 20 }).toEqual(["a", "a"]);
    api.gate = undefined;
    await stillness.begin();
    await other.evaluate(() => void page.tokens.refresh());
    await expect.poll(() => held(other), { interval: 20 }).toBe("b-1");
    await stillness.end();
    await expect.poll(() => held(victim), { interval: 20 }).toBe("b-1");
  });

  test("R172 R268 with the credential in its hand: the other keeps its token, says so, and nobody uses it twice", async (context) => {
    const { expect } = context;
    await using server = await authorizationServer();
    server.lifeS = 20;
    const { browser, pages } = await twoPages(
      context,
      `${server.issuer}/page`,
      "adapters/oauth.ts",
      "adapters/tabs.ts",
    );
    const [victim, other] = pages;
    for (const each of pages) await each.evaluate(load);
    const refreshToken = await server.signIn();
    await victim.evaluate(async (token) => await page.store.write(token), refreshToken);
    const stillness = await WAYS[way](browser, victim);
    for (const each of pages) await each.evaluate(start, { issuer: server.issuer, client: CLIENT_ID });
    const first = await held(other);
    let open: (() => void) | undefined;
    server.gate = new Promise((resolve) => (open = () => resolve(undefined)));
    await victim.evaluate(() => void page.tokens.refresh().catch(() => undefined));
    await expect.poll(() => server.arrived, { interval: 20 }).toBe(2);
    await stillness.begin();
    open!(); // the successor is on its way to a page that does not run
    server.gate = undefined;
    await other.evaluate(() => void page.tokens.refresh().catch(() => undefined));
    expect(await held(other)).toBe(first);
    await expect.poll(() => other.evaluate(() => page.tokens.peek() === undefined), { interval: 20 }).toBe(true);
    const said = await other.evaluate(() =>
      page.tokens
        .getToken({ timeoutMs: 1_000 })
        .catch((error: unknown) => [(error as Core.TokenError).code, (error as Core.TokenError).remedy]),
    );
    expect(said).toEqual(["ERR_FETCH_TIMEOUT", expect.stringContaining("Show")]);
    expect([server.arrived, server.answers]).toEqual([2, ["200", "200"]]);
    await stillness.end();
    await expect
      .poll(async () => (await held(other)) !== undefined && (await held(other)) === (await held(victim)))
      .toBe(true);
    expect(new Set(server.answers)).toEqual(new Set(["200"]));
  });
});
