/**
 * How the work of masking grows with the text.
 *
 * @module
 */
import { runInThisContext } from "node:vm";
import { afterEach, describe, expect, test } from "vitest";
import { scrub } from "../../src/core/scrub.ts";
import { know } from "../../src/known-ends.ts";

describe("R140 the work grows with the text, not with its square", () => {
  const LENGTH = 500_000;
  for (let i = 0; i < 300; i++) know(`one-of-many-${String(i)}`); // as many as are known again
  const texts: readonly (readonly [string, (length: number) => string])[] = [
    ["letters", (length) => "a".repeat(length)],
    ["dashes", (length) => "-".repeat(length)],
    ["letters and a digit", (length) => `${"a".repeat(length)}1`],
    ["a word and blanks", (length) => `token${" ".repeat(length)}`],
    ["bearer and blanks", (length) => `bearer${" \t".repeat(length / 2)}`],
    ["words that ask for a value", (length) => 'key"'.repeat(length / 4)],
    ["beginnings of JWTs", (length) => "eyJa-".repeat(length / 5)],
    ["parts", (length) => "a.".repeat(length / 2)],
    ["a run with a tail", (length) => `${"a".repeat(length / 2)}${".a".repeat(length / 4)}`],
    ["19 letters each", (length) => `${"a".repeat(19)} `.repeat(length / 20)],
    ["percent signs", (length) => "%25".repeat(length / 3)],
    ["escapes", (length) => "\\u002".repeat(length / 5)],
    ["HTML", (length) => "&amp;".repeat(length / 5)],
    ["addresses", (length) => "://a".repeat(length / 4)],
    ["cookies", (length) => "cookie: a".repeat(length / 9)],
    ["a cookie and blanks", (length) => `cookie${" ".repeat(length)}`],
    ["options of commands", (length) => " -u".repeat(length / 3)],
    ["challenges", (length) => "bearer a=".repeat(length / 9)],
    ["secret words", (length) => "secret: in".repeat(length / 10)],
    ["backslashes", (length) => "\\".repeat(length)],
    ["pieces of a secret", (length) => "abababab ".repeat(length / 9)],
    ["pieces of a secret in one run", (length) => "abababab.x-".repeat(length / 11)],
    ["one piece behind many letters", (length) => `${"c".repeat(length)}abababab`],
    ["one piece before many letters", (length) => `abababab${"c.".repeat(length / 2)}`],
    ["pieces with dots between them", (length) => `abababab${".".repeat(1_000)} `.repeat(length / 1_009)],
    ["dots behind a piece", (length) => `abababab${".".repeat(length)}`],
    ["escaped slashes behind a piece", (length) => `abababab${"\\/".repeat(length / 2)}`],
  ];
  afterEach(() => Reflect.deleteProperty(globalThis, "scrubbed"));

  // Half a second of work, some on a slow and busy machine; where it grows with the square it takes minutes. No clock has to
  // be read closely, and a script is what Node can end in the midst of a pattern.
  test.each(texts)("%s", (_, make) => {
    const scrubbed = (): string => scrub(make(LENGTH), ["a secret", "ab".repeat(2_000)], LENGTH);
    Object.assign(globalThis, { scrubbed });
    expect(runInThisContext("scrubbed()", { timeout: 20_000 })).toBeTypeOf("string");
  });
});
