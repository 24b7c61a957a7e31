/**
 * `createCallAgent` that ends, explains itself, and tries a fresh token once.
 *
 * @module
 */
import { acsCall } from "../../diagnose/catalog/acs.ts";
import { clockOf } from "../common/clock.ts";
import { within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { openWithToken } from "../common/open.ts";
import { Outage } from "../common/app-callbacks.ts";
import { checkOptions } from "../common/options.ts";
import { isCurable, vendorError } from "../common/vendor-error.ts";
import { type AcsCredential, type AcsCredentialOptions, CREDENTIAL_OPTIONS, credentialWith } from "./credential.ts";
import type { CallAgentLike, CallClientLike, TeamsCallClientLike } from "./like.ts";

/** Longer than the SDK's own limits one after the other: two configurations of 7 s, the user's stack 30 s. */
const CREATE_TIMEOUT_MS = 60_000;

/** The last try of each client: while a try goes on, the SDK gives its agent to the next one as well. */
const lastTries = new WeakMap<object, object>();

/** Options of {@link createCallAgent}. */
export interface CreateCallAgentOptions<AgentOptions> extends AcsCredentialOptions {
  /**
   * Passed to the SDK: `displayName` and so on.
   *
   * @defaultValue the SDK's own
   */
  agentOptions?: AgentOptions | undefined;
  /**
   * Limit of the SDK's promise, which may stay open for ever, in ms.
   *
   * @defaultValue 60_000: the SDK's own limits one after the other (\@azure/communication-calling\@2.0.0) are below it
   */
  createTimeoutMs?: number | undefined;
}

/** All of them. */
export const CREATE_OPTIONS: readonly (keyof CreateCallAgentOptions<unknown>)[] = [
  ...CREDENTIAL_OPTIONS,
  ...(["agentOptions", "createTimeoutMs"] as const),
];

/** The same client, for a Teams user: `createCallAgent(forTeams(callClient), tokens)`. */
export const forTeams = <Agent, AgentOptions>(
  callClient: TeamsCallClientLike<Agent, AgentOptions>,
): CallClientLike<Agent, AgentOptions> => ({
  createCallAgent: (credential, options) => callClient.createTeamsCallAgent(credential, options),
});

/**
 * A call agent whose token is kept fresh by the manager.
 *
 * The SDK checks no expiry of its own and may resolve with an agent that will never connect: `keepCallAgent` watches it.
 *
 * @throws TypeError for an unknown option; RangeError for a limit that no timer can keep; TokenError why there is no token,
 *   or `ERR_HANDOVER_FAILED` with what to do
 */
export async function createCallAgent<Agent extends CallAgentLike, AgentOptions>(
  callClient: CallClientLike<Agent, AgentOptions>,
  tokens: TokenFeed,
  options: CreateCallAgentOptions<AgentOptions> = {},
): Promise<Agent> {
  checkOptions(options, CREATE_OPTIONS);
  return createWith(credentialWith(new Outage(options), tokens, options), callClient, options);
}

/** {@link createCallAgent} with a credential that outlives the call. */
export function createWith<Agent extends CallAgentLike, AgentOptions>(
  credential: AcsCredential,
  callClient: CallClientLike<Agent, AgentOptions>,
  options: CreateCallAgentOptions<AgentOptions>,
): Promise<Agent> {
  return openWithToken({
    // Asked before the SDK asks: a user without a token should not wait for the SDK's start.
    getToken: () =>
      credential.getToken().then(
        ({ token }) => token,
        (error: unknown) => Promise.reject(credential.lastError ?? vendorError("getToken()", error, acsCall)),
      ),
    open: () => createOnce(credential, callClient, options),
    explain: (error, value, turn) =>
      credential.lastError ??
      vendorError("createCallAgent()", error, acsCall, { token: { value }, now: 0, isFresh: turn === "second" }),
    cure(problem) {
      if (isCurable(problem)) credential.invalidate();
      return isCurable(problem);
    },
  });
}

function createOnce<Agent extends CallAgentLike, AgentOptions>(
  credential: AcsCredential,
  callClient: CallClientLike<Agent, AgentOptions>,
  { agentOptions, createTimeoutMs = CREATE_TIMEOUT_MS, ...rest }: CreateCallAgentOptions<AgentOptions>,
): Promise<Agent> {
  const attempt = { isGivenUp: false };
  lastTries.set(callClient, attempt);
  const create = async (): Promise<Agent> => {
    const agent = await callClient.createCallAgent(credential, agentOptions);
    if (attempt.isGivenUp && lastTries.get(callClient) === attempt) await agent.dispose(); // the app never got this agent
    return agent;
  };
  return within(createTimeoutMs, "createCallAgent()", clockOf(rest), create).catch((error: unknown) => {
    attempt.isGivenUp = true;
    throw error;
  });
}
