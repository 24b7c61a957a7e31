/** One session in several pages of each real browser, against a real authorization server that revokes what is used twice. */
import { describe, expect, test } from "vitest";
import type * as Oauth from "../../../src/adapters/oauth.ts";
import type * as Core from "../../../src/index.ts";
import { authorizationServer, CLIENT_ID } from "../../support/authorization-server.ts";
import { evertoken } from "../../support/script.ts";
import { ENGINES, openPages } from "../engines.ts";
import { load, start } from "./tabs-page.ts";

declare const page: { store: Oauth.RefreshTokenStore; tokens?: Core.TokenManager; seen: string[]; said: string[] };

const ROTATIONS = Number(process.env["ROTATIONS"] ?? 20);

describe.each(ENGINES)("R40 R168 %s", (engine) => {
  /** WebKit's driver opens so many tabs as its machine can show; the others take eight. */
  const count = engine === "webkit" ? 3 : 8;

  test(`${count} pages, ${ROTATIONS} rotations, ${ROTATIONS + 1} requests`, async () => {
    await using server = await authorizationServer();
    // A rotation each two seconds; after the last one none, however long it takes to ask the pages one after the other.
    Object.defineProperty(server, "lifeS", { get: () => (server.answers.length < ROTATIONS ? 4 : 600) });
    const script = await evertoken("index.ts", "adapters/oauth.ts", "adapters/tabs.ts");
    await using browser = await openPages(`${server.issuer}/page`, count, engine);
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
});
