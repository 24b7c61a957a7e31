import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { NOWHERE } from "../relative.ts";

const file = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Headings are named as on the usual hosts of repositories, so that links work in both. */
const slugify = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
    .replaceAll(" ", "-");

export default defineConfig({
  title: "evertoken",
  description: "Keeps short-lived tokens fresh in the browser, and says what a token error means.",
  base: NOWHERE,
  srcDir: ".stage",
  outDir: "dist",
  cacheDir: "node_modules/.cache/vitepress",
  markdown: { anchor: { slugify }, toc: { slugify }, headers: { slugify } },
  router: { prefetchLinks: false }, // nothing is asked for that the reader has not asked for
  head: [["link", { rel: "icon", href: "data:," }]],
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "First steps", link: "/first-steps" },
      { text: "Guides", link: "/guides/" },
      { text: "Errors", link: "/errors" },
      { text: "Inspector", link: "/inspector" },
      { text: "Lifeline", link: "/lifeline" },
      { text: "API", link: "/api/" },
    ],
    sidebar: JSON.parse(readFileSync(file("../.stage/sidebar.json"), "utf8")),
  },
  vite: {
    build: { chunkSizeWarningLimit: 2_000 },
    server: { fs: { allow: [file("../../..")] } },
  },
});
