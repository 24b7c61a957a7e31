/**
 * Codes in sentences: `Uncaught (in promise) AccessTokenExpired: AccessTokenExpired (20104): …`.
 *
 * @module
 */
import type { ErrorView } from "./error-view.ts";

/** What can be a code: `ERR_NO_AUTHORIZED`, `auth/user-token-expired`, `AccessTokenExpired`, `401/40235`. */
const WORD = /[\w$]+(?:[./#-][\w$]+)*/g;
/** `401/40235`, and as a call's end is logged: `401#40235`. */
const PAIR = /^(\d+)[/#](\d+)$/;
const MAX_WORDS = 80;

/** A number beside which the text says that it is a code: `(20104)`, `51007: …`, `error code 109`. */
const NUMBER =
  /\((-?\d{1,7})\)|^(-?\d{3,7}): |[\s"'>\]](-?\d{5,7}): |(?:error|err|code|reason|event)(?: - |[^\w\n-]{0,5})(-?\d{1,7})\b/gim;

/** Everything in its words that may be a code, in lower case and in the order of the text; `#109` is a number. */
export function codesInText(view: ErrorView): ReadonlySet<string> {
  return (view.words ??= readWords(view));
}

function readWords(view: ErrorView): ReadonlySet<string> {
  const found = new Set<string>();
  // What is inside a wrapper has the same words again, or few.
  const text = view.own.slice(0, view.depth === 0 ? 1_000 : 300);
  if (/\d/.test(text)) for (const match of text.matchAll(NUMBER)) found.add(`#${match.slice(1).find(Boolean)!}`);
  for (const word of (text.match(WORD) ?? []).slice(0, MAX_WORDS)) {
    // Alone, a number in a sentence is anything.
    if (word[0]! <= "9") {
      const [, code, sub] = PAIR.exec(word) ?? [];
      if (code) found.add(`#${code}`).add(`#${sub}`);
      continue;
    }
    // As Java and Python name a class, the last part says it: `com.amazonaws.….NotAuthorizedException`.
    // Flutter's Firebase has a prefix of its own: `[firebase_auth/user-token-expired]`.
    const lower = word.toLowerCase().replace("firebase_auth/", "auth/");
    found.add(lower).add(lower.slice(lower.lastIndexOf(".") + 1));
  }
  return found;
}
