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

/** Several pages of one browser profile: tabs, and where the engine has them windows. */
export interface EnginePages extends AsyncDisposable {
  readonly pages: readonly Omit<EnginePage, "close">[];
}

/** What a driver has to bring. Pages are driven one at a time in WebKit. */
interface Driven {
  readonly runs: readonly EnginePage["run"][];
  close(): Promise<void>;
}

async function withPuppeteer(
  browser: "chrome" | "firefox",
  executablePath: string,
  url: string,
  count: number,
): Promise<Driven> {
  const args = browser === "chrome" ? ["--no-sandbox"] : [];
  const instance = await puppeteer.launch({ browser, executablePath, headless: true, args });
  const runs: EnginePage["run"][] = [];
  for (let i = 0; i < count; i++) {
    const page = await instance.newPage();
    await page.goto(url);
    runs.push((body) => page.evaluate(`(async () => { ${body} })()`));
  }
  return { runs, close: () => instance.close() };
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

async function withWebDriver(url: string, count: number): Promise<Driven> {
  // Without one the driver would wait for ever.
  if (!process.env["DISPLAY"])
    throw new Error("WebKit needs a display: put xvfb-run before the command, as npm test does");
  const base = `http://127.0.0.1:${await freePort()}`;
  // Mesa's software renderer (swrast_dri.so) crashes in WebKitGTK's compositor thread now and then, and takes the page with it.
  const env = { ...process.env, WEBKIT_DISABLE_COMPOSITING_MODE: "1" };
  const driver = spawn("/usr/bin/WebKitWebDriver", [`--port=${new URL(base).port}`], { stdio: "ignore", env });
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
  const session = `/session/${sessionId}`;
  const handles = [(await call("GET", `${session}/window`)) as string];
  while (handles.length < count) {
    const { handle } = (await call("POST", `${session}/window/new`, { type: "tab" })) as { handle: string };
    handles.push(handle);
  }
  for (const handle of handles) {
    await call("POST", `${session}/window`, { handle });
    await call("POST", `${session}/url`, { url });
  }
  return {
    runs: handles.map((handle) => async (body) => {
      if (count > 1) await call("POST", `${session}/window`, { handle });
      const script = `const done = arguments[0]; (async () => { ${body} })().then((value) => done({ value }), (error) => done({ thrown: String(error) }));`;
      const outcome = await call("POST", `${session}/execute/async`, { script, args: [] });
      const { value, thrown } = outcome as { value?: unknown; thrown?: string };
      if (thrown) throw new Error(thrown);
      return value;
    }),
    async close() {
      await call("DELETE", session);
      driver.kill();
    },
  };
}

const DRIVERS = {
  chromium: (url: string, count: number) => withPuppeteer("chrome", "/usr/bin/chromium", url, count),
  firefox: (url: string, count: number) => withPuppeteer("firefox", "/usr/bin/firefox-esr", url, count),
  webkit: withWebDriver,
};

type Engine = keyof typeof DRIVERS;

/** For tests that go through all of them by themselves. */
export const ENGINES = Object.keys(DRIVERS) as readonly Engine[];

const pageOf = (run: EnginePage["run"]): Omit<EnginePage, "close"> => ({
  run,
  call: async <Argument, Result>(inPage: (argument: Argument) => Promise<Result>, argument: Argument) =>
    (await run(`return (${inPage.toString()})(${JSON.stringify(argument)})`)) as Result,
});

/** Opens a page at a URL, in the engine that this project of vitest.config.ts stands for. */
export async function openPage(url: string): Promise<EnginePage> {
  const { runs, close } = await DRIVERS[inject("engine")](url, 1);
  return { ...pageOf(runs[0]!), close };
}

/** Opens several pages of one profile at a URL; in the engine of the project, if none is named. */
export async function openPages(url: string, count: number, engine: Engine = inject("engine")): Promise<EnginePages> {
  const { runs, close } = await DRIVERS[engine](url, count);
  return { pages: runs.map(pageOf), [Symbol.asyncDispose]: close };
}
