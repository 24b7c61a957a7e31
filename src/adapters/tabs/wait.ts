/**
 * One call that waits for its turn, or for another tab's token that makes the turn unnecessary.
 *
 * @module
 */
import type { SharedToken, TabCall } from "../../tab-port.ts";

export class TurnWait {
  readonly #wants: TabCall;
  /** The number of the question with which this call was announced: whoever has heard it fetched after it. */
  readonly #announced: number;
  readonly #end = new AbortController();
  /** The token that came while this call was waiting. */
  found: SharedToken | undefined;

  constructor(wants: TabCall, announced: number) {
    this.#wants = wants;
    this.#announced = announced;
    const { signal } = wants;
    const stop = (): void => this.stop(signal.reason);
    signal.addEventListener("abort", stop);
    this.signal.addEventListener("abort", () => signal.removeEventListener("abort", stop));
  }

  /** Aborted when there is nothing to wait for any more. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  stop(reason: unknown): void {
    this.#end.abort(reason);
  }

  /** @param heard - how many questions of this tab were heard before the token was asked for */
  offer(token: SharedToken, heard: number): boolean {
    // A second one may come before whoever waits has taken the first.
    if ((this.signal.aborted && !this.found) || !this.#wants.accepts(token)) return false;
    if (this.#wants.forced && heard < this.#announced) return false;
    this.found = token;
    this.stop(undefined);
    return true;
  }
}
