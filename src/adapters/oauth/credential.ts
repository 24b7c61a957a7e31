/**
 * What this page knows of one store's refresh token: whose turn it is, and what has gone wrong with it.
 *
 * @module
 */
import type { RefreshTokenStore } from "./store.ts";

// By store and not by fetcher: all that use the same store use up the same refresh token.
const credentials = new WeakMap<RefreshTokenStore, Credential>();

export const credentialOf = (store: RefreshTokenStore): Credential => {
  const known = credentials.get(store) ?? new Credential(store);
  credentials.set(store, known);
  return known;
};

export class Credential {
  readonly #store: RefreshTokenStore;
  #turns: Promise<unknown> = Promise.resolve();
  /** A refresh token that the store did not take, and the used one that it still holds. */
  #unsaved: { readonly next: string; readonly stale: string } | undefined;
  /** The refresh token of a request whose answer never came: the server may have used it up. */
  doubtful: string | undefined;

  constructor(store: RefreshTokenStore) {
    this.#store = store;
  }

  /** Runs `work` when everybody who came before has finished, whatever became of it. `signal` ends the wait. */
  inTurn<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const leave = (): void => reject(signal.reason as Error);
      signal.addEventListener("abort", leave);
      const mine = this.#turns.then(() => {
        signal.removeEventListener("abort", leave);
        signal.throwIfAborted();
        return work();
      });
      this.#turns = mine.catch(() => undefined); // the caller of `work` hears of its failure
      mine.then(resolve, reject);
    });
  }

  /** The refresh token to use: the stored one, unless its successor could not be stored. */
  async read(onError: (error: unknown) => void): Promise<string | undefined> {
    const stored = (await this.#store.read()) || undefined;
    const unsaved = this.#unsaved;
    if (!unsaved || stored !== unsaved.stale) {
      this.#unsaved = undefined; // somebody has signed in anew
      return stored;
    }
    await this.write(unsaved.next, unsaved.stale, onError);
    return unsaved.next;
  }

  /** A store that fails must not cost the only valid refresh token: it is kept here and stored at the next turn. */
  async write(next: string, replaced: string, onError: (error: unknown) => void): Promise<void> {
    this.#unsaved = { next, stale: this.#unsaved?.stale ?? replaced };
    try {
      await this.#store.write(next, replaced);
      this.#unsaved = undefined;
    } catch (error) {
      onError(error);
    }
  }
}
