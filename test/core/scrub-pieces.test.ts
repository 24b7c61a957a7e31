/**
 * Where the mask of a known secret ends: with its last letter, however that is written, and not before it or behind it.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { scrub } from "../../src/core/scrub.ts";

describe("R141 a secret that ends with a sign of its own leaves nothing of it", () => {
  const secret = "correct(horse)";
  test.each([
    ["broken into lines", "correct(\nhorse)"],
    ["broken at its last letter", "correct(horse\n)"],
    ["in HTML", "correct&#40;horse&#41;"],
    ["in HTML by hex", "correct&#x28;horse&#x29;"],
    ["in JSON that escapes more", "correct\\u0028horse\\u0029"],
    ["in JSON that escapes a part", "correct\\u0028horse)"],
    ["in a URL", "correct%28horse%29"],
  ])("%s", (_, text) => {
    expect(scrub(`it was ${text} then`, [secret])).toBe("it was [redacted] then");
    expect(scrub(text, [secret])).toBe("[redacted]");
  });
});

test("R141 a secret of eight letters is found in pieces, and so is the end of a longer one", () => {
  expect(scrub("it was abcd\nefgh then", ["abcdefgh"])).toBe("it was [redacted] then");
  expect(scrub("it was klmn\nopqr then", ["abcdefghijklmnopqr"])).toBe("it was [redacted] then");
  expect(scrub("it was abcd\nefg then", ["abcdefgh"])).toBe("it was abcd\nefg then");
});

test("R141 letters that become two when they are made small move no mask", () => {
  const text = "\u0130\u0130\u0130\u0130 was abcde\nfghijk then";
  expect(scrub(text, ["abcdefghijk"])).toBe("\u0130\u0130\u0130\u0130 was [redacted] then");
});

test("R141 two secrets with words between them leave the words", () => {
  expect(scrub("abcd\nefgh and\nijkl\nmnop", ["abcdefgh", "ijklmnop"])).toBe("[redacted] and\n[redacted]");
});
