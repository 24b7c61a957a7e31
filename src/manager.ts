/**
 * `TokenManager`: the door. Behind it `runtime/loop.ts` decides and acts.
 *
 * @module
 */
import { EventEmitter } from "eventemitter3";
import { range } from "./core/check.ts";
import type { TokenInput } from "./core/read/input.ts";
import { MAX_TIMER_MS } from "./core/schedule.ts";
import type { Token } from "./token.ts";
import type { TokenEvents, TokenState } from "./events.ts";
import type { GetTokenOptions } from "./get-token-options.ts";
import type { TokenManagerOptions } from "./options.ts";
import { resolveOptions, type Settings } from "./settings.ts";
import { bindMethods, keepSelf, selfOf } from "./runtime/bind-methods.ts";
import { Listeners } from "./runtime/listeners.ts";
import { Loop } from "./runtime/loop.ts";

/** A listener of one event; what it returns is ignored, but for a promise, whose rejection is reported. */
export type TokenListener<Name extends keyof TokenEvents> = (payload: TokenEvents[Name]) => unknown;

/** Keeps one token fresh: see the README for the life of a token. */
export class TokenManager {
  declare readonly [Symbol.dispose]: () => void;
  static {
    bindMethods(this.prototype);
    // Not a method: Safari, which has no `Symbol.dispose` yet, would get one called "undefined". Node 24 takes no bound one.
    if (Symbol.dispose)
      Object.defineProperty(this.prototype, Symbol.dispose, {
        configurable: true,
        value(this: TokenManager) {
          selfOf(this).dispose();
        },
      });
    // For console.log() in Node; what browsers show is the property `state`.
    Object.defineProperty(this.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: TokenManager, _depth: number, options: object, inspect: (value: object, options: object) => string) {
        return `TokenManager ${inspect({ ...this.state }, options)}`;
      },
    });
  }

  // Of a property that each instance has, because consoles do not show a prototype's getters. One for all: it takes no memory.
  static readonly #STATE: PropertyDescriptor & ThisType<TokenManager> = {
    enumerable: true,
    get() {
      return selfOf(this).#loop.snapshot;
    },
  };

  /** What the manager is doing, as the clocks stand now: a new object only when it changes. Frozen, without the token's value. */
  declare readonly state: TokenState;

  /** Whether each caller gets a token of its own: the option `singleUse`. */
  get singleUse(): boolean {
    return selfOf(this).#settings.singleUse;
  }

  readonly #settings: Settings;
  readonly #loop: Loop;
  readonly #listeners: Listeners;

  /**
   * Begins nothing: `start()` or the first `getToken()` does.
   *
   * @throws TypeError or RangeError, quoting the option and its value
   */
  constructor(options: TokenManagerOptions) {
    keepSelf(this);
    Object.defineProperty(this, "state", TokenManager.#STATE);
    this.#settings = resolveOptions(options);
    this.#listeners = new Listeners(EventEmitter, this.#settings.onListenerError);
    this.#loop = new Loop(this.#settings, this.#listeners);
    if (options.initialToken != null) this.#loop.hold(options.initialToken);
  }

  /**
   * Begins, or begins again after `stop()` or a failure that needed a person. Resolves with the first usable token;
   * ignoring the promise is safe.
   */
  start(): Promise<Token> {
    return this.#ask("start", this.#settings.cycleMs);
  }

  /**
   * Pauses: no timer, no fetch; a valid token is still handed out. With `overlap: "never"` a call in the air runs to
   * its end and its token is kept.
   */
  stop(): void {
    this.#loop.step({ type: "stop" });
  }

  /** Ends for good: forgets the token, aborts what is in the air, tells the last `stateChange`, removes every listener. */
  dispose(): void {
    this.#loop.step({ type: "dispose" });
    this.#listeners.removeAll("stateChange");
  }

  /**
   * The token's value: at once where the one in hand is valid, else from the refresh that all
   * callers share. Starts an idle manager.
   *
   * @throws TokenError why there is none; the `signal`'s reason
   */
  getToken(options?: GetTokenOptions): Promise<string> {
    const token = options ? undefined : this.#loop.calmToken;
    return token ? Promise.resolve(token.value) : this.#get(options ?? {});
  }

  async #get(options: GetTokenOptions): Promise<string> {
    const { minValidityMs = 0, forceRefresh = false, rejectedValue, wasAccepted, signal, timeoutMs } = options;
    range("minValidityMs", minValidityMs);
    if (timeoutMs !== undefined) range("timeoutMs", timeoutMs, 0, MAX_TIMER_MS);
    // News for everybody, whatever becomes of this caller.
    if (rejectedValue !== undefined) this.invalidate(rejectedValue, { wasAccepted });
    signal?.throwIfAborted();
    const calm = minValidityMs || forceRefresh || rejectedValue !== undefined ? undefined : this.#loop.calmToken;
    if (calm) return calm.value;
    const { fetchTimeoutMs, cycleMs } = this.#settings;
    const limitMs = timeoutMs ?? (forceRefresh ? cycleMs : fetchTimeoutMs);
    const want = { minValidityMs, isForced: forceRefresh, rejectedValue, wasAccepted, limitMs };
    return (await this.#loop.ask("ask", { ...want, isPatient: timeoutMs !== undefined }, signal)).value;
  }

  /** The current token while it is valid; looks, and does nothing else. */
  peek(): Token | undefined {
    return this.#loop.token;
  }

  /**
   * Makes a token current that the app has obtained by itself; `null` is `clear()`. Ignored, with a warning, is one that
   * is older than the token in hand, was refused, or has expired and would replace a valid one, a refresh or an error.
   * Starts nothing: before `start()` and after `stop()` a token is handed out till its end, not renewed, not warned of.
   *
   * @throws TokenError `ERR_TOKEN_UNUSABLE`
   */
  setToken(input: TokenInput): void {
    if (input === null) return this.clear();
    this.#loop.step({ type: "set", candidate: this.#loop.candidate(input) });
  }

  /**
   * "A server refused exactly this token." Does nothing unless it is the current one. A token that had itself replaced a
   * refused one stays in use for others: see `getToken({ rejectedValue })`.
   *
   * @param options - `wasAccepted`: who had accepted the token before, as for `getToken()`
   */
  invalidate(rejectedValue: string, { wasAccepted }: Pick<GetTokenOptions, "wasAccepted"> = {}): void {
    this.#loop.step({ type: "invalidate", value: rejectedValue, wasAccepted });
  }

  /**
   * Fetches a token as soon as the interval after the last one allows, or joins the cycle in the air. Leaves `halted`, as
   * `start()` and `setToken()` do. Rejects at once while a server's `Retry-After` runs.
   */
  refresh(): Promise<Token> {
    return this.#ask("refresh", this.#settings.cycleMs);
  }

  /** The user has signed out: forgets the token and stays quiet until `start()`, `refresh()` or `setToken()`. */
  clear(): void {
    this.#loop.step({ type: "clear" });
  }

  /**
   * Adds a listener; the same function for the same event counts once, as it was added first. Returns the undo.
   *
   * @throws TypeError for an unknown event or a listener that is no function
   */
  on<Name extends keyof TokenEvents>(
    event: Name,
    listener: TokenListener<Name>,
    options: { signal?: AbortSignal | undefined } = {},
  ): () => void {
    return this.#listeners.add(event, listener, "always", options.signal);
  }

  /** Like `on`, for the next such event only. */
  once<Name extends keyof TokenEvents>(
    event: Name,
    listener: TokenListener<Name>,
    options: { signal?: AbortSignal | undefined } = {},
  ): () => void {
    return this.#listeners.add(event, listener, "once", options.signal);
  }

  /** Removes a listener; one that was never added is no error. */
  off<Name extends keyof TokenEvents>(event: Name, listener: TokenListener<Name>): void {
    this.#listeners.remove(event, listener);
  }

  /** Called, without arguments, when `state` has changed; with `state` the contract of `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void {
    return this.on("stateChange", typeof listener === "function" ? () => listener() : listener); // `on` refuses that
  }

  #ask(type: "start" | "refresh", limitMs: number): Promise<Token> {
    return this.#loop.ask(type, { minValidityMs: 0, isForced: type === "refresh", limitMs });
  }
}
