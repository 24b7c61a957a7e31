/**
 * What an error says of a value that an app handed in where another one was wanted.
 *
 * @module
 */
import { expect, test } from "vitest";
import { checkType, range } from "../../src/core/check.ts";

test.each([
  ["a word", "everything", "everything"],
  ["words", "some words-and more", "some words-and more"],
  ["a long number", 12_345_678_901, "12345678901"],
  ["a number with an exponent", 1e21, "1e+21"],
  ["a short mixture", "abc1234", "abc1234"],
  ["a short token", "abcd1234", "[redacted]"],
  ["a token that begins with a number", "1234abcd", "[redacted]"],
  ["a token with a dash", "ab-12-cd", "[redacted]"],
  ["a token among words", "the token abcd1234!", "the token [redacted]!"],
])("R352 %s is quoted as it may be", (_, got, said) => {
  expect(() => checkType("It", got, "boolean")).toThrow(new TypeError(`It must be a boolean, got ${said}.`));
});

test.each([
  [5, undefined],
  [10, undefined],
  [4, 'Option "of" must be from 5 to 10, got 4.'],
  [11, 'Option "of" must be from 5 to 10, got 11.'],
  [NaN, 'Option "of" must be from 5 to 10, got NaN.'],
])("R134 a range holds its ends: %d", (value, message) => {
  const check = (): void => range("of", value, 5, 10);
  if (message) expect(check).toThrow(new RangeError(message));
  else expect(check).not.toThrow();
});
