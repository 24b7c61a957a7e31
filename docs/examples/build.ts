/**
 * `npm run examples`: builds every example with its own tool, starts it, and looks at it in Chromium. Names after it: those
 * alone.
 *
 * @module
 */
import { chromium } from "playwright";
import { build, EXAMPLES, install, type Running, start } from "./example.ts";

/** What every example says as soon as it has a token: a server takes it, or here it is. */
const SAYS = /The server says 200|Token of \d/;

/** What is wrong with a page; nothing if all is well. */
async function lookAt(url: string): Promise<string[]> {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["warning", "error"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.setDefaultTimeout(0); // a development server compiles at the first request; how long is the machine's doing
    await page.goto(url);
    const app = page.locator("#app");
    await app
      .getByText(SAYS)
      .or(app.filter({ hasText: SAYS }))
      .first()
      .waitFor({ timeout: 120_000 });
    const modules = page.locator("#modules"); // of the import map
    if (await modules.count()) await modules.filter({ hasText: "By modules: " }).waitFor();
    return complaints;
  } finally {
    await browser.close();
  }
}

async function tryOut({ url, printed = "" }: Running): Promise<string[]> {
  if (url) return lookAt(url);
  return SAYS.test(printed) ? [] : [printed];
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(EXAMPLES);
for (const name of names) {
  const begin = performance.now();
  if (EXAMPLES[name] === "npm") {
    await install(name);
    await build(name);
  }
  const running = await start(name);
  const complaints = await tryOut(running).finally(() => running.close());
  console.log(`${name}: ${complaints.join("; ") || "runs"} (${Math.round((performance.now() - begin) / 1000)} s)`);
  if (complaints.length > 0) process.exitCode = 1;
}
process.exit();
