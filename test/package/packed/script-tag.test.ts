/** The script-tag bundle in a real Chromium, from a page without any other script. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, chromium } from "playwright";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";

const bundle = readFileSync(join(inject("consumer"), "node_modules/evertoken/dist/evertoken.iife.min.js"));

let server: Server;
let browser: Browser;

beforeAll(async () => {
  server = createServer((request, response) => {
    const isScript = request.url === "/evertoken.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(
      isScript ? bundle : `<!doctype html><link rel="icon" href="data:,"><script src="/evertoken.js"></script>`,
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
});

afterAll(async () => {
  await browser.close();
  server.close();
});

/** What a page sees of the bundle; the page has no types for it. */
interface Page {
  Evertoken: typeof import("../../../src/iife.ts");
}

describe("R89 the script tag", () => {
  test("gives the global Evertoken, which hands out a token, and the console stays empty", async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);

    const seen = await page.evaluate(async () => {
      const { Evertoken } = globalThis as unknown as Page;
      const tokens = new Evertoken.TokenManager({ fetchToken: async () => ({ token: "opaque", expiresIn: 3600 }) });
      const refreshed: string[] = [];
      tokens.on("refreshed", ({ reason, source }) => refreshed.push(`${reason} ${source}`));
      const value = await tokens.getToken();
      const { freshness } = tokens.state;
      tokens.dispose();
      return { value, refreshed, freshness, phase: tokens.state.phase };
    });

    expect(seen).toEqual({ value: "opaque", refreshed: ["initial fetcher"], freshness: "fresh", phase: "disposed" });
    expect(complaints).toEqual([]);
  });

  test("adds one global and nothing else", async () => {
    const page = await browser.newPage();
    await page.goto("about:blank");
    const before = await page.evaluate(() => Object.getOwnPropertyNames(globalThis));
    await page.addScriptTag({ content: bundle.toString() });
    const after = await page.evaluate(() => Object.getOwnPropertyNames(globalThis));
    expect(after.filter((name) => !before.includes(name))).toEqual(["Evertoken"]);
  });
});
