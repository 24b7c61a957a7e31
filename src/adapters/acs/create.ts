/**
 * `createCallAgent` that ends, explains itself, and tries a fresh token once.
 *
 * @module
 */
import { acsCall } from "../../diagnose/catalog/acs.ts";
import { explained } from "../common/vendor-error.ts";
import { within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { acsCredential, type AcsCredential, type AcsCredentialOptions, clockOf } from "./credential.ts";
import type { CallAgentLike, CallClientLike, TeamsCallClientLike } from "./like.ts";

/** Longer than the SDK's own limits one after the other: two configurations of 7 s, the user's stack 30 s. */
const CREATE_TIMEOUT_MS = 60_000;

/** For the tables: the token had just been fetched, so a newer one is no cure. */
export const FRESH = { now: 1, token: { receivedAt: 1, expiresAt: 200_000 } } as const;

// The last try of each client: the SDK gives the next one the agent of a try that is still going on.
const tries = new WeakMap<object, object>();

/** Options of {@link createCallAgent}. */
export interface CreateCallAgentOptions<AgentOptions> extends AcsCredentialOptions {
  /** For the SDK: `displayName` and so on. */
  agentOptions?: AgentOptions;
  /** For the SDK's promise, which may stay open. Default 60 s. */
  createTimeoutMs?: number;
}

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
 * @throws TokenError why there is no token, or `ERR_HANDOVER_FAILED` with what to do
 */
export function createCallAgent<Agent extends CallAgentLike, AgentOptions>(
  callClient: CallClientLike<Agent, AgentOptions>,
  tokens: TokenFeed,
  options: CreateCallAgentOptions<AgentOptions> = {},
): Promise<Agent> {
  return createWith(acsCredential(tokens, options), callClient, options);
}

/** {@link createCallAgent} with a credential that outlives the call. */
export async function createWith<Agent extends CallAgentLike, AgentOptions>(
  credential: AcsCredential,
  callClient: CallClientLike<Agent, AgentOptions>,
  options: CreateCallAgentOptions<AgentOptions>,
  known?: typeof FRESH,
): Promise<Agent> {
  let isLate = false;
  const create = async (): Promise<Agent> => {
    const agent = await callClient.createCallAgent(credential, options.agentOptions);
    if (isLate && tries.get(callClient) === create) await agent.dispose(); // nobody has it
    return agent;
  };
  tries.set(callClient, create);
  try {
    await credential.getToken(); // before the SDK does: a user without a token should not wait for its start
    return await within(options.createTimeoutMs ?? CREATE_TIMEOUT_MS, "createCallAgent()", clockOf(options), create);
  } catch (error) {
    isLate = true;
    const problem = credential.lastError ?? explained("createCallAgent()", error, [acsCall], known);
    if (known || problem.action !== "refresh") throw problem;
  }
  credential.invalidate();
  return createWith(credential, callClient, options, FRESH);
}
