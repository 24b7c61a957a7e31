/**
 * Waits for a vendor's events to make something true: a promise of the SDK does not tell, its state does.
 *
 * @module
 */
import type { TokenError } from "../../errors.ts";
import type { AdapterClock } from "../common/clock.ts";
import { within } from "../common/deadline.ts";

/** One wait at a time. */
export class EventWait {
  #look = (): void => undefined;
  #isOver = false;
  readonly #what: string;
  readonly #clock: AdapterClock;

  /** @param what - the vendor's call, for the error: `"updateToken()"` */
  constructor(what: string, clock: AdapterClock) {
    [this.#what, this.#clock] = [what, clock];
  }

  /** Looks at once and after each event; the answer is an error if the limit has come first. */
  until(limitMs: number, isTrue: () => unknown): Promise<TokenError | undefined> {
    return within(limitMs, this.#what, this.#clock, () => {
      return new Promise<undefined>((resolve) => {
        this.#look = () => (this.#isOver || isTrue()) && resolve(undefined);
        this.#look();
      });
    }).catch((error: unknown) => error as TokenError);
  }

  /** An event has come. */
  look(): void {
    this.#look();
  }

  /** Ends every wait, this one and the ones to come. */
  end(): void {
    this.#isOver = true;
    this.#look();
  }
}
