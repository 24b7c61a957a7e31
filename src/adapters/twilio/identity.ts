/**
 * Whose token a Twilio token is.
 *
 * @module
 */
import { claimsOf } from "../../core/read/jwt.ts";

/** `grants.identity` of an access token; `undefined` where the token cannot be read. */
export function twilioIdentityOf(token: string): string | undefined {
  const grants = claimsOf(token)?.["grants"] as { identity?: unknown } | null | undefined;
  return typeof grants?.identity === "string" ? grants.identity : undefined;
}
