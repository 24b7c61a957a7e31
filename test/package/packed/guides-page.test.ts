/** Blocks of the guides that belong into a page, a worker or a service worker, in a real Chromium. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, expect, inject, onTestFinished, test } from "vitest";
import { blockOf } from "./guide-blocks.ts";

let browser: Browser | undefined;
afterAll(() => browser?.close());

/** With what the packed package and esbuild make of it. */
async function bundled(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, loader: "ts", resolveDir: inject("consumer") },
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "error",
  });
  return outputFiles[0]!.text;
}

interface Site {
  readonly page: Page;
  /** What the API was asked, and with what. */
  readonly asked: string[];
  readonly complaints: readonly string[];
}

/** Opens a page with these scripts, of which `/app.js` runs in it. The API is another origin. */
async function open(scripts: (api: string) => Readonly<Record<string, string>>): Promise<Site> {
  const asked: string[] = [];
  let count = 0;
  const server = createServer((request, response) => {
    const path = request.url!;
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "authorization, idempotency-key");
    const json = (body: object): void =>
      void response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    if (request.method === "OPTIONS") response.end();
    else if (path in files) response.setHeader("content-type", "text/javascript").end(files[path]);
    else if (path === "/orders") {
      const { authorization, "idempotency-key": key } = request.headers;
      asked.push([request.method, authorization, key].filter(Boolean).join(" "));
      json({ asked: asked.at(-1) });
    } else if (path === "/turn") json({ username: "ann", password: "opaque", ttl: 600, uris: ["turn:127.0.0.1:9"] });
    else if (path === "/oauth/token")
      json({ access_token: `token-${++count}`, refresh_token: `r${count}`, token_type: "bearer", expires_in: 3600 });
    else if (path.endsWith("/token")) json({ token: `token-${++count}`, expiresIn: 3600 });
    else response.setHeader("content-type", "text/html").end('<!doctype html><link rel="icon" href="data:,"><body>');
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const api = `http://localhost:${port}`;
  const files: Record<string, string> = {};
  for (const [name, code] of Object.entries(scripts(api)))
    files[name] = await bundled(code.replaceAll("https://api.example.com", api));
  browser ??= await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const context = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    server.close();
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", ({ message }) => complaints.push(message));
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.addScriptTag({ type: "module", url: "/app.js" });
  return { page, asked, complaints };
}

/** The page says this, in its title. */
const says = (page: Page, text: string): Promise<void> => expect.poll(() => page.title()).toBe(text);

const TOKENS = `import { TokenManager as Manager } from "evertoken";
  const tokens = new Manager({ fetchToken: () => fetch("/token", { method: "POST" }) });`;

test("R293 workers: a worker has a manager of its own", async () => {
  const { page, complaints } = await open((api) => ({
    "/worker.js": `${blockOf("workers", "shareAcrossTabs")}
      postMessage((await (await api("${api}/orders")).json()).asked);`,
    "/app.js": `new Worker("/worker.js", { type: "module" }).onmessage = ({ data }) => (document.title = data);`,
  }));
  await says(page, "GET Bearer token-1");
  expect(complaints).toEqual([]);
});

test("R293 workers: a worker asks its page for a token, and for another one where that is refused", async () => {
  const { page, complaints } = await open(() => ({
    "/upload.js": `let first;
      onmessage = ({ data: { token } }) => {
        if (first) return void postMessage({ said: first + " " + token });
        first = token;
        postMessage({ want: "token", refused: token });
      };
      postMessage({ want: "token" });`,
    "/app.js": `${TOKENS} ${blockOf("workers", "new Worker(")}
      worker.addEventListener("message", ({ data }) => void (data.said && (document.title = data.said)));`,
  }));
  await says(page, "token-1 token-2");
  expect(complaints).toEqual([]);
});

test("R293 workers: a service worker adds the token, and the page never has it", async () => {
  const { page, complaints } = await open((api) => ({
    "/sw.js": `${blockOf("workers", 'addEventListener("fetch"')}
      addEventListener("activate", (event) => event.waitUntil(clients.claim()));`,
    "/app.js": `const controlled = new Promise((resolve) => (navigator.serviceWorker.oncontrollerchange = resolve));
      await navigator.serviceWorker.register("/sw.js", { type: "module" });
      await controlled;
      document.title = (await (await fetch("${api}/orders")).json()).asked;`,
  }));
  await says(page, "GET Bearer token-1");
  expect(complaints).toEqual([]);
});

test.each(['{ label: "chat" }', "defineLifeline();"])("R293 lifeline: %s shows a life", async (block) => {
  const { page, complaints } = await open(() => ({ "/app.js": blockOf("lifeline", block) }));
  await page.locator("evertoken-lifeline").getByText("chat").first().waitFor();
  await page.locator("evertoken-lifeline svg").waitFor();
  expect(complaints).toEqual([]);
});

test("R293 offline-first: what waits is sent once there is a token, and the banner stays empty", async () => {
  const { page, asked, complaints } = await open((api) => ({
    "/app.js": `let entries = [{ id: "1", url: "${api}/orders", body: "tea" }, { id: "2", url: "${api}/orders", body: "more" }];
      const outbox = { all: async () => entries, remove: async (id) => {
        entries = entries.filter((entry) => entry.id !== id);
        if (entries.length === 0) document.title = "sent" + banner.textContent;
      } };
      const banner = { textContent: "" };
      ${blockOf("offline-first", "idempotency-key")}`,
  }));
  await says(page, "sent");
  expect(asked).toEqual(["POST Bearer token-1 1", "POST Bearer token-1 2"]);
  expect(complaints).toEqual([]);
});

test("R293 oauth: the store in IndexedDB keeps and forgets, and the proxy's endpoint is asked", async () => {
  const { page, complaints } = await open(() => ({
    "/app.js": `${blockOf("oauth", "indexedDB.open")}
      ${blockOf("oauth", "/oauth/token")}
      import { TokenManager } from "evertoken";
      await store.write("r0");
      const tokens = new TokenManager({ fetchToken, overlap: "never" });
      const token = await tokens.getToken();
      const then = await store.read();
      await fetchToken.forget();
      await store.write("late", "r1"); // compares
      document.title = [token, then, await store.read()].join(" ");`,
  }));
  await says(page, "token-1 r1");
  expect(complaints).toEqual([]);
});

test("R293 credentials: a peer connection has the servers of the answer, and offers", async () => {
  const { page, complaints } = await open(() => ({
    "/app.js": `const report = console.log;
      const sendToPeer = ({ type }) => (document.title = type + " " + connection.getConfiguration().iceServers[0].credential);
      ${blockOf("credentials", "keepIceServers(connection")}
      connection.createDataChannel("chat");`,
  }));
  await says(page, "offer opaque");
  expect(complaints).toEqual([]);
});
