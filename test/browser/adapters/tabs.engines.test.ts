/** One session in several pages of a real browser, against a real authorization server that revokes what is used twice. */
import { expect, inject, test } from "vitest";
import type * as Oauth from "../../../src/adapters/oauth.ts";
import type * as Core from "../../../src/index.ts";
import { authorizationServer, CLIENT_ID } from "../../support/authorization-server.ts";
import { evertoken } from "../../support/script.ts";
import { openPages } from "../engines.ts";
import { load, start } from "./tabs-page.ts";

type Tokens = Core.TokenManager;
declare const page: { store: Oauth.RefreshTokenStore; tokens?: Tokens; seen: string[]; said: string[] };

const ENGINE = inject("engine");
/** WebKit's driver opens so many tabs as its machine can show; the others take eight. */
const COUNT = ENGINE === "webkit" ? 3 : 8;
const ROTATIONS = Number(process.env["ROTATIONS"] ?? 20);

test(`R40 R168 ${ENGINE}: ${COUNT} pages, ${ROTATIONS} rotations, ${ROTATIONS + 1} requests`, async () => {
  await using server = await authorizationServer();
  // A rotation each two seconds; after the last one none, however long it takes to ask the pages one after the other.
  Object.defineProperty(server, "lifeS", { get: () => (server.answers.length < ROTATIONS ? 4 : 600) });
  const script = await evertoken("index.ts", "adapters/oauth.ts", "adapters/tabs.ts");
  await using browser = await openPages(`${server.issuer}/page`, COUNT);
  const { pages } = browser;
  for (const page of pages) {
    await page.run(`${script}; globalThis.Evertoken = Evertoken;`);
    await page.call(load, undefined);
  }
  const refreshToken = await server.signIn();
  await pages[0]!.call(async (token: string) => await page.store.write(token), refreshToken);
  for (const page of pages) await page.call(start, { issuer: server.issuer, client: CLIENT_ID });
  // All have the last token before one of them leaves: who leaves with it in the air takes it along.
  for (const each of pages) {
    const hasLast = (): Promise<boolean> =>
      each.call(async () => (page.tokens!.peek()?.expiresAt ?? 0) > Date.now() + 60_000, undefined);
    await expect.poll(hasLast, { interval: 20 }).toBe(true);
  }
  const all: { seen: string[]; said: string[] }[] = [];
  // One after the other: WebKit's driver looks at one page at a time.
  for (const each of pages)
    all.push(
      await each.call(async () => {
        page.tokens!.dispose();
        return { seen: page.seen, said: page.said };
      }, undefined),
    );
  expect(new Set(server.answers)).toEqual(new Set(["200"]));
  expect(server.answers).toHaveLength(ROTATIONS + 1);
  expect(all.flatMap(({ said }) => said)).toEqual([]);
  const valuesOf = (seen: readonly string[]): string[] => seen.map((line) => line.split(" ")[1]!);
  const everything = valuesOf(all[0]!.seen);
  // Each page had each token from the moment on when it was there; nobody had one that another page did not have.
  for (const { seen } of all)
    expect(everything.slice(-seen.length + 1)).toEqual(expect.arrayContaining(valuesOf(seen).slice(1, -1)));
  const fetched = all.flatMap(({ seen }) => seen.filter((line) => line.startsWith("fetcher")));
  expect(new Set(fetched).size).toBe(fetched.length);
});

test(`R168 ${ENGINE}: a new tab has the token in use without a request`, async () => {
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
