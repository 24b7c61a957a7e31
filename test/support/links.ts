/**
 * The links of Markdown files, followed: those to other files, and those to headings.
 *
 * @module
 */
import { readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Code is no link, whatever it looks like. */
const withoutCode = (text: string): string => text.replace(/^```[^]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");

/** Where a file's links lead: `[text](target)`, `[text]: target`, `<a href="target">`, pictures as well. */
export const targetsOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(<?([^)\s>]+)[^)]*\)|^\[[^\]]+\]:\s*(\S+)|\b(?:href|src)="([^"]+)"/gm)].map(
    ([, inline, reference, html]) => (inline ?? reference ?? html)!,
  );

/** What can follow a `#`: headings as GitHub names them, and elements with an id. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set([...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id]) => id!));
  const prose = text.replace(/^```[^]*?^```$/gm, "");
  const times = new Map<string, number>();
  for (const [, heading] of prose.matchAll(/^#{1,6} +(.*?) *#*$/gm)) {
    const words = heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const slug = words.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "").replaceAll(" ", "-");
    const before = times.get(slug) ?? 0;
    times.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${String(before)}`);
  }
  return anchors;
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** The links of these files, below `root`, that lead nowhere; addresses of the web are not followed. */
export function brokenLinks(root: string, files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return targetsOf(text)
      .filter((target) => !/^(?:https?|mailto):/.test(target))
      .filter((target) => {
        const [path, anchor] = target.split("#") as [string, string | undefined];
        const to = path === "" ? file : normalize(join(dirname(file), decodeURI(path)));
        if (to.startsWith("..") || !isFile(join(root, to))) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(join(root, to), "utf8")).has(anchor);
      })
      .map((target) => `${file} -> ${target}`);
  });
}
