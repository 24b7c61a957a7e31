/**
 * Reads the dates of a JWT; verifies nothing.
 *
 * @module
 */
import { jwtDecode } from "jwt-decode";
import { MAX_TOKEN_LENGTH } from "./bytes.ts";
import { LATEST_MS, readNumber } from "./instant.ts";

/** When a token was issued and when it ends, epoch ms; each only where the token says so. */
export interface TokenClaims {
  /** When it was issued, epoch ms. */
  readonly issuedAt?: number | undefined;
  /** When it ends, epoch ms. */
  readonly expiresAt?: number | undefined;
}

/**
 * `iat` (or `nbf` where LiveKit leaves `iat` out) and `exp` in epoch ms. `undefined` for anything
 * that is not a readable three-part JWT, an encrypted five-part one included. Never throws.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4 (NumericDate: seconds, may be fractional)
 */
export function readJwt(value: string): TokenClaims | undefined {
  const claims = claimsOf(value);
  return claims && { issuedAt: toMs(claims["iat"]) ?? toMs(claims["nbf"]), expiresAt: toMs(claims["exp"]) };
}

/** What a three-part JWT says; `undefined` for anything else. Never throws. */
export function claimsOf(value: string): Readonly<Record<string, unknown>> | undefined {
  try {
    if (value.length > MAX_TOKEN_LENGTH || value.split(".", 4).length !== 3) return undefined;
    return jwtDecode(value) ?? {};
  } catch {
    return undefined; // no text, or not a JWT after all: an opaque token, and `noExpiry` says so
  }
}

// A number as text is read: some libraries write claims so. One in ms is not: a verifier takes it for the year 58000.
function toMs(seconds: unknown): number | undefined {
  const ms = Math.floor(readNumber(seconds) * 1000);
  return ms > 0 && ms <= LATEST_MS ? ms : undefined;
}
