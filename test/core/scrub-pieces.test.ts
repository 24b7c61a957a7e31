/**
 * Where a mask begins and ends: with a secret's first and last letter, however they are written, and not at a vendor's word.
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

test.each([
  ["as mail writes it", "correct=horse)", "correct=3Dhorse)"],
  ["with a sign behind another", "horse=(correct)", "horse=%28correct%29"],
])("R141 a secret with signs in it is masked whole %s", (_, secret, text) => {
  expect(scrub(`it was ${text} then`, [secret])).toBe("it was [redacted] then");
});

test.each(["/xyz", "u002bxyz"])("R83 a long value goes on behind what JSON escapes: \\%s", (rest) => {
  expect(scrub(`of ${"abcdefghij".repeat(2)}7\\${rest}!`)).toBe("of [redacted]!");
});

describe("R142 a vendor's own words", () => {
  const guid = "0a1b2c3d-1111-2222-3333-0123456789ab";
  test.each([
    "secret : missing",
    "sig:   mismatch",
    "code : unknown",
    "token : expired",
    "key:   not-provided",
    `Trace ID : ${guid}`,
  ])("are kept, with as many blanks as they have: %s", (text) => expect(scrub(text)).toBe(text));

  test.each([
    ["password=code123", "password=[redacted]"],
    ["client_key=secret:", "client_key=[redacted]"],
  ])("are none where they are the secret: %s", (text, clean) => expect(scrub(text)).toBe(clean));
});
