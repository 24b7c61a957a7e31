/**
 * How the work of masking grows with the text.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { scrub } from "../../src/core/scrub.ts";

describe("R140 the work grows with the text, not with its square", () => {
  const LENGTH = 15_000;
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
    ["challenges", (length) => "bearer a=".repeat(length / 9)],
    ["secret words", (length) => "secret: in".repeat(length / 10)],
    ["backslashes", (length) => "\\".repeat(length)],
  ];
  /** Of the processor, not of the clock, which other processes take. Both parts: how the sum is split between them is an estimate, and was seen to give one of them next to nothing. */
  const usedMs = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  const fastestMs = (text: string): number =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const begin = usedMs();
        scrub(text, ["a secret", "ab".repeat(2_000)], text.length);
        return usedMs() - begin;
      }),
    );

  // Doubled four times the text takes 16 times as long; a square would take 256 times, and many seconds.
  test.each(texts)("%s", (_, make) => {
    const [once, doubled] = [fastestMs(make(LENGTH)), fastestMs(make(16 * LENGTH))];
    expect(doubled).toBeLessThan(128 * Math.max(once, 0.5));
  });
});
