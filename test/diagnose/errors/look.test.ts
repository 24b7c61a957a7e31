/** What is seen of an error: its fields and its words. */
import { describe, expect, test } from "vitest";
import { ErrorView } from "../../../src/diagnose/error/error-view.ts";
import {
  callAt,
  fieldAt,
  fieldsAt,
  headerAt,
  readableText,
  textAt,
  wordAt,
} from "../../../src/diagnose/error/field-at.ts";

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
    expect(readableText("x".repeat(20_000))).toHaveLength(20_000);
    expect(readableText(`a${"x".repeat(20_000)}b`)).toBe(`a${"x".repeat(9_999)}\n${"x".repeat(9_999)}b`);
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
    ["AuthError[E_12]: text", "AuthError[E_12]: text\ntext"],
    ["AuthError 401: text", "AuthError 401: text\ntext"],
    ["AuthError here 401: text", "AuthError here 401: text"],
    ["gone\n    at join (app.js:10:5)\n    at async app.js:7\nover", "gone\nover"],
    ["gone\n\tat com.app.Call$1.<init>(Native Method) ~[app.jar:1]\nover", "gone\nover"],
    ["gone\n\tat Object.join() rest of it\nover", "gone\nover"],
    ['gone\n  File "app.py", line 10, in join\n    client.join(token)\nover', "gone\nover"],
    ['gone\n  File "app.py", line 10\nover', "gone\nover"],
    ['gone\n  File "app.py", line 10\n  ^ over', "gone\n  ^ over"],
    ["gone\n  code: undefined,\n  'at': null\n  list(2): [Array],\n  code: 5", "gone\n  code: 5"],
    ["gone\n  at the end", "gone\n  at the end"],
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

  test("a code is the first of its spelling; a boolean is one only where its place has a prefix", () => {
    const view = new ErrorView({ a: "Gone", b: "gone", ok: true, o: {}, long: "x".repeat(100), lines: "x\ny" });
    expect([...view.codes("a b")]).toEqual([["gone", "Gone"]]);
    expect([...view.codes("b a ok o long lines")]).toEqual([["gone", "gone"]]);
    expect([...view.codes("ok:ok o:o p:a")]).toEqual([
      ["ok:true", "true"],
      ["p:gone", "Gone"],
    ]);
  });
});
