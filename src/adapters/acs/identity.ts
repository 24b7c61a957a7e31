/**
 * Whose token it is: the SDK refuses a new token of somebody else (400/40233), and a call may drop with it.
 *
 * @module
 */
import { claimsOf } from "../../core/read/jwt.ts";

/**
 * What `CallAgent` compares (@azure/communication-calling@2.0.0): resource and user; for Teams tokens that have
 * neither, the Entra user. `undefined` where the token cannot be read: the SDK will say what it thinks of it.
 */
export function acsIdentityOf(token: string): string | undefined {
  const { resourceId, skypeid, oid } = (claimsOf(token) ?? {}) as Record<string, string | undefined>;
  return skypeid ? `${resourceId} ${skypeid}` : oid;
}
