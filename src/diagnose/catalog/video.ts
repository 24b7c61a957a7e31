/**
 * Video calls: Vonage (OpenTok), Daily, Zoom, Amazon Chime.
 *
 * @module
 */
import type { Table } from "../error/table.ts";

const checked = "2026-11-21";

/** `session.connect()`. */
export const opentok: Table = {
  id: "opentok",
  title: "Vonage Video (OpenTok)",
  source: "@opentok/client@2.35.2",
  checked,
  at: "code name .",
  is: (view) => /^OT_[A-Z_]+$/.test(view.name),
  remedies: { rejoin: "Fetch a new token and call session.connect(token) again." },
  rows: [
    [
      "1004 OT_AUTHENTICATION_ERROR",
      "rejoin>fixConfig",
      "The token was not accepted: expired or not valid, the SDK does not say which.",
      "OT_AUTHENTICATION_ERROR",
    ],
  ],
};

/** The `error` event of a Daily call. */
export const daily: Table = {
  id: "daily",
  title: "Daily",
  source: "@daily-co/daily-js@0.87.0",
  checked,
  at: "error.type type .",
  remedies: { rejoin: "Fetch a new meeting token and call join({ token }) again." },
  rows: [
    ["exp-token", "rejoin>fixClock", "The meeting token has expired."],
    ["nbf-token", "fixClock", "The meeting token is not valid yet."],
    [
      "exp-room",
      "none",
      "The room has expired; a new token does not help.",
      { remedy: "Create a new room, or give this one a later exp." },
    ],
    ["nbf-room", "none", "The room is not open yet.", { remedy: "Wait until the room's nbf has come." }],
    ["ejected", "none", "The participant was thrown out: by a host, or because eject_at_token_exp is set."],
    [
      "not-allowed",
      "fixConfig",
      "The participant may not join: the room is private and the token is missing or for another room.",
    ],
  ],
};

/** `client.join()` of the Zoom Video SDK. */
export const zoom: Table = {
  id: "zoom",
  title: "Zoom Video SDK",
  source: "@zoom/videosdk@2.5.0",
  checked,
  at: "errorCode code .",
  is: (view) =>
    view.has("errorCode", "number") && view.has("type", "string") && view.has("reason", "string") && view.name === "",
  remedies: { refresh: "Fetch a new JWT and call join() once more." },
  rows: [
    [
      "200",
      "refresh>fixConfig",
      "The session could not be had: the JWT has expired, is too long-lived, or does not fit the session.",
      "SESSION_FETCH_INFO_ERROR",
    ],
    [
      "5013",
      "fixConfig",
      "The signature or another parameter of join() is not valid.",
      "CLIENT_INVALID_JOIN_PARAMETER",
      { remedy: "Sign with the SDK secret; topic and role in the JWT must be those of join()." },
    ],
    ["3010", "fixConfig", "The role in the JWT does not permit this.", "Role"],
    ["5012", "none", "join() was called twice.", "Duplicate join"],
  ],
};

/** `audioVideoDidStop(status)`. */
export const chime: Table = {
  id: "chime",
  title: "Amazon Chime SDK",
  source: "amazon-chime-sdk-js@3.32.0",
  checked,
  at: "statusCode() _statusCode code .",
  remedies: { rejoin: "Create a new attendee and a new meeting session with it." },
  rows: [
    ["3", "rejoin>fixConfig", "The join token belongs to no attendee of this meeting.", "AudioAuthenticationRejected"],
    [
      "2",
      "none!",
      "The same attendee joined from another device.",
      "AudioJoinedFromAnotherDevice",
      { remedy: "Ask the user where to go on." },
    ],
    ["5", "none", "The meeting has ended.", "MeetingEnded"],
    [
      "11",
      "fixConfig",
      "The signalling service did not understand the request; the join token may be malformed.",
      "SignalingBadRequest",
    ],
  ],
};
