/** Options that may be undefined compile under `exactOptionalPropertyTypes`. Compiled by `tsc -p test`, never run. */
import type { CreateCallAgentOptions, KeepCallAgentOptions } from "../../src/adapters/acs.ts";
import type { AgoraRtmOptions, JoinChannelOptions } from "../../src/adapters/agora.ts";
import type { FreshConnectOptions, KeepConnectionOptions } from "../../src/adapters/connection.ts";
import type { KeepRoomOptions } from "../../src/adapters/livekit.ts";
import type {
  ConnectRoomOptions,
  KeepClientOptions,
  KeepDeviceOptions,
  KeepWorkerOptions,
} from "../../src/adapters/twilio.ts";

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

// An app that passes on what its own caller may have left out.
declare const tell: (() => void) | undefined;
declare const ask: (() => boolean) | undefined;

export const told = { onProblem: tell, onRecovered: tell };
export const agent: Pick<KeepCallAgentOptions<never, object>, "onAgent" | "onCallLost"> = {
  onAgent: tell,
  onCallLost: tell,
};
export const toldOfChannel: JoinChannelOptions = { appId: "a", channel: "c", onRejoined: tell, ...told };
export const toldOfLogin: AgoraRtmOptions = { onLoggedIn: tell, ...told };
export const asked: FreshConnectOptions = { close: tell, isRefusal: ask };
export const kept: KeepConnectionOptions<WebSocket> = {
  reopen: (token) => new WebSocket(`wss://example.com/?token=${token}`),
  ...{ handOver: tell, close: tell, isOpen: ask, isRefusal: ask, onReopened: tell, identityOf: undefined },
  ...told,
};
export const toldOfRoom: KeepRoomOptions = { onRejoined: tell, ...told };
export const video: ConnectRoomOptions<never, object> = { onRoom: tell, ...told };
