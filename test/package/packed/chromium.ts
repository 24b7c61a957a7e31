/** A Chromium page that is served the files of the installed package, and what it said. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, inject, onTestFinished } from "vitest";

const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".mjs": "text/javascript" };

let browser: Browser | undefined;
afterAll(() => browser?.close());

export interface Visit {
  readonly page: Page;
  /** What the console showed, and what nobody caught. */
  readonly complaints: readonly string[];
}

/** Opens a page with this text. `answers` are a back end's, by path; every other address is a file below the consumer's folder. */
export async function visit(html: string, answers: Readonly<Record<string, object>> = {}): Promise<Visit> {
  const server = createServer((request, response) => {
    if (request.url === "/") {
      response.setHeader("content-type", "text/html").end(`<!doctype html><link rel="icon" href="data:,">${html}`);
      return;
    }
    const answer = answers[request.url!];
    if (answer) {
      response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
      return;
    }
    response.setHeader("content-type", TYPES[extname(request.url!)] ?? "application/octet-stream");
    response.end(readFileSync(join(inject("consumer"), request.url!)));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  browser ??= await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await browser.newPage();
  onTestFinished(async () => {
    await page.close();
    server.close();
  });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return { page, complaints };
}
