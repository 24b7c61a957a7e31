/** The recipes whose clients need a page. */
import { readFileSync } from "node:fs";
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

const script = (path: string): string => readFileSync(new URL(`node_modules/${path}`, import.meta.url), "utf8");

/**
 * Opens a page with this client; `answer` answers the requests that have a token which has not run out, `pages` are there for
 * everybody.
 */
async function open(
  name: string,
  answer: (response: ServerResponse, path: string) => void,
  pages: Readonly<Record<string, string>> = {},
): Promise<Seen> {
  const { outputFiles } = await build({
    entryPoints: [new URL(`pages/${name}.ts`, import.meta.url).pathname],
    bundle: true,
    write: false,
    format: "iife",
    logOverride: { "empty-import-meta": "silent" }, // MapLibre is told where its worker is
  });
  const free: Readonly<Record<string, string>> = { "/": "<!doctype html>", ...pages };
  const shown: string[] = [];
  let expired = "";
  const { url } = await serve((request, response) => {
    const header = request.headers.authorization;
    const page = free[request.url!];
    const type = request.url!.endsWith("js") ? "text/javascript" : "text/html";
    if (page !== undefined) return void response.writeHead(200, { "content-type": type }).end(page);
    if (header && shown.at(-1) !== header) shown.push(header);
    if (!header || header === expired) return void response.writeHead(401).end();
    answer(response, request.url!);
  });
  const args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]; // MapLibre draws with WebGL
  const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args });
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

test("R232 MapLibre asks for the next tiles with the next token after an expiry", async () => {
  const style = { version: 8, sources: { tiles: { type: "raster", tiles: ["/{z}/{x}/{y}.png"], tileSize: 256 } } };
  const layers = [{ id: "tiles", type: "raster", source: "tiles" }];
  const { page, shown, runOut } = await open(
    "maplibre",
    (response, path) => {
      const tiles = { ...style.sources.tiles, tiles: [`http://${response.req.headers.host}/{z}/{x}/{y}.png`] };
      if (path === "/style.json") response.end(JSON.stringify({ ...style, sources: { tiles }, layers }));
      else response.writeHead(204).end();
    },
    {
      "/": '<!doctype html><div id="map" style="width: 300px; height: 300px"></div>',
      "/maplibre-gl-worker.mjs": script("maplibre-gl/dist/maplibre-gl-worker.mjs"),
      "/maplibre-gl-shared.mjs": script("maplibre-gl/dist/maplibre-gl-shared.mjs"),
    },
  );
  await page.waitForFunction(() => window.isDrawn());
  expect(shown).toEqual(["Bearer t1"]);
  await runOut();
  await page.evaluate(() => window.zoomIn());
  await expect.poll(() => shown).toEqual(["Bearer t1", "Bearer t2"]);
});

test("R232 Power BI is told the next token after an expiry", async () => {
  // The frame answers as Power BI does, and its address says what it was told.
  const frame = `<!doctype html><script>
    onmessage = ({ data: { headers, url, body }, source }) => {
      const token = url === "/report/token" ? body : body && body.accessToken;
      if (token) location.hash += token + " ";
      source.postMessage({ headers: { id: headers.id }, statusCode: 202, body: {} }, "*");
    };
  </script>`;
  const { page, runOut } = await open("power-bi", (response) => response.end());
  await page.setRequestInterception(true);
  page.on("request", (request) => void request.respond({ contentType: "text/html", body: frame }));
  await page.evaluate(() => window.embed());
  const told = (): string[] =>
    decodeURI(new URL(page.frames()[1]?.url() ?? "x:").hash.slice(1))
      .trim()
      .split(" ");
  await expect.poll(told).toEqual(["t1"]);
  await runOut();
  await expect.poll(told).toEqual(["t1", "t2"]);
});
