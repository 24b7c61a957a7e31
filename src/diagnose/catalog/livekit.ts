/**
 * LiveKit.
 *
 * @module
 */
import type { Table } from "../error/table.ts";

/** Rejections of `room.connect()`, reasons of `disconnected`, the error of a failed reconnect. */
export const livekit: Table = {
  id: "livekit",
  title: "LiveKit",
  source: "livekit-client@2.23.0",
  checked: "2026-11-21",
  // `code` is 1 for every ConnectionError, and `reasonName` is wrong for a 401: the status comes first.
  at: "status reason:reasonName reason:. code .",
  is: (view) =>
    (view.name === "ConnectionError" && view.has("code", "number") && view.has("reason", "number")) ||
    view.name === "TwirpError" ||
    /\btwirp error\b|could not establish (?:signal|pc) connection/i.test(view.own) ||
    (view.name === "UnexpectedConnectionState" && view.field("code") === 12) ||
    (view.name === "PublishTrackError" && /insufficient permissions/i.test(view.own)),
  remedies: { rejoin: "Fetch a new token and call room.connect(url, token) again." },
  rows: [
    [
      "401 ~",
      "fixConfig",
      "The token was not accepted.",
      "APIKey",
      { says: /invalid api key|cryptographic primitive/i, remedy: "Use this project's key and secret." },
    ],
    [
      "401 ~",
      "fixConfig",
      "The token lacks a grant.",
      {
        says: /^(?!.*expired).*(?:permissions? denied|no permissions)/i,
        remedy: "Mint the token with the grant that this call needs.",
      },
    ],
    ["401", "fixClock", "The token is not valid yet.", "nbf", { says: /not valid yet|\(nbf\)/i }],
    ["401", "rejoin>fixClock", "The token has expired.", { says: /token is expired|\(exp\)/i }],
    ["401", "rejoin>fixConfig", "The token was not accepted: expired, or signed with another API key."],
    [
      "403",
      "fixConfig",
      "The token does not permit this, or belongs to another region.",
      { remedy: "Add the grant to the token, and use the URL of the project's own region." },
    ],
    [
      "404",
      "fixConfig",
      "The room is not there, and the token may not create it.",
      { says: /does not exist|^$/i, remedy: "Create the room first, or mint the token with roomCreate." },
    ],
    ["2", "none", "The same identity joined again; after a rejoin of our own this is expected.", "DUPLICATE_IDENTITY"],
    [
      "12",
      "rejoin>fixClock",
      "The connection could not be taken up again; the token may have expired.",
      "UnexpectedConnectionState",
      { says: /token might be expired|^$/i },
    ],
    [
      "~",
      "fixConfig",
      "The token does not permit publishing this.",
      "PublishTrackError",
      { says: /insufficient permissions/i, remedy: "Mint the token with canPublish and the sources it needs." },
    ],
    [
      "~",
      "retryLater",
      "The media could not be connected: a firewall, a network, or TURN.",
      "ConnectionError",
      { says: /could not establish pc connection/i },
    ],
    ["reason:NotAllowed", "rejoin>fixConfig", "The token was not accepted."],
    ["reason:Cancelled", "none", "The app itself cancelled the connection."],
    [
      "reason:ServerUnreachable reason:InternalError reason:LeaveRequest reason:Timeout reason:WebSocket reason:ServiceNotFound",
      "retryLater",
      "The server could not be reached.",
      "ConnectionError",
    ],
    [
      "~",
      "refresh>fixClock",
      "The room could not be joined, because the token has expired.",
      "TokenExpired",
      { says: /could not establish signal connection[^]*token is expired/i },
    ],
    [
      "~",
      "rejoin>fixClock",
      "The token has expired.",
      "TokenExpired",
      { says: /token is expired|token might be expired/i },
    ],
  ],
  unrelated: "12 1 3 4 5 6 7 8 9 10 11 13 14 15 16",
};
