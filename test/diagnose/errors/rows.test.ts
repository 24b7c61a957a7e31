/** How a row of one table is found: with tables made for it, so that each rule stands alone. */
import { describe, expect, test } from "vitest";
import { ErrorView } from "../../../src/diagnose/error/error-view.ts";
import {
  byCode,
  byName,
  byNameInText,
  bySaying,
  byText,
  byWideCode,
  codesOf,
  subsOf,
  suits,
} from "../../../src/diagnose/error/find-row.ts";
import { indexOf } from "../../../src/diagnose/error/row-index.ts";
import { by, table } from "./made.ts";

describe("R192 by code", () => {
  const vendor = table([
    ["401/7", "refresh", "sub", { says: /never/ }],
    ["401/55555 402/9", "refresh", "long sub"],
    ["401", "refresh", "says late", { says: /late/i, unless: /too late/i }],
    ["401", "fixConfig", "plain"],
    ["403", "none", "wide", { wide: true }],
    ["4xx", "none", "class"],
    ["Word", "none", "word"],
  ]);

  test.each<[error: unknown, expected: string | undefined]>([
    [{ code: 401 }, "plain 401"],
    [{ code: "401" }, "plain 401"],
    [{ code: 401, message: "late" }, "says late 401"],
    [{ code: 401, message: "too late" }, "plain 401"],
    [{ code: 401, subCode: 55555 }, "long sub 401"],
    [{ code: 999, subCode: 55555 }, "long sub 999"],
    [{ subCode: 55555 }, "long sub undefined"],
    [{ code: 402, subCode: 9 }, "long sub 402"],
    [{ code: 402 }, undefined],
    [{ code: 402, subCode: 8 }, undefined],
    [{ code: 403 }, undefined],
    [{ code: "4XX" }, "class 4XX"],
    [{ code: "WORD" }, "word WORD"],
    [401, "plain 401"],
    ["word", "word word"],
    [{ code: true }, undefined],
    [{ code: { code: 401 } }, undefined],
    [{}, undefined],
    [null, undefined],
  ])("%o: %s", (error, expected) => {
    expect(by(byCode, error, vendor)).toBe(expected);
  });

  test("a last resort is asked alone", () => {
    expect(by(byWideCode, { code: 403 }, vendor)).toBe("wide 403");
    expect(by(byWideCode, { code: 401 }, vendor)).toBeUndefined();
    expect(by(byWideCode, {}, vendor)).toBeUndefined();
  });

  test("in the order of the table's places, with a place's prefix, and flags where it has one", () => {
    const places = table(
      [
        ["b", "none", "b"],
        ["a", "none", "a"],
        ["s:a", "none", "state"],
        ["ok:true", "none", "flag"],
      ],
      {
        at: "first second.third s:state ok:ok",
      },
    );
    expect(by(byCode, { second: { third: "b" }, first: "a" }, places)).toBe("a a");
    expect(by(byCode, { second: { third: "b" } }, places)).toBe("b b");
    expect(by(byCode, { state: "a" }, places)).toBe("state a");
    expect(by(byCode, { ok: true }, places)).toBe("flag true");
    expect(by(byCode, { first: true }, places)).toBeUndefined();
    expect(
      by(byCode, { first: "x".repeat(100) }, table([["x".repeat(100), "none", "long"]], { at: "first" })),
    ).toBeUndefined();
  });

  test("codes that hide in texts come last, sub-codes that do first", () => {
    const reading = table([["7", "none", "seven"]], {
      codesIn: ({ own }) => [undefined, /seven/.test(own) ? 7 : undefined],
      subIn: ({ own }) => (own.includes("sub") ? "5" : undefined),
    });
    const view = new ErrorView({ code: "A", message: "seven, sub", subCode: 6 });
    expect([...codesOf(view, reading)]).toEqual([
      ["a", "A"],
      ["7", 7],
    ]);
    expect(codesOf(view, reading)).toBe(codesOf(view, reading));
    expect([...subsOf(view, reading)]).toEqual([
      ["5", "5"],
      ["6", 6],
    ]);
    expect([...subsOf(new ErrorView({ other: 4 }), table([], { sub: "other" }))]).toEqual([["4", 4]]);
    expect(by(byCode, new Error("it is seven"), reading)).toBe("seven 7");
  });
});

describe("R192 by name", () => {
  const vendor = table([
    ["1", "refresh", "one", "ERR_ONE|OneError"],
    ["2", "none", "two", "TwoError", { wide: true }],
    ["3", "none", "three", "ThreeError", { says: /x/ }],
    ["4", "none", "four", "ERR_ONE"],
  ]);

  test.each<[error: unknown, expected: string | undefined]>([
    [{ name: "OneError" }, "one undefined"],
    [{ name: "oneERROR", code: 77 }, "one 77"],
    [{ code: "ERR_ONE" }, "one undefined"],
    [{ name: "TwoError" }, undefined],
    [{ name: "ThreeError" }, undefined],
    [{ name: "Error" }, undefined],
    [{}, undefined],
  ])("%o: %s", (error, expected) => {
    expect(by(byName, error, vendor)).toBe(expected);
  });

  test("in a text, if no sentence holds it by chance", () => {
    expect(by(byNameInText, new Error("it said err_one: no"), vendor)).toBe("one undefined");
    expect(by(byNameInText, { message: "it said ERR_ONE", code: 9 }, vendor)).toBe("one 9");
    expect(by(byNameInText, new Error("it said OneError"), vendor)).toBeUndefined();
  });
});

describe("R192 by text", () => {
  const vendor = table([
    ["109", "refresh", "number", "TOKEN_DEAD"],
    ["401/40235", "refresh", "pair", "PairGone"],
    ["500", "none", "wide", "WIDE_ONE", { wide: true }],
    ["7", "none", "says", "SAYS_SO", { says: /so be it/ }],
    ["~", "none", "saying", "Named", { says: /^it is over/im }],
    ["8/12 ~", "none", "saying with a code", { says: /has gone/ }],
  ]);

  test.each<[text: string, expected: string | undefined]>([
    ["x (109)", "number undefined"],
    ["code 109", "number undefined"],
    ["TOKEN_DEAD it is", "number undefined"],
    ["token_dead it is", "number undefined"],
    ["109 apples", undefined],
    ["at 401/40235 now", "pair undefined"],
    ["(40235)", "pair undefined"],
    ["(401)", undefined],
    ["PairGone", "pair undefined"],
    ["(500)", undefined],
    ["WIDE_ONE", undefined],
    ["code 7: so be it", "says undefined"],
    ["code 7", undefined],
  ])("%s: %s", (text, expected) => {
    expect(by(byText, text, vendor)).toBe(expected);
  });

  test("a saying needs no code; a row without a name shows the error's", () => {
    expect(by(bySaying, { code: 5, message: "well\nit is over" }, vendor)).toBe("saying undefined");
    expect(by(bySaying, { code: 5, message: "it has gone" }, vendor)).toBe("saying with a code 5");
    expect(by(bySaying, { code: 5, message: "well, it is over" }, vendor)).toBeUndefined();
    expect(by(bySaying, {}, vendor)).toBeUndefined();
  });

  test("inside a wrapper a saying looks at the words of that object alone", () => {
    const inner = new ErrorView({ message: "nothing" }, 1);
    inner.text = "it is over";
    expect(bySaying(inner, vendor)).toBeUndefined();
    const outer = new ErrorView({ message: "nothing" });
    outer.text = "it is over";
    expect(bySaying(outer, vendor)?.row[2]).toBe("saying");
  });

  test("a number of a pair suits with its second number beside it alone", () => {
    const match = indexOf(vendor).codes.get("401")![0]!;
    expect(suits(match, new ErrorView("x 401"), "number")).toBe(false);
    expect(suits(match, new ErrorView("401/40235"), "number")).toBe(true);
    expect(suits(match, new ErrorView("x"))).toBe(true);
  });
});
