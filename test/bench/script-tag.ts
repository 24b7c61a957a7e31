/**
 * `node test/bench/script-tag.ts`: what the scripts for a tag take in Chromium until they have run, parsing included, on
 * a page of their own each time; and the same on a CPU that is four times slower. Prints, and holds nothing against anything.
 *
 * Needs the build. Everything else on the machine only adds, so the least of many rounds is the figure to look at.
 */
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { SCRIPTS } from "../../rollup.config.mjs";

const ROUNDS = 20;

const browser = await puppeteer.launch({
  browser: "chrome",
  executablePath: "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox"],
});

async function roundMs(code: string, slowdown: number): Promise<number> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.emulateCPUThrottling(slowdown);
  const tookMs = await page.evaluate((text) => {
    const script = Object.assign(document.createElement("script"), { textContent: text });
    const begin = performance.now();
    document.head.append(script);
    return performance.now() - begin;
  }, `${code}\n// ${Math.random()}`); // no code cache knows it
  await context.close();
  return tookMs;
}

console.log("script".padEnd(34), "least".padStart(8), "median".padStart(8), "CPU÷4".padStart(8), " (ms)");
for (const file of Object.keys(SCRIPTS)) {
  const code = readFileSync(new URL(`../../dist/${file}`, import.meta.url), "utf8");
  const tookMs: Record<number, number[]> = { 1: [], 4: [] };
  for (let round = 0; round < ROUNDS; round++)
    for (const slowdown of [1, 4]) tookMs[slowdown]!.push(await roundMs(code, slowdown));
  const [quick, slow] = [tookMs[1]!, tookMs[4]!].map((all) => all.sort((a, b) => a - b)) as [number[], number[]];
  const figures = [quick[0]!, quick[ROUNDS / 2]!, slow[0]!].map((ms) => ms.toFixed(1).padStart(8));
  console.log(file.padEnd(34), ...figures);
}
await browser.close();
