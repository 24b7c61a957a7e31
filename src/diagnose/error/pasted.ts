/**
 * What stands around an error's words where people paste them: a log's other lines, the marks of a message, the escapes of
 * a page and of an address.
 *
 * @module
 */
import { MAX_TEXT } from "./field-at.ts";

/** A line that reports what went well. Only its beginning is looked at, where a log has its level. */
const QUIET =
  /^.{0,80}?(?:\b(?:INFO|DEBUG|TRACE|VERBOSE)\b|\[(?:info|debug|trace)\]|\blevel["']?[=:] ?["']?(?:info|debug|trace|[123]0)\b|\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+(?: HTTP\/[\d.]+"?)? [123]\d\d\b)/;

/** What counts at any level. */
const NEWS = /fail|den(?:ied|y)|refus|reject|unauth|expir|invalid|revok/i;

/** A line that says that something went wrong. */
const LOUD =
  /err|exception|fail|den(?:ied|y)|refus|reject|unauth|forbid|expir|invalid|revok|timed?[ -]?out|warn|fatal|critical|panic|not |\b[45]\d\d\b/i;

const SIGNS: Readonly<Record<string, string>> = {
  quot: '"',
  "#39": "'",
  "#x27": "'",
  apos: "'",
  amp: "&",
  lt: "<",
  gt: ">",
};

/** The text without the lines that went well, marks of code, and escapes. */
export function cleared(text: string): string {
  if (!/[`&%\n\\>]/.test(text)) return text;
  const clear = (/^"?[{[]\s*\\"/.test(text) ? text.replaceAll('\\"', '"') : text)
    .replace(/("[\w-]+")\s?=>/g, "$1:")
    .replace(/```\w*/g, "\n")
    .replace(/&(quot|#39|#x27|apos|amp|lt|gt);/g, (_, sign: string) => SIGNS[sign]!)
    .replace(/(?:%[2-7][\da-f])+/gi, unescaped)
    .replace(/([^\n]{50}[\w,"'`)])\n(?!at )(?=["'`(]?[a-z][\w'’-]*(?:[\s,;)"'`]|[.:]\s|\.?$))/g, "$1 "); // a line that a mail has broken
  return withoutLines(clear, (line) => !QUIET.test(line) || NEWS.test(line));
}

/** The same, and of a long text the lines that tell what went wrong. */
export function loudest(text: string): string {
  const clear = cleared(text);
  return clear.length > MAX_TEXT ? withoutLines(clear, (line) => LOUD.test(line)) : clear;
}

/** The line of a text that tells first what went wrong: a mail begins with a greeting. */
export const headlineOf = (text: string): string | undefined => text.split("\n").find((line) => LOUD.test(line));

/** An address that goes on in it is no address any more: its words are read. */
function unescaped(signs: string): string {
  return signs.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function withoutLines(text: string, isKept: (line: string) => boolean): string {
  if (!text.includes("\n")) return text;
  const kept = text.split("\n").filter(isKept).join("\n");
  return LOUD.test(kept) ? kept : text;
}
