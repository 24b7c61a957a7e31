/**
 * What machines read: each page as Markdown beside its HTML, and `llms.txt`, which lists them (llmstxt.org).
 *
 * @module
 */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SidebarGroup } from "./sidebar.ts";

/** Copies the pages and writes the list. */
export function publishMarkdown(stage: string, dist: string, sidebar: readonly SidebarGroup[]): void {
  for (const name of readdirSync(stage, { recursive: true, encoding: "utf8" }))
    if (name.endsWith(".md")) copyFileSync(join(stage, name), join(dist, name));
  const front = readFileSync(join(stage, "index.md"), "utf8");
  const { hero } = JSON.parse(/^---\n([^]*?)\n---/.exec(front)![1]!) as { hero: { name: string; tagline: string } };
  const groups = sidebar.map(
    ({ text, items }) => `## ${text}\n\n${items.map((item) => `- [${item.text}](${fileOf(item.link)})`).join("\n")}\n`,
  );
  writeFileSync(join(dist, "llms.txt"), `# ${hero.name}\n\n> ${hero.tagline}\n\n${groups.join("\n")}`);
}

/** The Markdown of a link of the sidebar, from `llms.txt` on. */
const fileOf = (link: string): string => `${link.slice(1)}${link.endsWith("/") ? "index" : ""}.md`;
