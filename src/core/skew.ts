/**
 * A token's dates are the server's; ours may differ by hours. This translates them.
 *
 * Only evidence moves a date later: a server time, or a token that was dead before we asked
 * for it. A token that is merely old on arrival may come from a cache and gains nothing.
 *
 * @module
 */
import type { TokenClaims } from "./read/jwt.ts";

/** When a token was asked for (absent: the app handed it in), when it came, and the server's time then if known. */
export interface Arrival {
  readonly startedAt?: number | undefined;
  readonly receivedAt: number;
  /** From the header `Date`: whole seconds, cut off, stamped between `startedAt` and `receivedAt`. */
  readonly serverNow?: number | undefined;
}

/** Claims on the local clock; `skewMs`: how far it runs ahead of the server's, where that was noticed. */
export interface LocalClaims extends TokenClaims {
  readonly skewMs?: number;
}

/** As far as the clocks of a back end's machines may differ among each other. */
const TOLERANCE_MS = 60_000;

/** Moves server dates to the local clock. */
export function toLocalTime(claims: TokenClaims, arrival: Arrival): LocalClaims {
  const skewMs = measuredSkewMs(claims, arrival) ?? impliedSkewMs(claims, arrival);
  if (!skewMs) return claims;
  const { issuedAt, expiresAt } = claims;
  return { issuedAt: issuedAt && issuedAt + skewMs, expiresAt: expiresAt && expiresAt + skewMs, skewMs };
}

// Taken from the start of the fetch less the second that was cut off: the earliest of the possible
// expiries, so that a token never outlives its `exp`. Zero where both clocks can be right.
function measuredSkewMs(
  { issuedAt = 0 }: TokenClaims,
  { startedAt, receivedAt, serverNow = NaN }: Arrival,
): number | undefined {
  // A server time well before the token was issued is proven wrong by it.
  if (startedAt === undefined || !(issuedAt - serverNow < TOLERANCE_MS)) return undefined;
  const atLeast = Math.max(serverNow, issuedAt);
  return atLeast >= startedAt - 1_000 && atLeast <= receivedAt ? 0 : startedAt - atLeast - 1_000;
}

function impliedSkewMs({ issuedAt, expiresAt }: TokenClaims, { startedAt, receivedAt }: Arrival): number {
  if (issuedAt === undefined || expiresAt === undefined) return 0;
  // Nothing is issued in the future. Moving the dates back is the safe direction, so no tolerance is needed.
  if (issuedAt > receivedAt) return receivedAt - issuedAt;
  // Compared with the start: a token that died during a slow fetch is dead, whatever the clock.
  return startedAt !== undefined && expiresAt <= startedAt ? receivedAt - issuedAt : 0;
}
