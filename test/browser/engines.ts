/**
 * A page in the engine of the project, driven from Node: Chromium and Firefox by puppeteer, WebKit by plain WebDriver.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import puppeteer from "puppeteer-core";
import { inject } from "vitest";

export interface EnginePage {
  /** Runs the body of an async function in the page; what it returns must be JSON. */
  run(body: string): Promise<unknown>;
  /** Runs a function in the page, which sees nothing but its argument; argument and result must be JSON. */
  call<Argument, Result>(inPage: (argument: Argument) => Promise<Result>, argument: Argument): Promise<Result>;
  close(): Promise<void>;
}

/** What a driver has to bring. */
type Driven = Pick<EnginePage, "run" | "close">;

async function withPuppeteer(browser: "chrome" | "firefox", executablePath: string, url: string): Promise<Driven> {
  const args = browser === "chrome" ? ["--no-sandbox"] : [];
  const instance = await puppeteer.launch({ browser, executablePath, headless: true, args });
  const page = await instance.newPage();
  await page.goto(url);
  return {
    run: (body) => page.evaluate(`(async () => { ${body} })()`),
    close: () => instance.close(),
  };
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

async function withWebDriver(url: string): Promise<Driven> {
  // Without one the driver would wait for ever.
  if (!process.env["DISPLAY"])
    throw new Error("WebKit needs a display: put xvfb-run before the command, as npm test does");
  const base = `http://127.0.0.1:${await freePort()}`;
  const driver = spawn("/usr/bin/WebKitWebDriver", [`--port=${new URL(base).port}`], { stdio: "ignore" });
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(base + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = (await response.json()) as { value: unknown };
    const { error, message } = Object(value) as { error?: string; message?: string };
    if (error) throw new Error(`${error}: ${message}`);
    return value;
  };
  const isUp = (): Promise<boolean> => call("GET", "/status").then(Boolean, () => false);
  while (!(await isUp())) if (driver.exitCode !== null) throw new Error("WebKitWebDriver did not start");
  const browserOptions = { binary: MINI_BROWSER, args: ["--automation"] };
  const timeouts = { script: null }; // a test has a limit of its own
  const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": browserOptions, timeouts } };
  const { sessionId } = (await call("POST", "/session", { capabilities })) as { sessionId: string };
  await call("POST", `/session/${sessionId}/url`, { url });
  return {
    run: async (body) => {
      const script = `const done = arguments[0]; (async () => { ${body} })().then((value) => done({ value }), (error) => done({ thrown: String(error) }));`;
      const outcome = await call("POST", `/session/${sessionId}/execute/async`, { script, args: [] });
      const { value, thrown } = outcome as { value?: unknown; thrown?: string };
      if (thrown) throw new Error(thrown);
      return value;
    },
    async close() {
      await call("DELETE", `/session/${sessionId}`);
      driver.kill();
    },
  };
}

const DRIVERS = {
  chromium: (url: string) => withPuppeteer("chrome", "/usr/bin/chromium", url),
  firefox: (url: string) => withPuppeteer("firefox", "/usr/bin/firefox-esr", url),
  webkit: withWebDriver,
};

/** Opens a page at a URL, in the engine that this project of vitest.config.ts stands for. */
export async function openPage(url: string): Promise<EnginePage> {
  const driven = await DRIVERS[inject("engine")](url);
  return {
    ...driven,
    call: async <Argument, Result>(inPage: (argument: Argument) => Promise<Result>, argument: Argument) =>
      (await driven.run(`return (${inPage.toString()})(${JSON.stringify(argument)})`)) as Result,
  };
}
