/**
 * What a fetcher may return, read into one value and its dates; everything else is refused by name.
 *
 * @module
 */
import { fault, type TokenError } from "../../errors.ts";
import { type Arrival, type LocalClaims, toLocalTime } from "../skew.ts";
import { LATEST_MS, type TokenClaims } from "./jwt.ts";

/** Epoch ms, a `Date`, or a date string (ISO 8601). */
export type InstantInput = number | Date | string;

/** Dates that may stand beside a token; a duration (seconds, as OAuth has it) beats an instant, both beat the token's own. */
export interface TokenDates {
  expiresAt?: InstantInput | undefined;
  expiresOn?: InstantInput | undefined;
  expiresIn?: number | string | undefined;
  expires_in?: number | string | undefined;
  /** The server's advice when to refresh; honoured where it is earlier than the lead. */
  refreshAt?: InstantInput | undefined;
  refreshIn?: number | string | undefined;
  refresh_in?: number | string | undefined;
}

/** What real back ends answer. `null`: signed out. */
export type TokenInput =
  | string
  | null
  | ({ token: string } & TokenDates)
  | ({ accessToken: string } & TokenDates)
  | ({ access_token: string } & TokenDates);

/** A token's value and its dates on the local clock, epoch ms. */
export interface TokenReading extends LocalClaims {
  readonly value: string;
  readonly refreshAt?: number | undefined;
}

const MAX_LENGTH = 128 * 1024; // no vendor accepts as much; a page of HTML may be longer

// Between the two lie dates that can only be seconds: as ms they end in March 1973, as seconds they begin in 2001.
const EARLIEST_SECONDS = 1e9;
const LATEST_SECONDS = 1e11;

const REMEDY =
  "Return a token string, { token, expiresOn }, { access_token, expires_in } or the Response; null: signed out.";

// Retryable: a back end in the middle of a deployment recovers.
export const unusable = (what: string): TokenError =>
  fault("ERR_TOKEN_UNUSABLE", `No usable token: ${what}`, "fixConfig", REMEDY, { retryable: true });

// What back ends answer by mistake, by its look.
const TRAPS: readonly (readonly [RegExp, string])[] = [
  [/^$/, "empty"],
  [/^(null|undefined|NaN|\[object \w+\])$/, "the text of a missing value"],
  [/^["{[]/, "JSON text: parse it first"],
  [/^</, "a page (HTML or XML), perhaps of a login form or a proxy"],
  [/^bearer\s/i, 'prefixed with "Bearer"'],
  [/\s/, "text with blanks inside"],
];

/**
 * Reads what a fetcher returned (`null` apart).
 *
 * @throws TokenError `ERR_TOKEN_UNUSABLE`, saying what was wrong but never quoting it
 */
export function readInput(
  input: unknown,
  readToken: (value: string) => TokenClaims | undefined,
  arrival: Arrival,
): TokenReading {
  const fields: Record<string, unknown> = typeof input === "object" && input ? { ...input } : { token: input };
  const name = ["token", "accessToken", "access_token"].find((key) => fields[key] !== undefined);
  if (!name) throw unusable(input === undefined ? "undefined" : "no token, accessToken or access_token in it");
  const value = readValue(fields[name], input === fields[name] ? "the answer" : `"${name}"`);

  const origin = arrival.startedAt ?? arrival.receivedAt;
  const seconds = (key: string): number | undefined => readSeconds(fields, key, origin);
  const instant = (key: string): number | undefined => readInstant(fields, key);
  const adviceAt = seconds("refreshIn") ?? seconds("refresh_in");
  const hintAt = instant("refreshAt");
  const read = readToken(value);
  const own = { issuedAt: usable(read?.issuedAt), expiresAt: usable(read?.expiresAt) };
  const expiresAt = seconds("expiresIn") ?? seconds("expires_in");
  // A duration is the server's word on its own clock: nothing is left to translate.
  if (expiresAt !== undefined) {
    const lifeMs = own.expiresAt && own.issuedAt && own.expiresAt - own.issuedAt;
    return { value, issuedAt: lifeMs ? expiresAt - lifeMs : origin, expiresAt, refreshAt: adviceAt ?? hintAt };
  }
  const claims = { issuedAt: own.issuedAt, expiresAt: instant("expiresAt") ?? instant("expiresOn") ?? own.expiresAt };
  const local = toLocalTime(claims, arrival);
  return { value, ...local, refreshAt: adviceAt ?? (hintAt && hintAt + (local.skewMs ?? 0)) };
}

// A reader of the app's own may be wrong: what is no date is not there.
const usable = (ms: number | undefined): number | undefined =>
  ms !== undefined && ms > 0 && ms <= LATEST_MS ? ms : undefined;

function readValue(raw: unknown, name: string): string {
  if (typeof raw !== "string") throw unusable(`${name} is ${raw === null ? "null" : `of type ${typeof raw}`}`);
  const value = raw.trim();
  const trap = value.length > MAX_LENGTH ? "longer than 128 KiB" : TRAPS.find(([look]) => look.test(value))?.[1];
  if (trap) throw unusable(`${name} is ${trap}`);
  return value;
}

function readSeconds(fields: Record<string, unknown>, key: string, origin: number): number | undefined {
  if (fields[key] == null) return undefined;
  const at = origin + number(fields[key]) * 1000;
  if (!(at >= origin && at <= LATEST_MS)) throw unusable(`"${key}" is not a duration in seconds`);
  return at;
}

function readInstant(fields: Record<string, unknown>, key: string): number | undefined {
  const raw = fields[key];
  if (raw == null) return undefined;
  let at = raw instanceof Date || typeof raw === "object" ? Number(raw) : number(raw);
  if (Number.isNaN(at) && typeof raw === "string") at = Date.parse(raw);
  if (at < LATEST_SECONDS && at >= EARLIEST_SECONDS) at *= 1000;
  if (!(at >= LATEST_SECONDS && at <= LATEST_MS)) throw unusable(`"${key}" is not a date in epoch ms`);
  return at;
}

// Some OAuth servers send numbers as text. `Number("")` is 0 and `Number(true)` is 1: neither is meant.
const number = (raw: unknown): number =>
  typeof raw === "number" ? raw : typeof raw === "string" && /^\d+(\.\d+)?$/.test(raw) ? Number(raw) : NaN;
