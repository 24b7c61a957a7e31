/**
 * Bearer tokens, and those that are none.
 *
 * @module
 */
import { scrub } from "../../core/scrub.ts";
import { fault } from "../../errors.ts";
import type { Token } from "../../token.ts";

/**
 * A token of another type is worth nothing without its proof, and a bearer token to whoever steals it.
 *
 * @param cure - what else a developer may do than have bearer tokens issued
 * @throws TokenError `ERR_TOKEN_UNUSABLE`
 */
export function refuseProofs(token: Token | undefined, cure: string): void {
  const { token_type, tokenType = token_type } = token?.details ?? {};
  if (typeof tokenType === "string" && !/^bearer$/i.test(tokenType))
    throw fault(
      "ERR_TOKEN_UNUSABLE",
      `The token is of type "${scrub(tokenType)}", not "Bearer"`,
      "fixConfig",
      `Let the token endpoint issue bearer tokens, or ${cure}.`,
    );
}
