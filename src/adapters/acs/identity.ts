/**
 * Whose token it is: the SDK refuses a new token of somebody else (400/40233), and a call may drop with it.
 *
 * @module
 */

/**
 * What `CallAgent` compares (@azure/communication-calling@2.0.0): resource and user; for Teams tokens that have
 * neither, the Entra user. `undefined` where the token cannot be read. Verifies nothing.
 */
export function identityOf(token: string): string | undefined {
  try {
    // Not decoded as UTF-8: ids are ASCII, and other claims need not look right.
    const payload = atob(token.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/"));
    const { resourceId, skypeid, oid } = JSON.parse(payload) as Record<string, string | undefined>;
    return skypeid ? `${resourceId} ${skypeid}` : oid;
  } catch {
    return undefined; // an opaque token names nobody; the SDK will say what it thinks of it
  }
}
