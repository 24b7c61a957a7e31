/** The recipes whose clients need a page. */
import type { ServerResponse } from "node:http";
import { build } from "esbuild";
import puppeteer, { type Page } from "puppeteer-core";
import { expect, onTestFinished, test } from "vitest";
import { serve } from "./kit.ts";

interface Seen {
  readonly page: Page;
  /** The header `authorization` of each request, without repetitions one after the other. */
  readonly shown: string[];
  runOut(): Promise<void>;
}

/** Opens a page with this client; `answer` answers the requests that have a token which has not run out. */
async function open(name: string, answer: (response: ServerResponse) => void): Promise<Seen> {
  const { outputFiles } = await build({
    entryPoints: [new URL(`pages/${name}.ts`, import.meta.url).pathname],
    bundle: true,
    write: false,
    format: "iife",
  });
  const shown: string[] = [];
  let expired = "";
  const { url } = await serve((request, response) => {
    const header = request.headers.authorization;
    if (request.url === "/")
      return void response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
    if (header && shown.at(-1) !== header) shown.push(header);
    if (!header || header === expired) return void response.writeHead(401).end();
    answer(response);
  });
  const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(url);
  await page.addScriptTag({ content: outputFiles[0]!.text });
  const runOut = async (): Promise<void> => {
    await page.evaluate(() => window.runOut());
    expired = "Bearer t1";
  };
  return { page, shown, runOut };
}

test("R232 hls.js asks for the next piece of a live stream with the next token after an expiry", async () => {
  const playlist = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:1\n#EXTINF:1,\na.ts\n";
  const { shown, runOut } = await open("hls", (response) => {
    response.writeHead(200, { "content-type": "application/vnd.apple.mpegurl" }).end(playlist);
  });
  await expect.poll(() => shown).toEqual(["Bearer t1"]);
  await runOut();
  await expect.poll(() => shown).toEqual(["Bearer t1", "Bearer t2"]);
});

test("R232 fetch-event-source connects again with the next token after an expiry", async () => {
  const live: ServerResponse[] = [];
  const { page, shown, runOut } = await open("fetch-event-source", (response) => {
    live.push(response);
    response.writeHead(200, { "content-type": "text/event-stream" }).write(`data: event ${live.length}\n\n`);
  });
  await expect.poll(() => page.title()).toBe("event 1");
  await runOut();
  live[0]!.end();
  await expect.poll(() => page.title()).toBe("event 2");
  expect(shown).toEqual(["Bearer t1", "Bearer t2"]);
});
