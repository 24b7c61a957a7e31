// #region @livekit/components-react
import { LiveKitRoom, SessionProvider, useConnectionState, useSession } from "@livekit/components-react";
import { keepRoom, livekitTokenSource } from "evertoken/livekit";
import { Room, TokenSource } from "livekit-client";
import { useEffect, useState } from "react";
import { report, tokens, url } from "./tokens";

/** A room that is connected while the component is mounted, through every loss. */
function useKeptRoom(): Room {
  const [room] = useState(() => new Room());
  useEffect(() => {
    const leaving = new AbortController();
    keepRoom(room, url, tokens, {
      signal: leaving.signal,
      onRejoined: () => report("rejoined"),
      onProblem: (error) => report(error.remedy),
    }).catch((error: unknown) => leaving.signal.aborted || report(String(error)));
    return () => leaving.abort();
  }, [room]);
  return room;
}

/** `token` stays undefined: LiveKitRoom then leaves the connecting to keepRoom, and publishes whenever it is done. */
export function Meeting() {
  const room = useKeptRoom();
  return (
    <LiveKitRoom room={room} serverUrl={url} token={undefined} audio={false}>
      <State />
    </LiveKitRoom>
  );
}

const source = TokenSource.literal(livekitTokenSource(tokens, url));

/** Without `session.start()`: useSession shows what the room does. */
export function AgentCall() {
  const session = useSession(source, { room: useKeptRoom() });
  return (
    <SessionProvider session={session}>
      <p>{session.connectionState}</p>
    </SessionProvider>
  );
}

function State() {
  return <p>{useConnectionState()}</p>;
}
// #endregion
