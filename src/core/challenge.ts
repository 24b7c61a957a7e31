/**
 * What a resource server says in `WWW-Authenticate`, and whether a new token of the same kind answers it.
 *
 * @module
 */

/** The first challenge that names an error. */
export interface Challenge {
  /** RFC 6750, 3.1: `invalid_token`, `insufficient_scope`; RFC 9449: `use_dpop_nonce`; RFC 9470. */
  readonly error: string;
  readonly scope?: string;
  /** Microsoft Entra: JSON in base64. */
  readonly claims?: string;
  readonly acrValues?: string;
  /** Seconds, as text. */
  readonly maxAge?: string;
}

/** A token that is fetched the same way again will lack the same thing again. */
const NOT_CURED = ["insufficient_scope", "use_dpop_nonce", "insufficient_user_authentication", "insufficient_claims"];

/** `name=value` or `name="value"`; what stands in quotes is no parameter. */
const PARAMETER = /([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s",]+))/g;

/** Reads a `WWW-Authenticate` header; `undefined` if it is not there or names no error. */
export function challengeOf(header: string | null | undefined): Challenge | undefined {
  const values = new Map<string, string>();
  for (const [, name, quoted, bare] of (header ?? "").slice(0, 4_000).matchAll(PARAMETER)) {
    const key = name!.toLowerCase();
    if (!values.has(key)) values.set(key, quoted ?? bare!);
  }
  const error = values.get("error");
  if (!error) return undefined;
  const [scope, claims, acrValues, maxAge] = ["scope", "claims", "acr_values", "max_age"].map((name) =>
    values.get(name),
  );
  return {
    error,
    ...(scope && { scope }),
    ...(claims && { claims }),
    ...(acrValues && { acrValues }),
    ...(maxAge && { maxAge }),
  };
}

/**
 * Whether a new token may be accepted where this one was refused. `false` only for challenges that ask for something
 * else: a scope, claims, a stronger sign-in, a proof with the server's nonce.
 */
export function isCuredByRefresh(header: string | null | undefined): boolean {
  const challenge = challengeOf(header);
  return challenge === undefined || !NOT_CURED.includes(challenge.error);
}
