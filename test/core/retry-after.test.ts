/**
 * How long a server asks to be left alone, in each form that a header may have (RFC 9110 10.2.3 and 5.6.7).
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { classify } from "../../src/core/classify.ts";
import { timeOf } from "../../src/runtime/response.ts";

const NOW = Date.UTC(2026, 10, 26, 12); // a Thursday
const failed = (retryAfter: unknown, more: object = {}): number | undefined =>
  classify({ status: 429, retryAfter, ...more }, [], NOW).retryAfterMs;

describe("R353 Retry-After", () => {
  test.each([
    ["120", 120_000],
    ["0", 0],
    ["1.5", 1_500], // R461
    [" 30 ", 30_000],
    ["Thu, 26 Nov 2026 12:00:45 GMT", 45_000], //  IMF-fixdate, the one that may be sent
    ["Thursday, 26-Nov-26 12:00:45 GMT", 45_000], // RFC 850
    ["Thu Nov 26 12:00:45 2026", 45_000], //         asctime(): always UTC
    ["Tue Dec  1 12:00:00 2026", 432_000_000],
    ["Tuesday, 01-Dec-26 12:00:00 GMT", 432_000_000],
    ["Wednesday, 25-Nov-76 12:00:00 GMT", Date.UTC(2076, 10, 25, 12) - NOW], // within fifty years
  ])("%s is read", (text, waitMs) => {
    expect(failed(text)).toBe(waitMs);
    expect(failed(undefined, { headers: new Headers({ "retry-after": text }) })).toBe(waitMs);
    expect(failed(undefined, { headers: { "Retry-After": [text] } })).toBe(waitMs);
  });

  test.each([
    ["Thu, 26 Nov 2026 11:59:59 GMT"],
    ["Wednesday, 25-Nov-26 12:00:45 GMT"],
    ["Sunday, 06-Nov-94 08:49:37 GMT"], // 1994, and not 2094: that would be more than fifty years ahead
    ["Friday, 27-Nov-76 12:00:00 GMT"],
    ["Sun Nov  6 08:49:37 1994"],
    ["-5"],
    ["soon"],
    [""],
    ["2026-11-26T12:00:45Z"],
    ["Thu Nov 26 12:00:45 2026 GMT+0200"],
    ["Thursday, 26-Nov-26 12:00:45 CET"],
    ["Someday, 26-Nov-26"],
  ])("%s is no wait", (text) => expect(failed(text)).toBeUndefined());

  test.each([
    ["30, 60", 60_000],
    ["60,30", 60_000],
    ["60, soon", 60_000],
    ["soon, 60", 60_000],
    ["Thu, 26 Nov 2026 12:00:45 GMT, 30", 45_000],
    ["30, Thu, 26 Nov 2026 12:00:45 GMT", 45_000],
    ["Thursday, 26-Nov-26 12:00:45 GMT, Thu Nov 26 12:01:00 2026, Thu, 26 Nov 2026 12:00:50 GMT", 60_000],
    ["Thu, 26 Nov 2026 11:00:00 GMT, 5", 5_000],
  ])("of several the longest counts: %s", (text, waitMs) => {
    expect(failed(text)).toBe(waitMs);
  });

  test("of several headers, each by itself, the longest counts", () => {
    expect(failed(["30", "60", "45"])).toBe(60_000);
    expect(failed(undefined, { headers: [["retry-after", ["5", "10"]]] })).toBe(10_000);
  });

  test("a date counts from the server's time, in whatever form that comes", () => {
    const serverNow = NOW + 3_600_000;
    expect(failed("Thursday, 26-Nov-26 13:00:45 GMT", { serverNow })).toBe(45_000);
    for (const date of [
      "Thu, 26 Nov 2026 13:00:00 GMT",
      "Thursday, 26-Nov-26 13:00:00 GMT",
      "Thu Nov 26 13:00:00 2026",
    ])
      expect(timeOf(new Response("", { headers: { date } }), NOW).serverNow).toBe(serverNow);
    const late = new Response("", { headers: { date: "Thursday, 26-Nov-26 13:00:00 GMT", age: "5" } });
    expect(timeOf(late, NOW)).toMatchObject({ serverNow: serverNow + 5_000, ageMs: 5_000 });
  });

  test("what cannot be read is no wait", () => {
    for (const none of [null, {}, Symbol("x"), Object.create(null), [Object.create(null)], [[]], NaN, true])
      expect(failed(none)).toBeUndefined();
    expect(failed("9,".repeat(200_000))).toBe(9_000);
  });
});
