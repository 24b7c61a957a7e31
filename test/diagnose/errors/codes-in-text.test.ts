/** What may be a code in an error's words. */
import { describe, expect, test } from "vitest";
import { ErrorView } from "../../../src/diagnose/error/error-view.ts";
import { codesInText } from "../../../src/diagnose/error/text-codes.ts";

describe("R180 what may be a code in a text", () => {
  test.each<[text: string, expected: string]>([
    ["ERR_A b.C (12) x", "#12 err_a b.c c x"],
    ["-54100: no", "#-54100 no"],
    ["51007: no", "#51007 no"],
    ["51: no", "no"],
    ["at 51007: no", "#51007 at no"],
    ["at 510: no", "at no"],
    ["error code: 7", "#7 error code"],
    ["error=7, event 8", "#7 #8 error event"],
    ["code -7", "#-7 code"],
    ["(12345678)", ""],
    ["401/40235 401#40236 1/2/3 1-2", "#401 #40235 #40236"],
    ["'quoted', [in] {braces}; a/b #c- $d", "quoted in braces a/b c"],
    ["end. dash- slash/", "end dash slash"],
    ["a..b a.-b", "a b"],
  ])("%s", (text, expected) => {
    expect([...codesInText(new ErrorView(text))].join(" ")).toBe(expected);
  });

  test("within a budget, and less of it inside a wrapper", () => {
    const many = Array.from({ length: 300 }, (_, at) => `w${at}`).join(" ");
    expect(codesInText(new ErrorView(many)).size).toBe(80);
    expect(codesInText(new ErrorView("word ".repeat(199) + " last")).has("last")).toBe(false);
    expect(codesInText(new ErrorView(`${" ".repeat(300)}late`)).has("late")).toBe(true);
    expect(codesInText(new ErrorView(`${" ".repeat(300)}late`, 1)).has("late")).toBe(false);
    expect(codesInText(new ErrorView(`${" ".repeat(1_000)}late`)).has("late")).toBe(false);
  });
});
