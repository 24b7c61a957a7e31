/**
 * What is wrong with what an app hands in, in one sentence that quotes it.
 *
 * @module
 */
import { MASK, scrub } from "./scrub.ts";

type Type = "function" | "boolean" | "number" | "object";

// An app that mixes up two places hands in a token, and a short one has no shape: what is letters and a number in one word
// is not quoted.
export const quoted = (got: unknown): string =>
  scrub(String(got)).replace(/[\w-]{8,}/g, (word) => (/^([\de]+|\D+)$/.test(word) ? word : MASK));

const wrong = (kind: ErrorConstructor, subject: string, wanted: string, got: unknown): Error =>
  new kind(`${subject} must be ${wanted}, got ${quoted(got)}.`);

/** @throws TypeError */
export function checkType(subject: string, value: unknown, type: Type): void {
  if (typeof value !== type || value === null)
    throw wrong(TypeError, subject, `${type === "object" ? "an" : "a"} ${type}`, value);
}

/** @throws TypeError for a name that is not there, and lists those that are */
export function checkName(kind: string, name: string, names: readonly string[]): void {
  if (!names.includes(name)) throw new TypeError(`There is no ${kind} "${quoted(name)}", only ${names.join(", ")}.`);
}

/** @throws TypeError for an option that is not there */
export function checkNames(options: object, names: readonly string[]): void {
  for (const name of Object.keys(options)) checkName("option", name, names);
}

const optionNamed = (name: string): string => `Option "${name}"`;

export const wrongOption = (kind: ErrorConstructor, name: string, wanted: string, got: unknown): Error =>
  wrong(kind, optionNamed(name), wanted, got);

/** @throws TypeError */
export const checkOption = (name: string, value: unknown, type: Type): void =>
  checkType(optionNamed(name), value, type);

/**
 * Also for the options of single calls.
 *
 * @throws TypeError for what is no number, RangeError for one that is too small or too large
 */
export function range(name: string, value: unknown, min = 0, max: number = Number.MAX_SAFE_INTEGER): void {
  checkOption(name, value, "number");
  if (!((value as number) >= min && (value as number) <= max))
    throw wrongOption(RangeError, name, `from ${min} to ${max}`, value);
}
