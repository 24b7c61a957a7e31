/**
 * Video calls: Vonage (OpenTok), Daily, Zoom, Amazon Chime.
 *
 * @module
 */
import { callAt } from "../error/field-at.ts";
import type { Table } from "../error/table.ts";

const checked = "2026-11-25";

/** `session.connect()`, publishing and subscribing. */
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
      "OT_AUTHENTICATION_ERROR 1004",
      "fixConfig",
      "What was passed is no token of OpenTok.",
      {
        says: /token format|partner key|api key does not match/i,
        remedy: "Pass the whole token that generateToken(sessionId) returned, as it is.",
      },
    ],
    [
      "OT_AUTHENTICATION_ERROR",
      "fixConfig",
      "No API key was passed.",
      { says: /api key is undefined/i, remedy: "Call OT.initSession(apiKey, sessionId) with the project's API key." },
    ],
    ["OT_AUTHENTICATION_ERROR 1004", "refresh>fixClock", "The token has expired.", { says: /expired/i }],
    [
      "OT_AUTHENTICATION_ERROR 1004",
      "rejoin>fixConfig",
      "The token was not accepted: expired or not valid, the SDK does not say which.",
      "OT_AUTHENTICATION_ERROR",
    ],
    [
      "OT_INVALID_SESSION_ID 1005",
      "fixConfig",
      "The session id is not valid.",
      { remedy: "Create session and token on the server, with one and the same API key." },
    ],
    [
      "OT_API_KEY_DISABLED",
      "fixConfig",
      "The API key is disabled.",
      { remedy: "Look at the project in Vonage's dashboard." },
    ],
    [
      "OT_PERMISSION_DENIED",
      "fixConfig",
      "The role in the token does not permit this.",
      { remedy: "Mint the token with the role publisher or moderator." },
    ],
    [
      "OT_TERMS_OF_SERVICE_FAILURE 1026",
      "fixConfig",
      "The terms of service are not accepted.",
      { remedy: "Look at the project in Vonage's dashboard." },
    ],
    [
      "OT_CONNECT_FAILED 1006 OT_SOCKET_CLOSE_ABNORMAL OT_SOCKET_CLOSE_TIMEOUT OT_SOCKET_CLOSE_GOING_AWAY OT_SOCKET_CLOSE_CONNECTIVITY_LOSS OT_SOCKET_CLOSE_CONNECT_EXCEPTION OT_SOCKET_CLOSE_UNEXPECTED_CONDITION OT_SOCKET_CLOSE_NO_STATUS OT_SOCKET_CLOSE_FALLBACK_CODE OT_HTTP_ERROR OT_UNKNOWN_HTTP_ERROR OT_INVALID_HTTP_STATUS OT_UNEXPECTED_HTTP_STATUS OT_UNEXPECTED_SERVER_RESPONSE OT_BADLY_FORMED_RESPONSE OT_EMPTY_RESPONSE_BODY OT_XDOMAIN_OR_PARSING_ERROR OT_TIMEOUT OT_DISCONNECTED 1014",
      "retryLater",
      "The connection or the server failed.",
    ],
    ["OT_RATE_LIMIT_EXCEEDED", "retryLater", "Too many requests."],
    [
      "OT_NOT_CONNECTED 1010",
      "none",
      "The session is not connected.",
      { remedy: "Wait until session.connect() is done." },
    ],
    [
      "OT_SOCKET_CLOSE_POLICY_VIOLATION",
      "rejoin>fixConfig",
      "The server closed the connection because of a policy: often its way to refuse a token.",
      { wide: true },
    ],
    [
      "OT_USER_MEDIA_ACCESS_DENIED OT_REQUESTED_DEVICE_PERMISSION_DENIED",
      "none!",
      "The user did not allow camera or microphone.",
      { remedy: "Ask the user to allow camera and microphone." },
    ],
  ],
};

/** The `error` event of a Daily call. */
export const daily: Table = {
  id: "daily",
  title: "Daily",
  source: "@daily-co/daily-js@0.87.0",
  checked,
  at: "type error.type .",
  is: (view) =>
    (view.field("action") === "error" && view.has("errorMsg", "string")) ||
    /^(?:exp|nbf)-(?:token|room)$/.test(view.textAt("type")),
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
    ["no-room meeting-full end-of-life", "none", "The room is not there or full, or the SDK is too old."],
    ["ejected", "none", "The participant was thrown out: by a host, or because eject_at_token_exp is set."],
    [
      "not-allowed",
      "fixConfig",
      "The participant may not join: the room is private and the token is missing or for another room.",
      {
        says: /^(?![^]*not acceptable)/i, // a condition of XMPP
        remedy: "Mint a meeting token with room_name for this room, and pass it to join().",
      },
    ],
    ["connection-error", "retryLater", "The connection failed."],
    [
      "authentication-error",
      "fixConfig",
      "Daily's REST API got no key, or a wrong one.",
      { remedy: "Send the domain's API key as a bearer token, from a server." },
    ],
  ],
};

/** `client.join()` of the Zoom Video SDK, and of the Meeting SDK. */
export const zoom: Table = {
  id: "zoom",
  title: "Zoom Video SDK",
  source: "@zoom/videosdk@2.5.0; Zoom Meeting SDK error codes",
  checked,
  at: "errorCode code .",
  is: (view) =>
    view.has("errorCode", "number") && view.has("type", "string") && view.has("reason", "string") && view.name === "",
  remedies: { refresh: "Fetch a new JWT and call join() once more." },
  rows: [
    [
      "200",
      "refresh>fixConfig",
      "The session could not be fetched: the JWT has expired, is too long-lived, or does not fit the session.",
      "SESSION_FETCH_INFO_ERROR",
    ],
    [
      "5013",
      "fixConfig",
      "The signature or another parameter of join() is not valid.",
      "CLIENT_INVALID_JOIN_PARAMETER",
      { remedy: "Sign with the SDK secret; topic and role in the JWT must be those of join()." },
    ],
    ["3705", "refresh>fixClock", "The signature has expired."],
    [
      "3712 10 124",
      "fixConfig",
      "The signature or the token is not valid.",
      { remedy: "Sign with the secret of this SDK app, for this meeting number and role." },
    ],
    [
      "3704 3706",
      "fixConfig",
      "The SDK key is not valid, or is disabled.",
      { remedy: "Look at the SDK app in Zoom's marketplace." },
    ],
    [
      "3010",
      "fixConfig",
      "The role in the JWT does not permit this.",
      "SESSION_ROLE_TYPE_ERROR|Role",
      { remedy: "Mint the JWT with role_type 1 for hosts, 0 for others." },
    ],
    [
      "3004",
      "none!",
      "The passcode of the session is wrong.",
      "SESSION_INCORRECT_PASSCODE",
      { remedy: "Ask the user for the passcode." },
    ],
    ["5012", "none", "join() was called twice.", "CLIENT_DUPLICATED_JOIN|Duplicate join"],
    [
      "1 2 4003 5003",
      "retryLater",
      "Zoom has a problem, or the session is reconnecting.",
      "OPERATION_TIMEOUT|INTERNAL_ERROR|SESSION_INVALID_PARAMETER|CLIENT_SESSION_STATE_RECONNECTING",
    ],
  ],
  unrelated:
    "3 3000 3008 3009 3620 4004 4005 4006 4007 4008 5000 5001 5002 5004 5005 5006 5007 5008 5009 5010 5011 5014",
};

/** `audioVideoDidStop(status)`. */
export const chime: Table = {
  id: "chime",
  title: "Amazon Chime SDK",
  source: "amazon-chime-sdk-js@3.32.0",
  checked,
  at: "_statusCode code .",
  codesIn: (view) => [
    view.has("_statusCode", "number") ? undefined : (callAt(view.error, "statusCode") as number | undefined),
  ],
  is: (view) => view.has("_statusCode", "number"),
  remedies: { rejoin: "Create a new attendee and a new meeting session with it." },
  rows: [
    ["3", "rejoin>fixConfig", "The join token belongs to no attendee of this meeting.", "AudioAuthenticationRejected"],
    ["20", "rejoin>fixConfig", "The credentials of the relay were refused.", "TURNCredentialsForbidden"],
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
      { remedy: "Pass meeting and attendee as CreateMeeting and CreateAttendee return them." },
    ],
    [
      "6 7 8 12 13 14 15 16 17 18",
      "retryLater",
      "The connection or the service failed.",
      "AudioInternalServerError|AudioServiceUnavailable|AudioDisconnected|SignalingInternalServerError|SignalingRequestFailed|SignalingChannelClosedUnexpectedly|ICEGatheringTimeoutWorkaround|ConnectionHealthReconnect|RealtimeApiFailed|TaskFailed",
    ],
    ["21 22", "none", "The attendee was removed, or nobody is left.", "NoAttendeePresent|AudioAttendeeRemoved"],
  ],
  unrelated: "0 1 4 9 10 19 23 24 25 26",
};
