/**
 * `TokenManager`: the door. Behind it `runtime/loop.ts` decides and acts.
 *
 * @module
 */
import { EventEmitter } from "eventemitter3";
import type { TokenInput } from "./core/read/input.ts";
import { untilStartMs } from "./core/due.ts";
import type { Token } from "./token.ts";
import { endOf } from "./errors.ts";
import { EVENT_NAMES, type TokenEvents, type TokenState } from "./events.ts";
import type { TokenManagerOptions } from "./options.ts";
import { range, resolveOptions, type Settings } from "./settings.ts";
import { Listeners } from "./runtime/listeners.ts";
import { Loop } from "./runtime/loop.ts";
import type { WaiterOptions } from "./runtime/waiters.ts";

/** How a caller wants its token. */
export interface GetTokenOptions {
  /** At least this much life left, or the best there is after one refresh. Default 0. */
  minValidityMs?: number;
  /** A token fetched after this call, whatever is in hand. */
  forceRefresh?: boolean;
  /** Ends the wait of this caller only. */
  signal?: AbortSignal;
  /** Gives up the wait of this caller only. */
  timeoutMs?: number;
}

export type TokenListener<Name extends keyof TokenEvents> = (payload: TokenEvents[Name]) => unknown;

/** Keeps one token fresh: see the README for the life of a token. */
export class TokenManager {
  declare readonly [Symbol.dispose]: () => void;
  static {
    // Not a method: Safari has no `Symbol.dispose` yet, and would get a method called "undefined".
    if (Symbol.dispose) Object.defineProperty(this.prototype, Symbol.dispose, { value: this.prototype.dispose });
  }

  readonly #settings: Settings;
  readonly #loop: Loop;
  readonly #listeners: Listeners;
  // For getToken() with nothing to do: the answer, whose it is, and the last look at the wall clock.
  #answer: Promise<string> | undefined;
  #answered: Token | undefined;
  #lookedAt = 0;

  /** @throws TypeError or RangeError, quoting the option and its value; TokenError for an unusable `initialToken` */
  constructor(options: TokenManagerOptions) {
    this.#settings = resolveOptions(options);
    const emitter = new EventEmitter();
    this.#listeners = new Listeners(emitter, EVENT_NAMES, this.#settings.onListenerError);
    this.#loop = new Loop(this.#settings, (event, payload) => emitter.emit(event, payload));
    if (options.initialToken != null) this.setToken(options.initialToken);
  }

  /** Begins, or begins again after `stop()` or a failure that needed a person. Resolves with the first usable token. */
  start(): Promise<Token> {
    this.#loop.step({ type: "start" });
    const token = this.#loop.usable(0);
    return handled(token ? Promise.resolve(token) : this.#wait({ isPatient: true }));
  }

  /** Pauses: no timer, no fetch. A valid token is still handed out. */
  stop(): void {
    this.#loop.step({ type: "stop" });
  }

  /** Ends for good: forgets the token, removes every listener. */
  dispose(): void {
    this.#loop.step({ type: "dispose" });
    this.#listeners.removeAll();
    this.#answer = this.#answered = undefined;
  }

  /**
   * The token's value: at once where the one in hand is valid, else from the refresh that all
   * callers share. Starts an idle manager.
   *
   * @throws TokenError why there is none; the `signal`'s reason
   */
  getToken(options?: GetTokenOptions): Promise<string> {
    if (!options && this.#answer && this.#answered === this.#loop.state.held?.token) {
      const now = this.#settings.environment.now();
      // A clock that went back since the last look proves nothing: take the long way, which asks the other clock too.
      if (now < this.#loop.calmUntil && now >= this.#lookedAt) {
        this.#lookedAt = now;
        return this.#answer;
      }
    }
    return this.#get(options ?? {});
  }

  async #get({ minValidityMs = 0, forceRefresh = false, signal, timeoutMs }: GetTokenOptions): Promise<string> {
    range("minValidityMs", minValidityMs);
    signal?.throwIfAborted();
    const loop = this.#loop;
    loop.step({ type: loop.state.phase === "idle" ? "start" : "wake" });
    const enough = forceRefresh ? undefined : loop.usable(minValidityMs);
    if (enough) return this.#remember(enough);
    const fallback = (): Token | undefined => (forceRefresh ? undefined : loop.usable(0));
    // The interval after the last fetch has not passed: what is in hand is the best there is.
    const isEarly = untilStartMs({ ...loop.state, wanted: "requested" }, loop.context(), this.#settings) > 0;
    const best = isEarly && loop.state.phase === "holding" ? fallback() : undefined;
    if (best) return best.value;
    loop.step({ type: "demand", reason: forceRefresh || loop.usable(0) ? "requested" : "expired" });
    return (await this.#wait({ signal, timeoutMs, fallback })).value;
  }

  /** The current token while it is valid; looks, and does nothing else. */
  peek(): Token | undefined {
    return this.#loop.usable(0);
  }

  /**
   * Makes a token current that the app has obtained by itself; `null` is `clear()`. One that is older than the
   * token in hand is ignored with a warning.
   *
   * @throws TokenError `ERR_TOKEN_UNUSABLE`
   */
  setToken(input: TokenInput): void {
    if (input === null) return this.clear();
    this.#loop.step({ type: "set", candidate: this.#loop.candidate(input) });
  }

  /** "A server refused exactly this token." Does nothing unless it is the current one. */
  invalidate(rejectedValue: string): void {
    this.#loop.step({ type: "invalidate", value: rejectedValue });
  }

  /** Fetches a token now, or joins the fetch in the air. The only way out of `halted` besides `start()` and `setToken()`. */
  refresh(): Promise<Token> {
    this.#loop.step({ type: "refresh" });
    return handled(this.#wait({ isPatient: true }));
  }

  /** The user has signed out: forgets the token and stays quiet until `start()`, `refresh()` or `setToken()`. */
  clear(): void {
    this.#loop.step({ type: "clear" });
  }

  /**
   * Adds a listener; the same function for the same event counts once. Returns the undo.
   *
   * @throws TypeError for an unknown event or a listener that is no function
   */
  on<Name extends keyof TokenEvents>(
    event: Name,
    listener: TokenListener<Name>,
    options: { signal?: AbortSignal } = {},
  ): () => void {
    return this.#listeners.add(event, listener, false, options.signal);
  }

  /** Like `on`, for the next such event only. */
  once<Name extends keyof TokenEvents>(
    event: Name,
    listener: TokenListener<Name>,
    options: { signal?: AbortSignal } = {},
  ): () => void {
    return this.#listeners.add(event, listener, true, options.signal);
  }

  off<Name extends keyof TokenEvents>(event: Name, listener: TokenListener<Name>): void {
    this.#listeners.remove(event, listener);
  }

  /** What the manager is doing: a new object only when it changes. */
  get state(): TokenState {
    return this.#loop.snapshot;
  }

  /** Called, without arguments, when `state` has changed; with `state` the contract of `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void {
    return this.on("stateChange", () => listener());
  }

  #remember(token: Token): string {
    if (this.#answered !== token) {
      this.#answered = token;
      this.#answer = Promise.resolve(token.value);
    }
    this.#lookedAt = this.#settings.environment.now();
    return token.value;
  }

  #wait(options: WaiterOptions): Promise<Token> {
    const { state, waiters } = this.#loop;
    if (state.phase === "refreshing" || state.phase === "holding") return waiters.add(options);
    const token = options.fallback?.();
    if (token) return Promise.resolve(token);
    return Promise.reject(state.phase === "waiting" || state.phase === "halted" ? state.error : endOf(state.phase));
  }
}

// Failures of the cycle are told by `refreshFailed`: whoever ignores the promise loses nothing.
function handled(promise: Promise<Token>): Promise<Token> {
  promise.catch(() => undefined);
  return promise;
}
