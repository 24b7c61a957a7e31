/**
 * What a resource server says in `WWW-Authenticate`, and whether a new token of the same kind answers it.
 *
 * @module
 */

/** RFC 6750, 9449, 9470, Microsoft Entra: a token that is fetched the same way again will lack the same thing again. */
const NOT_CURED = [
  "insufficient_scope",
  "use_dpop_nonce",
  "invalid_dpop_proof",
  "insufficient_user_authentication",
  "insufficient_claims",
];

/** `name=value` or `name="value"`, with `\"` for a quote in it; what stands in quotes is no parameter. */
const PARAMETER = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/g;

/**
 * Whether a new token may be accepted where this one was refused. `false` only for challenges that ask for something
 * else: a scope, claims, a stronger sign-in, another proof. Of several errors the first one counts.
 */
export function isCuredByRefresh(header: string | null | undefined): boolean {
  const parameters = [...(header ?? "").slice(0, 4_000).matchAll(PARAMETER)];
  const [, , quoted, bare] = parameters.find(([, name]) => name!.toLowerCase() === "error") ?? [];
  return !NOT_CURED.includes(quoted ?? bare ?? "");
}
