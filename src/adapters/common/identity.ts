/**
 * One user, one connection: a token of somebody else is refused before an SDK sees it. Given one, the SDKs mix two
 * users, drop the call, or fail with an error that does not say why.
 *
 * @module
 */
import { fault, type TokenError } from "../../errors.ts";
import { onSignOut } from "./connection/sign-out.ts";
import type { TokenFeed } from "./feed.ts";

/** Remembers whose tokens they are. */
export class TokenOwner {
  #identity: string | undefined;
  readonly #refusals = new WeakSet<TokenError>();
  readonly #identityOf: (value: string) => string | undefined;

  /**
   * @param identityOf - whose token it is; `undefined` where the token does not say
   * @param identity - who has the connection; without it, the user of the first token
   */
  constructor(identityOf: (value: string) => string | undefined, identity?: string) {
    [this.#identityOf, this.#identity] = [identityOf, identity];
  }

  /** Why the connection cannot have this token, if it cannot. */
  refusal(value: string): TokenError | undefined {
    const identity = this.#identityOf(value);
    const isKnown = identity !== undefined && this.#identity !== undefined;
    const refusal = isKnown ? (identity === this.#identity ? undefined : anotherUser()) : this.doubt(value);
    if (refusal) this.#refusals.add(refusal);
    else this.#identity ??= identity;
    return refusal;
  }

  /**
   * For what was made before it is kept: it is the user's whose token is in hand. Where there is none, nobody can say
   * after a sign-out whether the next user is the one.
   *
   * @returns listens to sign-outs no longer
   */
  adopt(tokens: TokenFeed, held: string | undefined = tokens.peek()?.value): () => void {
    if (held !== undefined) this.refusal(held);
    return onSignOut(tokens, () => (this.#identity ??= ""));
  }

  /** Whether this error comes from {@link refusal}. */
  isRefusal(error: TokenError): boolean {
    return this.#refusals.has(error);
  }

  /** Why a token is refused of which nobody says whether it is of the same user. */
  protected doubt(_value: string): TokenError | undefined {
    return undefined;
  }
}

const anotherUser = (): TokenError =>
  fault(
    "ERR_HANDOVER_FAILED",
    "The token belongs to another user than the connection",
    "fixConfig",
    "Issue the tokens of one connection for one user. For another user, end the connection and begin one with a manager of its own.",
  );
