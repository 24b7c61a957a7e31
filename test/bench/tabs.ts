/**
 * Table 5, `node test/bench/tabs.ts`: eight tabs of Chromium share one session whose refresh token is rotated, in front of
 * a real authorization server that revokes a session when an old refresh token is used again. With `--write` the table is
 * kept in `docs/benchmarks.md`.
 */
import puppeteer, { type Page } from "puppeteer-core";
import type * as Core from "../../src/index.ts";
import type * as Oauth from "../../src/adapters/oauth.ts";
import { load, start } from "../browser/adapters/tabs-page.ts";
import { authorizationServer, CLIENT_ID } from "../support/authorization-server.ts";
import { bundle, evertoken } from "../support/script.ts";
import { keep, made, tableOf, versions } from "./kept.ts";
import { startOidc, startTimer, type Tab } from "./tabs-page.ts";

const TABS = 8;
const LIFE_S = 10;
const LIVED_MS = 60_000;

declare const page: {
  store: Oauth.RefreshTokenStore;
  tokens?: Core.TokenManager;
  token?: string;
  endsAt: number;
  said: string[];
};

interface Contender {
  readonly name: string;
  readonly script: string;
  begin(tab: Page, options: Tab): Promise<void>;
  /** Whether the tab has a token that lives. */
  readonly isServed: () => boolean;
}

const contenders: readonly Contender[] = [
  {
    name: "evertoken with `shareAcrossTabs`",
    script: `${await evertoken("index.ts", "adapters/oauth.ts", "adapters/tabs.ts")}; globalThis.Evertoken = Evertoken;`,
    async begin(tab, { issuer, client, refreshToken }) {
      await tab.evaluate(load);
      if (refreshToken) await tab.evaluate(async (token) => page.store.write(token), refreshToken);
      await tab.evaluate(start, { issuer, client });
    },
    isServed: () => page.tokens?.peek() !== undefined,
  },
  {
    name: "oidc-client-ts",
    script: `${await bundle("OidcClient", "oidc-client-ts")}; globalThis.OidcClient = OidcClient;`,
    begin: (tab, options) => tab.evaluate(startOidc, options),
    isServed: () => page.endsAt > Date.now(),
  },
  {
    name: "a timer in each tab",
    script: "",
    begin: (tab, options) => tab.evaluate(startTimer, options),
    isServed: () => page.endsAt > Date.now(),
  },
];

async function live({ name, script, begin, isServed }: Contender): Promise<(string | number)[]> {
  await using server = await authorizationServer();
  server.lifeS = LIFE_S;
  const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const tabs: Page[] = [];
  for (let i = 0; i < TABS; i++) {
    const tab = await browser.newPage();
    await tab.goto(`${server.issuer}/page`);
    await tab.evaluate(script);
    tabs.push(tab);
  }
  const refreshToken = await server.signIn();
  const common = { issuer: server.issuer, client: CLIENT_ID };
  // The first tab has signed in; the others are opened afterwards, with its session.
  for (const [index, tab] of tabs.entries()) await begin(tab, index === 0 ? { ...common, refreshToken } : common);
  await new Promise((resolve) => setTimeout(resolve, LIVED_MS));
  const served = await Promise.all(tabs.map((tab) => tab.evaluate(isServed)));
  const refused = server.answers.filter((answer) => answer !== "200");
  await browser.close();
  const after = server.answers.findIndex((answer) => answer !== "200");
  return [
    name,
    server.answers.length,
    refused.length,
    after < 0 ? "never" : `after ${after} rotations`,
    `${served.filter(Boolean).length} of ${TABS}`,
  ];
}

const rows = [];
for (const contender of contenders) rows.push(await live(contender));
const HEAD = ["client", "requests in a minute", "refused", "session revoked", "tabs with a token at the end"];
keep("table 5", `${made(versions("oidc-client-ts"))}\n\n${tableOf(HEAD, rows)}`);
