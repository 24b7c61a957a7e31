/** What is taken away around an error's words where people paste them, and what is left. */
import { describe, expect, test } from "vitest";
import { cleared, headlineOf, loudest } from "../../../src/diagnose/error/pasted.ts";

const LOST = "ERROR lost";

describe("R495 lines of a log that report what went well", () => {
  test.each([
    "INFO x",
    "10:11:12 DEBUG x",
    "TRACE x",
    "VERBOSE x",
    "[info] x",
    "[debug] x",
    "[trace] x",
    "level=info x",
    '"level": "debug"',
    "level:trace",
    "{'level':'info'}",
    '"level":30',
    '{"level": 20}',
    "level=10",
    "GET /a 200",
    'POST /a HTTP/1.1" 304',
    "PUT /a 204",
    "PATCH /a HTTP/2 201",
    "DELETE /a 101",
    "HEAD /a 301",
    "OPTIONS /a 200 5ms",
    `${"x".repeat(76)} INFO`,
  ])("go: %s", (line) => {
    expect(cleared(`${LOST}\n${line}`)).toBe(LOST);
  });

  test.each([
    "INFORMATION x",
    "info x",
    "level=warn",
    '"level":40',
    "level 30",
    "sublevels=info",
    "level=information",
    "GET /a 404",
    "GET /a 2001",
    "GET /a b 200",
    "FETCH /a 200",
    "INFO it failed",
    "INFO denied",
    "INFO they deny it",
    "INFO refused",
    "INFO rejected",
    "INFO unauthorized",
    "INFO expired",
    "INFO invalid",
    "INFO revoked",
    `${"x".repeat(90)} INFO`,
  ])("stay: %s", (line) => {
    expect(cleared(`${LOST}\n${line}`)).toBe(`${LOST}\n${line}`);
  });

  test("stay where nothing else says that something went wrong", () => {
    expect(cleared("INFO one\nDEBUG two")).toBe("INFO one\nDEBUG two");
    expect(cleared("INFO one")).toBe("INFO one");
  });
});

describe("R495 a line that tells what went wrong", () => {
  test.each([
    ...["error", "Exception", "failed", "denied", "deny", "refused", "rejects", "unauthorized", "forbidden"],
    ...["expired", "invalid", "revoked", "timeout", "timed-out", "timed out", "time-out", "warning", "FATAL"],
    ...["critical", "panic", "not there", "HTTP 404", "status 503"],
  ])("%s", (words) => {
    expect(headlineOf(`Hello,\n${words}\nBye`)).toBe(words);
  });

  test.each(["knots", "4040", "HTTP 200", "nothing"])("and not %s", (words) => {
    expect(headlineOf(`Hello,\n${words}`)).toBeUndefined();
  });

  test("of a long text these lines count, of a short one all", () => {
    const long = `${"a\n".repeat(500)}it failed`;
    expect(loudest(long)).toBe("it failed");
    const short = `${"a\n".repeat(20)}it failed`;
    expect(loudest(short)).toBe(short);
    const just = `${"a\n".repeat(495)}it failed!`;
    expect([just.length, loudest(just)]).toEqual([1_000, just]);
    expect(loudest("a\n".repeat(600))).toBe("a\n".repeat(600));
  });
});

describe("R495 marks and escapes", () => {
  test.each([
    ["```js\nx\n```", "\n\nx\n\n"],
    ["a ```b", "a \n"],
    ["&quot;&#39;&#x27;&apos;&amp;&lt;&gt;", "\"'''&<>"],
    ["&nbsp; &unknown;", "&nbsp; &unknown;"],
    ["a%3Db%2fc%20d", "a=b/c d"],
    ["%61%62", "ab"],
    ["100% %zz %80", "100% %zz %80"],
    [String.raw`{\"a\":1}`, '{"a":1}'],
    [String.raw`"{ \"a\":1}"`, '"{ "a":1}"'],
    [String.raw`[\"a\"]`, '["a"]'],
    [String.raw`x {\"a\":1}`, String.raw`x {\"a\":1}`],
    [String.raw`{a\"b`, String.raw`{a\"b`],
    ['{"a"=>1, "b-c" => 2}', '{"a":1, "b-c": 2}'],
    ['"a b" =>', '"a b" =>'],
    ["plain", "plain"],
  ])("%s", (text, expected) => {
    expect(cleared(text)).toBe(expected);
  });

  const begin = "It is the access token of the user that has, as the";
  test.each([
    `${begin} server\nsays, expired`,
    `${begin} server,\nsays expired`,
    `${begin} "server"\n(says expired`,
    `${begin} (server)\n'says' expired`,
    `${begin} server\nit's expired`,
    `${begin} server\nsays: expired`,
    `${begin} server\nsays. expired`,
    `${begin} server\nsays.`,
    `${begin} server\nsays`,
    `${begin} server\nwell-known`,
  ])("a line that a mail has broken is one: %j", (text) => {
    expect(cleared(text)).toBe(text.replace("\n", " "));
  });

  test.each([
    `${begin} server.\nsays expired`,
    `${begin} server\nat join`,
    `${begin} server\nSays expired`,
    `${begin} server\nsays=expired`,
    `${begin} server\nsays.expired`,
    "The server\nsays expired",
  ])("another one is two: %j", (text) => {
    expect(cleared(text)).toBe(text);
  });
});
