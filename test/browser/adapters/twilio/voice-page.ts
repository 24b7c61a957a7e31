/**
 * The real Voice SDK and `keepDevice` in a Chromium page whose time passes when the test says so.
 */
import type { Browser, Page } from "playwright";
import twilio from "twilio";
import { onTestFinished, vi } from "vitest";
import { type Gateway, gateway } from "./signalling.ts";

const ROOT = new URL("../../../../", import.meta.url).pathname;
const START_AT = Date.UTC(2026, 0, 1);

export interface VoicePage {
  readonly page: Page;
  readonly gateway: Gateway;
  /** How long the tokens to come shall live. */
  lifeMs: number;
  /** Tokens that the page has fetched; two of one second are the same. */
  fetched: number;
  /** Lets the page's time pass in steps, with room for every message to find its way. */
  pass(seconds: number, stepMs?: number): Promise<void>;
  /** What the gateway got since the last look. */
  seen(): string[];
  /** What the page noted since the last look. */
  noted(): Promise<string[]>;
  /** The machine sleeps: timers that became due fire once, at the end. */
  sleep(seconds: number): Promise<void>;
  /** The page lies in the back/forward cache: no timer fires, the clock goes on. */
  cache(seconds: number): Promise<void>;
  reload(): Promise<void>;
}

/** In the page: the vendor's events as notes, and a fetcher that asks Twilio's own package outside. */
const NOTES = `
  window.notes = [];
  window.note = (text) => notes.push(Math.round((Date.now() - ${START_AT}) / 1000) + "s " + text);
  window.makeDevice = (token, options) => {
    const device = (window.device = new Twilio.Device(token, { logLevel: 5, publishEvents: false, ...options }));
    device.on("error", (error) => note("error " + error.code));
    return device;
  };
  window.keep = async (options, deviceOptions, { registers } = { registers: true }) => {
    window.tokens = new Evertoken.TokenManager({ fetchToken: () => fetchToken(), refreshLeadMs: 30_000, ...options });
    tokens.on("refreshFailed", ({ error }) => note("refreshFailed " + error.code));
    makeDevice(await tokens.getToken(), deviceOptions);
    const onProblem = (problem) => note("problem " + problem.action);
    window.undo = Evertoken.keepDevice(device, tokens, { onProblem });
    if (registers) await device.register();
  };`;

/** @param script - `TokenManager` and `keepDevice` */
export async function voicePage(browser: Browser, script: string): Promise<VoicePage> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  let elapsedMs = 0;
  const now = (): number => START_AT + elapsedMs;
  const expiries = new Map<string, number>();
  const server = gateway(START_AT, {
    now,
    nameOf: (token) => `t${[...expiries.keys()].indexOf(token) + 1}`,
    expiresAt: (token) => expiries.get(token) ?? 0,
  });
  const mint = (): string => {
    const sid = (prefix: string, digit: string): string => prefix + digit.repeat(32);
    vi.useFakeTimers({ toFake: ["Date"], now: now() });
    const options = { identity: "alice", ttl: self.lifeMs / 1000 };
    const token = new twilio.jwt.AccessToken(sid("AC", "0"), sid("SK", "1"), "s".repeat(32), options);
    token.addGrant(new twilio.jwt.AccessToken.VoiceGrant({ incomingAllow: true }));
    const value = token.toJwt();
    vi.useRealTimers();
    self.fetched++;
    expiries.set(value, now() + self.lifeMs);
    return value;
  };
  const activity = (): number => server.received + self.fetched;
  // A look is a hop: a message to the gateway or the fetcher, its answer, what the SDK says to that, ...
  const settle = async (): Promise<void> => {
    for (let calm = 0; calm < 2; calm++) {
      const before = activity();
      await page.evaluate(() => 0);
      if (activity() !== before) calm = -1;
    }
  };
  const load = async (): Promise<void> => {
    await page.goto("https://app.test/");
    await page.addScriptTag({ path: `${ROOT}node_modules/@twilio/voice-sdk/dist/twilio.min.js` });
    for (const content of [script, NOTES]) await page.addScriptTag({ content });
  };

  const self: VoicePage = {
    page,
    gateway: server,
    lifeMs: 60_000,
    fetched: 0,
    async pass(seconds, stepMs = 2000) {
      await settle();
      for (const end = elapsedMs + seconds * 1000; elapsedMs < end;) {
        const before = activity();
        elapsedMs += stepMs;
        server.beat();
        await page.clock.runFor(stepMs);
        if (activity() !== before) await settle();
      }
    },
    seen: () => server.journal.splice(0),
    noted: () => page.evaluate(() => (globalThis as unknown as { notes: string[] }).notes.splice(0)),
    async sleep(seconds) {
      elapsedMs += seconds * 1000;
      await page.clock.fastForward(seconds * 1000);
      await settle();
    },
    async cache(seconds) {
      const transit = (name: string): Promise<boolean> =>
        page.evaluate((name) => dispatchEvent(new PageTransitionEvent(name, { persisted: true })), name);
      await transit("pagehide");
      await settle();
      elapsedMs += seconds * 1000;
      await page.clock.setSystemTime(now());
      await transit("pageshow");
      await settle();
    },
    reload: load,
  };
  await page.addInitScript(() => void (Math.random = () => 0.5)); // jitter
  await page.clock.install({ time: START_AT - 3_600_000 }); // until it is paused, it runs
  await page.clock.pauseAt(START_AT);
  await page.route("**/*", (route) =>
    route.request().url() === "https://app.test/"
      ? route.fulfill({ contentType: "text/html", body: "<!doctype html>" })
      : route.abort(),
  );
  await page.routeWebSocket(/signal/, server.accept);
  await page.exposeFunction("fetchToken", mint);
  await load();
  return self;
}
