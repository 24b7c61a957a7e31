/**
 * Reads the dates of a JWT; verifies nothing. The only place where seconds exist.
 *
 * @module
 */
import { jwtDecode } from "jwt-decode";

/** When a token was issued and when it ends, epoch ms; each only where the token says so. */
export interface TokenClaims {
  readonly issuedAt?: number | undefined;
  readonly expiresAt?: number | undefined;
}

/** Year 9999, the last one that `Date` prints with four digits; later "dates" are a wrong unit or garbage. */
export const LATEST_MS = 253_402_300_799_999;

/**
 * `iat` (or `nbf` where LiveKit leaves `iat` out) and `exp` in epoch ms. `undefined` for anything
 * that is not a readable three-part JWT, an encrypted five-part one included. Never throws.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4 (NumericDate: seconds, may be fractional)
 */
export function readJwt(value: string): TokenClaims | undefined {
  if (value.split(".", 4).length !== 3) return undefined;
  try {
    const claims: Record<string, unknown> | null = jwtDecode(value);
    return { issuedAt: toMs(claims?.["iat"]) ?? toMs(claims?.["nbf"]), expiresAt: toMs(claims?.["exp"]) };
  } catch {
    return undefined; // not a JWT after all: an opaque token, and `noExpiry` says so
  }
}

function toMs(seconds: unknown): number | undefined {
  const ms = typeof seconds === "number" ? Math.floor(seconds * 1000) : NaN;
  return ms > 0 && ms <= LATEST_MS ? ms : undefined;
}
