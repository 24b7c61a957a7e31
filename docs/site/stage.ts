/**
 * The pages of docs/ as VitePress wants them: other names, other links, a home page, and what stands beside the pages.
 *
 * @module
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync, existsSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { homePage } from "./home.ts";
import { sidebarOf, type SidebarGroup } from "./sidebar.ts";

/** A page of the repository and its name on the site. */
export interface Page {
  /** From the root of the repository on. */
  readonly source: string;
  /** From the root of the site on. */
  readonly target: string;
}

/** What is for whoever works on the repository, and leads into it. */
const LEFT_OUT = ["docs/requirements.md"];

/** Their content is made by components of the site: see `.vitepress/theme`. */
const LIVE: Readonly<Record<string, string>> = {
  "inspector.md": "# Inspector\n\n<Inspector />\n",
  "lifeline.md": `---
aside: false
---

# Lifeline

One token's life, as it goes on in this page. The back end is a few lines of script here, and each token is good for
half a minute: break something, and see what is done about it.

<LifelineTool />

A saved journal is an incident to look at again: which tokens there were, what failed, what was waited for, and nothing
secret. [The guide](./guides/lifeline.md) puts this picture into your own page.
`,
};

/** What a page has besides its text: settings of VitePress, and a component below its title. */
const EXTRAS: Readonly<Record<string, { readonly front: string; readonly tool: string }>> = {
  "docs/guides/lifeline.md": {
    front: "",
    tool: '<a href="../lifeline.html">See one live, or play a saved journal</a>',
  },
  "docs/errors.md": { front: "---\npageClass: errors\naside: false\n---\n\n", tool: "<ErrorSearch />" },
};

function pagesOf(root: string): Page[] {
  const markdown = (folder: string): string[] =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`);
  const inDocs = ["docs", "docs/guides", "docs/decisions"].flatMap(markdown).filter((file) => !LEFT_OUT.includes(file));
  const atRoot = ["CHANGELOG.md", "SECURITY.md"].filter((file) => existsSync(join(root, file)));
  return [
    { source: "README.md", target: "index.md" },
    ...[...atRoot, ...inDocs].map((source) => ({ source, target: targetOf(source) })),
  ];
}

function targetOf(source: string): string {
  if (source === "docs/README.md") return "pages.md";
  return source
    .replace(/^docs\//, "")
    .replace(/README\.md$/, "index.md")
    .replace(/^[A-Z]+\.md$/, (name) => name.toLowerCase());
}

/** Does something to what is no code. */
const outsideCode = (text: string, change: (prose: string) => string): string =>
  text
    .split(/(^```[^]*?^```$|`[^`\n]*`)/m)
    .map((part, at) => (at % 2 === 0 ? change(part) : part))
    .join("");

/** The links of a page, led to where their targets are on the site. What is not on the site keeps its text alone. */
function relink(text: string, { source, target }: Page, pages: readonly Page[]): string {
  // Each character has one way to be matched: else a page full of brackets takes for ever.
  const links = /(!?)\[((?:[^[\]`]|`[^`\n]*`)*)\]\(([^)\s]+)\)/g;
  const lead = (whole: string, bang: string, label: string, address: string): string => {
    if (/^(?:https?:|#)/.test(address)) return whole;
    const [path, anchor] = address.split("#") as [string, string | undefined];
    const wanted = posix.normalize(posix.join(posix.dirname(source), path));
    const page = pages.find((one) => one.source === wanted);
    if (!page) return bang ? whole : label;
    const to = posix.relative(posix.dirname(target), page.target);
    return `${bang}[${label}](${to.startsWith(".") ? to : `./${to}`}${anchor === undefined ? "" : `#${anchor}`})`;
  };
  // Labels may hold code, so the links are looked for in the whole text, and code blocks alone are left out.
  return text
    .split(/(^```[^]*?^```$)/m)
    .map((part, at) => (at % 2 === 0 ? part.replace(links, lead) : part))
    .join("");
}

/** Drawings become part of the page, so that they have its colours, dark or light. */
const inlined = (text: string, folder: string): string =>
  text.replace(/^!\[[^\]]*\]\(([\w-]+\.svg)\)$/gm, (_, name: string) => {
    const drawing = readFileSync(join(folder, name), "utf8").replace(/<style>[^]*?<\/style>\n/, "");
    return `<div class="picture">\n${drawing.trim()}\n</div>`;
  });

/** HTML comments and what looks like an element, in the eyes of Vue. */
const plain = (text: string): string =>
  outsideCode(text.replace(/<!--[^]*?-->\n*/g, ""), (prose) => prose.replaceAll("{{", "&#123;&#123;"));

/** Writes all pages below `to`. */
export function stage(
  root: string,
  to: string,
): { readonly pages: readonly Page[]; readonly sidebar: readonly SidebarGroup[] } {
  const pages = pagesOf(root);
  const write = (target: string, text: string): void => {
    mkdirSync(dirname(join(to, target)), { recursive: true });
    writeFileSync(join(to, target), text);
  };
  for (const page of pages) {
    const text = readFileSync(join(root, page.source), "utf8");
    const shown = page.source === "README.md" ? homePage(text) : inlined(plain(text), join(root, dirname(page.source)));
    const extra = EXTRAS[page.source];
    const whole = extra ? extra.front + shown.replace(/^# .*\n/, (title) => `${title}\n${extra.tool}\n`) : shown;
    write(page.target, relink(whole, page, pages));
  }
  for (const [target, text] of Object.entries(LIVE)) write(target, text);
  const sidebar = sidebarOf(root, pages);
  write("sidebar.json", JSON.stringify(sidebar));
  return { pages, sidebar };
}
