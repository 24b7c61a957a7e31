/** The words that findings are written with. */
import { describe, expect, test } from "vitest";
import { uidText, wantedService } from "../../../../src/diagnose/token/agora-use.ts";
import { crc32 } from "../../../../src/diagnose/token/crc32.ts";
import { namedFamily } from "../../../../src/diagnose/token/families.ts";
import { differs, duration, error, info, shown, warning } from "../../../../src/diagnose/token/report.ts";

describe("R94 the words of a finding", () => {
  test.each([
    [0, "0 s"],
    [999, "0 s"],
    [1_000, "1 s"],
    [-59_999, "59 s"],
    [60_000, "1 min"],
    [125_000, "2 min"],
    [3_600_000, "1 h"],
    [3_660_000, "1 h 1 min"],
    [3_601_000, "1 h"],
    [86_400_000, "1 d"],
    [90_000_000, "1 d 1 h"],
    [86_460_000, "1 d"],
    [172_799_000, "1 d 23 h"],
  ])("%i ms are %s", (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  test.each([
    ["text", "text"],
    [5, "5"],
    [undefined, "undefined"],
    [null, "object"],
    [{}, "object"],
    ["a\u0000\u2028b", "a b"],
    ["x".repeat(40), "x".repeat(40)],
    ["x".repeat(41), `${"x".repeat(39)}…`],
    [`${"y ".repeat(80)}z`, `${"y ".repeat(19)}y…`],
  ])("%j is shown as %s", (value, text) => {
    expect(shown(value)).toBe(text);
  });

  test("a severity each", () => {
    const words = ["code", "message", "remedy"] as const;
    const finding = { code: "code", message: "message", remedy: "remedy" };
    expect(error(...words)).toEqual({ ...finding, severity: "error" });
    expect(warning(...words)).toEqual({ ...finding, severity: "warning" });
    expect(info(...words)).toEqual({ ...finding, severity: "info" });
    expect(differs("code", "the room", "a", 5, "remedy")).toEqual({
      ...finding,
      severity: "error",
      message: 'The token is made for the room "a", not for "5".',
    });
  });
});

describe("R94 what a caller says", () => {
  test("a family by its name", () => {
    expect(["twilio", "oauth", "oidc", "jwt", "unknown", "toString", ""].map(namedFamily)).toEqual([
      "twilio",
      "oidc",
      "oidc",
      "jwt",
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("a service of Agora by its name, or by what is expected", () => {
    const wanted = (product: string | undefined, expected: object): string | undefined =>
      wantedService({ now: 0, family: "agora", product, expect: expected });
    expect([wanted("rtm", {}), wanted("unheard", { uid: 5 }), wanted(undefined, { uid: 5 })]).toEqual([
      "rtm",
      undefined,
      "rtc",
    ]);
    expect([wanted(undefined, { channel: "" }), wanted(undefined, { user: "a" }), wanted("", {})]).toEqual([
      "rtc",
      undefined,
      undefined,
    ]);
  });

  test("a uid as it stands in a token, and a checksum as Agora makes it", () => {
    expect([undefined, null, 0, "", 5, "a"].map(uidText)).toEqual([undefined, "", "", "", "5", "a"]);
    expect([crc32(""), crc32("123456789")]).toEqual([0, 0xcbf43926]);
  });
});
