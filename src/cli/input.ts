/**
 * What was pasted: a token, an error, a HAR file, a journal.
 *
 * @module
 */
import { scrub } from "../core/scrub.ts";
import { fieldAt } from "../diagnose/error/field-at.ts";
import { diagnoseToken } from "../diagnose/token/diagnose-token.ts";
import { isHuge } from "../diagnose/token/instead.ts";
import { tokenIn } from "../diagnose/token/wrapping.ts";
import { harIn, headersOf } from "./har.ts";
import { heldIn, isRequest, SAYS_ERROR } from "./held.ts";
import { type Pasted, jsonIn, textIn } from "./pasted.ts";
import { errorInAddress, redacted } from "./redacted.ts";
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
  const whole = text.replace(/^\uFEFF/, "").trim();
  const json = jsonIn(whole);
  return json === undefined && saysErrorInAddress(whole)
    ? { kind: "error", ...errorInAddress(whole) }
    : asError(json ?? text, secretsIn(json));
}

const asError = (found: unknown, secrets: readonly string[] = []): Pasted => ({
  kind: "error",
  error: redacted(found),
  secrets,
});

const secretsIn = (json: unknown): readonly string[] => tokenIn(json)?.slice(1) ?? [];

/** Back ends answer with a token in an object, and libraries throw errors that have one among their fields. */
function objectIn(json: object): Pasted {
  const held = tokenIn(json);
  const secrets = secretsIn(json);
  if (!held) {
    // As a request is logged.
    const sent = (headersOf(json)["authorization"] ?? headersOf({ headers: json })["authorization"])
      ?.split(/\s+/)
      .at(-1);
    if (sent === undefined || !isReadable(sent) || saysError(json)) return asError(json, secrets);
    const note = "Only the token in this text was inspected, without what stands around it.";
    return { kind: "token or error", error: redacted(json), secrets: [sent], held: { tokens: [sent], note } };
  }
  if (/\s/.test(held[1].trim()) || saysError(json)) return asError(json, secrets);
  const [name, value] = held;
  // What looks like a token says nothing about an error; a word may.
  const rest = looksLikeToken(value) ? { ...json, [name]: undefined } : json;
  return { kind: "token or error", error: redacted(rest), secrets };
}

/** Whether JSON says of itself that it is an error, be it one that nobody knows. */
export const saysError = (json: unknown): boolean =>
  /(?:Error|Exception)$/.test(textIn(json, "name") ?? "") ||
  ["error", "errors", "exception"].some((name) => {
    const said = fieldAt(json, name);
    return Array.isArray(said) ? said.length > 0 : Boolean(said);
  });

/** The error in an error that says nothing itself. A word in OAuth's field `error` is a code. */
export function errorInside(error: unknown): object | undefined {
  if (typeof error !== "object") return undefined;
  const inner = fieldAt(error, "error") ?? fieldAt(error, "errors.0") ?? fieldAt(error, "0");
  if (typeof inner === "object") return inner ?? undefined;
  return typeof inner === "string" && inner !== "" ? { code: inner } : undefined;
}

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

const FILE =
  "This looks like the name of a file. Its content is read from the standard input: evertoken inspect < FILE, or in PowerShell Get-Content FILE | evertoken inspect.";

const REQUEST = "This is a request, and no token that can be read here stands in it. Pass the token alone.";

/** No token has a blank in it, but for what a terminal or a header has put there. A PEM block and a page are wrong tokens, not errors. */
function wordIn(text: string): Pasted {
  const unquoted = text.trim().replace(/^["'`]|["'`]$/g, "");
  const bare = unquoted.replace(/^Bearer\s+/i, "");
  if (bare === "" || /^-----BEGIN |^\s*<(?:!doctype|html)/i.test(bare)) return { kind: "token" };
  // With its last quotation mark, which may belong to the last line alone.
  const held = heldIn(text.trim()) ?? heldIn(bare);
  if (held) return { kind: "token", held };
  const hasBlank = /\s/.test(bare);
  if (saysErrorInAddress(bare)) return { kind: "error", ...errorInAddress(bare) };
  const standIn = STAND_INS.find(([looks]) => looks.test(bare));
  if (standIn) return unreadable(standIn[1]);
  if (isRequest(text.trim())) return unreadable(REQUEST);
  if (hasBlank) return isReadable(text) ? { kind: "token" } : asError(text);
  if (looksLikeToken(bare)) return { kind: "token" };
  // Not every language has blanks between its words.
  if (/\p{L}/u.test(bare.replace(/[a-z]/gi, ""))) return asError(text);
  return bare === unquoted ? { kind: "token or error", error: bare, secrets: [] } : { kind: "token" };
}

/** What people pass in place of a token. No token that a header can carry has one of these forms. */
const STAND_INS: readonly (readonly [looks: RegExp, message: string])[] = [
  [
    /^(?:(?:(?:export|set)\s+)?[a-z_]\w*=["']?(?:Bearer\s+)?)?(?:\$\{?[a-z_][\w:]*\}?|%[a-z_]\w*%)$/i,
    'This is the name of a variable, not its value: the shell did not replace it. It must be set, and written as "$NAME" in bash and zsh, $env:NAME in PowerShell, %NAME% in cmd.exe.',
  ],
  [
    /^(?:(?:export|set)\s+)?\w*(?:token|jwt|key|secret)=["']?$/i,
    "This is an assignment without a value: the variable was empty when it was written.",
  ],
  [
    /^(?:@|~[\\/]|\.{1,2}[\\/]|[a-z]:[\\/])\S*$|^[^\s=?]{1,250}\.(?:txt|json|har|jwt|env|log|token|pem|p8|p12|pfx)$/i,
    FILE,
  ],
  [/^(?:\/[a-z_.-]{2,}){2,}$|^(?:\S*[\\/])?\.env(?:\.[\w-]+)*$/i, FILE],
  // Windows has blanks in its names.
  [/^(?:[a-z]:\\|\\\\[\w.$-]+\\)[^\r\n:"<>|?*]{1,250}$/i, FILE],
  [
    /^(?:https?|wss?):\/\/\S*$/i,
    "This is an address, and no token that can be read here stands in it. Pass the token alone.",
  ],
];

const saysErrorInAddress = (text: string): boolean => !/\s/.test(text) && SAYS_ERROR.test(text);

const isReadable = (text: string): boolean => !["opaque", "none"].includes(diagnoseToken(text).format);

/** What may stand in no log may be a token; what may is perhaps an error's code, and perhaps a short token. */
const looksLikeToken = (word: string): boolean => scrub(word) !== word;
