/** The built site at some path of a server, a page of it in Chromium, and its files. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, onTestFinished } from "vitest";

export const DIST = new URL("../../docs/site/dist/", import.meta.url).pathname;
if (!existsSync(`${DIST}index.html`)) throw new Error("The site is not there: these tests need `npm run docs` first.");

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown",
  ".woff2": "font/woff2",
};

/** The files of the site with this ending, from its root on. */
export const filesOf = (ending: string): string[] =>
  readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(ending));

export const readBuilt = (name: string): string => readFileSync(DIST + name, "utf8");

/** Where an address of a page leads: a file that the site has, or nothing. */
export function fileAt(path: string): string | undefined {
  const file = join(DIST, path);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return fileAt(`${path}/index.html`);
  return stat ? file : undefined;
}

let browser: Browser | undefined;
afterAll(() => browser?.close());

export interface Visit {
  readonly page: Page;
  /** What the console showed, what nobody caught, what could not be loaded. */
  readonly complaints: readonly string[];
  /** Every address that was asked for. */
  readonly requests: readonly string[];
}

/** Opens a new page of Chromium that writes down what goes wrong. */
export async function openPage(): Promise<Visit> {
  browser ??= await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("request", (request) => requests.push(request.url()));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(response.url());
  });
  return { page, complaints, requests };
}

/** Opens a page of the site, which a server has below this path. */
export async function visit(name: string, below = "/some/where/"): Promise<Visit> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, "http://localhost");
    const file = pathname.startsWith(below) ? fileAt(decodeURI(pathname.slice(below.length))) : undefined;
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream").end(readFileSync(file));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  const seen = await openPage();
  await seen.page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${below}${name}`);
  await seen.page.waitForFunction("document.querySelector('#app').__vue_app__ !== undefined");
  return seen;
}
