/**
 * A Chromium page in which vendors' own bundles and `diagnoseError` meet, without a network.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { chromium, type Page } from "playwright";
import { rollup } from "rollup";
import { onTestFinished } from "vitest";
import { inlineDependencies } from "../../../rollup.config.mjs";

const ENTRY = "\0entry";
const PACKAGES = new URL("../../../node_modules/", import.meta.url);

/** A file of a package, whether or not the package exports it. */
export const fileOf = (path: string): string => readFileSync(new URL(path, PACKAGES), "utf8");

/** All that `from` (a package, or a file of `src/`) exports, as a script that sets a global. */
export async function bundle(from: string, global: string): Promise<string> {
  const build = await rollup({
    input: ENTRY,
    plugins: [
      {
        name: "entry and types",
        resolveId: (id) => (id === ENTRY ? ENTRY : null),
        load: (id) =>
          id === ENTRY
            ? `export * from ${JSON.stringify(from)};`
            : id.endsWith(".ts")
              ? stripTypeScriptTypes(readFileSync(id, "utf8"))
              : null,
      },
      ...inlineDependencies(),
    ],
    onwarn: () => {},
  });
  const { output } = await build.generate({ format: "iife", name: global, exports: "named" });
  return output[0].code;
}

/** A secure page that reaches nothing but what it is given. */
export async function openPage(...scripts: readonly string[]): Promise<Page> {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.route("**/*", (route) =>
    route.request().url() === "https://app.test/"
      ? route.fulfill({ contentType: "text/html", body: "<!doctype html>" })
      : route.abort(),
  );
  await page.goto("https://app.test/");
  for (const content of scripts) await page.addScriptTag({ content });
  return page;
}
