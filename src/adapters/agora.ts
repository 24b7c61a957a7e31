/**
 * `evertoken/agora`: keeps an RTC channel (agora-rtc-sdk-ng 4.x) and an RTM login (agora-rtm 2.x) alive past the end
 * of their tokens.
 *
 * The manager must be able to read Agora's tokens: pass it `readToken: readAgoraToken`. It then refreshes ahead of
 * the end of the join or login privilege, and the functions of this module hand the new token over.
 *
 * @module
 */
export { readAgoraToken } from "../core/read/agora.ts";
export type { AgoraChannelOptions } from "./agora/channel.ts";
export {
  type AgoraChannel,
  joinChannel,
  type JoinChannelOptions,
  keepClient,
  type KeepClientOptions,
  keepRtm,
  loginRtm,
} from "./agora/join.ts";
export type { AgoraClient, AgoraJoinOptions, AgoraRejoined, AgoraUid } from "./agora/like.ts";
export type { AgoraLinkState, AgoraRtmClient, AgoraRtmOptions } from "./agora/rtm.ts";
export type { ProblemOptions } from "./common/app-callbacks.ts";
export type { AdapterClock, ClockOptions } from "./common/clock.ts";
export type { TokenFeed } from "./common/feed.ts";
