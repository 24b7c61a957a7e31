/**
 * A manager's events as lines to compare: what happened, to which token, after how many true seconds.
 *
 * @module
 */
import type { TokenManager } from "../../src/manager.ts";
import type { FakeTokens, VirtualEnvironment } from "../../src/testing.ts";

const seconds = (ms: number): string => `${ms / 1000}s`;

/**
 * Starts writing. `stateChange` is left out: it says nothing that the others do not.
 *
 * `570s willExpire t1`, `600s expired t1`, `28800s expired t1 28200s late`, `570s refreshed t2 (willExpire)`,
 * `0s refreshed t1 (app)`, `570s attemptFailed 1 ERR_FETCH_FAILED, next in 0.75s`,
 * `585s refreshFailed ERR_FETCH_FAILED retryLater, next in 4s` (or `, no retry`), `0s warning shortLived`
 */
export function traceOf(
  tokens: Pick<TokenManager, "on">,
  environment: VirtualEnvironment,
  source: Pick<FakeTokens, "nameOf">,
): string[] {
  const lines: string[] = [];
  const beginning = environment.trueNow();
  const write = (text: string): void => void lines.push(`${seconds(environment.trueNow() - beginning)} ${text}`);

  tokens.on("willExpire", ({ token }) => write(`willExpire ${source.nameOf(token.value)}`));
  tokens.on("expired", ({ token, lateByMs }) =>
    write(`expired ${source.nameOf(token.value)}${lateByMs > 0 ? ` ${seconds(lateByMs)} late` : ""}`),
  );
  tokens.on("refreshed", ({ token, reason, source: from }) =>
    write(`refreshed ${source.nameOf(token.value)} (${from === "fetcher" ? reason : from})`),
  );
  tokens.on("attemptFailed", ({ error, attempt, retryInMs }) =>
    write(`attemptFailed ${attempt} ${error.code}, next in ${seconds(retryInMs)}`),
  );
  tokens.on("refreshFailed", ({ error, action, willRetry, retryAt }) => {
    const next = willRetry && retryAt !== undefined ? `next in ${seconds(retryAt - environment.now())}` : "no retry";
    write(`refreshFailed ${error.code} ${action}, ${next}`);
  });
  tokens.on("warning", ({ code }) => write(`warning ${code}`));
  return lines;
}

/** Every request so far: `570s willExpire`, `571s willExpire 2` for the second attempt of a cycle. */
export const requestsOf = (source: Pick<FakeTokens, "requests">): string[] =>
  source.requests.map(
    ({ atMs, reason, attempt }) => `${seconds(atMs)} ${reason}${attempt > 1 ? ` ${String(attempt)}` : ""}`,
  );
