/**
 * Makes a token of whatever is handed over: by the fetcher, the app or another tab.
 *
 * @module
 */
import { isOwnToken, Token } from "../token.ts";
import { readInput } from "./read/input.ts";
import type { TokenClaims } from "./read/jwt.ts";
import { type Arrival, TOLERANCE_MS } from "./skew.ts";
import type { Candidate } from "./state.ts";
import { clockSkew, contradiction } from "./warnings.ts";

/**
 * @param owner - whose token it is where it is no answer of a fetcher: the name of an option, for an error
 * @throws TokenError `ERR_TOKEN_UNUSABLE`
 */
export function candidateOf(
  input: unknown,
  readToken: (value: string) => TokenClaims | undefined,
  arrival: Arrival,
  owner?: string,
): Candidate {
  // Another manager's, dated by the same clock; a session that slides may have prolonged the one in hand.
  if (isOwnToken(input)) return { token: input, endsBy: "answer" };
  const { value, details, issuedAt, expiresAt, refreshAt, endsBy, skewMs, conflict } = readInput(
    input,
    readToken,
    arrival,
    owner,
  );
  const warnings = [
    ...(Math.abs(skewMs) > TOLERANCE_MS ? [clockSkew(skewMs)] : []),
    ...(conflict ? [contradiction(conflict)] : []),
  ];
  return {
    token: new Token(value, { issuedAt, expiresAt, receivedAt: arrival.receivedAt }, details),
    refreshAt,
    endsBy,
    warnings: warnings.length ? warnings : undefined,
  };
}
