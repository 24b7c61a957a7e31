/**
 * One after another, within one page.
 *
 * @module
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when everybody who came before has finished, whatever became of it. `signal` ends the wait. */
  take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const leave = (): void => reject(signal!.reason as Error);
      signal?.addEventListener("abort", leave);
      const mine = this.#last.then(() => {
        signal?.removeEventListener("abort", leave);
        signal?.throwIfAborted();
        return work();
      });
      this.#last = mine.catch(() => undefined); // the caller of `work` hears of its failure
      mine.then(resolve, reject);
    });
  }
}
