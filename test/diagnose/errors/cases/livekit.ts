import { asked, type Case, FRESH } from "./case.ts";

const refused = (status: number | undefined, reason: number, reasonName: string, message: string): object => ({
  name: "ConnectionError",
  code: 1,
  status,
  reason,
  reasonName,
  message,
});

export const livekit: readonly Case[] = [
  [refused(undefined, 9, "Tomorrow", "no"), "livekit Tomorrow retryLater"],
  // The reason's name is wrong for a 401; the status is right.
  [
    refused(401, 0, "ServerUnreachable", "could not establish signal connection: token is expired (exp)"),
    "livekit 401 rejoin>fixClock",
  ],
  [refused(401, 0, "NotAllowed", "token is expired"), "livekit 401 fixClock", { token: FRESH }],
  [refused(401, 0, "ServerUnreachable", "invalid token, error: token not valid yet (nbf)"), "livekit 401 fixClock"],
  [
    refused(401, 0, "ServerUnreachable", "could not establish signal connection: invalid token"),
    "livekit 401 rejoin>fixConfig",
  ],
  [refused(401, 0, "NotAllowed", "invalid API key: x"), "livekit 401 fixConfig"],
  [
    "ConnectionError: could not establish signal connection: invalid API key for domain wss://x.example",
    "livekit APIKey fixConfig",
    { provider: "livekit" },
  ],
  [refused(403, 0, "NotAllowed", "no"), "livekit 403 fixConfig"],
  [refused(404, 0, "NotAllowed", "requested room does not exist"), "livekit 404 fixConfig"],
  [refused(undefined, 0, "NotAllowed", "no"), "livekit NotAllowed rejoin>fixConfig"],
  [refused(undefined, 3, "Cancelled", "no"), "livekit Cancelled none"],
  ...["ServerUnreachable", "InternalError", "LeaveRequest", "Timeout", "WebSocket", "ServiceNotFound"].map(
    (name, reason): Case => [refused(undefined, reason + 1, name, "no"), `livekit ${name} retryLater`],
  ),
  [
    { name: "UnexpectedConnectionState", code: 12, message: "could not reconnect, token might be expired" },
    "livekit 12 rejoin>fixClock",
  ],
  [{ name: "UnexpectedConnectionState", code: 12, message: "publisher is closed" }, "livekit 12 none"],
  ...asked("livekit", [
    [2, "livekit 2 none"],
    [12, "livekit 12 rejoin>fixClock"],
    [new Error("could not reconnect, token might be expired"), "livekit TokenExpired rejoin>fixClock"],
  ]),
];
