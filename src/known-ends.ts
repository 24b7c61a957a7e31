/**
 * Tells values that have been secrets, and holds none of them.
 *
 * @module
 */

/** This many letters of a secret in a row count as the secret. */
export const PIECE = 8;

/** How many values are remembered; a page has a handful. */
const KNOWN = 256;

/**
 * The ends of values that were tokens, and of secrets that stood beside one, as numbers: each tells its value when somebody
 * quotes it later, and holds no part of it. See docs/decisions/0044-former-tokens.md.
 */
export const knownEnds: Set<number> = new Set();

/** FNV-1, 32 bits. */
export function endNumber(piece: string): number {
  let sum = 0;
  for (const letter of piece) sum = Math.imul(sum, 16_777_619) ^ letter.charCodeAt(0);
  return sum;
}

/** Remembers the end of a secret. */
export function know(value: string): void {
  const end = value.slice(-PIECE);
  if (!/^(?=.*[^a-z_-])\S{8}$/.test(end)) return; // plain words are in too many texts
  knownEnds.add(endNumber(end.toLowerCase()));
  if (knownEnds.size > KNOWN) knownEnds.delete(knownEnds.values().next().value!);
}
