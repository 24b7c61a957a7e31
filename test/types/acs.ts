/** The real types of the ACS SDKs satisfy what the adapter asks for. Compiled by `tsc -p test`, never run. */
import type { CallAgent, CallAgentOptions, CallClient, TeamsCall, TeamsCallAgent } from "@azure/communication-calling";
import { ChatClient } from "@azure/communication-chat";
import { AzureCommunicationTokenCredential, type CommunicationTokenCredential } from "@azure/communication-common";
import {
  acsCredential,
  type AcsCredentialLike,
  type CallAgentLike,
  type CallClientLike,
  type CallLike,
  createCallAgent,
  forTeams,
  keepCallAgent,
  type TeamsCallClientLike,
} from "../../src/adapters/acs.ts";
import type { TokenManager } from "../../src/manager.ts";

declare const callClient: CallClient;
declare const tokens: TokenManager;

export const ours: CommunicationTokenCredential = acsCredential(tokens);
export const theirs: AcsCredentialLike = new AzureCommunicationTokenCredential("t");
// @ts-expect-error a credential without `dispose`
export const half: CommunicationTokenCredential = { getToken: acsCredential(tokens).getToken };

export const client: CallClientLike<CallAgent, CallAgentOptions> = callClient;
// @ts-expect-error an agent's promise is not a client
export const notClient: CallClientLike<CallAgent, CallAgentOptions> = callClient.createCallAgent(ours);
export const teamsClient: TeamsCallClientLike<TeamsCallAgent, object> = callClient;
// @ts-expect-error an agent is not a client
export const notTeamsClient: TeamsCallClientLike<TeamsCallAgent, object> = {} as TeamsCallAgent;

export const agent: CallAgentLike = {} as CallAgent;
export const teamsAgent: CallAgentLike<TeamsCall> = {} as TeamsCallAgent;
// @ts-expect-error a client is not an agent
export const notAgent: CallAgentLike = callClient;

export const call: CallLike = {} as TeamsCall;
// @ts-expect-error an agent is not a call
export const notCall: CallLike = {} as CallAgent;

export const chat = new ChatClient("https://contoso.communication.azure.com", acsCredential(tokens));

export async function use(): Promise<[CallAgent, CallAgent, TeamsCallAgent]> {
  const plain = await createCallAgent(callClient, tokens, { agentOptions: { displayName: "Ann" } });
  const kept = await keepCallAgent(callClient, tokens, {
    agentOptions: { displayName: "Ann" },
    onAgent(next, previous, lost) {
      next.on("incomingCall", ({ incomingCall }) => void incomingCall.accept());
      for (const { state } of lost) if (previous && state === "Connected") next.join({ groupId: "g" });
    },
    onCallLost: ({ remoteParticipants }, error) => [remoteParticipants.length, error.action],
  });
  // @ts-expect-error an option that the SDK does not have
  await createCallAgent(callClient, tokens, { agentOptions: { name: "Ann" } });
  const teams = await keepCallAgent(forTeams(callClient), tokens, {
    onAgent: (next) => void next.join({ meetingLink: "https://teams.test/" }),
  });
  return [plain, kept.agent, teams.agent];
}
