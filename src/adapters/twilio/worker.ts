/**
 * TaskRouter: hands every new token to a `Worker`, on the manager's time.
 *
 * The SDK times its `tokenExpired` by the life of the *first* token, five seconds early, and from then on does not
 * connect again until `updateToken()` is called. Before its `init`, and always with `useGraphQL`, it knows no life and
 * fires at once after every `updateToken()`. Called while the SDK waits to connect again, `updateToken()` opens a
 * second socket beside the one to come. Vendor facts: `twilio-taskrouter@2.1.1`, observed.
 *
 * @module
 */
import type { Token } from "../../token.ts";
import { twilioTaskrouter } from "../../diagnose/catalog/twilio/taskrouter.ts";
import { explained } from "../common/vendor-error.ts";
import type { TokenError } from "../../errors.ts";
import { DEFAULT_ENVIRONMENT } from "../../runtime/host.ts";
import type { AdapterClock } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";

/** The part of `Worker` and `Supervisor` (`twilio-taskrouter` 2.x) that is touched. */
export interface WorkerLike {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
  updateToken(token: string): unknown;
}

export interface KeepWorkerOptions {
  /**
   * `tokenExpired` for a token that is still good is answered with the same token, but only this long after the last
   * `updateToken()`. Default 30_000: so long a closed socket may stay closed, and no storm comes of it.
   */
  minIntervalMs?: number;
  /** An error of the worker, explained. TaskRouter's REST calls reject where the app made them. */
  onProblem?(error: TokenError): void;
  environment?: Partial<AdapterClock>;
}

/** `tokenExpired` comes with 5 s left; as much again for the way. */
const HINT_MS = 10_000;

/** Keeps `worker` supplied until the undo is called or the app disconnects it. Make it with `await tokens.getToken()`. */
export function keepWorker(worker: WorkerLike, tokens: TokenFeed, options: KeepWorkerOptions = {}): () => void {
  const { minIntervalMs = 30_000, onProblem } = options;
  const { now, setTimer, clearTimer }: AdapterClock = { ...DEFAULT_ENVIRONMENT, ...options.environment };
  let given: Token | undefined = tokens.peek();
  let givenAt = now();
  let isDown = false; //   the connection is lost
  let isAsleep = false; // since `tokenExpired` the SDK does not connect again
  let isOver = false;
  let timer: unknown;

  const onError = (error: unknown): void => {
    const context = { provider: twilioTaskrouter.id, token: tokens.peek(), now: now() };
    const problem = explained("The connection of the Worker", error, [twilioTaskrouter], context);
    // Not called directly: what it throws must not end up in the SDK.
    if (problem.action !== "none") void Promise.resolve(problem).then(onProblem);
  };

  const follow = (): void => {
    clearTimer(timer);
    const token = tokens.peek();
    const isNew = token?.value !== given?.value;
    if (isOver || !token || !(isNew || isAsleep)) return;
    // While the SDK tries to connect with a token that is alive, it is left alone.
    const connectsUntil = isDown && !isAsleep ? (given?.expiresAt ?? 0) : 0;
    const waitMs = Math.max(isNew ? 0 : givenAt + minIntervalMs, connectsUntil) - now();
    if (waitMs > 0) return void (timer = setTimer(follow, waitMs));
    given = token;
    givenAt = now();
    isAsleep = false;
    try {
      worker.updateToken(token.value);
    } catch (error) {
      onError(error);
    }
  };
  // Why there is no token is told by the manager's `refreshFailed`; when there is one again, `refreshed` comes.
  const fetchAndFollow = (minValidityMs: number): void =>
    void tokens.getToken({ minValidityMs }).then(follow, () => undefined);

  const onExpired = (): void => {
    isAsleep = true;
    fetchAndFollow(HINT_MS);
  };
  const onDisconnected = (detail: unknown): void => {
    // After the app's own disconnect() an updateToken() would open a new socket.
    if (/SDK Disconnect/.test(String((detail as { message?: unknown } | undefined)?.message))) return stop();
    isDown = true;
  };
  const onReady = (): void => {
    isDown = false;
    follow();
  };

  const forget = tokens.on("refreshed", follow);
  const listeners = { tokenExpired: onExpired, disconnected: onDisconnected, ready: onReady, error: onError };
  for (const [event, listener] of Object.entries(listeners)) worker.on(event, listener);
  const stop = (): void => {
    isOver = true;
    clearTimer(timer);
    forget();
    for (const [event, listener] of Object.entries(listeners)) worker.removeListener(event, listener);
  };
  fetchAndFollow(0);
  return stop;
}
