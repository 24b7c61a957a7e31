/**
 * Agora RTC for the web, 4.x, and its media relay.
 *
 * @module
 */
import type { Table } from "../../error/table.ts";
import { APP_ID, DAY_MS, MISMATCH, NO_CERTIFICATE, NO_TOKEN, AGORA_CHECKED } from "./words.ts";

const web4 = "agora-rtc-sdk-ng@4.24.8";
const LEAVE_FIRST = "Call leave(), fetch a new token, then join() again.";

/** Errors, connection reasons and events of `IAgoraRTCClient`. */
export const agoraRtc: Table = {
  id: "agora-rtc",
  title: "Agora RTC for the web, 4.x",
  source: web4,
  checked: AGORA_CHECKED,
  maxLifeMs: DAY_MS,
  at: "code state:reason state:. .",
  // The innermost code of a message, which may wrap another one.
  codesIn: ({ own }) => [/AgoraRTCError (?!.*AgoraRTCError )(\w+)/.exec(own)?.[1]],
  sub: "data.code",
  is: (view) => view.name === "AgoraRTCException" || /\bAgoraRTC(?:Error|Exception)\b/.test(view.own),
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
      { remedy: "Renew or correct the licence in the Agora console." },
    ],
    [
      "state:UID_CONFLICT UID_CONFLICT",
      "fixConfig",
      "The same uid joined twice.",
      { remedy: "Give every participant a uid of its own." },
    ],
    [
      "state:NETWORK_ERROR state:SERVER_ERROR",
      "retryLater",
      "The SDK gave up connecting; this is not about the token.",
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
      {
        remedy:
          "Fetch a new token and join() once more; if that fails too, compare app id, channel and uid in the token with those given to join().",
      },
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
      { says: /invalid token|no authorized/i, remedy: MISMATCH },
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
      {
        says: /invalid channel name/i,
        remedy: "Use up to 64 letters, digits and the signs that Agora's reference lists for channel names.",
      },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/11",
      "fixConfig",
      "The Agora project is disabled.",
      "no active status",
      { says: /no active status/i, remedy: "Enable the project in the Agora console, and look at its bills." },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/18",
      "fixConfig",
      "The project may not be used in this region.",
      "forbidden area",
      { says: /forbidden in this area/i, remedy: "Compare setArea() with the regions that the project may use." },
    ],
    [
      "CAN_NOT_GET_GATEWAY_SERVER/19",
      "fixConfig",
      "The project may not be used in this region.",
      "unable to allocate",
      {
        says: /unable to allocate/i,
        remedy: "Choose another area with setArea(): this one has no servers for the project.",
      },
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
      {
        says: /invalid string uid/i,
        remedy: "Pass a uid that is a 32-bit number, or a text of at most 255 characters.",
      },
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
    [
      "CAN_NOT_GET_GATEWAY_SERVER CAN_NOT_GET_PROXY_SERVER",
      "retryLater",
      "No gateway could be reached, for a reason that Agora does not tell.",
    ],
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
      { remedy: "Mint the token with the role or privilege that this channel asks for." },
    ],
    [
      "UNEXPECTED_RESPONSE/4",
      "fixConfig",
      "The token was signed with a wrong certificate.",
      "K_CERTIFICATE_INVALID",
      { remedy: "Sign with the primary certificate of this app id, as the Agora console shows it." },
    ],
    [
      "UNEXPECTED_RESPONSE/5",
      "fixConfig",
      "The channel name is empty.",
      "K_CHANNEL_NAME_EMPTY",
      { remedy: "Pass the name of the channel to join()." },
    ],
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
    [
      "UNEXPECTED_RESPONSE/116",
      "fixConfig",
      "The Agora project is disabled.",
      "ERR_NO_ACTIVE_STATUS",
      { remedy: "Enable the project in the Agora console, and look at its bills." },
    ],
    [
      "UNEXPECTED_RESPONSE/117",
      "fixConfig",
      "The uid is not valid.",
      "ERR_INVALID_UID",
      { remedy: "Pass a uid that is a 32-bit number, or a text of at most 255 characters." },
    ],
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
      "ERR_LICENSE|ERR_LICENSE_MISSING|ERR_LICENSE_EXPIRED|ERR_LICENSE_MINUTES_EXCEEDED|ERR_LICENSE_PERIOD_INVALID|ERR_LICENSE_MULTIPLE_SDK_SERVICE|ERR_LICENSE_ILLEGAL",
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
      { remedy: "Fetch new tokens for both channels of the relay and start it again." },
    ],
    [
      "LIVE_STREAMING_PUBLISH_STREAM_NOT_AUTHORIZED",
      "fixConfig",
      "The project may not push streams to a CDN.",
      { remedy: "Enable Media Push for the project in the Agora console." },
    ],
    [
      "OPERATION_ABORTED",
      "none",
      "The app left the channel while it was joining.",
      "OPERATION_ABORTED",
      { says: /cancel token cancell?ed/i },
    ],
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
    ["~", "refresh>fixClock", "The token has expired.", { says: /dynamic key (?:or token )?(?:expired|timeout)/i }],
    [
      "~",
      "fixConfig",
      "The token does not fit the app id, the channel or the uid.",
      { says: /authorized failed|verify token permission/i, remedy: MISMATCH },
    ],
  ],
  unrelated: "4096 UNEXPECTED_RESPONSE/6 UNEXPECTED_RESPONSE/8 UNEXPECTED_RESPONSE/2003 UNEXPECTED_RESPONSE/2029",
};

/** `channel-media-relay-state`. */
export const agoraRtcRelay: Table = {
  id: "agora-rtc-relay",
  title: "Agora RTC, media relay",
  source: web4,
  checked: AGORA_CHECKED,
  maxLifeMs: DAY_MS,
  remedies: { refresh: "Fetch new tokens for both channels of the relay and start it again." },
  rows: [
    ["SRC_TOKEN_EXPIRED", "refresh>fixClock", "The relay's token for the source channel has expired."],
    ["DEST_TOKEN_EXPIRED", "refresh>fixClock", "The relay's token for a destination channel has expired."],
  ],
};
