/** The lifeline on a page of a real browser: a life that goes on, and one that was saved. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, inject, test } from "vitest";
import type * as Core from "../../src/index.ts";
import type * as Lifeline from "../../src/lifeline.ts";
import { eventfulLife } from "../support/long-life.ts";
import { evertoken } from "../support/script.ts";
import { type EnginePages, openPages } from "./engines.ts";

declare const Evertoken: typeof Core & typeof Lifeline;

/** What the tests do in the page, and see there. */
declare const seen: {
  root: ShadowRoot;
  tokens?: Core.TokenManager;
  close: () => void;
  isDown: boolean;
  text(selector: string): string;
  press(selector: string, key: string): void;
  until(what: () => boolean): Promise<void>;
};

const ENGINE = inject("engine");
const CANARY = ["canary", "in", "the", "lifeline", "of", ENGINE].join("-");

/** A page under the strictest policy that still lets the test's own script in. */
async function openPage(): Promise<EnginePages & { readonly end: () => Promise<void> }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!doctype html><html lang=en><title>life</title><main id=main style='width:320px'></main></html>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const pages = await openPages(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 1);
  const end = async (): Promise<void> => {
    await pages[Symbol.asyncDispose]();
    server.close();
    server.closeAllConnections();
  };
  return Object.assign(pages, { end });
}

async function load(): Promise<void> {
  const root = (): ShadowRoot => document.querySelector("evertoken-lifeline")!.shadowRoot!;
  const tools = {
    get root() {
      return root();
    },
    text: (selector: string) => root().querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() ?? "",
    press: (selector: string, key: string) =>
      root()
        .querySelector(selector)!
        .dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })),
    until: (what: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = (): void => (what() ? resolve() : void setTimeout(look, 20));
        look();
      }),
    isDown: false,
  };
  Object.defineProperty(globalThis, "seen", { value: tools });
}

/** @param canary - each token's value begins with it */
async function showLive(canary: string): Promise<void> {
  let count = 0;
  seen.tokens = new Evertoken.TokenManager({
    fetchToken: async () => {
      if (seen.isDown) throw new TypeError(`no way to get ${canary}-${count}`);
      return { token: `${canary}-${++count}`, expiresIn: 3_600, identity: `${canary}-identity` };
    },
    minRefreshIntervalMs: 1_000,
    retry: { retries: 1, minDelayMs: 1, maxDelayMs: 10 },
    quiet: true,
  });
  seen.close = Evertoken.lifeline(seen.tokens, document.getElementById("main")!, { label: "chat" });
  await seen.tokens.start();
  await seen.until(() => seen.text(".next").startsWith("Holding a token (fresh)"));
}

interface Seen {
  head: string;
  next: string;
  band: string;
  role: string;
  first: string;
  details: string;
  focused: number[];
  news: string[];
  overflow: number;
  markup: string;
}

async function lookAtLive(): Promise<Seen> {
  const { root } = seen;
  const items = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>("ol button")];
  const news = [seen.text("[role=status]")];
  seen.isDown = true;
  await seen.tokens!.refresh().catch(() => undefined);
  await seen.until(() => seen.text("ol").includes("Refresh failed"));
  await seen.until(() => seen.text("[role=status]") !== "");
  news.push(seen.text("[role=status]"));
  const focused: number[] = [];
  items()[0]!.focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "End", "Home"]) {
    seen.press("ol", key);
    focused.push(items().indexOf(root.activeElement as HTMLElement));
  }
  await seen.until(() => seen.text("dl").includes("Refresh failed"));
  const svg = root.querySelector("svg")!;
  const isTabStop = items().filter((item) => item.tabIndex === 0).length;
  return {
    head: seen.text("header"),
    next: seen.text(".next"),
    band: svg.getAttribute("aria-label")!,
    role: `${svg.getAttribute("role")!} ${isTabStop}`,
    first: items().at(-1)!.textContent.replace(/\s+/g, " ").trim(),
    details: seen.text("dl"),
    focused,
    news,
    overflow: root.host.scrollWidth - root.host.clientWidth,
    markup: root.innerHTML + document.body.outerHTML + JSON.stringify(Object.keys(root.host)),
  };
}

test(`R282 R283 R284 ${ENGINE}: a life that goes on, at 320 px, without its token`, async () => {
  const script = await evertoken("index.ts", "lifeline.ts");
  const browser = await openPage();
  try {
    const [page] = browser.pages;
    await page!.run(`${script}; globalThis.Evertoken = Evertoken;`);
    await page!.call(load, undefined);
    await page!.call(showLive, CANARY);
    const found = await page!.call(lookAtLive, undefined);
    expect(found.head).toBe("chat fresh, waiting to try again");
    expect(found.next).toMatch(/^The last refresh failed \(ERR_FETCH_FAILED\); the next try is at \d\d:\d\d:\d\d \(/);
    expect(found.band).toMatch(/^Token: fresh, waiting to try again; received at [\d:]+; expires at [\d:]+\.$/);
    expect(found.role).toBe("img 1");
    expect(found.first).toMatch(/^\d\d:\d\d:\d\d New token initial$/);
    expect(found.focused).toEqual([1, 2, 1, 2, 0]);
    expect(found.details).toMatch(
      /Event Refresh failed At [\d:]+ Detail ?ERR_FETCH_FAILED.*Attempts ?2.*Tried again by itself ?yes/,
    );
    expect(found.news).toEqual(["", "chat fresh, waiting to try again"]);
    expect(found.overflow).toBe(0);
    expect(found.markup).not.toContain("canary");
    const isGone = await page!.call(async () => {
      seen.close();
      return document.querySelector("evertoken-lifeline") === null;
    }, undefined);
    expect(isGone).toBe(true);
  } finally {
    await browser.end();
  }
});

async function lookAtSaved(saved: Core.SavedJournal): Promise<Record<string, string | number>> {
  Evertoken.defineLifeline();
  const element = document.createElement("evertoken-lifeline") as Lifeline.LifelineElement;
  element.life = saved;
  document.getElementById("main")!.append(element);
  const at = (moment: number): string => {
    const range = seen.root.querySelector("input")!;
    range.value = String(moment);
    range.dispatchEvent(new Event("input"));
    return seen.text(".next");
  };
  const { min, max } = seen.root.querySelector("input")!;
  const kinds = (): string =>
    [
      ...new Set(
        [...seen.root.querySelectorAll("svg .mark, svg rect, svg path[fill]")].map((shape) =>
          shape.getAttribute("class")!.trim(),
        ),
      ),
    ]
      .sort()
      .join(" ");
  const whole = kinds();
  const end = seen.text("header");
  const early = at(Number(min) + 60_000);
  seen.press(".band", "End");
  const last = seen.text(".next");
  seen.press(".band", "Home");
  const home = seen.text(".next");
  const lines = seen.root.querySelectorAll("svg .grid").length;
  seen.press(".band", "+");
  const play = [...seen.root.querySelectorAll("button")].find(({ textContent }) => textContent.trim() === "Play")!;
  play.click();
  await seen.until(() => Number(seen.root.querySelector("input")!.value) > Number(min) + 60_000);
  const paused = [...seen.root.querySelectorAll("button")].map(({ textContent }) => textContent.trim())[0]!;
  return { lengthMs: Number(max) - Number(min), whole, end, early, last, home, lines, paused };
}

test(`R286 ${ENGINE}: a saved journal is shown as a whole, moved through and played`, async () => {
  const script = await evertoken("index.ts", "lifeline.ts");
  const saved = await eventfulLife();
  const browser = await openPage();
  try {
    const [page] = browser.pages;
    await page!.run(`${script}; globalThis.Evertoken = Evertoken;`);
    await page!.call(load, undefined);
    const found = await page!.call(lookAtSaved, saved);
    expect(found["lengthMs"]).toBe(saved.steps.at(-1)!.wallMs - saved.steps[0]!.wallMs);
    expect(found["whole"]).toBe(
      "asleep attempt cooldown expired expiring fresh halted hidden mark mark failed mark warned offline serverWait",
    );
    expect(found["end"]).toBe("no token, ended");
    expect(found["early"]).toMatch(/^Holding a token \(fresh\); the next refresh is at /);
    expect(found["last"]).toBe("Disposed of: nothing more will happen.");
    expect(found["home"]).toMatch(/^Fetching a token, attempt 1/);
    expect(found["lines"]).toBeGreaterThanOrEqual(2);
    expect(found["paused"]).toBe("Pause");
  } finally {
    await browser.end();
  }
});
