/**
 * What is a date and what is none, in four time zones: nothing may depend on where the reader lives.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { readInstant } from "../../../src/core/read/instant.ts";

const ONE = Date.UTC(2026, 0, 1, 1);

const DATES: readonly (readonly [unknown, number])[] = [
  ["2026-01-01T01:00:00Z", ONE],
  ["2026-01-01T01:00:00", ONE],
  ["2026-01-01T01:00", ONE],
  ["2026-01-01 01:00:00", ONE],
  ["2026-01-01 01:00:00Z", ONE],
  ["2026-01-01 01:00:00 +0000", ONE],
  ["2026-01-01t01:00:00z", ONE],
  ["2026-01-01T01:00:00.0000000", ONE],
  ["2026-01-01T01:00:00.25", ONE + 250],
  ["2026-01-01T01:00:00,5Z", ONE + 500],
  ["2026-01-01T02:00:00+01:00", ONE],
  ["2026-01-01T02:00:00+0100", ONE],
  ["2026-01-01T02:00:00+01", ONE],
  ["2025-12-31T19:30:00-05:30", ONE],
  ["2026-01-01", ONE - 3_600_000],
  ["9999-12-31T23:59:59.9999999Z", 253_402_300_799_999],
  ["Thu, 01 Jan 2026 01:00:00 GMT", ONE],
  ["1767229200", ONE],
  ["1767229200000", ONE],
  ["1767229200.5", ONE + 500],
  [1767229200, ONE],
  [1767229200000, ONE],
  [new Date(ONE), ONE],
  [{ valueOf: () => ONE }, ONE],
  // As `Temporal.Instant` is.
  [
    {
      valueOf: () => {
        throw new TypeError();
      },
      toString: () => "2026-01-01T01:00:00Z",
    },
    ONE,
  ],
];

const NONE: readonly unknown[] = [
  "expires 3600", "3600 seconds", "in 3600 s", "in 1 hour", "3600s", "PT1H", "1h", "60 min", "soon 1", "x 2999", "ttl=86400",
  "token expires in 3599", "never", "Infinity", "tomorrow", "", " ", "9999", "12", "-1", "+1767229200", " 1767229200 ", "1.7672292e9",
  "01/01/2026 01:00:00", "13/01/2026 01:00", "1 Jan 2026", "Thu, 01 Jan 2026 01:00:00 +0100", "Thu, 01 Jan 2026 01:00:00", "Thu Jan 01 2026",
  "/Date(1767229200000)/", "20260101T010000Z", "2026-W01-4T01:00:00Z", "+010000-01-01T00:00:00Z", "0001-01-01T00:00:00Z",
  "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T25:00:00Z", "2026-06-30T23:59:60Z", "2026-01-01T01:00:00 CET", "2026-01-01T01:00:00:30",
  "until 2026-01-01T01:00:00Z", "until Thu, 01 Jan 2026 01:00:00 GMT", "Thu, 01 Jan 2026 01:00:00 GMT-0500",
  1767229200000000, 3600, 0, -5, 1e9 - 1, 253402300800000, NaN, Infinity, null, undefined, true, 1767229200000n, [], [1767229200000],
  ["2026-01-01T01:00:00Z"], {}, new Date(NaN), () => ONE, Symbol("x"),
]; // prettier-ignore

describe("an instant", () => {
  test.each(DATES)("R102 %s is a date", (given, at) => expect(readInstant(given)).toBe(at));
  test.each(NONE.map((given) => [given]))("R102 %s is none", (given) => expect(readInstant(given)).toBeNaN());

  const ZONES = ["UTC", "America/Los_Angeles", "Asia/Tokyo", "Europe/Berlin"];
  const TEXTS = [...DATES.map(([given]) => given), ...NONE].filter((given) => typeof given === "string");
  const PROGRAM = `import { readInstant } from ${JSON.stringify(new URL("../../../src/core/read/instant.ts", import.meta.url).href)};
    const texts = ${JSON.stringify(TEXTS)};
    console.log(JSON.stringify([new Date(2026, 0).getTimezoneOffset(), texts.map(readInstant)]));`;

  test.each(ZONES)("R102 means the same in %s", (TZ) => {
    const out = execFileSync(process.execPath, ["--input-type=module", "-e", PROGRAM], { env: { ...process.env, TZ } });
    const [offset, instants] = JSON.parse(out.toString()) as [number, (number | null)[]];
    expect(offset === 0).toBe(TZ === "UTC"); // the zone is really another one
    expect(instants).toEqual(TEXTS.map((text) => readInstant(text) || null));
  });
});
