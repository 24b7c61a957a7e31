/**
 * `createCallAgent` that ends, explains itself, and tries a fresh token once.
 *
 * @module
 */
import { acsCall } from "../../diagnose/catalog/acs.ts";
import { explained } from "../../diagnose/explained.ts";
import type { TokenError } from "../../errors.ts";
import { DEFAULT_ENVIRONMENT } from "../../runtime/environment.ts";
import { within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { acsCredential, type AcsCredential, type AcsCredentialOptions } from "./credential.ts";
import type { CallAgentLike, CallClientLike, TeamsCallClientLike } from "./like.ts";

/** Longer than the SDK's own limits one after the other: two configurations of 7 s, the user's stack 30 s. */
const CREATE_TIMEOUT_MS = 60_000;

/** For the tables: the token had just been fetched, so a newer one is no cure. */
export const FRESH = { now: 1, token: { receivedAt: 1, expiresAt: 200_000 } } as const;

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

/** {@link createCallAgent} with a credential that outlives the agent. */
export async function createWith<Agent extends CallAgentLike, AgentOptions>(
  credential: AcsCredential,
  callClient: CallClientLike<Agent, AgentOptions>,
  { agentOptions, createTimeoutMs = CREATE_TIMEOUT_MS, environment }: CreateCallAgentOptions<AgentOptions>,
): Promise<Agent> {
  const clock = { ...DEFAULT_ENVIRONMENT, ...environment };

  async function attempt(): Promise<Agent> {
    await credential.getToken(); // before the SDK does: a user without a token should not wait for its start
    let isLate = false;
    const create = async (): Promise<Agent> => {
      const agent = await callClient.createCallAgent(credential, agentOptions);
      if (isLate) await agent.dispose(); // nobody has it, and the client allows one at a time
      return agent;
    };
    return within(createTimeoutMs, "createCallAgent()", clock, create).finally(() => (isLate = true));
  }
  const why = (error: unknown, known?: typeof FRESH): TokenError =>
    credential.lastError ?? explained("createCallAgent()", error, [acsCall], { provider: "acs-call", ...known });

  try {
    return await attempt();
  } catch (error) {
    const problem = why(error);
    if (problem.action !== "refresh") throw problem;
    credential.invalidate();
  }
  return attempt().catch((error: unknown) => {
    throw why(error, FRESH);
  });
}
