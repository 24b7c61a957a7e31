/** The demo's page in Chromium: light and dark, wide and narrow, with forced colours and without motion. */
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDemo } from "../../support/demo-process.ts";
import { giveHands } from "./hands.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** To be looked at by people. */
const PICTURES = "reports/demo";

let demo: Awaited<ReturnType<typeof startDemo>>;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  demo = await startDemo();
  browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  page = await browser.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => complaints.push(message.text()));
  await page.goto(demo.url);
  await page.evaluate(giveHands);
});
afterAll(async () => {
  await browser?.close();
  await demo?.[Symbol.asyncDispose]();
});

interface Found {
  readonly id: string;
  readonly where: readonly string[];
}

async function violations(): Promise<Found[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    interface Axe {
      run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    }
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run({ iframes: false });
    return violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }));
  });
}

describe("R288 the demo's page", () => {
  test.for([
    [1280, "light"],
    [1280, "dark"],
    [390, "light"],
    [390, "dark"],
  ] as const)("R288 at %d px, %s: axe finds nothing, and nothing sticks out", async ([width, scheme]) => {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.evaluate(async () => {
      hands.press("Try an error");
      hands.press("Save and play");
      await hands.until(() => document.querySelectorAll("#saved evertoken-lifeline").length === 1);
      document.querySelector("evertoken-lifeline")!.shadowRoot!.querySelector<HTMLElement>("ol button")!.focus();
    });
    await page.screenshot({ path: `${PICTURES}/${width}-${scheme}.png`, fullPage: true });
    expect(await violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  test("R284 with forced colours the bars have the system's, and without motion nothing moves often", async () => {
    await page.emulateMediaFeatures([
      { name: "forced-colors", value: "active" },
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    const found = await page.evaluate(async () => {
      const { shadowRoot } = document.querySelector("evertoken-lifeline")!;
      const probe = Object.assign(document.createElement("i"), { style: "color: Highlight" });
      document.body.append(probe);
      const of = (selector: string): CSSStyleDeclaration => getComputedStyle(shadowRoot!.querySelector(selector)!);
      const delays: number[] = [];
      const own = globalThis.setTimeout;
      globalThis.setTimeout = ((deed: () => void, ms: number) => (delays.push(ms), own(deed, ms))) as never;
      await hands.until(() => delays.includes(1_000));
      globalThis.setTimeout = own;
      const result = {
        isHighlight: of(".fresh").fill === getComputedStyle(probe).color,
        transition: of("button").transitionDuration,
      };
      probe.remove();
      return result;
    });
    await page.emulateMediaFeatures([]);
    expect(found.isHighlight).toBe(true);
    expect(found.transition).toBe("0s");
  });

  test("R283 nothing is complained of, and the policy lets nothing out", async () => {
    expect(complaints).toEqual([]);
    const sent = await page.evaluate(() =>
      fetch("https://elsewhere.example/").then(
        () => "sent",
        (error: unknown) => (error as Error).name,
      ),
    );
    expect(sent).toBe("TypeError");
    const response = await fetch(demo.url, { headers: { accept: "text/html" } });
    expect(response.headers.get("content-security-policy")).toContain("connect-src 'self'");
    const foreign = await fetch(`${demo.url}demo/press?key=d`, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(foreign.status).toBe(403);
  });
});
