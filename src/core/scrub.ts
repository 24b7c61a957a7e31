/**
 * Takes tokens out of text that others wrote, and what would take over a terminal.
 *
 * @module
 */
import { endNumber, knownEnds, PIECE } from "../known-ends.ts";

export const MASK = "[redacted]";

/** Replaces a piece of a secret until all are found: a long run of digits, which the last pattern masks with what is attached. */
const HIT = "0".repeat(20);

// A vendor's own words are facts, not secrets: "Error Code: 20103", "Invalid Refresh Token: Already Used".
const WORDS =
  /^(?:code\W*\d{1,5}|(?:secret|sig|assertion)\s*:\s+(?:(?:un|in|mis|not)[a-z]{2,16}|[a-z]{2,16}(?:ed|ing|ent)|null|none|wrong|bad|empty)[.!]?|(?:code["']?\s*:\s*["']?|(?:token|key)\s*:\s+)[a-z]{1,20}(?:[._/-][a-z]{1,20})*[.!]?)$/i;

// Every pattern reads a text once: none looks ahead over a run that it then reads again from each of its letters.
const PATTERNS: readonly (readonly [RegExp, (match: string, head: string, other?: string) => string])[] = [
  // Not a challenge, which names a realm or an error: `Bearer error="..."`.
  [/\b(bearer|basic)\s+(?!\w+="?\w)[^\s"',;]+/gi, (_, scheme) => `${scheme} ${MASK}`],
  [
    /((?:token|secret|password|assertion|code|key|sig)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi,
    (match, head) => (WORDS.test(match) ? match : head + MASK),
  ],
  [/\beyJ[\w-]+(?:\.[\w-]*)*/g, () => MASK], // a JWT, however short
  [/:\/\/[^\s/@"']*@/g, () => `://${MASK}@`],
  [
    /(\bcookie["']?\s*:\s*["']?[\w.-]{1,60}=)[^\n"']+|(\s--?(?:a|b|p|u|auth|user|password|cookie)[= ]["']?)[^\s"']+/gi,
    (_, cookie, option) => (cookie || option!) + MASK,
  ],
  // JWTs, Agora's 006 and 007, SIDs, keys: any long run of their alphabet that holds a digit, with what hangs on it.
  // A GUID that is called an id stays: a vendor's support asks for the id of a request.
  [
    /([a-z_-]{0,20}id["']?\s{0,3}[:=]\s{0,3}["']?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?![\w-])|[a-z_-]+(?![\w-])|[\w-]{20,}(?:(?:[.+/=%~]|\\[/u])[\w-]*)*/gi,
    (run, guid) => (guid || !/\d/.test(run) ? run : MASK),
  ],
];

/**
 * `text` with everything that looks like a secret masked, at most `maxLength` characters long, without control characters.
 *
 * @param secrets - values to mask whatever they look like, in pieces too: escaped, encoded, broken into lines
 */
export function scrub(text: string, secrets: readonly string[] = [], maxLength = 256): string {
  // Cut first, generously: the patterns never see a megabyte, and a token cut in two still looks like one.
  let clean = text.slice(0, 16 * maxLength).replace(/[^\P{C}\n\t]/gu, "");
  for (const secret of secrets) clean = clean.replaceAll(secret, HIT);
  if (secrets.length + knownEnds.size > 0) clean = withoutPieces(clean, secrets);
  for (const [pattern, mask] of PATTERNS) clean = clean.replace(pattern, mask);
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}

// %2B, %252B, =3D, \u002b, \x2B, &#43;, &#x2b;, \/ and what stands for itself; blanks and the end of a line are no letter.
const LETTER =
  /(?:%(?:25)*|=(?=3d))([\da-f]{2})|=\n|\\+[ux]\{?0*([\da-f]{2})\}?|&(?:amp;)*#(?:x0*([\da-f]{2})|0*(\d{2,3}));|\\+[nrt]?|[^%=\\&]+|./gis;

/** The letters of a text, however they are escaped, all small, and where each begins and ends. */
function lettersOf(text: string): readonly [letters: string, starts: readonly number[], ends: readonly number[]] {
  let letters = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: raw, 1: percent, 2: unicode, 3: hex, 4: decimal, index } of text.matchAll(LETTER)) {
    const code = percent ?? unicode ?? hex;
    const said = code || decimal ? String.fromCharCode(code ? parseInt(code, 16) : Number(decimal)) : raw;
    if (said === "=\n" || said[0] === "\\") continue;
    for (let at = 0; at < said.length; at++) {
      const letter = said[at]!;
      if (!letter.trim()) continue;
      letters += letter < "[" ? letter.toLowerCase() : letter; // what comes later may become two
      starts.push(index + at);
      ends.push(index + (said === raw ? at + 1 : raw.length));
    }
  }
  return [letters, starts, ends];
}

// By a set of pieces: the work grows with the text and the secrets, not with their product.
function withoutPieces(text: string, secrets: readonly string[]): string {
  const pieces = new Set<string>();
  for (const secret of secrets) {
    const [letters] = lettersOf(secret);
    for (let at = 0; at + PIECE <= letters.length; at++) pieces.add(letters.slice(at, at + PIECE));
  }
  const [letters, starts, ends] = lettersOf(text);
  let clean = "";
  let done = 0; // so much of the text is clean or masked
  let until = -1; // the letter after the latest piece of a secret
  for (let at = 0; at + PIECE <= letters.length; at++) {
    const piece = letters.slice(at, at + PIECE);
    if (!pieces.has(piece) && !knownEnds.has(endNumber(piece))) continue;
    if (at > until) clean += text.slice(done, starts[at]) + HIT;
    until = at + PIECE;
    done = ends[until - 1]!;
  }
  return clean + text.slice(done);
}
