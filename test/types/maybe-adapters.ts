/** Options that may be undefined compile under `exactOptionalPropertyTypes`. Compiled by `tsc -p test`, never run. */
import type { CreateCallAgentOptions } from "../../src/adapters/acs.ts";
import type { AgoraRtmOptions, JoinChannelOptions } from "../../src/adapters/agora.ts";
import type { FreshConnectOptions } from "../../src/adapters/connection.ts";
import type { KeepRoomOptions } from "../../src/adapters/livekit.ts";
import type { KeepClientOptions, KeepDeviceOptions, KeepWorkerOptions } from "../../src/adapters/twilio.ts";

declare const signal: AbortSignal | undefined;
declare const ms: number | undefined;
declare const text: string | undefined;

export const acs: CreateCallAgentOptions<object> = { createTimeoutMs: ms, agentOptions: undefined, identity: text };
export const channel: JoinChannelOptions = { appId: "a", channel: "c", uid: text, joinTimeoutMs: ms };
export const login: AgoraRtmOptions = { channelName: text, loginTimeoutMs: ms, renewTimeoutMs: ms };
export const fresh: FreshConnectOptions = { signal, connectTimeoutMs: ms, minValidityMs: ms };
export const room: KeepRoomOptions = { signal, connectTimeoutMs: ms, connectOptions: undefined };
export const device: KeepDeviceOptions = { deadlineMs: ms, settleMs: ms, duringCallLeadMs: ms };
export const client: KeepClientOptions = { deadlineMs: ms, environment: undefined };
export const worker: KeepWorkerOptions = { minIntervalMs: ms };
