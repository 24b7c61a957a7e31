/** The manager on the browsers' own clocks, events and `fetch`. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { evertoken } from "../../support/script.ts";
import { type EnginePage, openPage } from "../engines.ts";

let server: Server;
let origin: string;

/** `/` is a page with the library, `/token` an endpoint, `/gone` drops the connection. */
beforeAll(async () => {
  const library = await evertoken("iife-diagnose.ts");
  let minted = 0;
  server = createServer((request, response) => {
    switch (request.url) {
      case "/token":
        // The page's clock is moved in these tests: only an answer that nobody has stored tells the time at once.
        response.setHeader("content-type", "application/json").setHeader("cache-control", "no-store");
        response.end(JSON.stringify({ token: `opaque-${++minted}`, expiresIn: 600 }));
        return;
      case "/gone":
        request.socket.destroy();
        return;
      case "/library.js":
        response.setHeader("content-type", "text/javascript").end(library);
        return;
      default:
        response.setHeader("content-type", "text/html").end('<!doctype html><script src="/library.js"></script>');
    }
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => void server.close());

/** A manager whose wall clock can be moved, and what happens to it. */
const SET_UP = `
  let requests = 0, movedMs = 0;
  const tokens = new Evertoken.TokenManager({
    fetchToken: ({ signal }) => (requests++, fetch("/token", { signal })),
    environment: { now: () => Date.now() + movedMs },
  });
  const events = [];
  for (const name of ["willExpire", "expired", "refreshed", "refreshFailed"]) tokens.on(name, () => events.push(name));
  const next = (name) => new Promise((resolve) => tokens.once(name, resolve));
`;

describe(`in ${inject("engine")}`, () => {
  let page: EnginePage;
  beforeAll(async () => {
    page = await openPage(origin);
  });
  afterAll(() => page.close());

  test("fetches once for all callers, reads the Response, and starts no second time", async () => {
    const seen = await page.run(`${SET_UP}
      const values = await Promise.all(Array.from({ length: 100 }, () => tokens.getToken()));
      tokens.dispose();
      return [new Set(values).size, requests, events];`);
    expect(seen).toEqual([1, 1, ["refreshed"]]);
  });

  test("R25 a burst of wake events after a night starts one fetch and tells one expiry", async () => {
    const seen = await page.run(`${SET_UP}
      await tokens.start();
      movedMs = 8 * 3600_000;
      const renewed = next("refreshed");
      document.dispatchEvent(new Event("visibilitychange"));
      window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
      window.dispatchEvent(new Event("focus"));
      window.dispatchEvent(new Event("online"));
      document.dispatchEvent(new Event("resume"));
      await renewed;
      // Whatever the rest of the burst may still cause comes within its gathering of 100 ms.
      await new Promise((resolve) => setTimeout(resolve, 300));
      tokens.dispose();
      return [requests, events];`);
    expect(seen).toEqual([2, ["refreshed", "expired", "refreshed"]]);
  });

  test("R75 leaves no listener and no timer on the page", async () => {
    const seen = await page.run(`
      const held = new Set();
      for (const target of [window, document]) {
        for (const [method, change] of [["addEventListener", "add"], ["removeEventListener", "delete"]]) {
          const original = target[method];
          target[method] = function (name, listener) { held[change](name); return original.apply(this, arguments); };
        }
      }
      const timers = new Set();
      const { setTimeout: set, clearTimeout: clear } = window;
      window.setTimeout = (callback, ms) => { const id = set(() => { timers.delete(id); callback(); }, ms); timers.add(id); return id; };
      window.clearTimeout = (id) => { timers.delete(id); clear(id); };
      ${SET_UP}
      await tokens.start();
      const during = [[...held].sort(), timers.size];
      tokens.dispose();
      Object.assign(window, { setTimeout: set, clearTimeout: clear });
      for (const target of [window, document]) { delete target.addEventListener; delete target.removeEventListener; }
      return [...during, held.size, timers.size];`);
    expect(seen).toEqual([["focus", "online", "pageshow", "resume", "visibilitychange"], 1, 0, 0]);
  });

  test("R79 works in a worker, where there is no page", async () => {
    const seen = await page.run(`
      const source = 'importScripts("${origin}library.js"); const tokens = new Evertoken.TokenManager({ fetchToken: () => fetch("${origin}token") }); tokens.getToken().then((value) => postMessage([typeof document, value.slice(0, 7), tokens.state.phase]));';
      const worker = new Worker(URL.createObjectURL(new Blob([source])));
      const message = await new Promise((resolve, reject) => { worker.onmessage = ({ data }) => resolve(data); worker.onerror = ({ message }) => reject(new Error(message)); });
      worker.terminate();
      return message;`);
    expect(seen).toEqual(["undefined", "opaque-", "holding"]);
  });

  test("R51 knows a network failure in this browser's words", async () => {
    const seen = await page.run(`
      const tokens = new Evertoken.TokenManager({ fetchToken: () => fetch("/gone"), retry: { retries: 0 } });
      const { error, action, willRetry } = await new Promise((resolve) => { tokens.on("refreshFailed", resolve); tokens.start(); });
      tokens.dispose();
      const direct = await fetch("/gone").catch(Evertoken.diagnoseError);
      return [error.code, action, willRetry, direct.provider, direct.action];`);
    expect(seen).toEqual(["ERR_FETCH_FAILED", "retryLater", true, "network", "retryLater"]);
  });
});
