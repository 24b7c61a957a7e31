/**
 * `evertoken/livekit`: a fresh token at the one moment when LiveKit looks at its expiry, the connect; and a way back
 * into the room when LiveKit has given up.
 *
 * Once connected, the server itself sends the room newer tokens (livekit-client@2.23.0); nothing is done then.
 *
 * @module
 */
export { connectRoom, type ConnectRoomOptions, type LiveKitRoom } from "./livekit/connect.ts";
export { keepRoom, type KeepRoomOptions, type LiveKitRoomEvents } from "./livekit/keep.ts";
export { livekitTokenSource } from "./livekit/token-source.ts";
export type { ProblemOptions } from "./common/app-callbacks.ts";
export type { AdapterClock, ClockOptions } from "./common/clock.ts";
export type { TokenFeed } from "./common/feed.ts";
