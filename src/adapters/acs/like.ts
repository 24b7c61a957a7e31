/**
 * The parts of the ACS SDKs that this adapter touches, as structural types.
 *
 * The real ones (@azure/communication-common@2.5.0, -calling@2.0.0, -chat@1.6.0) satisfy them: test/types/acs.ts.
 *
 * @module
 */

/** `AccessToken` of @azure/core-auth. */
export interface AcsAccessToken {
  /** The token's value. */
  readonly token: string;
  /** Epoch ms. */
  readonly expiresOnTimestamp: number;
}

/** `CommunicationTokenCredential`. */
export interface AcsCredentialLike {
  getToken(options?: { abortSignal?: unknown }): Promise<AcsAccessToken>;
  dispose(): void;
}

/** A `Call` or `TeamsCall`. */
export interface CallLike {
  readonly id: string;
  readonly callEndReason?: { readonly code: number; readonly subCode?: number | undefined } | undefined;
}

/** Payload of `connectionStateChanged`. */
export interface ConnectionStateChange {
  /** `CallAgent.connectionState` from now on. */
  readonly newValue: string;
  /** The state before. */
  readonly oldValue: string;
  /** `invalidToken` or `connectionIssue`, where the SDK says why. */
  readonly reason?: string | undefined;
}

/** A `CallAgent` or `TeamsCallAgent`. */
export interface CallAgentLike<Call extends CallLike = CallLike> {
  readonly connectionState: string;
  readonly calls: readonly Call[];
  on(event: "connectionStateChanged", listener: (change: ConnectionStateChange) => void): void;
  on(event: "callsUpdated", listener: (change: { added: Call[]; removed: Call[] }) => void): void;
  off(event: "connectionStateChanged", listener: (change: ConnectionStateChange) => void): void;
  off(event: "callsUpdated", listener: (change: { added: Call[]; removed: Call[] }) => void): void;
  dispose(): Promise<void>;
}

/** `CallClient`. */
export interface CallClientLike<Agent, AgentOptions> {
  createCallAgent(credential: AcsCredentialLike, options?: AgentOptions): Promise<Agent>;
}

/** `CallClient`, for the user of a Teams token. */
export interface TeamsCallClientLike<Agent, AgentOptions> {
  createTeamsCallAgent(credential: AcsCredentialLike, options?: AgentOptions): Promise<Agent>;
}
