/**
 * TaskRouter: hands every new token to a `Worker`, on the manager's time.
 *
 * @module
 */
import type { ProblemOptions } from "../common/app-callbacks.ts";
import { type ClockOptions, clockOf } from "../common/clock.ts";
import type { TokenFeed } from "../common/feed.ts";
import { checkOptions } from "../common/options.ts";
import { refuseSingleUse } from "../common/single-use.ts";
import { WorkerKeeper } from "./worker-keeper.ts";

/** The part of `Worker` and `Supervisor` (`twilio-taskrouter` 2.x) that is touched. */
export interface WorkerLike {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
  updateToken(token: string): unknown;
  /** Called where the SDK would go on connecting with a dead token, and wrapped while the worker is kept. */
  disconnect?(): unknown;
}

/** Options of {@link keepWorker}. */
export interface KeepWorkerOptions extends ClockOptions, ProblemOptions {
  /**
   * `tokenExpired` for a token that is still good is answered with the same token, but only this long after the last
   * `updateToken()`, in ms.
   *
   * @defaultValue 30_000: so long a closed socket may stay closed, and no storm comes of it
   */
  minIntervalMs?: number | undefined;
}

/**
 * Keeps `worker` supplied until the undo is called or the app disconnects it. Make it with `await tokens.getToken()`.
 * `onProblem` gets the errors of its connection; TaskRouter's REST calls reject where the app made them.
 *
 * @throws TypeError for a manager with `singleUse`, or an unknown option; RangeError for an interval that no timer can keep
 * @returns the undo; it does not disconnect
 */
export function keepWorker(worker: WorkerLike, tokens: TokenFeed, options: KeepWorkerOptions = {}): () => void {
  checkOptions(options, ["minIntervalMs", "onProblem", "onRecovered", "environment"]);
  refuseSingleUse(tokens, "A TaskRouter Worker");
  const keeper = new WorkerKeeper(worker, tokens, options, clockOf(options));
  return () => keeper.stop();
}
