/**
 * Whose tokens a connection of any kind may have. Nothing is known of the tokens; but a connection belongs to the session
 * in which it was opened, and what comes after a sign-out may be somebody else's.
 *
 * @module
 */
import { claimsOf } from "../../core/read/jwt.ts";
import { fault, type TokenError } from "../../errors.ts";
import { onSignOut } from "../common/connection/sign-out.ts";
import type { TokenFeed } from "../common/feed.ts";
import { TokenOwner } from "../common/identity.ts";

/** Remembers in which session the connection is. */
export class SessionOwner extends TokenOwner {
  /** Whose the token was that was taken last, as far as it says so itself. */
  #session: string | undefined;
  #isOver = false;
  /** Listens to sign-outs no longer. */
  readonly end: () => void;

  constructor(tokens: TokenFeed, identityOf: (value: string) => string | undefined) {
    super(identityOf);
    this.end = onSignOut(tokens, () => (this.#isOver = true));
  }

  override refusal(value: string): TokenError | undefined {
    const refusal = super.refusal(value);
    if (!refusal) [this.#session, this.#isOver] = [userOf(value), false];
    return refusal;
  }

  protected override doubt(value: string): TokenError | undefined {
    if (!this.#isOver || userOf(value) === this.#session) return undefined;
    return fault(
      "ERR_HANDOVER_FAILED",
      "The user has signed out since the connection was opened, and the token may be another user's",
      "fixConfig",
      "For another user, close() it and keep a new one. For the same one, say with identityOf whose tokens they are.",
    );
  }
}

/** Issuer and subject of a JWT. Of a token that does not say whose it is, the token itself. */
function userOf(value: string): string {
  const { iss, sub } = claimsOf(value) ?? {};
  return sub === undefined ? value : JSON.stringify([iss, sub]);
}
