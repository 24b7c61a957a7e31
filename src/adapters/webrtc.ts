/**
 * `evertoken/webrtc`: short-lived TURN credentials for a live `RTCPeerConnection`.
 *
 * @module
 */
export { keepIceServers, type KeepIceServersOptions } from "./webrtc/keep.ts";
export { iceServersOf } from "./webrtc/servers.ts";
export type { IceServerInput, IceServerLike, PeerConnectionLike } from "./webrtc/like.ts";
export type { ProblemOptions } from "./common/app-callbacks.ts";
export type { TokenFeed } from "./common/feed.ts";
