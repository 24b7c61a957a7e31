/** The guide's test with Playwright's clock, in Playwright's own runner. */
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { beforeAll, expect, inject, onTestFinished, test } from "vitest";
import { place } from "./consumer.ts";
import { blockOf } from "./guide-blocks.ts";
import { linkVendors } from "./vendors.ts";

const CLI = new URL("../../../node_modules/playwright/cli.js", import.meta.url).pathname;

/** The app of the guide's reader: a page that stays signed in. */
const APP = `import { TokenManager } from "evertoken";
  new TokenManager({ fetchToken: ({ signal }) => fetch("/session/token", { method: "POST", signal }) }).start();`;

beforeAll(() => {
  linkVendors();
  // `@playwright/test` is this and no more.
  const folder = join(inject("consumer"), "node_modules/@playwright/test");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", exports: "./index.js" }));
  writeFileSync(join(folder, "index.js"), 'export * from "playwright/test";');
});

test("R293 testing: the test with Playwright's clock passes in Playwright", async () => {
  const { outputFiles } = await build({
    stdin: { contents: APP, resolveDir: inject("consumer") },
    bundle: true,
    write: false,
    format: "esm",
  });
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html").end(`<script type="module">${outputFiles[0]!.text}</script>`);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  const use = {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    launchOptions: { executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] },
  };
  const cwd = place({
    "playwright.config.mjs": `export default ${JSON.stringify({ use, reporter: "line", timeout: 0 })};`,
    "signed-in.spec.ts": blockOf("testing", 'from "@playwright/test"'),
  });
  const env = { PATH: process.env["PATH"], NO_COLOR: "1" }; // not this run's own settings
  const said = await promisify(execFile)(process.execPath, [CLI, "test"], { cwd, env }).catch(
    (error: unknown) => error as { stdout?: string }, // where Playwright says what is wrong
  );
  expect(said.stdout).toContain("1 passed");
});
