/** The page of the first steps, done as it says: an empty folder, the packed package, a real Chromium. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { expect, inject, onTestFinished, test } from "vitest";
import { readInstalled } from "./installed.ts";

const page = readInstalled("docs/first-steps.md");
const blocks = [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, language, text]) => ({ language, text: text! }));

/** Does what the page says before the server is started. Returns the folder. */
function follow(): string {
  const folder = mkdtempSync(join(tmpdir(), "evertoken-first-steps-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const tarball = readdirSync(inject("consumer")).find((name) => name.endsWith(".tgz"))!;
  const [commands] = blocks.filter(({ language }) => language === "sh");
  for (const line of commands!.text.trim().split("\n")) {
    const words = line.replace(/ evertoken$/, ` ${join(inject("consumer"), tarball)}`).split(" ");
    execFileSync(words[0]!, [...words.slice(1), "--prefer-offline"], { cwd: folder, stdio: "pipe" });
  }
  for (const { text } of blocks) {
    const name = /^(?:\/\/|<!--) (\S+\.(?:mjs|html))/.exec(text)?.[1];
    if (name) writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Starts the server as the page says, but at a free port. Returns the address that it prints. */
async function serve(folder: string): Promise<string> {
  const [command, ...args] = blocks
    .filter(({ language }) => language === "sh")
    .at(-1)!
    .text.trim()
    .split(" ");
  const server = spawn(command!, args, { cwd: folder, env: { ...process.env, PORT: "0" } });
  onTestFinished(() => void server.kill());
  for await (const chunk of server.stdout) return String(chunk).trim();
  throw new Error("the server of the first steps has ended without a word");
}

const lines = (browserPage: Page): Promise<string[]> => browserPage.locator("#journal li").allTextContents();

test("R292 the first steps lead to a page that renews its token and survives refusals", async () => {
  const folder = follow();
  expect(readdirSync(folder).sort()).toEqual([
    "index.html",
    "node_modules",
    "package-lock.json",
    "package.json",
    "server.mjs",
  ]);
  const address = await serve(folder);
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const context = await browser.newContext();
  const tab = await context.newPage();
  const complaints: string[] = [];
  tab.on("pageerror", ({ message }) => complaints.push(message));
  await tab.clock.install();
  await tab.goto(address);
  await tab.getByText("a new token (initial)").waitFor();

  await tab.clock.runFor(16_000);
  await tab.getByText("a new token (willExpire)").waitFor();

  await tab.click("#refuse");
  await tab.click("#order");
  await tab.getByText("200: ").waitFor();
  const journal = await lines(tab);
  expect(journal.at(-1)).toBe('200: {"orders":["tea","biscuits"]}');
  expect(journal.filter((line) => line.startsWith("a new token")).map((line) => line.split(";")[0])).toEqual([
    "a new token (initial)",
    "a new token (willExpire)",
    "a new token (rejected)",
  ]);

  await tab.click("#refuse");
  await tab.click("#order");
  await tab.getByText("401: ").waitFor();
  await tab.getByText("A fresh token was refused like the one before.").waitFor();
  await tab.clock.runFor(10_000);
  await tab.click("#refuse");
  await tab.click("#order");
  await expect.poll(async () => (await lines(tab)).at(-1)).toBe('200: {"orders":["tea","biscuits"]}');

  const missing = await tab.request.get(`${address}node_modules/p-retry/nope.js`);
  expect([missing.status(), (await tab.request.get(address)).status()]).toEqual([404, 200]);
  expect(complaints).toEqual([]);
});
