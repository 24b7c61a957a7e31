/**
 * Codes in sentences: `Uncaught (in promise) AccessTokenExpired: AccessTokenExpired (20104): …`.
 *
 * @module
 */
import type { ErrorView } from "./error-view.ts";

/** Between words that can be a code: `ERR_NO_AUTHORIZED`, `auth/user-token-expired`, `AccessTokenExpired`, `401/40235`. */
const BETWEEN = /[^\w$./#-]+[-./#]*|[-./#]+(?![\w$])/;
/** `401/40235`, and as a call's end is logged: `401#40235`. */
const PAIR = /^(\d+)[/#](\d+)$/;
const MAX_WORDS = 80;

/** A number beside which the text says that it is a code: `(20104)`, `51007: …`, `error code 109`. */
const NUMBER =
  /\((-?\d{1,7})\)|^(-?\d{3,7}): |[\s"'>\]](-?\d{5,7}): |(?:error|err|code|reason|event)["']?[^\w\n-]{0,4}(-?\d{1,7})\b/gim;

const known = new WeakMap<ErrorView, ReadonlySet<string>>();

/** Everything in its words that may be a code, in lower case and in the order of the text; `#109` is a number. */
export function codesInText(view: ErrorView): ReadonlySet<string> {
  const before = known.get(view);
  if (before) return before;
  const found = new Set<string>();
  known.set(view, found);
  // What is inside a wrapper has the same words again, or few.
  const text = view.own.slice(0, view.depth === 0 ? 1_000 : 300);
  for (const match of text.matchAll(NUMBER)) found.add(`#${match.slice(1).find(Boolean)!}`);
  let count = 0;
  for (const word of text.split(BETWEEN, 2 * MAX_WORDS)) {
    if (word === "" || ++count > MAX_WORDS) continue;
    // Alone, a number in a sentence is anything.
    if (word[0]! <= "9") {
      const [, code, sub] = PAIR.exec(word) ?? [];
      if (code) found.add(`#${code}`).add(`#${sub}`);
      continue;
    }
    found.add(word.toLowerCase());
    const dot = word.lastIndexOf(".");
    if (dot > 0) found.add(word.slice(dot + 1).toLowerCase());
  }
  return found;
}
