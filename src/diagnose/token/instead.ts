/**
 * What stands where a token belongs: keys and other secrets, pages, slips, and whatever is longer than any token.
 *
 * @module
 */
import { MAX_TOKEN_LENGTH } from "../../core/read/bytes.ts";
import { error, type TokenFamily, type TokenFinding, warning } from "./report.ts";

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
    looks: /^\s*<(?:[!?]|html|[a-z][^>]*>\s*\S)/i,
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

/** Longer than any token; no pattern and no decoder sees it. */
export const isHuge = (value: string): boolean => value.length > MAX_TOKEN_LENGTH;

/** What to say about it; its first words give a page away. */
export function whatIsHuge(value: string, family: TokenFamily | undefined): TokenFinding {
  const tooLong = error(
    "tooLong",
    `This is text of ${value.length} characters; no token is longer than ${MAX_TOKEN_LENGTH}.`,
    "Pass the token alone, without what stands around it, or look for what was read in its place.",
  );
  return impostor(value, family) ?? tooLong;
}
