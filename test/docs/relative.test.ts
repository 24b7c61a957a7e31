/** The one fixed address of the built site, taken out of each kind of file. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeRelative, NOWHERE } from "../../docs/site/relative.ts";

/** Writes one file of a site, rewrites the site, and reads the file again. */
function rewritten(name: string, text: string): string {
  const site = mkdtempSync(join(tmpdir(), "evertoken-relative-"));
  onTestFinished(() => rmSync(site, { recursive: true }));
  mkdirSync(join(site, name, ".."), { recursive: true });
  writeFileSync(join(site, name), text);
  makeRelative(site);
  return readFileSync(join(site, name), "utf8");
}

test("R294 addresses of a page become relative to it, and a folder's page is named", () => {
  const page = `<a href="${NOWHERE}guides/"></a><a href="./#top"></a><a href="#top"></a><a href="https://a.test/"></a><img src="${NOWHERE}a.png">`;
  const above = '<a href="../guides/index.html"></a><a href="./index.html#top"></a><a href="#top"></a>';
  expect(rewritten("guides/a.html", page)).toBe(`${above}<a href="https://a.test/"></a><img src="../a.png">`);
});

test("R294 a script asks the page for its address", () => {
  const base = "(__VP_SITE_DATA__.base)";
  expect(rewritten("assets/a.js", `f=()=>{return"${NOWHERE}"};g="${NOWHERE}a.html"`)).toBe(
    `f=()=>{return${base}};g=${base}+"a.html"`,
  );
  const index = rewritten(
    "assets/i.js",
    `const e='{"documentCount":1,"ids":{"0":"${NOWHERE}a.html"}}';export{e as default}`,
  );
  expect(index).toBe(
    `const e='{"documentCount":1,"ids":{"0":"@base/a.html"}}'.replaceAll("@base/",__VP_SITE_DATA__.base);export{e as default}`,
  );
});

test("R294 styles lie beside what they name; an address that is left over is refused", () => {
  expect(rewritten("assets/a.css", `url(${NOWHERE}assets/a.woff2)`)).toBe("url(./a.woff2)");
  expect(() => rewritten("assets/b.css", `url(${NOWHERE}elsewhere.png)`)).toThrow("assets/b.css");
});
