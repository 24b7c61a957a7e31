/**
 * One refresh token, used by one request at a time: managers, pages and tabs take turns.
 *
 * @module
 */
import type { Environment } from "../../environment.ts";
import type { TokenError } from "../../errors.ts";
import type { TabPlatform } from "../../runtime/tab-platform.ts";
import { takeTurn } from "../../runtime/turn.ts";
import {
  type EndpointAnswer,
  deadRefreshToken,
  movedEndpoint,
  noRefreshToken,
  readAnswer,
  refusedSignature,
  restlessStore,
  successor,
  withoutSecrets,
} from "./answers.ts";
import type { StoreAccess } from "./access.ts";
import type { Credential } from "./credential.ts";
import { limited } from "./limits.ts";

/** How many newer refresh tokens from the store are tried within one call. */
const MAX_RESCUES = 3;

/** What servers say of a refresh token that is dead: OAuth 2.0, GitHub, Slack. */
const DEAD = /^(invalid_grant|(bad|invalid)_refresh_token)$/;

/** Sends one request with a refresh token. */
export type Send = (refreshToken: string, signal: AbortSignal) => Promise<Response>;

export interface RotationOptions extends StoreAccess {
  readonly credential: Credential;
  /** What tabs take turns for; nothing where no other tab can have this refresh token. */
  readonly turnName: string | undefined;
  readonly locks: TabPlatform["locks"];
  readonly environment: Environment;
  /** Whether the client proves that it has a key. */
  readonly hasKey: boolean;
}

/**
 * Exchanges the stored refresh token for an access token, when it is this caller's turn.
 *
 * @param signal - ends the wait for the turn alone. A request that is aborted may have been answered, and with the
 * answer the only valid refresh token would be lost.
 */
export function rotate(send: Send, signal: AbortSignal, options: RotationOptions): Promise<Response> {
  const { credential, turnName, locks, environment } = options;
  return credential.turns.take(async () => {
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
  const { credential, environment, hasKey } = options;
  let refused: { readonly value: string; readonly error: TokenError } | undefined;
  for (let rescues = 0; ; rescues++) {
    // Anew each time: a tab that does not take part in the turns, or a sign-in, may have stored a newer one.
    const held = await credential.read(options);
    if (refused && (!held || held.sent === refused.value || rescues > MAX_RESCUES)) throw refused.error;
    if (!held) throw noRefreshToken();
    const { sent } = held;
    if (rescues > MAX_RESCUES) throw restlessStore();
    const isDoubtful = credential.doubtful === sent;
    const answer = await ask(send, sent, options);
    const { isGrant, refusal } = answer;
    if (refusal && DEAD.test(refusal)) {
      refused = { value: sent, error: deadRefreshToken(answer, sent, { isDoubtful }) };
      continue;
    }
    const next = successor(answer, sent);
    // An access token of a user who has left must not reach the page of the next one.
    if (isGrant && !(await credential.settle({ ...held, next }, options))) continue;
    const error = movedEndpoint(answer) ?? refusedSignature(answer, { nowMs: environment.now(), hasKey });
    if (error) throw error;
    return withoutSecrets(answer);
  }
}

async function ask(
  send: Send,
  refreshToken: string,
  { credential, environment }: RotationOptions,
): Promise<EndpointAnswer> {
  credential.doubtful = refreshToken;
  const request = (signal: AbortSignal): Promise<EndpointAnswer> => send(refreshToken, signal).then(readAnswer);
  const answer = await limited("The token endpoint did not answer", request, environment);
  // A gateway's 502 may hide an answer that was lost; the server's own word cannot.
  if (answer.response.ok || answer.refusal) credential.doubtful = undefined;
  return answer;
}
