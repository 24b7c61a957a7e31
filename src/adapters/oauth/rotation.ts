/**
 * One refresh token, used by one request at a time: managers, pages and tabs take turns.
 *
 * @module
 */
import type { Environment } from "../../environment.ts";
import { fault, type TokenError } from "../../errors.ts";
import type { TabPlatform } from "../../runtime/tab-platform.ts";
import { takeTurn } from "../../runtime/turn.ts";
import {
  type EndpointAnswer,
  deadRefreshToken,
  noRefreshToken,
  readAnswer,
  refusedSignature,
  withoutSecrets,
} from "./answers.ts";
import type { Credential } from "./credential.ts";

/**
 * After this a request is given up, its answer perhaps lost: much longer than a token endpoint takes, but not for
 * ever, because a connection that died while the machine slept never answers.
 */
const REQUEST_LIMIT_MS = 60_000;

/** How many newer refresh tokens from the store are tried within one call. */
const MAX_RESCUES = 3;

/** Sends one request with a refresh token. */
export type Send = (refreshToken: string, signal: AbortSignal) => Promise<Response>;

export interface RotationOptions {
  readonly credential: Credential;
  /** What tabs take turns for; nothing where no other tab can have this refresh token. */
  readonly turnName: string | undefined;
  readonly locks: TabPlatform["locks"];
  readonly environment: Environment;
  readonly onStoreError: (error: unknown) => void;
}

/**
 * Exchanges the stored refresh token for an access token, when it is this caller's turn.
 *
 * @param signal - ends the wait for the turn alone. A request that is aborted may have been answered, and with the
 * answer the only valid refresh token would be lost.
 */
export function rotate(send: Send, signal: AbortSignal, options: RotationOptions): Promise<Response> {
  const { credential, turnName, locks, environment } = options;
  return credential.inTurn(async () => {
    if (turnName === undefined) return exchange(send, options);
    const release = await takeTurn(turnName, { locks, clock: environment, signal, exclusive: true });
    try {
      return await exchange(send, options);
    } finally {
      release();
    }
  }, signal);
}

async function exchange(send: Send, options: RotationOptions): Promise<Response> {
  const { credential, environment, onStoreError } = options;
  let refused: { readonly value: string; readonly error: TokenError } | undefined;
  for (let rescues = 0; ; rescues++) {
    // Anew each time: a tab that does not take part in the turns, or a sign-in, may have stored a newer one.
    const refreshToken = await credential.read(onStoreError);
    if (refused && (!refreshToken || refreshToken === refused.value || rescues > MAX_RESCUES)) throw refused.error;
    if (!refreshToken) throw noRefreshToken();
    const isDoubtful = credential.doubtful === refreshToken;
    const answer = await ask(send, refreshToken, options);
    const { body, refusal } = answer;
    if (refusal !== "invalid_grant") {
      const next = body["refresh_token"];
      if (typeof next === "string" && next && next !== refreshToken)
        await credential.write(next, refreshToken, onStoreError);
      const error = refusedSignature(answer, environment.now());
      if (error) throw error;
      return withoutSecrets(answer);
    }
    refused = { value: refreshToken, error: deadRefreshToken(answer, refreshToken, { isDoubtful }) };
  }
}

async function ask(
  send: Send,
  refreshToken: string,
  { credential, environment }: RotationOptions,
): Promise<EndpointAnswer> {
  const limit = new AbortController();
  const timer = environment.setTimer(() => {
    const what = `The token endpoint did not answer within ${REQUEST_LIMIT_MS} ms`;
    limit.abort(fault("ERR_FETCH_TIMEOUT", what, "retryLater", "Nothing to do: it is tried again by itself."));
  }, REQUEST_LIMIT_MS);
  credential.doubtful = refreshToken;
  try {
    const answer = await readAnswer(await send(refreshToken, limit.signal));
    // A gateway's 502 may hide an answer that was lost; the server's own word cannot.
    if (answer.response.ok || answer.refusal) credential.doubtful = undefined;
    return answer;
  } finally {
    environment.clearTimer(timer);
  }
}
