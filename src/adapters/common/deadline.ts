/**
 * A limit for a vendor's promise: several of them never settle (Agora's `join()` on gateway 109, Twilio's
 * `updateToken()` while disconnecting).
 *
 * @module
 */
import { fault } from "../../errors.ts";
import type { AdapterClock } from "./clock.ts";

/**
 * The call's outcome, or `ERR_HANDOVER_FAILED` at the limit; what comes after the limit is ignored.
 *
 * @param what - the vendor's call, for the message: `"join()"`
 * @param signal - ends the wait with its reason; not aborted yet. Not left to the call: one that never settles would keep
 *   a listener on it
 */
export function within<T>(
  limitMs: number,
  what: string,
  { setTimer, clearTimer }: Pick<AdapterClock, "setTimer" | "clearTimer">,
  call: () => T | PromiseLike<T>,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimer(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    const giveUp = (reason: Error): void => {
      end();
      reject(reason);
    };
    const timer = setTimer(() => {
      const remedy = "Try again; if it stays silent, make a new connection.";
      giveUp(fault("ERR_HANDOVER_FAILED", `${what} did not settle within ${limitMs} ms`, "retryLater", remedy));
    }, limitMs);
    const onAbort = (): void => giveUp(signal!.reason as Error);
    signal?.addEventListener("abort", onAbort);
    // `async`, so that a call that throws at once rejects like any other.
    void (async () => call())().then(resolve, reject).finally(end);
  });
}
