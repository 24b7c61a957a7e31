/**
 * A registry of listeners: one that throws is reported, and stops no other.
 *
 * @module
 */

import { checkName, checkType } from "../core/check.ts";
import { STEP } from "../core/step.ts";
import { EVENT_NAMES, type TokenState } from "../events.ts";

/** The part of an event emitter that is used; the real one stands in `manager.ts`. */
interface Emitter {
  on(event: string, listener: (payload: unknown) => void): unknown;
  off(event: string, listener: (payload: unknown) => void): unknown;
  emit(event: string, payload: unknown): boolean;
}

/** What takes each listener of one event off again. */
type Undos = Map<unknown, () => void>;

/** Adds and removes listeners whose errors go to `report`. */
export class Listeners {
  readonly #Emitter: new () => Emitter;
  // Both are there only if somebody listens: a manager at rest is small.
  #emitter: Emitter | undefined;
  readonly #onError: (error: unknown) => void;
  #undos: Map<string, Undos> | undefined;

  constructor(Emitter: new () => Emitter, onError: (error: unknown) => void = raise) {
    this.#Emitter = Emitter;
    this.#onError = onError;
  }

  /** The same function for the same event counts once. Returns the undo. */
  add(
    event: string,
    listener: (payload: never) => unknown,
    hears: "once" | "always",
    signal?: AbortSignal,
  ): () => void {
    if (event !== STEP) checkName("event", event, EVENT_NAMES);
    checkType("A listener", listener, "function");
    const undos: Undos = this.#undos?.get(event) ?? new Map<unknown, () => void>();
    (this.#undos ??= new Map()).set(event, undos);
    const emitter = (this.#emitter ??= new this.#Emitter());
    const wrapper = (payload: unknown): void => {
      if (undos.get(listener) !== undo) return; // removed by another listener of the same event
      if (hears === "once") undo();
      const report = (error: unknown): void => this.#report(error);
      try {
        const answer = listener(payload as never);
        if (answer instanceof Promise) answer.catch(report);
      } catch (error) {
        report(error);
      }
    };
    const undo = (): void => {
      if (undos.get(listener) === undo) undos.delete(listener);
      signal?.removeEventListener("abort", undo);
      emitter.off(event, wrapper);
    };
    if (signal?.aborted || undos.has(listener)) return () => this.remove(event, listener);
    signal?.addEventListener("abort", undo); // throws where it is no signal: before anything is kept
    undos.set(listener, undo);
    emitter.on(event, wrapper);
    return undo;
  }

  /** @returns whether anybody listens */
  emit(event: string, payload: unknown): boolean {
    const isHeard = !!this.#emitter?.emit(event, payload);
    if ((payload as Partial<TokenState>).phase === "disposed") this.removeAll();
    return isHeard;
  }

  remove(event: string, listener: unknown): void {
    this.#undos?.get(event)?.get(listener)?.();
  }

  /** @param but - the event that is still to come: `stateChange` tells of the end, and then nobody is left */
  removeAll(but?: string): void {
    this.#undos?.forEach((undos, event) => event !== but && undos.forEach((undo) => undo()));
  }

  // By default, and where the reporter throws too: an uncaught error, once the manager has finished what it was doing.
  #report(error: unknown): void {
    try {
      this.#onError(error);
    } catch (thrown) {
      queueMicrotask(() => raise(thrown));
    }
  }
}

function raise(error: unknown): never {
  throw error;
}
