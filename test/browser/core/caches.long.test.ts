/** Answers that a real browser has stored: in its HTTP cache, and in the cache of a service worker. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evertoken } from "../../support/script.ts";
import { type EnginePage, openPage } from "../engines.ts";

const LIFE_S = 6;

// Cache first, whatever the answer says of being stored.
const WORKER = `
  addEventListener("install", () => skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("fetch", (event) => {
    if (!event.request.url.includes("/worker-")) return;
    event.respondWith((async () => {
      const cache = await caches.open("tokens");
      const stored = await cache.match(event.request);
      if (stored) return stored;
      const response = await fetch(event.request);
      await cache.put(event.request, response.clone());
      return response;
    })());
  });`;

let server: Server;
let page: EnginePage;
const requests: string[] = [];

/** `/<cache>-<kind>` answers with an opaque token or a JWT that live for six seconds, and may be stored for an hour. */
beforeAll(async () => {
  const library = await evertoken("iife.ts");
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  server = createServer(({ url = "" }, response) => {
    const kind = /^\/(?:http|worker)-(jwt|opaque|unstored)/.exec(url)?.[1];
    if (kind) {
      requests.push(url);
      const iat = Date.now() / 1000;
      const jwt = `${part({ alg: "none" })}.${part({ iat, exp: iat + LIFE_S })}.`;
      response.setHeader("content-type", "application/json");
      response.setHeader("cache-control", kind === "unstored" ? "no-store" : "max-age=3600");
      response.end(
        JSON.stringify({
          access_token: kind === "jwt" ? jwt : `opaque-${iat}`,
          expires_in: LIFE_S,
          mintedAt: iat * 1000,
        }),
      );
    } else if (url === "/worker.js") response.setHeader("content-type", "text/javascript").end(WORKER);
    else if (url === "/library.js") response.setHeader("content-type", "text/javascript").end(library);
    else response.setHeader("content-type", "text/html").end('<!doctype html><script src="/library.js"></script>');
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  page = await openPage(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.run(`
    const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
    await navigator.serviceWorker.register("/worker.js");
    await controlled;`);
});
afterAll(async () => {
  await page.close();
  server.close();
});

describe("in chromium", () => {
  test.each(["http-opaque", "http-jwt", "worker-opaque", "worker-jwt", "worker-unstored"])(
    "R101 a token from /%s that is three seconds old has no more life than is left of it",
    async (path) => {
      const seen = await page.run(`
        const ask = async () => {
          const tokens = new Evertoken.TokenManager({ fetchToken: () => fetch("/${path}") });
          const warnings = [];
          tokens.on("warning", ({ code }) => warnings.push(code));
          const { expiresAt, details } = await tokens.start();
          tokens.dispose();
          return { lifeMs: expiresAt - details.mintedAt, warnings };
        };
        const first = await ask();
        await new Promise((resolve) => setTimeout(resolve, 3_000));
        return [first, await ask()];`);
      const [first, second] = seen as { lifeMs: number; warnings: string[] }[];
      expect(requests.filter((url) => url.includes(path))).toHaveLength(1); // the second answer was a stored one
      expect(first!.lifeMs).toBeLessThanOrEqual(LIFE_S * 1000);
      // A worker that stores what must not be stored is believed once: its header says that nobody has stored it.
      if (path !== "worker-unstored") expect(second!.lifeMs).toBeLessThanOrEqual(LIFE_S * 1000);
      expect(second!.warnings).not.toContain("clockSkew");
    },
  );

  test("R101 a dead token that a service worker gives again is handed to nobody", async () => {
    const seen = await page.run(`
      const tokens = new Evertoken.TokenManager({ fetchToken: () => fetch("/worker-unstored-again") });
      const first = await tokens.start();
      await new Promise((resolve) => setTimeout(resolve, 7_000));
      const stored = await fetch("/worker-unstored-again").then((response) => response.json());
      const dead = tokens.peek();
      tokens.dispose();
      return [first.expiresAt - stored.mintedAt, dead === undefined];`);
    expect(seen).toEqual([expect.toSatisfy((ms: number) => ms <= LIFE_S * 1000), true]);
  });
});
