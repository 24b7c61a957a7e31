/**
 * What stands around a token: white space, quotes, JSON, "Bearer", URL-encoding.
 *
 * @module
 */
import { isHuge } from "./instead.ts";
import { repaired, STRAY } from "./repairs.ts";
import { error, type TokenFinding, warning } from "./report.ts";

/** The names under which back ends hand tokens out. */
const TOKEN_KEYS = [
  "token",
  "accessToken",
  "access_token",
  "jwt",
  "value",
  "rtcToken",
  "rtmToken",
  "idToken",
  "id_token",
];

/** The names under which answers hold the object with the token. */
const ANSWER_KEYS = ["data", "result", "response", "0"];

/** As deep as an honest mistake goes: JSON in a string in JSON. */
const MAX_LAYERS = 4;

/** The token inside, and what had to be taken off. */
export interface Unwrapped {
  readonly value: string;
  readonly findings: readonly TokenFinding[];
}

/** Takes quotes, JSON, "Bearer" and white space off, with a finding for each. */
export function unwrap(outer: string): Unwrapped {
  const findings: TokenFinding[] = [];
  let value = outer;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const next = peel(value);
    if (!next) break;
    findings.push(next.finding);
    value = next.value;
  }
  return { value, findings };
}

/** Name and value of the token in a JSON object, if it has one: the name is a path of names that stand here. */
export function tokenIn(json: unknown, depth: number = MAX_LAYERS): readonly [name: string, value: string] | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  for (const name of TOKEN_KEYS) {
    const value: unknown = Object.hasOwn(json, name) ? (json as Record<string, unknown>)[name] : undefined;
    if (typeof value === "string") return [name, value];
  }
  for (const name of depth > 0 ? ANSWER_KEYS : []) {
    const inner = Object.hasOwn(json, name) && tokenIn((json as Record<string, unknown>)[name], depth - 1);
    if (inner) return [`${name}.${inner[0]}`, inner[1]];
  }
  return undefined;
}

function peel(value: string): { value: string; finding: TokenFinding } | undefined {
  const trimmed = value.trim();
  if (trimmed !== value) {
    return {
      value: trimmed,
      finding: warning("whitespace", "There is white space around the token.", "Trim it; some services refuse it."),
    };
  }
  if (isHuge(value)) return undefined;
  const decoded =
    /^(?:Bearer%20|%22|eyJ[\w-]*\.|00[67])/i.test(value) && /%[0-9a-f]{2}/i.test(value) ? decode(value) : value;
  if (decoded !== value) {
    return {
      value: decoded,
      finding: error(
        "urlEncoded",
        "The token is URL-encoded.",
        "Decode it once: take it with `URLSearchParams`, or leave `encodeURIComponent` to what builds the URL.",
      ),
    };
  }
  const bearer = /^(?:Authorization: )?Bearer[\s:+]+(?=\S)/i.exec(value);
  if (bearer) {
    return {
      value: value.slice(bearer[0].length),
      finding: error(
        "bearerPrefix",
        'The token begins with "Bearer", which belongs to an HTTP header.',
        "Pass the part after it.",
      ),
    };
  }
  if (/^(["'`]).*\1$/s.test(value)) {
    return {
      value: parseText(value),
      finding: error(
        "quoted",
        "The token is in quotation marks.",
        'Pass the text itself: read the answer with "response.json()", or take "JSON.stringify" away.',
      ),
    };
  }
  const inner = /^[{[]/.test(value) && tokenIn(parse(value));
  if (inner) return { value: inner[1], finding: wrappedIn("JSON", inner[0]) };
  const left = repaired(value);
  return left === undefined ? left : { value: left, finding: STRAY };
}

/** Back ends answer with an object; the token is one of its fields. */
export function wrappedIn(what: "JSON" | "object", name: string): TokenFinding {
  const message = `This is the ${what} that holds the token, not the token.`;
  return error("wrappedInJson", message, `Pass its field "${name}".`);
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // a percent sign of another kind
  }
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function parseText(value: string): string {
  const inner = parse(value);
  return typeof inner === "string" ? inner : value.slice(1, -1);
}
