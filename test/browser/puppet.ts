/**
 * A browser whose pages can be hidden, frozen, stopped, left and killed: Chromium as users have it, without the flags that
 * drivers set to keep background pages awake.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import puppeteer, { type Browser, type Page } from "puppeteer-core";

const KEPT_AWAKE = [
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
];

/** @param args - further flags */
export const chromiumOfUsers = (...args: readonly string[]): Promise<Browser> =>
  puppeteer.launch({
    browser: "chrome",
    executablePath: "/usr/bin/chromium",
    headless: true,
    args: ["--no-sandbox", ...args],
    ignoreDefaultArgs: KEPT_AWAKE,
  });

/** A page at a URL that has run this script. */
export async function openScripted(browser: Browser, url: string, script: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.evaluate(`${script}; globalThis.Evertoken = Evertoken;`);
  return page;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly residentPages: number;
}

function processOf(pid: number): Process | undefined {
  try {
    const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))!;
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return {
      pid,
      parent: Number(parent),
      command,
      residentPages: Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]),
    };
  } catch {
    return undefined; // it has ended meanwhile
  }
}

/** The process that draws this page: of all renderers the one that grows when the page does. */
export async function rendererOf(browser: Browser, page: Page): Promise<number> {
  const root = browser.process()!.pid!;
  const all = (): Process[] =>
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => processOf(Number(name)) ?? []);
  const renderers = (): Process[] => {
    const processes = all();
    const isBelow = ({ pid, parent }: Process): boolean =>
      pid === root || processes.some((other) => other.pid === parent && other.pid !== 1 && isBelow(other));
    return processes.filter((each) => each.command.includes("--type=renderer") && isBelow(each));
  };
  const before = new Map(renderers().map(({ pid, residentPages }) => [pid, residentPages]));
  await page.evaluate(() => void Object.assign(globalThis, { ballast: new Uint8Array(150_000_000).fill(1) }));
  const growth = ({ pid, residentPages }: Process): number => residentPages - (before.get(pid) ?? 0);
  return renderers().sort((a, b) => growth(b) - growth(a))[0]!.pid;
}
