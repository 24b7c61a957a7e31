/**
 * Takes tokens out of text that others wrote, and what would take over a terminal.
 *
 * @module
 */

const MASK = "[redacted]";

// A vendor's own words are facts, not secrets: "Error Code: 20103", "Invalid Refresh Token: Already Used".
const WORDS =
  /^(?:code\W*\d{1,5}|(?:code["']?\s*:\s*["']?|(?:token|key)\s*:\s+)[a-z]{1,20}(?:[._/-][a-z]{1,20})*[.!]?)$/i;

// Every pattern reads a text once: none looks ahead over a run that it then reads again from each of its letters.
const PATTERNS: readonly (readonly [RegExp, (match: string, head: string) => string])[] = [
  [/\b(bearer|basic)\s+[^\s"',;]+/gi, (_, scheme) => `${scheme} ${MASK}`],
  [
    /((?:token|secret|password|assertion|code|key|sig)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi,
    (match, head) => (WORDS.test(match) ? match : head + MASK),
  ],
  [/\beyJ[\w-]+(?:\.[\w-]*)*/g, () => MASK], // a JWT, however short
  // JWTs, Agora's 006 and 007, SIDs, keys: any long run of their alphabet that holds a digit, with what hangs on it.
  [/[a-z_-]+(?![\w-])|[\w-]{20,}(?:[.+/=][\w-]*)*/gi, (run) => (/\d/.test(run) ? MASK : run)],
];

/**
 * `text` with everything that looks like a secret masked, at most `maxLength` characters long, without control characters.
 *
 * @param secrets - values to mask whatever they look like, in pieces too: escaped, encoded, broken into lines
 */
export function scrub(text: string, secrets: readonly string[] = [], maxLength = 256): string {
  // Cut first, generously: the patterns never see a megabyte, and a token cut in two still looks like one.
  let clean = text.slice(0, 16 * maxLength).replace(/[^\P{C}\n\t]/gu, "");
  for (const secret of secrets) clean = clean.replaceAll(secret, MASK);
  // Between escapes (`%2B`, `\/`) the letters stand as they are.
  clean = clean.replace(/%(?:25)*[\da-f]{2}|\\(?:u[\da-f]{4}|.)|[\w-]{8,}/gi, (piece) =>
    piece.length > 7 && secrets.some((secret) => secret.includes(piece)) ? MASK : piece,
  );
  for (const [pattern, mask] of PATTERNS) clean = clean.replace(pattern, mask);
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}
