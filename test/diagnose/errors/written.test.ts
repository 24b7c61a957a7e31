/** Objects that stand in a text: as JSON, and as consoles print them. */
import { describe, expect, test } from "vitest";
import { failureFrom, writtenIn } from "../../../src/diagnose/error/written.ts";

describe("R207 an object in a text", () => {
  test.each<[text: string, held: unknown]>([
    ['{"a":1,"b":-2.5,"c":true,"d":false,"e":null}', { a: 1, b: -2.5, c: true, d: false, e: null }],
    ["{ a: undefined, b: NaN, c: Infinity, d: -Infinity }", {}],
    ["{ a: 'it\\'s', b: \"x\", c: `y` }", { a: "it's", b: "x", c: "y" }],
    ["{ a: `tick\\`s\nline` }", { a: "tick`s\nline" }],
    ["{ 'a-b': 1, \"c d\" : 2, e-f: 3, f$g: 4, _h: 5 }", { "a-b": 1, "c d": 2, "e-f": 3, f$g: 4, _h: 5 }],
    ["{ [Symbol(kind of)]: 'x', b: 1 }", { "Symbol(kind of)": "x", b: 1 }],
    [String.raw`{"a":"\n\r\t\"\\\/\u00e9\u0041"}`, { a: '\n\r\t"\\/éA' }],
    ["{ a: 'one' +\n    'two', b: 1 }", { a: "onetwo", b: 1 }],
    ["{ a: [ 1, [ 'x' ] ], b: { c: 2 } }", { a: [1, ["x"]], b: { c: 2 } }],
    ["Response { status: 401, url: 'x' }", { status: 401, url: "x" }],
    ["<ref *12> Foo$1 { a: 1, b: [Circular *12] }", { a: 1 }],
    ["{ headers: Map(12) { a: 1 }, b: Object [Headers x] { c: 2 } }", { headers: { a: 1 }, b: { c: 2 } }],
    ["{ a: [Function: get], b: [Object], c: [class Foo extends Bar], d: [Getter/Setter], e: 1 }", { e: 1 }],
    ["{ e: [TypeError: too bad], b: 1 }", { e: { name: "TypeError", message: "too bad" }, b: 1 }],
    [
      "{\n  cause: Foo$Error [KeyError]: too bad\n      at join (app.js:1:2)\n      at app.js:3 {\n    code: 5\n  },\n  b: 1\n}",
      { cause: { name: "KeyError", message: "too bad", code: 5 }, b: 1 },
    ],
    ["{\n  cause: Error: too bad\n      at join (app.js:1:2),\n  b: 1\n}", { cause: { message: "too bad" }, b: 1 }],
    ["{ a: 1, a: 2 }", { a: 1 }],
    ['{"a":"cut o', { a: "cut o" }],
    ["{ a: 'cut o\n", { a: "cut o" }],
    ["{ a: `cut", { a: "cut" }],
    ['{"a":1', { a: 1 }],
    [String.raw`{"a":"x\ `.trim(), { a: String.raw`x\ `.trim() }],
  ])("%j", (text, held) => {
    const [first] = writtenIn(text).held;
    expect(first ?? {}).toMatchObject(held as object);
  });

  test("what stands around it, and between its fields, is not lost", () => {
    expect(writtenIn('x {"a":1} y {"b":2} z')).toEqual({ held: [{ a: 1 }, { b: 2 }], rest: "x    y    z" });
    expect(writtenIn('{ it failed again, a: 1 "loose" }').rest).toContain("it failed again");
    expect(writtenIn('{"a":1, "loose" }').rest).toContain("loose");
    expect(writtenIn("[50001] [WARN] x")).toEqual({ held: [], rest: "[50001] [WARN] x" });
    expect(writtenIn('[ "a" ]').held).toEqual([["a"]]);
    expect(writtenIn("[\n  'a'\n]").held).toEqual([["a"]]);
    expect(writtenIn("[\n  { a: 1 } ]").held).toEqual([[{ a: 1 }]]);
  });

  test("six are read, forty deep", () => {
    expect(writtenIn('{"a":1} '.repeat(9)).held).toHaveLength(6);
    const deep = (depth: number): string => '{"a":'.repeat(depth) + "1" + "}".repeat(depth);
    expect([writtenIn(deep(40)).held.length, writtenIn(deep(41)).held.length]).toEqual([1, 1]);
    expect(JSON.stringify(writtenIn(deep(40)).held[0])).toBe(deep(40));
    expect(JSON.stringify(writtenIn(deep(41)).held[0])).toBe(deep(40));
  });
});

describe("R207 an error as a console prints it", () => {
  test.each<[text: string, expected: object | undefined]>([
    ["AuthError: too bad", { name: "AuthError", message: "too bad" }],
    ["Uncaught AuthError: too bad", { name: "AuthError", message: "too bad" }],
    ["Uncaught (in promise) AuthError: too bad", { name: "AuthError", message: "too bad" }],
    ["Foo$1 [KEY_ERROR]: too bad", { name: "KEY_ERROR", message: "too bad" }],
    ["10:11 app AuthError: too bad", { name: "AuthError", message: "10:11 app too bad" }],
    ["10:11 app Exception: too bad", { name: "Exception", message: "10:11 app too bad" }],
    ["10:11 App: too bad", undefined],
    ["10:11 MyErrors: too bad", undefined],
    ["app: too bad", undefined],
    ["AuthError: too bad\n    at join (app.js:1:2)\n    at app.js:3", { name: "AuthError", message: "too bad" }],
    ["AuthError", undefined],
  ])("%j", (text, expected) => {
    expect(failureFrom(text)).toEqual(expected);
  });
});
