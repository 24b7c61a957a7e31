/**
 * What a token catches on its way through terminals, mails and settings, taken off where there is no doubt: where what is
 * left reads as a token.
 *
 * @module
 */
import { decodeAgoraToken } from "../../core/read/agora.ts";
import { isJwe, parseJwt } from "./jwt.ts";
import { error, type TokenFinding } from "./report.ts";

/** Of anything in a token that no token has. */
export const STRAY: TokenFinding = error(
  "damaged",
  "The token has white space, quotation marks or other characters in it that are none of its own.",
  "Take them out.",
);

/** The token without what it has caught; `undefined` where it has caught nothing, or nothing readable would be left. */
export function repaired(value: string): string | undefined {
  const left = value.replace(/[^\w.+/=-]+/g, "");
  const isToken = left !== value && (parseJwt(left) ?? decodeAgoraToken(left) ?? isJwe(left));
  return isToken ? left : undefined;
}
