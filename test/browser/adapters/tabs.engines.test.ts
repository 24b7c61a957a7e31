/** A session that a second page of a real browser takes part in, against a real authorization server. */
import { expect, inject, test } from "vitest";
import type * as Oauth from "../../../src/adapters/oauth.ts";
import type * as Core from "../../../src/index.ts";
import { authorizationServer, CLIENT_ID } from "../../support/authorization-server.ts";
import { evertoken } from "../../support/script.ts";
import { openPages } from "../engines.ts";
import { load, start } from "./tabs-page.ts";

declare const page: { store: Oauth.RefreshTokenStore; tokens?: Core.TokenManager; seen: string[] };

test(`R168 ${inject("engine")}: a new tab has the token in use without a request`, async () => {
  await using server = await authorizationServer();
  const script = await evertoken("index.ts", "adapters/oauth.ts", "adapters/tabs.ts");
  await using browser = await openPages(`${server.issuer}/page`, 2);
  const [first, second] = browser.pages;
  for (const page of [first!, second!]) {
    await page.run(`${script}; globalThis.Evertoken = Evertoken;`);
    await page.call(load, undefined);
  }
  const refreshToken = await server.signIn();
  await first!.call(async (token: string) => await page.store.write(token), refreshToken);
  for (const page of [first!, second!]) await page.call(start, { issuer: server.issuer, client: CLIENT_ID });
  const sources = await second!.call(async () => page.seen.map((line) => line.split(" ")[0]), undefined);
  expect([sources, server.answers]).toEqual([["tab"], ["200"]]);
  // One signs out, and the other one is signed out.
  await first!.call(async () => page.tokens!.clear(), undefined);
  await expect
    .poll(() => second!.call(async () => page.tokens!.state.phase, undefined), { interval: 20 })
    .toBe("halted");
});
