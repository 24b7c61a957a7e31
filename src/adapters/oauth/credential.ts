/**
 * What this page knows of one store's refresh token: whose turn it is, and what has gone wrong with it.
 *
 * @module
 */
import type { StoreAccess } from "./access.ts";
import { restlessStore } from "./answers.ts";
import { inTime, STORE_LIMIT_MS } from "../common/store-limit.ts";
import { type RefreshTokenStore, refreshTokenIn } from "./store.ts";
import { Turns } from "./turns.ts";

// By store and not by fetcher: all that use the same store use up the same refresh token.
const credentials = new WeakMap<RefreshTokenStore, Credential>();

export const credentialOf = (store: RefreshTokenStore): Credential => {
  const known = credentials.get(store) ?? new Credential(store);
  credentials.set(store, known);
  return known;
};

/** A refresh token that may be sent. */
export interface Sendable {
  readonly sent: string;
  /** The sign-outs before it was read. */
  readonly era: number;
}

/** An answer of the token endpoint, as far as it concerns the store. */
export interface Exchange extends Sendable {
  /** The successor of what was sent, where the server has made one. */
  readonly next: string | undefined;
}

/** The refresh tokens of one session that this page has seen. */
interface Chain {
  readonly newest: string;
  /** Those that the server has replaced: who sends one of them again ends the session. */
  readonly used: readonly string[];
}

/** More than a store still shows that is late, and less than a page would notice in a session of months. */
const MAX_USED = 100;

/** How often a store may show something else while a used refresh token is to be replaced in it. */
const MAX_CHANGES = 3;

export class Credential {
  readonly #store: RefreshTokenStore;
  /** Of those who use the refresh token. */
  readonly turns: Turns = new Turns();
  /** Of those who replace it. */
  readonly #writes = new Turns();
  #chain: Chain | undefined;
  /** Counts the sign-outs in this page that the store has taken. */
  #era = 0;
  /** Sign-outs that the store has not yet answered. */
  #leaving = 0;
  /** The refresh token of a request whose answer never came: the server may have used it up. */
  doubtful: string | undefined;

  constructor(store: RefreshTokenStore) {
    this.#store = store;
  }

  /**
   * The refresh token to use: the stored one, or its successor where this page has seen one. Waits for sign-outs.
   *
   * @throws what the store throws; TokenError where it does not answer
   */
  async read(access: StoreAccess): Promise<Sendable | undefined> {
    for (let changes = 0; changes <= MAX_CHANGES;) {
      await this.#signedOut();
      const era = this.#era;
      const stored = refreshTokenIn(await inTime("refresh token", "read", this.#store.read(), access.environment));
      const chain = stored !== undefined && this.#chain?.used.includes(stored) ? this.#chain : undefined;
      if (chain && !(await this.#keep(chain, era, access))) {
        changes++; // a sign-in has come between
        continue;
      }
      const sent = chain?.newest ?? stored;
      if (!this.#leaving && era === this.#era) return sent === undefined ? sent : { sent, era };
    }
    throw restlessStore();
  }

  /**
   * Stores what an answer brought. Not where the store holds another refresh token by now, or none: then a user has
   * signed out or in meanwhile, the answer belongs to a time that is over, and the result is false.
   *
   * A store that fails must not cost the only valid refresh token: it is kept here and stored at the next turn.
   */
  async settle({ sent, next, era }: Exchange, access: StoreAccess): Promise<boolean> {
    if (era !== this.#era) return false;
    const known = this.#chain;
    const used = known?.newest === sent ? known.used : []; // else of another session, or another tab was faster
    const chain =
      next === undefined ? { newest: sent, used } : { newest: next, used: [...used, sent].slice(-MAX_USED) };
    this.#chain = chain;
    const isHeld = await this.#keep(chain, era, access).catch((error: unknown) => {
      access.onStoreError(error);
      return true;
    });
    await this.#signedOut();
    return isHeld && era === this.#era;
  }

  /** Signs out: what an earlier request brings counts no more, unless the store refuses. */
  async forget(access: StoreAccess): Promise<void> {
    this.#leaving++;
    try {
      await this.#alone(access, async () => {
        await inTime("refresh token", "write", this.#store.write(""), access.environment);
        this.#era++;
        this.#chain = undefined;
      });
    } finally {
      this.#leaving--;
    }
  }

  /** Waits until no sign-out is on its way. */
  async #signedOut(): Promise<void> {
    while (this.#leaving > 0) await this.#writes.take(() => Promise.resolve());
  }

  /** Lets the store hold the newest of a chain, where it holds one of it. Whether it does; throws what read() throws. */
  #keep(chain: Chain, era: number, access: StoreAccess): Promise<boolean> {
    const { environment, onStoreError } = access;
    return this.#alone(access, async () => {
      let held: string | null | undefined;
      let startedAt: number;
      do {
        startedAt = environment.monotonicNow();
        const answer = inTime("refresh token", "read", this.#store.read(), environment);
        // A store that answers at once is written to at once: nothing comes between.
        held = answer instanceof Promise ? await answer : answer;
        // A tab that was frozen meanwhile has an old answer, and others have not waited for it.
      } while (environment.monotonicNow() - startedAt > STORE_LIMIT_MS);
      if (era !== this.#era) return false;
      if (held === chain.newest) return true;
      // The chain stays known: the store may show a used one again.
      if (!held || !chain.used.includes(held)) return false;
      try {
        await inTime("refresh token", "write", this.#store.write(chain.newest, held), environment);
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
