/**
 * The tokens in a text that holds more: an assignment, a form, an address, an `.env` file, cookies, headers, a curl command.
 *
 * @module
 */
import { percentDecoded } from "./address.ts";

/** What is to be inspected of such a text. */
export interface HeldTokens {
  readonly tokens: readonly string[];
  /** For people: what was left out. */
  readonly note: string;
}

/** As a provider sends the user back to the app. */
export const SAYS_ERROR: RegExp = /(?:^|[?&#])error=\w/;

const ADDRESS = /^(?:https?|wss?):\/\/\S*$/i;

/** Base64 has a slash, so only a JWT is certain behind one. */
const TOKEN = /(?:(?<![\w.+-])eyJ[\w-]+\.|(?<![\w.+/%-])00[67][\w+/%-]{60})[^"'`&#;\s\\]+/g;
const WHOLE_JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]*/;

/** An answer of a sign-in holds an ID token too, which no service takes. */
const ACCESS = /(?:access[_-]?token|authorization)["']?\s*[=:]\s*["']?(?:(?:Bearer|DPoP)\s+)?$/i;

/** Of a shell, an `.env` file, JavaScript or PowerShell. */
const SETTING =
  /^\s*(?:#.*|(?:(?:export|set)\s+)?(?:(?:const|let|var)\s+|\$(?:env:)?)?[\w.-]+(?:: string)?\s*=\s*(?:"[^"]*"|'[^']*'|`[^`]*`|[^\s"'`]*)\s*(?:;\s*)?(?:(?:#|\/\/).*)?)?$/i;
/** Of a request, as it is sent or as curl and browsers show it. Others may be of an answer, or an error in a log. */
const HEADER =
  /^(?:> ?)?(?:[A-Z]{3,10} \S+ HTTP\/[\d.]+|(?::(?:authority|method|path|scheme)|authorization|accept|cache-control|connection|content-(?:length|type)|cookie|dnt|dpop|host|if-|origin|pragma|priority|referer|sec-|upgrade|user-agent|x-)[\w-]*:.*)?$/is;
/** The token itself, as it is sent. */
const BEARER = /^Authorization: Bearer\s+\S+$/i;
const COOKIES = /^(?:(?:set-)?cookie:\s*)?[^\s=;:]+=[^\s;]*(?:;\s*[^\s=;]+(?:=[^;\r\n]*)?)*;?$/i;
/** Without what curl printed: that may be an error. */
const CURL = /^(?:\$\s*)?curl(?:\.exe)?\s(?:[\\^`]\r?\n|[^\r\n])*$/;

/** Cookies or a command: never an error. */
export const isRequest = (text: string): boolean =>
  CURL.test(text) || (/^(?:set-)?cookie:/i.test(text) && COOKIES.test(text));

/** An access token counts first: nobody sends the tokens beside it. */
export function heldIn(text: string): HeldTokens | undefined {
  if (SAYS_ERROR.test(text)) return undefined;
  const isAddress = ADDRESS.test(text);
  const lines = text.split(/\r?\n/);
  const isSpread =
    CURL.test(text) ||
    COOKIES.test(text) ||
    lines.every((line) => SETTING.test(line)) ||
    (!BEARER.test(text) && lines.every((line) => HEADER.test(line)));
  if (!isAddress && !isSpread && (/\s/.test(text) || !/=["']?(?:eyJ|00[67])/.test(text))) return undefined;
  const all = [...text.matchAll(TOKEN)].flatMap(({ 0: found, index }) => {
    const isPath = text[index - 1] === "/";
    const token = isPath ? WHOLE_JWT.exec(found)?.[0] : isAddress ? percentDecoded(found) : found;
    const isAccess = ACCESS.test(text.slice(Math.max(0, index - 40), index));
    return token === undefined || index === 0 ? [] : [{ token, isAccess }];
  });
  const first = all.filter(({ isAccess }) => isAccess);
  const tokens = [...new Set((first.length > 0 ? first : all).map(({ token }) => token))];
  if (tokens.length === 0) return undefined;
  if (tokens.length > 1)
    return {
      tokens,
      note: `Each of ${tokens.length} tokens in this text was inspected; this is what the worst is like.`,
    };
  const others = new Set(all.map(({ token }) => token)).size > 1;
  return {
    tokens,
    note: `Only the ${others ? "access " : ""}token in this text was inspected, without what stands around it.`,
  };
}
