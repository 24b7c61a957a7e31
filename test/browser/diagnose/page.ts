/**
 * A Chromium page in which vendors' own bundles and `diagnoseError` meet, without a network.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { chromium, type Page } from "playwright";
import { onTestFinished } from "vitest";

const PACKAGES = new URL("../../../node_modules/", import.meta.url);

/** A file of a package, whether or not the package exports it. */
export const fileOf = (path: string): string => readFileSync(new URL(path, PACKAGES), "utf8");

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
