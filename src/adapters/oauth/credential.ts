/**
 * What this page knows of one store's refresh token: whose turn it is, and what has gone wrong with it.
 *
 * @module
 */
import type { StoreAccess } from "./access.ts";
import { inTime, type RefreshTokenStore, STORE_LIMIT_MS } from "./store.ts";
import { Turns } from "./turns.ts";

// By store and not by fetcher: all that use the same store use up the same refresh token.
const credentials = new WeakMap<RefreshTokenStore, Credential>();

export const credentialOf = (store: RefreshTokenStore): Credential => {
  const known = credentials.get(store) ?? new Credential(store);
  credentials.set(store, known);
  return known;
};

/** An answer of the token endpoint, as far as it concerns the store. */
export interface Exchange {
  /** The refresh token that was sent. */
  readonly sent: string;
  /** Its successor, where the server has made one. */
  readonly next: string | undefined;
  /** `Credential.era` when `sent` was read. */
  readonly era: number;
}

export class Credential {
  readonly #store: RefreshTokenStore;
  /** Of those who use the refresh token. */
  readonly turns: Turns = new Turns();
  /** Of those who replace it. */
  readonly #writes = new Turns();
  /** A refresh token that the store did not take, and the used ones of which it still holds one. */
  #unsaved: { readonly next: string; readonly used: readonly string[] } | undefined;
  /** Counts the sign-outs in this page. */
  era = 0;
  /** The refresh token of a request whose answer never came: the server may have used it up. */
  doubtful: string | undefined;

  constructor(store: RefreshTokenStore) {
    this.#store = store;
  }

  /**
   * The refresh token to use: the stored one, unless its successor could not be stored.
   *
   * @throws what the store throws; TokenError where it does not answer
   */
  async read(access: StoreAccess): Promise<string | undefined> {
    const unsaved = this.#unsaved;
    const { era } = this;
    if (unsaved && (await this.#replace(unsaved.used, unsaved.next, era, access))) return unsaved.next;
    return (await inTime("read", this.#store.read(), access.environment)) || undefined;
  }

  /**
   * Stores what an answer brought. Not where the store holds another refresh token by now, or none: then a user has
   * signed out or in meanwhile, the answer belongs to a time that is over, and the result is false.
   *
   * A store that fails must not cost the only valid refresh token: it is kept here and stored at the next turn.
   */
  async settle({ sent, next, era }: Exchange, access: StoreAccess): Promise<boolean> {
    if (era !== this.era) return false;
    const used = [...(this.#unsaved?.used ?? []), sent];
    if (next !== undefined) this.#unsaved = { next, used };
    try {
      return await this.#replace(used, next, era, access);
    } catch (error) {
      access.onStoreError(error);
      return true;
    }
  }

  /** Signs out: from now on no answer to an earlier request is stored. */
  async forget(access: StoreAccess): Promise<void> {
    this.era++;
    this.#unsaved = undefined;
    await this.#alone(access, async () => {
      await inTime("write", this.#store.write(""), access.environment);
    });
  }

  /** Writes `next` where the store holds one of `used`. Whether it does; throws what read() throws. */
  #replace(used: readonly string[], next: string | undefined, era: number, access: StoreAccess): Promise<boolean> {
    const { environment, onStoreError } = access;
    return this.#alone(access, async () => {
      let held: string | null | undefined;
      let startedAt: number;
      do {
        startedAt = environment.monotonicNow();
        const answer = inTime("read", this.#store.read(), environment);
        // A store that answers at once is written to at once: nothing comes between.
        held = answer instanceof Promise ? await answer : answer;
        // A tab that was frozen meanwhile has an old answer, and others have not waited for it.
      } while (environment.monotonicNow() - startedAt > STORE_LIMIT_MS);
      if (era !== this.era) return false;
      if (!held || !used.includes(held)) {
        this.#unsaved = undefined;
        return false;
      }
      if (next === undefined) return true;
      try {
        await inTime("write", this.#store.write(next, held), environment);
        this.#unsaved = undefined;
      } catch (error) {
        onStoreError(error);
      }
      return true;
    });
  }

  #alone<T>({ enter }: StoreAccess, work: () => Promise<T>): Promise<T> {
    return this.#writes.take(async () => {
      const leave = await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    });
  }
}
