/** The real types of Agora's SDKs satisfy what the adapter asks for. Compiled by `tsc -p test`, never run. */
import type { IAgoraRTCClient, IAgoraRTCRemoteUser, ILocalTrack } from "agora-rtc-sdk-ng";
import type { RTMClient } from "agora-rtm";
import {
  type AgoraClient,
  type AgoraRtmClient,
  joinChannel,
  keepClient,
  keepRtm,
  loginRtm,
  readAgoraToken,
} from "../../src/adapters/agora.ts";
import { TokenManager } from "../../src/manager.ts";

declare const client: IAgoraRTCClient;
declare const rtm: RTMClient;

export const rtc: AgoraClient<ILocalTrack> = client;
// @ts-expect-error a remote user is not a client
export const notRtc: AgoraClient = {} as IAgoraRTCRemoteUser;
// @ts-expect-error an RTM client is not an RTC client
export const notRtc2: AgoraClient = rtm;
export const messages: AgoraRtmClient = rtm;
// @ts-expect-error an RTC client is not an RTM client
export const notRtm: AgoraRtmClient = client;

const tokens = new TokenManager({ fetchToken: () => "t", readToken: readAgoraToken });

export async function use(): Promise<() => void> {
  const { uid, stop } = await joinChannel(client, tokens, {
    appId: "a",
    channel: "c",
    uid: "alice",
    joinOptions: { autoSubscribe: false },
    onRejoined: ({ tracks }) => void client.publish(tracks),
    onProblem: ({ action, remedy }) => [action, remedy],
  });
  // @ts-expect-error the channel is missing
  await joinChannel(client, tokens, { appId: "a" });
  const undo = keepClient(client, tokens, { onRejoined: ({ tracks }) => void client.publish(tracks) });
  const undoStage = keepRtm(rtm, tokens, { channelName: "stage" });
  const undoLogin = await loginRtm(rtm, tokens, { onLoggedIn: () => uid });
  // @ts-expect-error a stream channel is joined, not logged in to
  await loginRtm(rtm, tokens, { channelName: "stage" });
  return () => [stop, undo, undoStage, undoLogin].forEach((end) => end());
}
