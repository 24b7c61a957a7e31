// #region agora-rtc-react
import { useJoin, useLocalCameraTrack, usePublish, useRTCClient } from "agora-rtc-react";
import { keepClient } from "evertoken/agora";
import { useEffect } from "react";
import { APP_ID, report, tokens } from "./tokens";

export function Call({ channel, uid }: { channel: string; uid: number }) {
  const client = useRTCClient();
  const { localCameraTrack } = useLocalCameraTrack();
  const { data: joinedAs } = useJoin(async () => ({ appid: APP_ID, channel, uid, token: await tokens.getToken() }));
  usePublish([localCameraTrack]);

  useEffect(() => {
    if (!joinedAs) return; // not `isConnected`: that is false in every outage, just when the keeping is needed
    return keepClient(client, tokens, {
      appId: APP_ID,
      onRejoined: ({ tracks }) => void client.publish(tracks), // usePublish believes that it has published
      onProblem: (error) => report(error.remedy),
    });
  }, [client, joinedAs]);

  return <p>{joinedAs ? `in ${channel} as ${joinedAs}` : "joining"}</p>;
}
// #endregion
