/**
 * One call of the fetcher with a deadline: it is answered at the limit even if it never settles.
 *
 * @module
 */
import { timedOut } from "../core/classify.ts";
import type { Environment } from "../environment.ts";

/**
 * @param isGivenUp - whether nobody waits for the result any more
 * @param limit - sets the deadline anew, in ms from now
 */
export type BoundedCall<T> = (
  signal: AbortSignal,
  isGivenUp: () => boolean,
  limit: (limitMs: number) => void,
) => Promise<T>;

/**
 * Rejects with what the call rejects with, with `ERR_FETCH_TIMEOUT`, or with the reason of `outer`.
 *
 * @param late - gets a result that comes after the end
 * @param lateError - gets a rejection that comes after the end; the timeout has answered it
 */
export function bounded<T>(
  call: BoundedCall<T>,
  environment: Environment,
  firstLimitMs: number,
  outer: AbortSignal,
  late: (result: T) => void,
  lateError: (error: unknown) => void,
): Promise<T> {
  const inner = new AbortController();
  return new Promise((resolve, reject) => {
    let isOpen = true;
    const close = (): boolean => {
      const wasOpen = isOpen;
      isOpen = false;
      environment.clearTimer(timer);
      outer.removeEventListener("abort", onAbort);
      return wasOpen;
    };
    const giveUp = (error: Error): void => {
      close();
      reject(error);
    };
    const onAbort = (): void => {
      giveUp(outer.reason as Error);
      inner.abort(outer.reason);
    };
    let timer: unknown;
    const limit = (limitMs: number): void => {
      if (!isOpen) return;
      environment.clearTimer(timer);
      timer = environment.setTimer(() => {
        const error = timedOut("fetchToken did not answer", limitMs);
        giveUp(error);
        inner.abort(error);
      }, limitMs);
    };
    limit(firstLimitMs);
    outer.addEventListener("abort", onAbort);
    call(inner.signal, () => !isOpen, limit).then(
      (result) => (close() ? resolve(result) : late(result)),
      (error: unknown) => (close() ? reject(error as Error) : lateError(error)),
    );
  });
}
