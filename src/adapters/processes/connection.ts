/**
 * One manager's connection to the other processes: there is no channel, only the app's store and a lock.
 *
 * @module
 */
import type { Environment } from "../../environment.ts";
import { endOf } from "../../errors.ts";
import type { SharedToken, TabCall, TabConnection, TabHost, TabNews } from "../../tab-port.ts";
import { unlessAborted } from "../common/aborted.ts";
import { promptly, type SharedTokenStore } from "./store.ts";

/** Ends a turn. */
export type Unlock = () => Promise<void>;

export interface ProcessLock {
  /**
   * One look at the lock: a turn, or nothing where another process has it.
   *
   * @throws what the file system throws
   */
  tryLock(): Promise<Unlock | undefined>;
  /** Lets some time pass, and keeps the process alive meanwhile. */
  pause(signal: AbortSignal): Promise<void>;
}

export interface ProcessConnectionOptions {
  readonly host: TabHost;
  readonly store: SharedTokenStore;
  readonly lock: ProcessLock;
  readonly clock: Pick<Environment, "monotonicNow" | "setTimer" | "clearTimer">;
  onError(error: unknown): void;
}

/** How often a word of the app is tried, a pause between two: as long as others write in between, and no longer. */
const MAX_TRIES = 20;

/** How long a process waits for its turn if it need not: together with the pauses less than 5 s. */
const PATIENCE_MS = 4_500;

// What the app has said is stored after the end of the connection, too.
const UNENDING = new AbortController().signal;

export class ProcessConnection implements TabConnection {
  readonly #options: ProcessConnectionOptions;
  readonly #store: SharedTokenStore;
  readonly #closing = new AbortController();
  // What this process has seen in the store last.
  #seen: string | undefined;
  // What the app says is stored one by one: a word that has to be tried again is still earlier than the next one.
  #told: Promise<void> = Promise.resolve();

  constructor(options: ProcessConnectionOptions) {
    this.#options = options;
    this.#store = promptly(options.store, options.clock);
  }

  async run(call: () => Promise<SharedToken>, wants: TabCall): Promise<SharedToken> {
    const signal = AbortSignal.any([wants.signal, this.#closing.signal]);
    signal.throwIfAborted();
    const turn = await this.#turn(wants, signal);
    if (turn.found) return turn.found;
    const work = this.#call(call);
    // With `exclusive` the next process waits for the call's end; without, this one's signal is enough.
    const ended = wants.exclusive ? work : unlessAborted(wants.signal, work);
    try {
      return await ended;
    } finally {
      await turn.unlock?.().catch((error: unknown) => this.#options.onError(error));
    }
  }

  tell(news: TabNews): void {
    if (this.#closing.signal.aborted) return;
    const token = "token" in news ? news.token : undefined;
    this.#told = this.#told.then(() => this.#write(token)).catch((error: unknown) => this.#options.onError(error));
  }

  close(): void {
    this.#closing.abort(endOf("stopped"));
  }

  /** A turn, or a token that another process has stored meanwhile: looking at the store is what waiting is for. */
  async #turn(
    wants: TabCall,
    signal: AbortSignal,
  ): Promise<{ readonly found?: SharedToken; readonly unlock?: Unlock | undefined }> {
    const { lock, clock } = this.#options;
    const since = clock.monotonicNow();
    for (;;) {
      const early = await this.#look(wants);
      signal.throwIfAborted();
      if (early) return { found: early };
      const unlock = await lock.tryLock();
      if (unlock) {
        try {
          // In our turn: what the process before has stored is there now.
          const found = await this.#look(wants);
          signal.throwIfAborted();
          if (!found) return { unlock };
          await unlock();
          return { found };
        } catch (error) {
          await unlock();
          throw error;
        }
      }
      if (!wants.exclusive && clock.monotonicNow() - since > PATIENCE_MS) return {};
      await lock.pause(signal);
      signal.throwIfAborted();
    }
  }

  /** The stored token, if it would do. A forced call wants its own: a store does not say when a request began. */
  async #look({ forced, accepts }: TabCall): Promise<SharedToken | undefined> {
    const { host } = this.#options;
    const stored = (await this.#store.read()) ?? undefined;
    if (!stored && this.#seen !== undefined) {
      this.#seen = undefined;
      host.clear(); // another process has signed out
    }
    if (!stored) return undefined;
    this.#seen = stored.value;
    return !forced && accepts(stored) ? stored : undefined;
  }

  async #call(call: () => Promise<SharedToken>): Promise<SharedToken> {
    const before = this.#seen;
    const token = await call();
    try {
      // Not over what another process has stored meanwhile: a sign-out, or another user's sign-in.
      if (await this.#swap(before, token)) this.#seen = token.value;
    } catch (error) {
      this.#options.onError(error); // the token counts all the same
    }
    return token;
  }

  /** What the app says is the latest word. */
  async #write(token: SharedToken | undefined): Promise<void> {
    const { lock } = this.#options;
    for (let tries = 1; ; tries++) {
      const stored = await this.#store.read();
      if (await this.#swap(stored?.value, token)) break;
      if (tries === MAX_TRIES)
        throw new Error(
          `swap() of the store has refused ${MAX_TRIES} times, each time with what read() had just given: what the app has set or cleared is not stored.`,
        );
      await lock.pause(UNENDING);
    }
    this.#seen = token?.value;
  }

  async #swap(expected: string | undefined, next: SharedToken | undefined): Promise<boolean> {
    const isStored: unknown = await this.#store.swap(expected, next);
    if (isStored === undefined)
      throw new TypeError(
        "swap() of the store must return true where it has stored the token, false where it has not; got undefined.",
      );
    return Boolean(isStored);
  }
}
