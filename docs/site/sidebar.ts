/**
 * The sidebar. Guides stand in the order of docs/guides/README.md, under its headings; one that is not listed there comes last.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ENTRIES } from "../../rollup.config.mjs";
import type { Page } from "./stage.ts";

/** One group of the sidebar. */
export interface SidebarGroup {
  readonly text: string;
  readonly collapsed?: boolean;
  readonly items: readonly { readonly text: string; readonly link: string }[];
}

const FIRST = ["first-steps.md", "how-it-works.md"];
const REFERENCE = ["options.md", "methods.md", "entry-points.md", "script-tag.md", "errors.md", "findings.md"];
const LIVE = [
  { text: "Inspector", link: "/inspector" },
  { text: "Lifeline", link: "/lifeline" },
];

const linkTo = (target: string): string => `/${target.replace(/(?:index)?\.md$/, "")}`;

/** Reads the pages' titles. */
export function sidebarOf(root: string, pages: readonly Page[]): SidebarGroup[] {
  const textOf = ({ source }: Page): string => readFileSync(join(root, source), "utf8");
  const titleOf = (page: Page): string => /^# (.+)$/m.exec(textOf(page))![1]!.replaceAll("`", "");
  const item = (page: Page): { text: string; link: string } => ({ text: titleOf(page), link: linkTo(page.target) });
  const named = (targets: readonly string[]): { text: string; link: string }[] =>
    targets.flatMap((target) => pages.filter((page) => page.target === target).map(item));

  const guides = pages.filter(({ target }) => /^guides\/(?!index)/.test(target));
  const groups = guideGroups(textOf(pages.find(({ target }) => target === "guides/index.md")!), guides, item);
  const decisions = pages.filter(({ target }) => target.startsWith("decisions/0"));
  const known = new Set([...FIRST, ...REFERENCE]);
  const others = pages.filter(
    ({ target }) => !target.includes("/") && !known.has(target) && !/^(?:index|pages)\.md$/.test(target),
  );
  return [
    { text: "Start", items: named(FIRST) },
    ...groups,
    { text: "Live", items: LIVE },
    { text: "Reference", items: named(REFERENCE) },
    { text: "API", collapsed: true, items: apiItems() },
    { text: "Project", items: others.map(item) },
    { text: "Decisions", collapsed: true, items: decisions.map(item) },
  ];
}

const apiItems = (): { text: string; link: string }[] =>
  Object.entries(ENTRIES)
    .filter(([name]) => name !== "cli")
    .map(([name, room]) =>
      name === "index"
        ? { text: "evertoken", link: "/api/evertoken" }
        : { text: `evertoken/${name}`, link: `/api/${room}` },
    );

/** The tables of the list of guides: `| what the reader uses | [name](file.md) |`, each below a heading. */
function guideGroups(
  list: string,
  guides: readonly Page[],
  item: (page: Page) => { text: string; link: string },
): SidebarGroup[] {
  const listed = new Set<Page>();
  const groups = list
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const rows = [...section.matchAll(/^\| (.+?) +\| \[[^\]]+\]\(([\w-]+\.md)\)/gm)];
      const items = rows.flatMap(([, text, file]) => {
        const page = guides.find(({ target }) => target === `guides/${file}`);
        if (!page) return [];
        listed.add(page);
        return { text: text!.trim().replaceAll("`", ""), link: linkTo(page.target) };
      });
      return { text: section.slice(0, section.indexOf("\n")), items };
    });
  const rest = guides.filter((page) => !listed.has(page)).map(item);
  return rest.length > 0 ? [...groups, { text: "More guides", items: rest }] : groups;
}
