/**
 * Dates as other programs write them, to epoch ms. What is not certainly a date is none: `Date.parse` takes
 * "expires 3600" for the year 3600, and a date without a zone for the reader's own.
 *
 * @module
 */
import { read } from "../fields.ts";

/** Epoch seconds or ms (also as text), a `Date`, an ISO 8601 date (UTC where it names no zone) or an HTTP date. */
export type InstantInput = number | Date | string;

/** Year 9999, the last one that `Date` prints with four digits; later "dates" are a wrong unit or garbage. */
export const LATEST_MS = 253_402_300_799_999;

// Between the two lie dates that can only be seconds: as ms they end in March 1973, as seconds they begin in 2001.
const EARLIEST_SECONDS = 1e9;
const LATEST_SECONDS = 1e11;

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d+))?)? ?(?:Z|([+-]\d\d):?(\d\d)?)?$/i;

/** Epoch ms of an HTTP date (RFC 9110 5.6.7, the form that may be sent), or NaN. */
export const readHttpDate = (text: string): number =>
  /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(text) ? Date.parse(text) : NaN;

// From each of the years 1977 to 1999 to the one that is a hundred years later it is as long.
const CENTURY_MS = 36_525 * 86_400_000;

/**
 * Epoch ms of a date in a header, or NaN. Beside the form that may be sent, the two old ones are read there: asctime's is
 * UTC as well, and two digits of a year are those of the past where they would be more than fifty years ahead.
 */
export function readHeaderDate(text: string, nowMs: number): number {
  const at = readHttpDate(
    text
      .replace(/^(\w{3})\w*day, (\d\d)-(\w{3})-/, "$1, $2 $3 20")
      .replace("  ", " 0")
      .replace(/^(\w{3}) (\w{3} )(\d\d )(\S+) (\d{4})$/, "$1, $3$2$5 $4 GMT"),
  );
  return text.includes("-") && at - nowMs > CENTURY_MS / 2 ? at - CENTURY_MS : at;
}

/** A plain number, or one as text, as some OAuth servers send it; else NaN. `Number("")` would be 0, `Number(true)` 1. */
export const readNumber = (raw: unknown): number =>
  typeof raw === "number" ? raw : typeof raw === "string" && /^\d+(\.\d+)?$/.test(raw) ? Number(raw) : NaN;

/** Epoch ms, or NaN for anything that is not certainly a date of our time. Never throws. */
export function readInstant(given: unknown): number {
  // Libraries' dates have a number as their value; `Temporal` has only a text, and throws when asked for a number.
  const raw = typeof given === "object" ? read(() => Number(given)) || read(() => (given as Date).toString()) : given;
  let at = readNumber(raw);
  if (Number.isNaN(at) && typeof raw === "string") at = readIso(raw) || readHttpDate(raw);
  if (at < LATEST_SECONDS && at >= EARLIEST_SECONDS) at *= 1000;
  return at >= LATEST_SECONDS && at <= LATEST_MS && !Array.isArray(given) ? Math.floor(at) : NaN;
}

// Written anew with all its parts: engines differ in what else they accept. Seven digits of a second are .NET's.
function readIso(text: string): number {
  const [, date = "", time = "00:00", seconds = ":00", fraction = "", hours = "+00", minutes = "00"] =
    ISO.exec(text) ?? [];
  // V8 takes the 30th of February for the 2nd of March.
  if (!read(() => new Date(date).toISOString().startsWith(date))) return NaN;
  return Date.parse(`${date}T${time}${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}${hours}:${minutes}`);
}
