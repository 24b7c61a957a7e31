/**
 * Agora: RTC for the web (4.x, 3.x), media relay, native names, RTM 2 and 1, Chat.
 *
 * @module
 */
import type { Table } from "../table.ts";

const checked = "2026-11-21";
const DAY_MS = 86_400_000; // Agora cuts every token at 24 h
const web4 = "agora-rtc-sdk-ng@4.24.8";
const faq = "Agora FAQ: How to solve token-related errors?";

const MISMATCH =
  "Compare app id, channel and uid in the token with those given to join(); the certificate must belong to the app id.";
const NO_CERTIFICATE = "Pass null as the token, or enable the certificate in the Agora console.";
const NO_TOKEN = "Pass a token: the project has its certificate enabled.";
const APP_ID = "Check the app id. A project that was created minutes ago may not be active yet.";
const LEAVE_FIRST = "Call leave(), fetch a new token, then join() again.";

/** Errors, connection reasons and events of `IAgoraRTCClient`. */
export const agoraRtc: Table = {
  id: "agora-rtc",
  title: "Agora RTC for the web, 4.x",
  source: web4,
  checked,
  maxLifeMs: DAY_MS,
  at: "code @agora state:reason state:. .",
  sub: "data.code",
  is: (clue) => clue.name === "AgoraRTCException" || /^AgoraRTCError /.test(clue.text),
  remedies: {
    renew: "Fetch a new token and pass it to renewToken().",
    refresh: "Fetch a new token and repeat join() or renewToken() once.",
    rejoin: "Fetch a new token, join() the channel again, publish the local tracks again and set encryption again.",
  },
  rows: [
    [
      "token-privilege-will-expire",
      "renew",
      "The right to stay in the channel ends in 30 seconds.",
      "onTokenPrivilegeWillExpire",
    ],
    [
      "token-privilege-did-expire",
      "rejoin>fixClock",
      "The right to stay in the channel has ended; the client has been thrown out and reset.",
      "onTokenPrivilegeDidExpire|onRequestToken",
    ],
    [
      "state:TOKEN_EXPIRE",
      "rejoin>fixConfig",
      "The client was disconnected because its token ran out.",
      "TOKEN_EXPIRE",
      { remedy: "Unless a join() is in flight (its rejection tells more): fetch a new token and join() again." },
    ],
    ["state:UID_BANNED state:IP_BANNED state:CHANNEL_BANNED", "none", "This user, address or channel has been banned."],
    [
      "state:LICENSE_MISSING state:LICENSE_EXPIRED state:LICENSE_MINUTES_EXCEEDED state:LICENSE_PERIOD_INVALID state:LICENSE_MULTIPLE_SDK_SERVICE state:LICENSE_ILLEGAL",
      "fixConfig",
      "The licence of the Agora project does not allow this.",
      undefined,
      { remedy: "Renew or correct the licence in the Agora console." },
    ],
    [
      "state:UID_CONFLICT UID_CONFLICT",
      "fixConfig",
      "The same uid joined twice.",
      undefined,
      { remedy: "Give every participant a uid of its own." },
    ],
    [
      "state:NETWORK_ERROR state:SERVER_ERROR",
      "retryLater",
      "The SDK gave up connecting; this is not about the token.",
      undefined,
      { remedy: "Try again later; fetch a new token first if the old one may have run out by then." },
    ],
    ["state:FALLBACK state:FALLBACK_TO_HLS", "none", "The connection was moved to a fallback service."],
    ["state:LEAVE", "none", "The app left the channel itself."],
    // Gateway 110 ("invalid") arrives from join() under this name, so a fresh token that gets it is a matter of configuration.
    [
      "TOKEN_EXPIRE",
      "refresh>fixConfig",
      "join() was refused: the token has expired, or does not fit app id, channel or uid.",
      "TOKEN_EXPIRE",
      { remedy: `Fetch a new token and join() once more; if that fails too: ${MISMATCH}` },
    ],
    // The access point's number never reaches the app; its text does.
    [
      "CAN_NOT_GET_GATEWAY_SERVER/10",
      "refresh>fixClock",
      "The time in which this token may open a connection is over (24 hours at most).",
      "DYNAMIC_KEY_TIMEOUT",
      { says: /dynamic key or token timeout/i },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/13",
      "refresh>fixClock",
      "The right to join the channel has expired.",
      "DYNAMIC_KEY_EXPIRED",
      { says: /dynamic key expired/i },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/9",
      "fixConfig",
      "The token does not fit the app id, the channel or the uid.",
      "NO_AUTHORIZED",
      { says: /invalid token, authorized failed/i, remedy: MISMATCH },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/5",
      "fixConfig",
      "Agora does not know this app id.",
      "INVALID_VENDOR_KEY",
      { says: /invalid vendor key/i, remedy: APP_ID },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/14",
      "fixConfig",
      "A token was given, but the project has no certificate.",
      "STATIC_USE_DYANMIC_KEY",
      { says: /static use dynamic key/i, remedy: NO_CERTIFICATE },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/15",
      "fixConfig",
      "No token was given, but the project requires one.",
      "DYNAMIC_USE_STATIC_KEY",
      { says: /dynamic use static key/i, remedy: NO_TOKEN },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/7",
      "fixConfig",
      "The channel name is not valid.",
      "INVALID_CHANNEL_NAME",
      { says: /invalid channel name/i },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/11",
      "fixConfig",
      "The Agora project is disabled.",
      "no active status",
      { says: /no active status/i },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/18",
      "fixConfig",
      "The project may not be used in this region.",
      "forbidden area",
      { says: /forbidden in this area/i },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/19",
      "fixConfig",
      "The project may not be used in this region.",
      "unable to allocate",
      { says: /unable to allocate/i },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/1",
      "fixConfig",
      "Agora does not know this app id.",
      "invalid appid",
      { says: /invalid appid/i, remedy: APP_ID },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/2",
      "fixConfig",
      "The user id is not valid.",
      "invalid string uid",
      { says: /invalid string uid/i },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/8",
      "retryLater",
      "Agora's access point had an internal error.",
      "unilbs internal error",
      { says: /internal error/i },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/16",
      "retryLater",
      "Agora's access point is overloaded.",
      "over load",
      { says: /over load/i },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/27",
      "retryLater",
      "Agora's access point asks for a fallback.",
      "request downgrade fallback",
      { says: /downgrade/i },
    ],
    ["CAN_NOT_GET_GATEWAY_SERVER", "retryLater", "No gateway could be had, for a reason that Agora does not tell."],
    // The gateway's numbers decide: several of its texts are misspelt, cut short or wrong.
    [
      "UNEXPECTED_RESPONSE/2",
      "refresh>fixClock",
      "The time in the token is over; the clock of the server that makes tokens may be wrong.",
      "K_TIMESTAMP_EXPIRED",
    ],
    ["UNEXPECTED_RESPONSE/109", "refresh>fixClock", "The token has expired.", "ERR_DYNAMIC_KEY_TIMEOUT"],
    [
      "UNEXPECTED_RESPONSE/118",
      "refresh>fixClock",
      "The right to be in the channel has expired.",
      "ERR_DYNAMIC_KEY_EXPIRED",
    ],
    [
      "UNEXPECTED_RESPONSE/110",
      "fixConfig",
      "The token does not fit the app id, the channel or the uid.",
      "ERR_NO_AUTHORIZED",
      { remedy: MISMATCH },
    ],
    [
      "UNEXPECTED_RESPONSE/119",
      "fixConfig",
      "A token was given, but the project has no certificate.",
      "ERR_STATIC_USE_DYANMIC_KE|ERR_STATIC_USE_DYNAMIC_KE",
      { remedy: NO_CERTIFICATE },
    ],
    [
      "UNEXPECTED_RESPONSE/120",
      "fixConfig",
      "No token was given, but the project requires one.",
      "ERR_DYNAMIC_USE_STATIC_KE",
      { remedy: NO_TOKEN },
    ],
    [
      "UNEXPECTED_RESPONSE/101 UNEXPECTED_RESPONSE/2013",
      "fixConfig",
      "Agora does not know this app id.",
      "ERR_INVALID_VENDOR_KEY|UNKNOWN_ERROR_101",
      { remedy: APP_ID },
    ],
    [
      "UNEXPECTED_RESPONSE/3",
      "fixConfig",
      "The token lacks a permission for this channel.",
      "K_CHANNEL_PERMISSION_INVALID",
    ],
    ["UNEXPECTED_RESPONSE/4", "fixConfig", "The token was signed with a wrong certificate.", "K_CERTIFICATE_INVALID"],
    ["UNEXPECTED_RESPONSE/5", "fixConfig", "The channel name is empty.", "K_CHANNEL_NAME_EMPTY"],
    ["UNEXPECTED_RESPONSE/7", "refresh>fixConfig", "The ticket of the connection is not valid.", "K_TICKET_INVALID"],
    [
      "UNEXPECTED_RESPONSE/9",
      "retryLater",
      "The service is not ready; the SDK tries the next server by itself.",
      "K_SERVICE_NOT_READY",
    ],
    [
      "UNEXPECTED_RESPONSE/10",
      "retryLater",
      "The service is overloaded; the SDK tries the next server by itself.",
      "K_SERVICE_TOO_HEAVY",
    ],
    [
      "UNEXPECTED_RESPONSE/115",
      "retryLater",
      "The gateway had an internal error; the SDK tries the next server by itself.",
      "ERR_INTERNAL_ERROR",
    ],
    ["UNEXPECTED_RESPONSE/14", "none", "This user has been banned.", "K_UID_BANNED"],
    ["UNEXPECTED_RESPONSE/15", "none", "This address has been banned.", "K_IP_BANNED"],
    ["UNEXPECTED_RESPONSE/16", "none", "This channel has been banned.", "K_CHANNEL_BANNED|UNKNOWN_ERROR_16"],
    ["UNEXPECTED_RESPONSE/116", "fixConfig", "The Agora project is disabled.", "ERR_NO_ACTIVE_STATUS"],
    ["UNEXPECTED_RESPONSE/117", "fixConfig", "The uid is not valid.", "ERR_INVALID_UID"],
    [
      "UNEXPECTED_RESPONSE/2018",
      "refresh>fixConfig",
      "The token does not allow this role.",
      "ERR_SET_CLIENT_ROLE_NO_PERMISSION",
      { remedy: "Fetch a token with the rights of a publisher, pass it to renewToken(), then set the role again." },
    ],
    [
      "UNEXPECTED_RESPONSE/2024",
      "rejoin>fixConfig",
      "The session to come back to is lost.",
      "ERR_REJOIN_TOKEN_INVALID",
    ],
    ["UNEXPECTED_RESPONSE/2025", "rejoin>fixConfig", "The session to come back to is lost.", "ERR_REJOIN_NOT_JOINED"],
    [
      "UNEXPECTED_RESPONSE/32769 UNEXPECTED_RESPONSE/32771 UNEXPECTED_RESPONSE/32773 UNEXPECTED_RESPONSE/32774 UNEXPECTED_RESPONSE/32778 UNEXPECTED_RESPONSE/32783",
      "fixConfig",
      "The licence of the Agora project does not allow this.",
      "ERR_LICENSE",
      { remedy: "Renew or correct the licence in the Agora console." },
    ],
    [
      "UPDATE_TICKET_FAILED",
      "fixConfig",
      "The new token does not fit the app id, the channel or the uid.",
      "UPDATE_TICKET_FAILED",
      { says: /authorized failed|static (?:use|key)|vendor key/i, remedy: MISMATCH },
    ],
    [
      "UPDATE_TICKET_FAILED",
      "refresh>fixClock",
      "renewToken() was refused: the new token has expired.",
      "UPDATE_TICKET_FAILED",
      { says: /expired|timeout/i },
    ],
    ["UPDATE_TICKET_FAILED", "refresh>fixConfig", "renewToken() could not exchange the new token."],
    [
      "INVALID_OPERATION",
      "rejoin>fixConfig",
      "renewToken() was called on a client that is not in a channel: it was never in one, or has been thrown out.",
      "INVALID_OPERATION",
      { says: /renewToken should not be called before/i },
    ],
    [
      "INVALID_OPERATION",
      "none",
      "join() was called although the client has joined or is joining.",
      "INVALID_OPERATION",
      { says: /already in connecting/i, remedy: "Wait for the first join(), or leave() first." },
    ],
    [
      "INVALID_PARAMS",
      "fixConfig",
      "The token is empty, too long, or not a text.",
      "INVALID_PARAMS",
      {
        says: /token/i,
        remedy:
          "Pass the token as a text of at most 2047 characters, or null if the project has no certificate. A token builder returns an empty text for a bad app id.",
      },
    ],
    [
      "CROSS_CHANNEL_FAILED_JOIN_SEC CROSS_CHANNEL_FAILED_JOIN_SRC CROSS_CHANNEL_FAILED_JOIN_DEST",
      "refresh>fixConfig",
      "Media relay could not join one of its channels; its token may have expired.",
      undefined,
      { remedy: "Fetch new tokens for both channels of the relay and start it again." },
    ],
    ["LIVE_STREAMING_PUBLISH_STREAM_NOT_AUTHORIZED", "fixConfig", "The project may not push streams to a CDN."],
    [
      "WS_ABORT WS_DISCONNECT WS_ERR OPERATION_ABORTED TIMEOUT NETWORK_ERROR NETWORK_TIMEOUT NETWORK_RESPONSE_ERROR API_INVOKE_TIMEOUT MULTI_UNILBS_RESPONSE_ERROR VOID_GATEWAY_ADDRESS",
      "retryLater",
      "The connection to Agora failed; this is not about the token.",
    ],
    // The SDK never settles in these three cases: whoever sets a deadline reports it under these codes.
    [
      "deadline:join",
      "refresh>fixConfig",
      "join() never settled: the gateway goes on refusing the token in silence.",
      "join deadline",
      { remedy: LEAVE_FIRST },
    ],
    [
      "deadline:renewToken",
      "refresh>retryLater",
      "renewToken() never settled: the SDK sets it no time limit.",
      "renewToken deadline",
    ],
    [
      "watchdog:reconnecting",
      "rejoin>fixConfig",
      "The client has been reconnecting for longer than its token lives; it will not get out of that by itself.",
      "reconnecting watchdog",
      { remedy: LEAVE_FIRST },
    ],
    // Whatever the code of tomorrow: these texts have lasted longer than any code.
    [
      "~",
      "refresh>fixClock",
      "The token has expired.",
      undefined,
      { says: /dynamic key (?:or token )?(?:expired|timeout)/i },
    ],
    [
      "~",
      "fixConfig",
      "The token does not fit the app id, the channel or the uid.",
      undefined,
      { says: /authorized failed|verify token permission/i, remedy: MISMATCH },
    ],
  ],
  leftOut: [
    ["UNEXPECTED_RESPONSE/6 UNEXPECTED_RESPONSE/8", "channel not found, channel in conflict: not about tokens"],
    ["UNEXPECTED_RESPONSE/2003", "joined twice; reaches the app as UID_BANNED or UID_CONFLICT"],
    ["UNEXPECTED_RESPONSE/2029", "illegal level of a role: not about tokens"],
    ["4096", "the `flag` in a message is a set of service bits, not a code"],
  ],
};

/** `channel-media-relay-state`. */
export const agoraRtcRelay: Table = {
  id: "agora-rtc-relay",
  title: "Agora RTC, media relay",
  source: web4,
  checked,
  maxLifeMs: DAY_MS,
  remedies: { refresh: "Fetch new tokens for both channels of the relay and start it again." },
  rows: [
    ["SRC_TOKEN_EXPIRED", "refresh>fixClock", "The relay's token for the source channel has expired."],
    ["DEST_TOKEN_EXPIRED", "refresh>fixClock", "The relay's token for a destination channel has expired."],
  ],
};

/** `onFailure` of the 3.x SDK: plain texts; the numbers are those of its console. */
export const agoraRtc3: Table = {
  id: "agora-rtc-3",
  title: "Agora RTC for the web, 3.x",
  source: "agora-rtc-sdk@3.6.11",
  checked,
  maxLifeMs: DAY_MS,
  remedies: { refresh: "Fetch a new token and join() again.", rejoin: "Fetch a new token and join() again." },
  rows: [
    [
      "DYNAMIC_KEY_TIMEOUT 2010010",
      "refresh>fixClock",
      "The time in which this token may open a connection is over (24 hours at most).",
    ],
    ["DYNAMIC_KEY_EXPIRED 2010013", "refresh>fixClock", "The right to join the channel has expired."],
    [
      "NO_AUTHORIZED 2010009",
      "fixConfig",
      "The token does not fit the app id, the channel or the uid.",
      undefined,
      { remedy: MISMATCH },
    ],
    ["INVALID_VENDOR_KEY 2010005", "fixConfig", "Agora does not know this app id.", undefined, { remedy: APP_ID }],
    [
      "STATIC_USE_DYANMIC_KEY STATIC_USE_DYNAMIC_KEY 2010014",
      "fixConfig",
      "A token was given, but the project has no certificate.",
      undefined,
      { remedy: NO_CERTIFICATE },
    ],
    [
      "DYNAMIC_USE_STATIC_KEY 2010015",
      "fixConfig",
      "No token was given, but the project requires one.",
      undefined,
      { remedy: NO_TOKEN },
    ],
    [
      "onTokenPrivilegeWillExpire",
      "renew",
      "The right to stay in the channel ends in 30 seconds.",
      undefined,
      { remedy: "Fetch a new token and pass it to renewToken()." },
    ],
    [
      "onTokenPrivilegeDidExpire",
      "rejoin>fixClock",
      "The right to stay in the channel has ended; the connection is closed.",
    ],
  ],
};

/** Error numbers, connection reasons and renewal results of the native SDKs and their wrappers. */
export const agoraRtcNative: Table = {
  id: "agora-rtc-native",
  title: "Agora RTC, native SDKs",
  source: faq,
  checked,
  maxLifeMs: DAY_MS,
  at: "code err errorCode . connection:reason connection:connectionReason renewal:renewal renewal:renewalResult",
  remedies: {
    refresh: "Fetch a new token and join the channel again.",
    rejoin: "Fetch a new token and join the channel again.",
  },
  rows: [
    // Java, C++, C#, Unity, Flutter | Objective-C | Swift | what the web SDK prints for the same number
    [
      "109 -109",
      "refresh>fixClock",
      "The token has expired.",
      "ERR_TOKEN_EXPIRED|AgoraErrorCodeTokenExpired|tokenExpired|errTokenExpired|ErrTokenExpired|ERR_DYNAMIC_KEY_TIMEOUT",
    ],
    [
      "110 -110",
      "fixConfig",
      "The token does not fit the app id, the channel or the uid.",
      "ERR_INVALID_TOKEN|AgoraErrorCodeInvalidToken|invalidToken|errInvalidToken|ErrInvalidToken|ERR_NO_AUTHORIZED",
      { remedy: MISMATCH },
    ],
    [
      "101 -101",
      "fixConfig",
      "The app id is not valid.",
      "ERR_INVALID_APP_ID|AgoraErrorCodeInvalidAppId|invalidAppId|errInvalidAppId|ErrInvalidAppId|ERR_INVALID_VENDOR_KEY",
      { remedy: APP_ID },
    ],
    ["118", "refresh>fixClock", "The right to be in the channel has expired.", "ERR_DYNAMIC_KEY_EXPIRED"],
    [
      "119",
      "fixConfig",
      "A token was given, but the project has no certificate.",
      "ERR_STATIC_USE_DYNAMIC_KEY|ERR_STATIC_USE_DYANMIC_KEY|ERR_STATIC_USE_DYANMIC_KE",
      { remedy: NO_CERTIFICATE },
    ],
    [
      "120",
      "fixConfig",
      "No token was given, but the project requires one.",
      "ERR_DYNAMIC_USE_STATIC_KEY|ERR_DYNAMIC_USE_STATIC_KE",
      { remedy: NO_TOKEN },
    ],
    ["2", "refresh>fixClock", "The time in the token is over.", "K_TIMESTAMP_EXPIRED"],
    [
      "-2",
      "fixConfig",
      "An argument is not valid: the token may be empty.",
      "ERR_INVALID_ARGUMENT|AgoraErrorCodeInvalidArgument|invalidArgument|errInvalidArgument",
    ],
    [
      "connection:8",
      "fixConfig",
      "The token does not fit the app id, the channel or the uid.",
      "CONNECTION_CHANGED_INVALID_TOKEN|AgoraConnectionChangedReasonInvalidToken|AgoraConnectionChangedInvalidToken",
      { remedy: MISMATCH },
    ],
    [
      "connection:9",
      "rejoin>fixClock",
      "The connection ended because the token has expired.",
      "CONNECTION_CHANGED_TOKEN_EXPIRED|AgoraConnectionChangedReasonTokenExpired|AgoraConnectionChangedTokenExpired",
    ],
    [
      "renewal:1",
      "retryLater",
      "The new token could not be taken over, for an unknown reason.",
      "RENEW_TOKEN_FAILURE|renewTokenFailure",
    ],
    [
      "renewal:2",
      "refresh>fixClock",
      "The new token has expired already.",
      "RENEW_TOKEN_TOKEN_EXPIRED|renewTokenTokenExpired",
    ],
    [
      "renewal:3",
      "fixConfig",
      "The new token does not fit the uid or the channel.",
      "RENEW_TOKEN_INVALID_TOKEN|renewTokenInvalidToken",
      { remedy: MISMATCH },
    ],
    [
      "renewal:4",
      "fixConfig",
      "The new token is for another channel.",
      "RENEW_TOKEN_INVALID_CHANNEL_NAME|renewTokenInvalidChannelName",
      { remedy: MISMATCH },
    ],
    [
      "renewal:5",
      "fixConfig",
      "The new token is for another app id.",
      "RENEW_TOKEN_INCONSISTENT_APPID|renewTokenInconsistentAppid",
      { remedy: MISMATCH },
    ],
    [
      "renewal:6",
      "none",
      "A newer token replaced this one while it was being handed over.",
      "RENEW_TOKEN_CANCELED_BY_NEW_REQUEST|renewTokenCanceledByNewRequest",
    ],
    [
      "onTokenPrivilegeWillExpire",
      "renew",
      "The right to stay in the channel ends in 30 seconds.",
      "tokenPrivilegeWillExpire",
      { remedy: "Fetch a new token and pass it to renewToken()." },
    ],
    ["onRequestToken", "rejoin>fixClock", "The token has expired; the connection is closed.", "rtcEngineRequestToken"],
  ],
  leftOut: [["renewal:0", "success"]],
};

/** `AgoraRTM.RTM` 2.x: errors, `linkState`, `token` events. */
export const agoraRtm: Table = {
  id: "agora-rtm",
  title: "Agora RTM 2.x",
  source: "agora-rtm@2.3.0",
  checked,
  maxLifeMs: DAY_MS,
  at: "errorCode code @agora reasonCode token:eventType .",
  is: (clue) =>
    (clue.peek("error") === true && clue.has("errorCode", "number") && clue.has("operation", "string")) ||
    /^Error Code -\d+ - /.test(clue.text) ||
    (clue.has("currentState", "string") && clue.has("reasonCode", "string")),
  remedies: {
    renew: "Fetch a new token and pass it to renewToken().",
    refresh: "Fetch a new token and repeat login() or renewToken() once.",
    rejoin: "Fetch a new token and call login({ token }) with it; the user need not do anything.",
  },
  rows: [
    [
      "tokenPrivilegeWillExpire token:WILL_EXPIRE WILL_EXPIRE",
      "renew",
      "The token ends in 30 seconds; two events tell the same.",
    ],
    [
      "token:READ_PERMISSION_REVOKED READ_PERMISSION_REVOKED",
      "refresh>fixConfig",
      "The right to read a channel has been taken away.",
    ],
    [
      "TOKEN_EXPIRED",
      "rejoin>fixClock",
      "The link failed because the token has expired.",
      "Token expired|Ticket expired",
    ],
    [
      "INVALID_TOKEN",
      "fixConfig",
      "The link failed because the token is not valid.",
      undefined,
      { remedy: "Mint an RTM token for this app id and user id; an RTC token is not enough." },
    ],
    ["INCONSISTENT_APP_ID", "fixConfig", "The token is for another app id."],
    ["LOGIN_NOT_AUTHORIZED", "fixConfig", "RTM is not enabled for this project, or the token has no right to log in."],
    [
      "SAME_UID_LOGIN",
      "none!",
      "The same user logged in elsewhere.",
      "REMOTE_LOGIN",
      { remedy: "Ask the user where to go on; do not fight the other device." },
    ],
    ["LOGIN_TOO_FREQUENT", "retryLater", "Logins follow each other too quickly."],
    ["KICKED_OUT_BY_SERVER", "rejoin>fixConfig", "The server threw this user out."],
    ["-10009", "refresh>fixClock", "The token has expired.", "RTM_ERROR_TOKEN_EXPIRED"],
    [
      "-10005",
      "fixConfig",
      "The token is not valid.",
      "RTM_ERROR_INVALID_TOKEN",
      { remedy: "Mint an RTM token for this app id and user id; an RTC token is not enough." },
    ],
    ["-10003", "fixConfig", "The app id is not valid.", "RTM_ERROR_INVALID_APP_ID"],
    ["-10006", "fixConfig", "The user id is not valid.", "RTM_ERROR_INVALID_USER_ID"],
    [
      "-10015",
      "fixConfig",
      "RTM is not enabled for this project, or the token has no right to log in.",
      "RTM_ERROR_LOGIN_NOT_AUTHORIZED",
    ],
    ["-10016", "fixConfig", "The token is for another app id.", "RTM_ERROR_INCONSISTENT_APPID"],
    ["-10027", "fixConfig", "The user id is in use twice on this page.", "RTM_ERROR_DUPLICATE_USER_ID"],
    ["-10002", "rejoin>fixConfig", "The client is not logged in.", "RTM_ERROR_NOT_LOGIN"],
    [
      "-10025",
      "rejoin>fixConfig",
      "The client is not connected, so the new token could not be handed over.",
      "RTM_ERROR_NOT_CONNECTED",
    ],
    ["-10010", "retryLater", "The servers have no room for this login.", "RTM_ERROR_LOGIN_NO_SERVER_RESOURCES"],
    ["-10011", "retryLater", "The login took too long.", "RTM_ERROR_LOGIN_TIMEOUT"],
    ["-10013", "retryLater", "The login was aborted.", "RTM_ERROR_LOGIN_ABORTED"],
    ["-10021", "retryLater", "Calls follow each other too quickly.", "RTM_ERROR_OPERATION_RATE_EXCEED_LIMITATION"],
    ["-10023", "retryLater", "The login was cancelled.", "RTM_ERROR_LOGIN_CANCELED"],
    [
      "-10026",
      "retryLater",
      "Handing over the new token took too long; the old one stays in use.",
      "RTM_ERROR_RENEW_TOKEN_TIMEOUT",
    ],
    [
      "-10012",
      "retryLater>fixConfig",
      "The server refused the login without saying why.",
      "RTM_ERROR_LOGIN_REJECTED",
      { remedy: "Try twice; then check the project in the Agora console." },
    ],
    [
      "-11007",
      "refresh>fixConfig",
      "The gateway refused the new token of a stream channel.",
      "RTM_ERROR_CHANNEL_JOIN_FAILED",
    ],
    [
      "-11038",
      "refresh>fixConfig",
      "The token has no right to subscribe or publish here.",
      "RTM_ERROR_CHANNEL_SUBSCRIBE_PERMISSION_DENIED",
      { remedy: "Fetch a token with the missing permission, if the back end can mint it." },
    ],
    [
      "-11039",
      "refresh>fixConfig",
      "The token has no right to subscribe or publish here.",
      "RTM_ERROR_CHANNEL_PUBLISH_PERMISSION_DENIED",
      { remedy: "Fetch a token with the missing permission, if the back end can mint it." },
    ],
    [
      "-12020",
      "refresh>fixConfig",
      "The token has no right to use storage here.",
      "RTM_ERROR_STORAGE_PERMISSION_DENIED",
      { remedy: "Fetch a token with the missing permission, if the back end can mint it." },
    ],
    [
      "-14010",
      "refresh>fixConfig",
      "The token has no right to use locks here.",
      "RTM_ERROR_LOCK_PERMISSION_DENIED",
      { remedy: "Fetch a token with the missing permission, if the back end can mint it." },
    ],
    [
      "-15006",
      "refresh>fixConfig",
      "The token has no right to read the history here.",
      "RTM_ERROR_HISTORY_PERMISSION_DENIED",
      { remedy: "Fetch a token with the missing permission, if the back end can mint it." },
    ],
    ["~", "refresh>fixClock", "The token has expired.", undefined, { says: /(?:token|ticket) (?:has )?expired/i }],
  ],
  leftOut: [
    [
      "-10001 -10004 -10007 -10008 -10014 -10017 -10018 -10019 -10020 -10022 -10024",
      "arguments, encryption and set-up: not about tokens",
    ],
  ],
};

const rtm1 = "agora-rtm-sdk@1.6.0";
const rtm1Remedies = {
  renew: "Fetch a new token and pass it to renewToken().",
  refresh: "Fetch a new token and log in with it, or pass it to renewToken().",
  rejoin: "Fetch a new token and call login({ uid, token }) with it; the user need not do anything.",
};

/** RTM 1.x events and connection reasons. */
export const agoraRtm1: Table = {
  id: "agora-rtm-1",
  title: "Agora RTM 1.x",
  source: rtm1,
  checked,
  maxLifeMs: DAY_MS,
  at: ". reason",
  remedies: rtm1Remedies,
  rows: [
    ["TokenPrivilegeWillExpire", "renew", "The token ends in 30 seconds."],
    ["TokenExpired TOKEN_EXPIRED", "rejoin>fixClock", "The connection ended because the token has expired."],
    [
      "REMOTE_LOGIN",
      "none!",
      "The same user logged in elsewhere.",
      undefined,
      { remedy: "Ask the user where to go on; do not fight the other device." },
    ],
  ],
};

// The same number means different things to login() and renewToken(): two tables, and the caller must say which.
/** RTM 1.x, rejections of `login()`. */
export const agoraRtm1Login: Table = {
  id: "agora-rtm-1-login",
  title: "Agora RTM 1.x, login()",
  source: rtm1,
  checked,
  maxLifeMs: DAY_MS,
  remedies: rtm1Remedies,
  rows: [
    [
      "6",
      "refresh>fixClock",
      "The token has expired.",
      "LOGIN_ERR_TOKEN_EXPIRED",
      {
        remedy:
          "Fetch a new token and log in once more; a lifetime minted as an absolute time where a relative one belongs looks the same.",
      },
    ],
    ["4", "fixConfig", "The app id is not valid.", "LOGIN_ERR_INVALID_APP_ID"],
    ["5", "fixConfig", "The token is not valid: it may be an RTC token.", "LOGIN_ERR_INVALID_TOKEN"],
    ["7", "fixConfig", "The token gives no right to log in.", "LOGIN_ERR_NOT_AUTHORIZED"],
    ["2", "retryLater>fixConfig", "The server refused the login without saying why.", "LOGIN_ERR_REJECTED"],
    ["3", "fixConfig", "An argument of login() is not valid.", "LOGIN_ERR_INVALID_ARGUMENT"],
    ["8", "none", "The client is logged in already.", "LOGIN_ERR_ALREADY_LOGIN"],
    ["9", "retryLater", "The login took too long.", "LOGIN_ERR_TIMEOUT"],
    ["10", "retryLater", "Logins follow each other too quickly.", "LOGIN_ERR_TOO_OFTEN"],
    ["201", "none", "The app logged out while logging in."],
  ],
  leftOut: [["1", "unknown error: says nothing"]],
};

/** RTM 1.x, rejections of `renewToken()`. */
export const agoraRtm1Renew: Table = {
  id: "agora-rtm-1-renew",
  title: "Agora RTM 1.x, renewToken()",
  source: rtm1,
  checked,
  maxLifeMs: DAY_MS,
  remedies: rtm1Remedies,
  rows: [
    ["5", "refresh>fixClock", "The new token has expired already.", "RENEW_TOKEN_ERR_TOKEN_EXPIRED"],
    ["6", "fixConfig", "The new token is not valid.", "RENEW_TOKEN_ERR_INVALID_TOKEN"],
    ["2", "fixConfig", "The new token is not a text that can be a token.", "RENEW_TOKEN_ERR_INVALID_ARGUMENT"],
    ["1", "retryLater", "The new token could not be handed over.", "RENEW_TOKEN_ERR_FAILURE"],
    ["3", "retryLater", "The server refused the new token without saying why.", "RENEW_TOKEN_ERR_REJECTED"],
    ["4", "retryLater", "Calls follow each other too quickly.", "RENEW_TOKEN_ERR_TOO_OFTEN"],
    ["102", "rejoin>fixConfig", "The client is not logged in.", "RENEW_TOKEN_ERR_USER_NOT_LOGGED_IN"],
    ["201", "none", "The app logged out while the token was being handed over."],
  ],
};

/** Agora Chat: `onError`, rejections, token events. */
export const agoraChat: Table = {
  id: "agora-chat",
  title: "Agora Chat",
  source: "agora-chat@1.4.0",
  checked,
  maxLifeMs: DAY_MS,
  at: "type status:status .",
  remedies: {
    renew: "Fetch a new token and pass it to renewToken().",
    rejoin: "Fetch a new token and call open() with it; the user need not do anything.",
  },
  rows: [
    ["onTokenWillExpire", "renew", "Four fifths of the token's life are over."],
    ["onTokenExpired", "rejoin>fixClock", "The token has expired; the connection is closed."],
    ["56", "rejoin>fixClock", "The token has expired; the connection is closed."],
    ["2", "fixConfig", "The user or the token was not accepted."],
    ["28", "fixConfig", "The token is missing or not valid."],
    [
      "206",
      "none!",
      "The same user logged in on another device.",
      undefined,
      { remedy: "Ask the user where to go on; do not fight the other device." },
    ],
    ["status:false", "rejoin>fixConfig", "renewToken() was called while the connection is not open."],
  ],
  leftOut: [["700", "REST: no user found; not about tokens"]],
};
