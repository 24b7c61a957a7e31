/**
 * `npm run bench`, second part: what a lifeline of 10,000 events costs in Chromium. Prints frame times, passes no judgement.
 *
 * @module
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import puppeteer from "puppeteer-core";
import type * as Core from "../../src/index.ts";
import type * as Lifeline from "../../src/lifeline.ts";
import { longLife } from "../support/long-life.ts";
import { evertoken } from "../support/script.ts";

declare const Evertoken: typeof Core & typeof Lifeline;

const EVENTS = 10_000;
const FRAMES = 300;
const DRAWS = 200;

/** In the page: shows the journal, plays it, and measures. */
async function measure({ saved, frames, draws }: { saved: Core.SavedJournal; frames: number; draws: number }): Promise<{
  beginMs: number;
  frameMs: number[];
  drawMs: number[];
  shapes: number;
}> {
  const began = performance.now();
  Evertoken.lifeline(saved, document.body);
  const beginMs = performance.now() - began;
  const root = document.querySelector("evertoken-lifeline")!.shadowRoot!;
  const band = root.querySelector(".band")!;
  const press = (key: string): boolean => band.dispatchEvent(new KeyboardEvent("keydown", { key }));
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  root.querySelector<HTMLElement>(".tools button")!.click(); // Play
  const frameMs: number[] = [];
  for (let last = await nextFrame(); frameMs.length < frames;) {
    const now = await nextFrame();
    frameMs.push(now - last);
    last = now;
  }
  root.querySelector<HTMLElement>(".tools button")!.click(); // Pause
  const drawMs: number[] = [];
  for (let i = 0; i < draws; i++) {
    const start = performance.now();
    press(i % 20 < 10 ? "ArrowLeft" : "ArrowRight");
    drawMs.push(performance.now() - start);
    await nextFrame();
  }
  return { beginMs, frameMs, drawMs, shapes: root.querySelectorAll("svg *").length };
}

const text = (values: readonly number[]): string => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(1);
  return `median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`;
};

const saved = await longLife(EVENTS);
const script = await evertoken("index.ts", "lifeline.ts");
const server = createServer((_, response) => response.setHeader("content-type", "text/html").end("<!doctype html>"));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage();
await page.setViewport({ width: 1280, height: 800 });
await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
await page.evaluate(`${script}; globalThis.Evertoken = Evertoken;`);
const { beginMs, frameMs, drawMs, shapes } = await page.evaluate(measure, { saved, frames: FRAMES, draws: DRAWS });
console.log(
  `\nA lifeline of ${saved.entries.length} entries and ${saved.steps.length} steps, 1,280 px wide, in Chromium\n`,
);
console.log(`shown for the first time   ${beginMs.toFixed(0)} ms, ${shapes} shapes`);
console.log(`${FRAMES} frames, playing       ${text(frameMs)}`);
console.log(`${DRAWS} draws by key press    ${text(drawMs)}`);
await browser.close();
server.close();
