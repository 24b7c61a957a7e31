/**
 * What stands around a token, or in its place: quotes, JSON, "Bearer", keys and other secrets.
 *
 * @module
 */
import { error, type TokenFamily, type TokenFinding, warning } from "./report.ts";

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

/** The name and value of the token in a JSON object, if it has one. */
export function tokenIn(json: unknown): readonly [name: string, value: string] | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  for (const name of TOKEN_KEYS) {
    const value: unknown = Object.hasOwn(json, name) ? (json as Record<string, unknown>)[name] : undefined;
    if (typeof value === "string") return [name, value];
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
  const bearer = /^Bearer\s+(?=\S)/i.exec(value);
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
  if (!/^["'`{]/.test(value)) return undefined;
  if (/^(["'`]).*\1$/s.test(value) && value.length > 1) {
    return {
      value: parseText(value),
      finding: error(
        "quoted",
        "The token is in quotation marks.",
        'Pass the text itself: read the answer with "response.json()", or take "JSON.stringify" away.',
      ),
    };
  }
  const inner = tokenIn(parse(value));
  if (!inner) return undefined;
  return { value: inner[1], finding: wrappedIn("JSON", inner[0]) };
}

/** Back ends answer with an object; the token is one of its fields. */
export function wrappedIn(what: "JSON" | "object", name: string): TokenFinding {
  const message = `This is the ${what} that holds the token, not the token.`;
  return error("wrappedInJson", message, `Pass its field "${name}".`);
}

/** What stands where a token belongs; an error only in `families`, where given, and a warning elsewhere. */
interface Impostor {
  readonly looks: RegExp;
  readonly words: readonly [code: string, message: string, remedy: string];
  readonly families?: readonly TokenFamily[];
}

const IMPOSTORS: readonly Impostor[] = [
  {
    looks: /^(AC|SK|AP|IS|CR|WS|WK)[0-9a-f]{32}$/i,
    words: [
      "sidInstead",
      "This is a Twilio SID, the name of an account, key or service.",
      "Pass the access token that the back end mints with it.",
    ],
  },
  {
    looks: /^[0-9a-f]{32}$/i,
    words: [
      "keyInstead",
      "This looks like a key (a Twilio auth token, an Agora app id or certificate), not like an access token.",
      "Keep keys on the server, and replace one that reached a browser. Pass the access token that the back end mints.",
    ],
    families: ["twilio", "acs", "agora", "livekit"], // elsewhere, 32 hexadecimal digits may be an opaque token
  },
  {
    looks: /^endpoint=.*;\s*accesskey=/i,
    words: [
      "connectionStringInstead",
      "This is the connection string of an ACS resource, not a user's access token.",
      "Keep it on the server, and replace it if it reached a browser. Pass a token from CommunicationIdentityClient.getToken().",
    ],
  },
  {
    looks: /^\s*<(?:!doctype|html|\?xml)\b/i,
    words: [
      "pageInstead",
      "This is a page, not a token: a sign-in page, a proxy or a fallback route answered in place of the token endpoint.",
      "Look at address and status of the answer, and let the token endpoint answer 401 instead of a redirect to a page.",
    ],
  },
  {
    looks: /^-----BEGIN /,
    words: [
      "keyInstead",
      "This is a key or a certificate in PEM, not a token.",
      "Keep keys on the server, and replace one that reached a browser. Pass the token that was signed with it.",
    ],
  },
  {
    looks: /^(undefined|null|NaN|true|false|\[object \w+\])$/,
    words: [
      "notAToken",
      "This is the text of a missing value, not a token.",
      "Look where the token is read: the field does not exist, or a promise was not awaited.",
    ],
  },
];

/** The finding about a secret, or a slip, that stands where a token belongs. */
export function impostor(value: string, family: TokenFamily | undefined): TokenFinding | undefined {
  const found = IMPOSTORS.find(({ looks }) => looks.test(value.slice(0, 500)));
  if (!found) return undefined;
  const certain = !found.families || (family !== undefined && found.families.includes(family));
  return certain ? error(...found.words) : warning(...found.words);
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
