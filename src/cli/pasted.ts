/**
 * What the input may turn out to be, and how its JSON is read: any field may hold anything.
 *
 * @module
 */
import { fieldAt } from "../diagnose/error/field-at.ts";
import type { HeldTokens } from "./held.ts";

/** A failure in a list. */
export interface FailedEntry {
  /** Where it was found, for people; without secrets. */
  readonly where: string;
  readonly error: unknown;
  /** Who must act, as the manager has said it; anything, where a file was altered. */
  readonly action?: unknown;
  /** What stood around it and must not be shown where the error quotes it. */
  readonly secrets: readonly string[];
}

/** What to do with the input. */
export type Pasted =
  /** `held`: the tokens alone, where the input is more than a token. */
  | { readonly kind: "token"; readonly held?: HeldTokens }
  /** Only the tables of errors can tell a word, or an answer with a token in it, from an error. */
  | {
      readonly kind: "token or error";
      readonly error: unknown;
      readonly secrets: readonly string[];
      readonly held?: HeldTokens;
    }
  | { readonly kind: "error"; readonly error: unknown; readonly secrets: readonly string[] }
  | { readonly kind: "unreadable"; readonly why: string }
  /** Failures in the order of their time. */
  | {
      readonly kind: "list";
      readonly what: string;
      readonly entries: readonly FailedEntry[];
      /** Entries that could be read, failures or not, and those that could not. */
      readonly readable: number;
      readonly unreadable: number;
    };

export function textIn(value: unknown, name: string): string | undefined {
  const text = fieldAt(value, name);
  return typeof text === "string" ? text : undefined;
}

export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
