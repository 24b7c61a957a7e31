/** Where else than in a page's own script a manager may live: workers of each kind, and frames. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { evertoken } from "../../support/script.ts";
import { type EnginePage, openPage } from "../engines.ts";

/** A manager that shares, and answers whoever asks by `ask()`: its token, and how it came by it. */
const MEMBER = `
  const tokens = new Evertoken.TokenManager({ fetchToken: () => fetch("/token"), tabs: Evertoken.shareAcrossTabs("app"), quiet: true });
  let source;
  tokens.on("refreshed", (event) => (source = event.source));
  const ask = async () => [await tokens.getToken(), source];
`;

/** Each kind of worker, told by what sends its answer. */
const WORKERS: Readonly<Record<string, string>> = {
  "/dedicated.js": `ask().then(postMessage)`,
  "/shared.js": `onconnect = ({ ports: [port] }) => void ask().then((answer) => port.postMessage(answer))`,
  "/service.js": `
    addEventListener("install", () => skipWaiting());
    addEventListener("activate", (event) => event.waitUntil(clients.claim()));
    addEventListener("fetch", (event) => {
      if (event.request.url.endsWith("/asked")) event.respondWith(ask().then((answer) => Response.json(answer)));
    });`,
};

let server: Server;
let origin: string;
let requests = 0;

beforeAll(async () => {
  const library = await evertoken("index.ts", "adapters/tabs.ts");
  server = createServer(({ url = "" }, response) => {
    const worker = WORKERS[url];
    if (url === "/token") {
      response.setHeader("content-type", "application/json").setHeader("access-control-allow-origin", "*");
      response.end(JSON.stringify({ token: `opaque-${++requests}`, expiresIn: 600 }));
    } else if (worker)
      response.setHeader("content-type", "text/javascript").end(`importScripts("/library.js"); ${MEMBER} ${worker}`);
    else if (url === "/alone")
      response
        .setHeader("content-type", "text/html")
        .end(
          `<!doctype html><script src="/library.js"></script><script>${MEMBER} ask().then((answer) => parent.postMessage(answer, "*"));</script>`,
        );
    else if (url === "/library.js") response.setHeader("content-type", "text/javascript").end(library);
    else
      response
        .setHeader("content-type", "text/html")
        .end('<!doctype html><link rel="icon" href="data:,"><script src="/library.js"></script>');
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

describe(`in ${inject("engine")}`, () => {
  let page: EnginePage;
  beforeAll(async () => {
    page = await openPage(`${origin}/`);
    await page.run(`${MEMBER} globalThis.member = { tokens, ask }; await ask();`);
  });
  afterAll(() => page.close());

  const answered = `const answered = (target) => new Promise((resolve, reject) => {
    target.onmessage = ({ data }) => resolve(data);
    target.onerror = ({ message }) => reject(new Error(message));
  });`;

  test("R79 R168 R269 a worker has the page's token without a request", async () => {
    const before = requests;
    const seen = await page.run(`${answered} return answered(new Worker("/dedicated.js"));`);
    expect([seen, requests]).toEqual([[`opaque-${before}`, "tab"], before]);
  });

  test("R79 R168 R269 so has a shared worker", async () => {
    const before = requests;
    const seen = await page.run(`${answered} return answered(new SharedWorker("/shared.js").port);`);
    expect([seen, requests]).toEqual([[`opaque-${before}`, "tab"], before]);
  });

  test("R79 R168 R269 so has a service worker, and it hears of the next token", async () => {
    const before = requests;
    const seen = await page.run(`
      const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
      await navigator.serviceWorker.register("/service.js");
      await controlled;
      const asked = async () => (await fetch("/asked")).json();
      const first = await asked();
      member.tokens.setToken({ token: "from-the-app", expiresIn: 900 });
      let next;
      do next = await asked(); while (next[0] === first[0]);
      return [first, next];`);
    expect(seen).toEqual([
      [`opaque-${before}`, "tab"],
      ["from-the-app", "tab"],
    ]);
    expect(requests).toBe(before);
  });

  test("R168 R269 a frame of the same origin has it as well, and its removal harms nobody", async () => {
    const before = requests;
    const seen = await page.run(`
      const frame = document.createElement("iframe");
      frame.src = "/frame";
      const loaded = new Promise((resolve) => (frame.onload = resolve));
      document.body.append(frame);
      await loaded;
      const script = frame.contentDocument.createElement("script");
      script.textContent = ${JSON.stringify(`${MEMBER} globalThis.member = { tokens, ask };`)};
      frame.contentDocument.body.append(script);
      const there = await frame.contentWindow.member.ask();
      frame.remove();
      member.tokens.setToken({ token: "after-the-frame", expiresIn: 1_200 });
      return [there, await member.tokens.getToken()];`);
    expect(seen).toEqual([[expect.any(String), "tab"], "after-the-frame"]);
    expect(requests).toBe(before);
  });

  test.each(["a sandbox", "another origin"])("R44 R269 a frame that may not share (%s) is on its own", async (kind) => {
    const before = requests;
    const seen = await page.run(`
      const frame = document.createElement("iframe");
      const isSandbox = ${String(kind === "a sandbox")};
      if (isSandbox) frame.sandbox = "allow-scripts";
      frame.src = isSandbox ? "/alone" : "http://localhost:" + location.port + "/alone";
      const told = new Promise((resolve) => addEventListener("message", ({ data }) => resolve(data), { once: true }));
      document.body.append(frame);
      return told;`);
    expect(seen).toEqual([`opaque-${before + 1}`, "fetcher"]);
  });
});
