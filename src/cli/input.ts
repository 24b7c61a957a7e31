/**
 * What was pasted: a token, an error, a HAR file, a journal.
 *
 * @module
 */
import { scrub } from "../core/scrub.ts";
import { diagnoseToken } from "../diagnose/token/diagnose-token.ts";
import { isHuge } from "../diagnose/token/instead.ts";
import { tokenIn } from "../diagnose/token/wrapping.ts";
import { harIn } from "./har.ts";
import { fieldOf, type Pasted, jsonIn, textIn } from "./pasted.ts";
import { journalIn } from "./saved-journal.ts";

/** Tells what a text is. */
export function pastedIn(whole: string): Pasted {
  const text = whole.replace(/^\uFEFF/, ""); // as Windows saves it
  const json = jsonIn(text);
  if (typeof json === "number") return asError(json);
  if (typeof json === "string") return pastedIn(json);
  if (typeof json === "object" && json !== null) return harIn(json) ?? journalIn(json) ?? objectIn(json);
  return damagedIn(text) ?? wordIn(text);
}

/** The input as an error, because the user says that it is one. */
export function forcedError(text: string): Pasted {
  const json = jsonIn(text.replace(/^\uFEFF/, ""));
  return asError(json ?? text, secretsIn(json));
}

const asError = (found: unknown, secrets: readonly string[] = []): Pasted => ({ kind: "error", error: found, secrets });

const secretsIn = (json: unknown): readonly string[] => tokenIn(json)?.slice(1) ?? [];

/** Back ends answer with a token in an object, and libraries throw errors that have one among their fields. */
function objectIn(json: object): Pasted {
  const held = tokenIn(json);
  const secrets = secretsIn(json);
  if (!held || /\s/.test(held[1].trim()) || saysError(json)) return asError(json, secrets);
  const [name, value] = held;
  // What looks like a token says nothing about an error; a word may.
  const rest = looksLikeToken(value) ? { ...json, [name]: undefined } : json;
  return { kind: "token or error", error: rest, secrets };
}

const saysError = (json: object): boolean =>
  /(?:Error|Exception)$/.test(textIn(json, "name") ?? "") ||
  ["error", "errors", "exception"].some((name) => {
    const said = fieldOf(json, name);
    return Array.isArray(said) ? said.length > 0 : Boolean(said);
  });

/** What began as a file and is none any more. Asked only where the text is no JSON. */
function damagedIn(text: string): Pasted | undefined {
  if (text.includes("\0") || (text.includes("\uFFFD") && !/\s/.test(text.trim())))
    return unreadable("The input is no text, or in an encoding that cannot be read here: save it as UTF-8.");
  const start = text.slice(0, 4_096).trimStart();
  if (!/^[[{]/.test(start)) return undefined;
  const what = /^\{\s*"log"\s*:/.test(start) ? "HAR file" : /"writtenAt"\s*:\s*\d/.test(start) ? "journal" : undefined;
  if (what) return unreadable(`The ${what} is cut off or damaged: it is no JSON to its end.`);
  return isHuge(text) ? { kind: "token" } : asError(text); // no error is so long; of a token that is all that is said
}

const unreadable = (why: string): Pasted => ({ kind: "unreadable", why });

/** No token has a blank in it, but for what a terminal or a header has put there. A PEM block and a page are wrong tokens, not errors. */
function wordIn(text: string): Pasted {
  const unquoted = text.trim().replace(/^["'`]|["'`]$/g, "");
  const bare = unquoted.replace(/^Bearer\s+/i, "");
  if (bare === "" || /^-----BEGIN |^\s*<(?:!doctype|html)/i.test(bare)) return { kind: "token" };
  if (/\s/.test(bare)) return isReadable(text) ? { kind: "token" } : asError(text);
  if (looksLikeToken(bare)) return { kind: "token" };
  // Not every language has blanks between its words.
  if (/\p{L}/u.test(bare.replace(/[a-z]/gi, ""))) return asError(text);
  return bare === unquoted ? { kind: "token or error", error: bare, secrets: [] } : { kind: "token" };
}

const isReadable = (text: string): boolean => !["opaque", "none"].includes(diagnoseToken(text).format);

/** What may stand in no log may be a token; what may is perhaps an error's code, and perhaps a short token. */
const looksLikeToken = (word: string): boolean => scrub(word) !== word;
