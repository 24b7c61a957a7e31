/**
 * Takes tokens out of text that others wrote.
 *
 * @module
 */

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[^\s"',;]+/gi, "$1 [redacted]"],
  [/((?:token|secret|password|assertion|code|key|sig)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi, "$1[redacted]"],
  [/\beyJ[\w-]+(?:\.[\w-]*)*/g, "[redacted]"], // however short
  // JWTs, Agora's 006 and 007, SIDs, keys: any long run of their alphabet that holds a digit.
  [/(?=[\w-]*\d)[\w-]{20,}(?:[.+/=][\w-]*)*/g, "[redacted]"],
];

/**
 * `text` with everything that looks like a secret masked, at most `maxLength` characters long.
 *
 * @param secrets - values to mask whatever they look like
 */
export function scrub(text: string, secrets: readonly string[] = [], maxLength = 256): string {
  // Cut first, generously: the patterns never see a megabyte, and a token cut in two still looks like one.
  let clean = secrets.reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), text.slice(0, 16 * maxLength));
  for (const [pattern, mask] of SECRETS) clean = clean.replace(pattern, mask);
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}
