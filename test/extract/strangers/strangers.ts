/**
 * Errors that nobody here had seen when the right answer was written down: texts that people pasted into public
 * threads (`quoted-*.tsv`), and what packages throw that no table lists (`thrown-*.tsv`, written by strangers.mjs).
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs";

/** One error with the actions that are right for it. */
export interface Stranger {
  /** A to L, as the kinds of failures are called; `E` is no token problem. */
  readonly kind: string;
  /** The provider that its reader would know, or the empty string. */
  readonly provider: string;
  readonly right: readonly string[];
  readonly acceptable: readonly string[];
  /** The thread, the document, or the package and what happened. */
  readonly source: string;
  readonly error: unknown;
}

/** The errors of one set. */
export function readStrangers(set: string): readonly Stranger[] {
  return ["quoted", "thrown"].flatMap((kind) => {
    const file = new URL(`./${kind}-${set}.tsv`, import.meta.url);
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line && !line.startsWith("#"));
    return lines.map(strangerOf);
  });
}

function strangerOf(line: string): Stranger {
  const [kind, provider, right, acceptable, source, written] = line.split("\t") as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const error: unknown = written.startsWith("=")
    ? JSON.parse(written.slice(1))
    : written.replaceAll("\\n", "\n").replaceAll("\\t", "\t");
  return { kind, provider, right: right.split("|"), acceptable: acceptable.split(/[| ]/), source, error };
}

/** Harmful is who sends a user to sign in for nothing. */
export function verdictOn(stranger: Stranger, action: string): "right" | "acceptable" | "wrong" | "harmful" {
  if (stranger.right.includes(action)) return "right";
  if (stranger.acceptable.includes(action)) return "acceptable";
  return action === "signIn" ? "harmful" : "wrong";
}
