/**
 * Agora RTM 2.x.
 *
 * @module
 */
import type { Table } from "../../error/table.ts";
import { DAY_MS, AGORA_CHECKED } from "./words.ts";

/** `AgoraRTM.RTM` 2.x: errors, `linkState`, `token` events. */
export const agoraRtm: Table = {
  id: "agora-rtm",
  title: "Agora RTM 2.x",
  source: "agora-rtm@2.3.0",
  checked: AGORA_CHECKED,
  maxLifeMs: DAY_MS,
  at: "errorCode code reasonCode token:eventType .",
  codesIn: ({ own }) => [/\bError Code (-\d+)/.exec(own)?.[1]],
  is: (view) =>
    (view.field("error") === true && view.has("errorCode", "number") && view.has("operation", "string")) ||
    /\bError Code -\d+ - /.test(view.own) ||
    (view.has("currentState", "string") && view.has("reasonCode", "string")),
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
      { remedy: "Mint an RTM token for this app id and user id; an RTC token is not enough." },
    ],
    [
      "INCONSISTENT_APP_ID",
      "fixConfig",
      "The token is for another app id.",
      { remedy: "Mint the token for the app id that the client was made with." },
    ],
    [
      "LOGIN_NOT_AUTHORIZED",
      "fixConfig",
      "RTM is not enabled for this project, or the token has no right to log in.",
      { remedy: "Enable Signaling for the project in the Agora console, and mint with the service RTM." },
    ],
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
    [
      "-10003",
      "fixConfig",
      "The app id is not valid.",
      "RTM_ERROR_INVALID_APP_ID",
      { remedy: "Check the app id that is passed to the constructor of RTM." },
    ],
    [
      "-10006",
      "fixConfig",
      "The user id is not valid.",
      "RTM_ERROR_INVALID_USER_ID",
      { remedy: "Pass a user id of 1 to 64 characters, as Agora's reference lists them." },
    ],
    [
      "-10015",
      "fixConfig",
      "RTM is not enabled for this project, or the token has no right to log in.",
      "RTM_ERROR_LOGIN_NOT_AUTHORIZED",
      { remedy: "Enable Signaling for the project in the Agora console, and mint with the service RTM." },
    ],
    [
      "-10016",
      "fixConfig",
      "The token is for another app id.",
      "RTM_ERROR_INCONSISTENT_APPID",
      { remedy: "Mint the token for the app id that the client was made with." },
    ],
    [
      "-10027",
      "fixConfig",
      "The user id is in use twice on this page.",
      "RTM_ERROR_DUPLICATE_USER_ID",
      { remedy: "Make one client for each user id on a page." },
    ],
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
      "-11019 -11020 -11025 -11026 -11027 -11032 -11012 -12018 -12019 -13001 -13012 -13016 -14002 -14009 RTM_SERVICE_NOT_CONNECTED PRESENCE_NOT_CONNECTED PRESENCE_NOT_READY STORAGE_NOT_AVAILABLE LOCK_NOT_AVAILABLE STREAM_CHANNEL_NOT_AVAILABLE OPERATION_RATE_EXCEED_LIMITATION",
      "retryLater",
      "A part of RTM is not connected yet, is busy, or did not answer in time.",
    ],
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
    ["~", "refresh>fixClock", "The token has expired.", { says: /(?:token|ticket) (?:has )?expired/i }],
  ],
  unrelated: "-10001 -10004 -10007 -10008 -10014 -10017 -10018 -10019 -10020 -10022 -10024",
};
