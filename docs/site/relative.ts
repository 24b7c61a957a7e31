/**
 * Takes the one fixed address out of the built site, so that it works at any path without being built again, and from
 * `file:` as far as a browser allows (Chromium and Firefox run no modules there: the pages can be read, not searched).
 *
 * VitePress wants to know at build time where the site will be. It is told a path that occurs nowhere else; here each
 * use of that path becomes relative to the page, or is asked of the page when it runs.
 *
 * @module
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where VitePress believes the site to be; `.vitepress/config.mjs` says the same. */
export const NOWHERE = "/-evertoken-site-/";

/** From this file to the root of the site: `./`, `../`. */
const upFrom = (name: string): string => "../".repeat(name.split("/").length - 1) || "./";

/** Rewrites every file of the built site. */
export function makeRelative(dist: string): void {
  for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
    if (!/\.(?:html|js|css)$/.test(name)) continue;
    const file = join(dist, name);
    const text = readFileSync(file, "utf8");
    const next = name.endsWith(".html") ? html(text, upFrom(name)) : name.endsWith(".js") ? script(text) : style(text);
    if (next.includes(NOWHERE)) throw new Error(`${name} still has the address ${NOWHERE}`);
    writeFileSync(file, next);
  }
}

function html(text: string, up: string): string {
  // The site's data, which the scripts ask for their base: set from the address of the page, before they run.
  const based = text.replace(
    /(window\.__VP_SITE_DATA__=JSON\.parse\("[^]*?"\);)/,
    (whole) => `${whole}__VP_SITE_DATA__.base=new URL("${up}",location.href).pathname;`,
  );
  return based
    .replace(/ (href|src)="([^"]*)"/g, (_, attribute: string, address: string) => {
      const relative = address.replace(NOWHERE, up);
      return ` ${attribute}="${withFile(relative)}"`;
    })
    .replaceAll(NOWHERE, up);
}

/** A folder's own page by name: from `file:` a folder would be listed. */
const withFile = (address: string): string =>
  /^[a-z]+:|^#|^\/\//.test(address)
    ? address
    : address.replace(/(^|\/)(#.*)?$/, (whole, slash: string, hash = "") =>
        slash || address === "" ? `${slash}index.html${String(hash)}` : whole,
      );

/** In scripts the path stands alone in quotes, or at the beginning of a longer text; in the index of the search, inside of one long text. */
function script(text: string): string {
  if (/^(?:const|let|var) \w+='\{"documentCount"/.test(text))
    return text.replaceAll(NOWHERE, "@base/").replace(/';(?=export)/, `'.replaceAll("@base/",__VP_SITE_DATA__.base);`);
  return text
    .replaceAll(`"${NOWHERE}"`, "(__VP_SITE_DATA__.base)") // in brackets: minified code may have `return` right before it
    .replace(new RegExp(`(["'\`])${NOWHERE}`, "g"), (_, quote: string) => `(__VP_SITE_DATA__.base)+${quote}`);
}

/** Styles lie in assets/, beside what they name. */
const style = (text: string): string => text.replaceAll(`${NOWHERE}assets/`, "./");
