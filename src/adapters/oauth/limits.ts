/**
 * How long a request may take, and how long its answer may be.
 *
 * @module
 */
import { timedOut } from "../../core/classify.ts";
import type { Environment } from "../../environment.ts";
import { readText } from "../../runtime/response.ts";

/**
 * After this a request is given up, its answer perhaps lost: much longer than a token endpoint takes, but not for
 * ever, because a connection that died while the machine slept never answers.
 */
const REQUEST_LIMIT_MS = 60_000;

/** A timer that rings so late stood still with its page: an answer that came meanwhile is heard after it. */
const LATE_MS = 1_000;
/** So much later the answer has been heard. As often the clock is looked at: one long timer would tell of no short freeze. */
const GRACE_MS = 5_000;
/** In a hidden page each timer may be as late: that is a reason to wait once, and no longer. */
const THROTTLED_MS = 60_000;

/**
 * What `request` brings, in time.
 *
 * @param missing - what did not happen, for the error: `The token endpoint did not answer`
 * @param caller - ends it before
 */
export async function limited<T>(
  missing: string,
  request: (signal: AbortSignal) => Promise<T>,
  { setTimer, clearTimer, monotonicNow }: Pick<Environment, "setTimer" | "clearTimer" | "monotonicNow">,
  caller?: AbortSignal,
): Promise<T> {
  caller?.throwIfAborted();
  const limit = new AbortController();
  let timer: unknown;
  let leave!: () => void;
  // Not by the signal alone: a `fetch` of the app may not heed it.
  const givenUp = new Promise<never>((_, reject) => {
    const giveUp = (reason: Error): void => {
      limit.abort(reason);
      reject(reason);
    };
    let endAt = monotonicNow() + REQUEST_LIMIT_MS;
    let hasWaited = false;
    const look = (): void => {
      const dueAt = Math.min(endAt, monotonicNow() + GRACE_MS);
      const heard = (): void => {
        const now = monotonicNow();
        const lateMs = now - dueAt;
        if (now + GRACE_MS > endAt && lateMs > (hasWaited ? THROTTLED_MS : LATE_MS)) {
          endAt = now + GRACE_MS;
          hasWaited = true;
        }
        if (now < endAt) look();
        else giveUp(timedOut(missing, REQUEST_LIMIT_MS));
      };
      timer = setTimer(heard, dueAt - monotonicNow());
    };
    look();
    leave = () => giveUp(caller!.reason as Error);
    caller?.addEventListener("abort", leave);
  });
  try {
    return await Promise.race([request(limit.signal), givenUp]);
  } finally {
    clearTimer(timer);
    caller?.removeEventListener("abort", leave);
  }
}

/**
 * The same answer, read to its end: whoever looks at it next needs no limits.
 *
 * @throws TokenError for a success that is too long, Error for a status that HTTP does not have
 */
export async function readWhole(
  url: string,
  response: Response,
  signal: AbortSignal,
  environment: Environment,
): Promise<Response> {
  const { status, headers } = response;
  if (status < 200) return response; // of a redirect that is not followed: no script may read it
  let text = "";
  try {
    text = await readText(response, signal, environment, REQUEST_LIMIT_MS);
  } catch (error) {
    if (status < 400) throw error; // else the status says enough, as it does to the manager
  }
  // No `Response` can be made with it.
  if (status > 599)
    throw Object.assign(new Error(`${new URL(url).origin} answered with status ${status}`), {
      retryAfter: headers.get("retry-after"),
    });
  return new Response(text || null, response);
}
