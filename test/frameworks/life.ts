/**
 * One life of a token, as each app shows it in a real Chromium: received, replaced, ended by the back end, begun again.
 *
 * @module
 */
import { type Browser, chromium, type Page, type Route } from "playwright";
import { afterAll, expect, onTestFinished } from "vitest";
import type { BackEnd } from "./back-end.ts";

let browser: Browser | undefined;
afterAll(() => browser?.close());

export interface Visit {
  readonly page: Page;
  /** Warnings and errors of the console, and what nobody caught. */
  readonly complaints: readonly string[];
}

/** Opens a page. `isTimeOurs`: its clock stands still unless a test moves it, so that no machine is too slow. */
export async function visit(url: string, isTimeOurs = true): Promise<Visit> {
  browser ??= await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  page.setDefaultTimeout(0);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["warning", "error"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  if (isTimeOurs) {
    await page.clock.install({ time: Date.now() - 1_000 });
    await page.clock.pauseAt(Date.now());
    await page.route("**/api/token*", hideServerTime);
  }
  await page.addInitScript(watchForTears);
  await page.goto(url);
  return { page, complaints };
}

/** The page's clock is moved by minutes and the server's is not: its `Date` would set the page's clock right again. */
async function hideServerTime(route: Route): Promise<void> {
  const response = await route.fetch();
  const { date: _, ...headers } = response.headers();
  await route.fulfill({ response, headers });
}

declare global {
  /** Each moment at which two readers of one manager showed different tokens. In the page. */
  var tears: string[];
}

/** In the page: looks after every change of the document, before anybody else runs. */
function watchForTears(): void {
  globalThis.tears = [];
  new MutationObserver(() => {
    for (const kind of ["data-token", "data-naive"]) {
      const shown = new Set([...document.querySelectorAll(`[${kind}]`)].map((element) => element.textContent));
      if (shown.size > 1) globalThis.tears.push(`${kind}: ${[...shown].join(" ")}`);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Waits until the page says this. Its clock moves a little at each look: frameworks render by timers. */
export async function eventually(page: Page, look: () => Promise<unknown>, expected: unknown): Promise<void> {
  await expect
    .poll(async () => {
      await page.clock.runFor(20);
      return look();
    })
    .toEqual(expected);
}

/** Waits until every reader shows this token, and the manager is in this phase. */
export function shows(page: Page, token: string, phase: string): Promise<void> {
  const look = () => ({
    tokens: [...new Set([...document.querySelectorAll("[data-token]")].map((element) => element.textContent))],
    phase: document.querySelector("[data-phase]")?.textContent,
  });
  return eventually(page, () => page.evaluate(look), { tokens: [token], phase });
}

const LEAD_MS = 30_000;
const LIFE_MS = 600_000;

/** From the first token to a new sign-in. */
export async function liveOneLife({ page, complaints }: Visit, backEnd: BackEnd): Promise<void> {
  const readers = page.locator("[data-token]");
  const details = page.getByRole("button", { name: "Details" });
  const signIn = page.getByRole("button", { name: "Sign in again" });
  await shows(page, "t1", "holding");
  const count = await readers.count();
  expect(count).toBeGreaterThan(1);
  expect(backEnd.requests).toBe(1);

  await page.clock.fastForward(LIFE_MS - LEAD_MS + 1_000);
  await shows(page, "t2", "holding");

  await details.click(); // a component goes, and comes again
  await eventually(page, async () => (await readers.count()) < count, true);
  await details.click();
  await eventually(page, () => readers.count(), count);
  await shows(page, "t2", "holding");
  expect([backEnd.requests, await signIn.count()]).toEqual([2, 0]);

  backEnd.isSignedOut = true;
  await page.clock.fastForward(LIFE_MS - LEAD_MS + 1_000);
  await shows(page, "t2", "halted");
  await page.clock.fastForward(LEAD_MS);
  await shows(page, "none", "halted");

  backEnd.isSignedOut = false;
  await signIn.click();
  await shows(page, "t4", "holding");
  await eventually(page, () => signIn.count(), 0);
  expect(backEnd.requests).toBe(4);
  await seemsWell({ page, complaints });
}

/** No complaint, and no moment at which two readers showed different tokens. */
export async function seemsWell({ page, complaints }: Visit): Promise<void> {
  expect({ complaints, tears: await page.evaluate(() => globalThis.tears) }).toEqual({ complaints: [], tears: [] });
}
