/**
 * The app's functions that say what something means: they answer at once, and a mistake in them is told as theirs.
 *
 * @module
 */
import { PIECE } from "../known-ends.ts";
import { at, describe, read } from "./fields.ts";
import { unusable } from "./read/input.ts";

/** @throws TokenError where the function throws, or answers with a promise */
export const hooked =
  <Given extends unknown[], Said>(name: string, hook: (...given: Given) => Said) =>
  (...given: Given): Said => {
    let said: Said;
    try {
      said = hook(...given);
    } catch (error) {
      throw unusable(`${name} threw "${describe(error, textsIn(given))}"`);
    }
    if (typeof at(said, "then") !== "function") return said;
    Promise.resolve(said).catch(() => undefined); // what it says late is nobody's to hear
    throw unusable(`${name} answered with a promise`);
  };

/** What an answer says may be a token, and nothing else knows it yet. */
function textsIn(given: unknown): string[] {
  const texts: string[] = [];
  read(() =>
    JSON.stringify(given, (_, part: unknown) => {
      if (typeof part === "string" && part.length >= PIECE) texts.push(part);
      return part;
    }),
  );
  return texts;
}
