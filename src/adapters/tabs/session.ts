/**
 * Whose session a page has. Its app may have forgotten its user by the time it signs out, and may have turned to the
 * next user before there is a token of that one.
 *
 * @module
 */
export class Session {
  #owner: string | undefined;
  #isOpen = false;

  /** The page has a token of this owner. */
  begin(owner: string | undefined): void {
    this.#owner = owner;
    this.#isOpen = true;
  }

  /** The user has signed out, here or elsewhere. */
  end(): void {
    this.#isOpen = false;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether the app names another user now than the one whose session goes on. */
  isOfAnother(named: string | undefined): boolean {
    return this.#isOpen && this.#owner !== undefined && named !== undefined && named !== this.#owner;
  }

  /** Whether the app names the user of a session that began without a name. */
  learns(named: string | undefined): boolean {
    return this.#isOpen && this.#owner === undefined && named !== undefined;
  }

  /**
   * The user of the page: of its session while that goes on, whomever the app names, and after its end the one whom the
   * app has named last.
   *
   * @param named - whom the app names now
   */
  ownerOf(named: string | undefined): string | undefined {
    return (this.#owner = this.#isOpen ? (this.#owner ?? named) : (named ?? this.#owner));
  }
}
