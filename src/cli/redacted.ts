/**
 * An error before it is diagnosed and quoted: without what addresses, cookies and commands in it keep to themselves.
 *
 * @module
 */
import { MASK } from "../core/scrub.ts";
import { addressOf } from "./address.ts";

/** What OAuth says of an error; whatever stands beside it in an address may be a secret. */
const SAID = ["error", "error_description", "error_uri"];

// Every pattern reads a text once, as those of core/scrub.ts do.
const ADDRESSES =
  /(?<![a-z\d])[a-z][a-z\d+.-]{0,19}:\/\/[^\s"'`<>]*[^\s"'`<>.,:;)\]}]|(?<=^|[\s"'(])\/[^\s"'?#]*[?#][^\s"'<>]*/gi;
const COOKIES = /(cookie:\s{0,3})[^\s=;'"]{1,100}=(?:="[^"]*"|[^'"\r\n])*/gi;
const CURL = /(?:^|[\s$>])curl(?:\.exe)?\s/;
const CURL_VALUES = /(\s(?:--[a-z][\w-]*|-[a-z]+)[\s=]*)(?!-)(?:\$?'[^']*'?|\^?"(?:\\.|[^"\\])*"?|[^\s'"]\S*)/gis;

/** Deeper than any diagnosis reads; JSON may be deeper than the stack. */
const MAX_DEPTH = 32;

/** The same error, each of its texts without secrets of that kind. */
export function redacted(error: unknown, depth = 0): unknown {
  if (typeof error === "string") return redactedText(error);
  if (typeof error !== "object" || error === null) return error;
  if (depth === MAX_DEPTH) return undefined;
  if (Array.isArray(error)) return error.map((value) => redacted(value, depth + 1));
  return Object.fromEntries(Object.entries(error).map(([name, value]) => [name, redacted(value, depth + 1)]));
}

function redactedText(text: string): string {
  const clean = CURL.test(text) ? text.replace(CURL_VALUES, `$1${MASK}`) : text;
  return clean.replace(COOKIES, `$1${MASK}`).replace(ADDRESSES, (url) => {
    const said = new URLSearchParams(Object.entries(errorInAddress(url).error));
    return addressOf(url) + (said.size > 0 ? `?${said}` : "");
  });
}

/** What an address or a form says of an error, and what else stands in it. */
export function errorInAddress(text: string): { error: Readonly<Record<string, string>>; secrets: readonly string[] } {
  const query = /^(?:[a-z][a-z\d+.-]*:\/)?\//i.test(text) ? text.replace(/^[^?#]*/, "") : text;
  const pairs = [...new URLSearchParams(query.replace(/[?#]/g, "&"))];
  return {
    error: Object.fromEntries(pairs.filter(([name]) => SAID.includes(name))),
    secrets: pairs.filter(([name]) => !SAID.includes(name)).map(([, value]) => value),
  };
}
