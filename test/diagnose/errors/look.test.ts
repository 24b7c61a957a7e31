/** What is seen of an error: its fields, its words, and what may be a code in them. */
import { describe, expect, test } from "vitest";
import { ErrorView } from "../../../src/diagnose/error/error-view.ts";
import { callAt, fieldAt, fieldsAt, headerAt, textAt, wordAt } from "../../../src/diagnose/error/field-at.ts";
import { codesInText } from "../../../src/diagnose/error/text-codes.ts";

const hostile = {
  get bad(): never {
    throw new Error("getter");
  },
  good: 5,
};

describe("R91 reading what others threw", () => {
  test("a path, the value itself, and what is not there", () => {
    expect(fieldAt({ a: { b: [7] } }, "a.b.0")).toBe(7);
    expect(fieldAt({ a: null }, "a.b")).toBeUndefined();
    expect(fieldAt({ a: undefined }, "a.b.c")).toBeUndefined();
    expect(fieldAt(5, ".")).toBe(5);
    expect([fieldAt(null, "."), fieldAt(undefined, "a"), fieldAt("text", "length")]).toEqual([undefined, undefined, 4]);
    expect([fieldAt(hostile, "bad"), fieldAt(hostile, "bad.x")]).toEqual([undefined, undefined]);
    expect(fieldsAt(hostile, ["bad", "good"])).toEqual([undefined, 5]);
    expect(fieldsAt({ a: 1 }, ["a", "b"])).toEqual([1, undefined]);
  });

  test("texts are cut; of a list the first counts", () => {
    expect(textAt({ a: "x".repeat(2_000) }, "a")).toHaveLength(1_000);
    expect(textAt({ a: ["x".repeat(2_000), "y"] }, "a")).toBe("x".repeat(1_000));
    expect([textAt({ a: [5] }, "a"), textAt({ a: 5 }, "a"), textAt({ a: null }, "a"), textAt({}, "a")]).toEqual([
      "",
      "",
      "",
      "",
    ]);
    expect([wordAt({ a: 5 }, "a"), wordAt({ a: "x" }, "a"), wordAt({ a: true }, "a")]).toEqual(["5", "x", ""]);
    expect(wordAt({ a: "x".repeat(200) }, "a")).toHaveLength(100);
  });

  test("methods and headers, whoever made them", () => {
    expect(callAt({ a: () => 5 }, "a")).toBe(5);
    expect(
      callAt(
        {
          b: 5,
          a(this: { b: number }) {
            return this.b;
          },
        },
        "a",
      ),
    ).toBe(5);
    expect([
      callAt({ a: 5 }, "a"),
      callAt({}, "a"),
      callAt({ a: () => fieldAt.call(null, hostile, "bad") }, "a"),
    ]).toEqual([undefined, undefined, undefined]);
    expect(callAt({ a: () => hostile.bad }, "a")).toBeUndefined();
    expect(headerAt({ headers: new Headers({ "x-a": "1" }) }, "x-a")).toBe("1");
    expect(headerAt({ headers: { "x-a": "1" } }, "x-a")).toBe("1");
    expect(headerAt({ response: { headers: { "x-a": "1" } } }, "x-a")).toBe("1");
    expect(headerAt({ headers: { "x-a": "x".repeat(2_000) } }, "x-a")).toHaveLength(1_000);
    expect(headerAt({ headers: { "x-a": 5 }, response: { headers: { "x-a": "2" } } }, "x-a")).toBe("2");
    expect(headerAt({ headers: { get: () => hostile.bad }, response: { headers: { "x-a": "2" } } }, "x-a")).toBe("2");
    expect(headerAt({}, "x-a")).toBe("");
  });
});

describe("R193 the words of an error", () => {
  const own = (error: unknown): string => new ErrorView(error).own;
  test.each<[error: unknown, expected: string]>([
    ["text", "text"],
    [new Error("text"), "text"],
    [{ message: "one", detail: "two", reason: "one" }, "one\ntwo"],
    [{ error: "a_code" }, ""],
    [{ error: "some words" }, "some words"],
    [{ errors: ["first", "second"] }, "first"],
    ["AuthError: text", "AuthError: text\ntext"],
    ["Uncaught (in promise) JoinException: text", "Uncaught (in promise) JoinException: text\ntext"],
    ["first line\nAuthError: text", "first line\nAuthError: text"],
    ["\u001b[31mred\u001b[0m text", "red text"],
    [5, ""],
    [null, ""],
  ])("%o: %s", (error, expected) => {
    expect(own(error)).toBe(expected);
  });

  test("are not read to their end, and quoted by their first line", () => {
    const texts = { message: "a".repeat(999), detail: "b".repeat(999), title: "c".repeat(999), msg: "d".repeat(999) };
    expect(own(texts)).toHaveLength(3_000);
    expect(new ErrorView("one\ntwo").said).toBe("one");
  });

  test.each([
    [{ name: "OwnError" }, "OwnError"],
    ["Uncaught TypeError: AuthError: x", "AuthError"],
    ["Error: x", ""],
    ["AuthError: Error: x", "AuthError"],
    ["[JoinException] x", "JoinException"],
    ["myError: x", ""],
    [{ message: "AuthError: x" }, ""],
  ])("its name: %o", (error, name) => {
    expect(new ErrorView(error).name).toBe(name);
  });

  test("a field has a type", () => {
    const view = new ErrorView({ n: 5, o: null, s: "x" });
    expect([
      view.has("n", "number"),
      view.has("n", "string"),
      view.has("o", "object"),
      view.has("x", "object"),
    ]).toEqual([true, false, false, false]);
    expect(view.textAt("s")).toBe("x");
  });
});

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
