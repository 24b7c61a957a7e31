/**
 * `evertoken/acs`: Azure Communication Services Calling and Chat, for ACS users and Teams users.
 *
 * @module
 */
export { createCallAgent, forTeams, type CreateCallAgentOptions } from "./acs/create.ts";
export { acsCredential, type AcsCredential, type AcsCredentialOptions } from "./acs/credential.ts";
export { keepCallAgent, type KeptCallAgent } from "./acs/keep.ts";
export type { KeepCallAgentOptions } from "./acs/keep-options.ts";
export type {
  AcsAccessToken,
  AcsCredentialLike,
  CallAgentLike,
  CallClientLike,
  CallLike,
  ConnectionStateChange,
  TeamsCallClientLike,
} from "./acs/like.ts";
export type { ProblemOptions } from "./common/app-callbacks.ts";
export type { AdapterClock, ClockOptions } from "./common/clock.ts";
export type { TokenFeed } from "./common/feed.ts";
