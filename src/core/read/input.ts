/**
 * What a fetcher may return, read into one value and its dates; everything else is refused by name.
 *
 * @module
 */
import { fault, type TokenError } from "../../errors.ts";
import { read } from "../fields.ts";
import { type Arrival, type LocalDates, type Statement, toLocalDates } from "../skew.ts";
import { MAX_TOKEN_LENGTH } from "./bytes.ts";
import { type InstantInput, LATEST_MS, readInstant, readNumber } from "./instant.ts";
import type { TokenClaims } from "./jwt.ts";
import { type AnswerFields, answerOf, DURATION, INSTANT, pathToToken, plain, tokenKeyOf } from "./shapes.ts";

/**
 * Dates that may stand beside a token, each in any spelling (`expiresIn`, `expires_in`). The earliest end counts, the
 * token's own included.
 */
export interface TokenDates {
  /** When the token ends. */
  expiresAt?: InstantInput | null | undefined;
  /** The same, as Supabase and OpenAI name it: seconds or ISO 8601. */
  expires_at?: InstantInput | null | undefined;
  /** The same, as Azure names it. */
  expiresOn?: InstantInput | null | undefined;
  /** The same, as Ably and ArcGIS name it. */
  expires?: InstantInput | null | undefined;
  /** The same, as AWS and Power BI name it. */
  expiration?: InstantInput | null | undefined;
  /** The same, as Google names it. */
  expireTime?: InstantInput | null | undefined;
  /** Seconds, as OAuth has it. */
  expiresIn?: number | string | null | undefined;
  /** The token's life in seconds from the request on (RFC 6749). */
  expires_in?: number | string | null | undefined;
  /** The token's life in seconds, as TURN servers name it. */
  ttl?: number | string | null | undefined;
  /** The server's advice when to refresh; honoured where it is earlier than the lead, but not before half of the token's life. */
  refreshAt?: InstantInput | null | undefined;
  /** In how many seconds the server wants the refresh; honoured as `refreshAt` is. */
  refreshIn?: number | string | null | undefined;
  /** The same, as Microsoft Entra names it. */
  refresh_in?: number | string | null | undefined;
}

/**
 * What real back ends answer; what else stands in an object reaches the app as `Token.details`. `null`: signed out. The
 * `Token` of another manager is one too, with its dates and its details.
 */
export type TokenInput =
  | string
  | null
  | ({ token: string } & TokenDates)
  | ({ accessToken: string | ({ token: string } & TokenDates) } & TokenDates)
  | ({ access_token: string } & TokenDates)
  | ({ participantToken: string } & TokenDates)
  | ({ participant_token: string } & TokenDates)
  | ({ client_secret: string | ({ value: string } & TokenDates) } & TokenDates)
  | ({ value: string } & TokenDates)
  | ({ sessionToken: string } & TokenDates)
  | ({ SessionToken: string; Expiration?: InstantInput | null | undefined } & TokenDates)
  | ({ credential: string } & TokenDates)
  | ({ password: string } & TokenDates)
  | ({ idToken: string } & TokenDates)
  | ({ signed_url: string } & TokenDates)
  | ({ name: string; expireTime: InstantInput } & TokenDates);

/** A token's value, its dates on the local clock, and the whole answer but the value. */
export interface TokenReading extends LocalDates {
  readonly value: string;
  readonly details: AnswerFields;
}

const REMEDY =
  "Return a token string, { token, expiresOn }, { access_token, expires_in } or the Response; null: signed out.";

export const unusable = (what: string): TokenError =>
  fault("ERR_TOKEN_UNUSABLE", `No usable token: ${what}`, "fixConfig", REMEDY);

// What back ends answer by mistake, by its look.
const TRAPS: readonly (readonly [RegExp, string])[] = [
  [/^$/, "empty"],
  [/^(null|nil|none|undefined|true|false|NaN|\[object \w+\])$/i, "the text of a missing value"],
  [/^(["{[]|[\w$.]+\()/, "JSON text: parse it first"],
  [/^</, "a page (HTML or XML), perhaps of a login form or a proxy"],
  [/^bearer\s/i, 'prefixed with "Bearer"'],
  [/\s/, "text with blanks inside"],
  [/[^!-~]/, "not printable ASCII"],
];

/**
 * Reads what a fetcher returned (`null` apart).
 *
 * @param owner - whose token it is where it is no answer of a fetcher: the name of an option, for an error
 * @throws TokenError `ERR_TOKEN_UNUSABLE`, saying what was wrong but never quoting it
 */
export function readInput(
  input: unknown,
  readToken: (value: string) => TokenClaims | undefined,
  arrival: Arrival,
  owner?: string,
): TokenReading {
  const answer = read(() => answerOf(input)); // its getters may throw
  if (!answer && typeof input === "object" && input) throw unusable(`${owner ?? "the answer"} cannot be read`);
  const key = answer && tokenKeyOf(answer);
  if (answer && !key) throw unusable(missing(answer));
  const called = (name: string): string => `"${name}"${owner ? ` of ${owner}` : ""}`;
  const value = key ? readValue(answer[key], called(key)) : readValue(input, owner ?? "the answer");
  const { [key ?? ""]: _, ...details } = { ...answer };

  const claims = readToken(value);
  const own = { issuedAt: usable(claims?.issuedAt), expiresAt: usable(claims?.expiresAt) };
  const ends: Statement[] = [];
  const advice: Statement[] = [];
  let nonsense: TokenError | undefined;
  for (const [name, raw] of Object.entries(details)) {
    const word = plain(name);
    // Of Gemini's two ends the later one is that of a session which this token has opened.
    const isNoEnd = raw == null || (word === "expiretime" && "newSessionExpireTime" in details);
    const statement = isNoEnd ? undefined : readStatement(word, called(name), raw);
    if (statement instanceof Error) nonsense ??= statement;
    else if (statement) (word.startsWith("refresh") ? advice : ends).push(statement);
  }
  if (nonsense && !ends.length && own.expiresAt === undefined) throw nonsense;
  return { value, ...toLocalDates(own, ends, advice, arrival), details };
}

// A reader of the app's own may be wrong: what is no date is not there.
const usable = (ms: number | undefined): number | undefined =>
  ms !== undefined && ms > 0 && ms <= LATEST_MS ? Math.floor(ms) : undefined;

function readValue(raw: unknown, name: string): string {
  if (typeof raw !== "string") throw unusable(`${name} is ${raw == null ? raw : `of type ${typeof raw}`}`);
  const value = raw.trim();
  const trap = value.length > MAX_TOKEN_LENGTH ? "longer than 128 KiB" : TRAPS.find(([look]) => look.test(value))?.[1];
  if (trap) throw unusable(`${name} is ${trap}`);
  return value;
}

/** No token lives for thirty years: a "duration" from here on is the instant of the end, in a field of the wrong name. */
const LONGEST_MS = 1e12;

/** What is nonsense is an error, to be thrown where nothing else tells the end. */
function readStatement(word: string, name: string, raw: unknown): Statement | TokenError | undefined {
  const isDuration = DURATION.test(word);
  if (!isDuration && !INSTANT.test(word)) return undefined;
  const inMs = Math.floor(readNumber(raw) * 1000);
  if (isDuration && inMs >= 0 && inMs < LONGEST_MS) return { name, inMs };
  const at = readInstant(raw);
  if (at) return { name, at };
  const form = isDuration ? "a duration in seconds" : "a date in epoch s or ms, ISO 8601 or HTTP form";
  return unusable(`${name} is not ${form}`);
}

function missing(answer: AnswerFields): string {
  const path = read(() => pathToToken(answer)); // its getters may throw
  return path
    ? `"${path}" is there: return it, or map it with readAnswer`
    : "no token, accessToken or access_token in it";
}
