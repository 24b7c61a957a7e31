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
const GRACE_MS = 5_000;

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
    const wait = (ms: number): void => {
      const dueAt = monotonicNow() + ms;
      timer = setTimer(() => {
        if (monotonicNow() - dueAt > LATE_MS) wait(GRACE_MS);
        else giveUp(timedOut(missing, REQUEST_LIMIT_MS));
      }, ms);
    };
    wait(REQUEST_LIMIT_MS);
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
