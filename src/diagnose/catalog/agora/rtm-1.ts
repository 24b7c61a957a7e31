/**
 * Agora RTM 1.x.
 *
 * @module
 */
import type { Table } from "../../error/table.ts";
import { DAY_MS, AGORA_CHECKED } from "./words.ts";

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
  checked: AGORA_CHECKED,
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
      { remedy: "Ask the user where to go on; do not fight the other device." },
    ],
  ],
};

// The same number means different things to login() and renewToken(): two tables, and the caller must say which.
/** RTM 1.x, rejections of `login()`. */
export const agoraRtm1Login: Table = {
  id: "agora-rtm-1-login",
  is: (view) => /^Rtm\w+Error$/.test(view.name) || /\bError Code \d+ - /.test(view.own),
  title: "Agora RTM 1.x, login()",
  source: rtm1,
  checked: AGORA_CHECKED,
  maxLifeMs: DAY_MS,
  remedies: rtm1Remedies,
  rows: [
    // renewToken() has the same classes and other numbers: where there is a text, it decides.
    [
      "5 6",
      "refresh>fixClock",
      "The token has expired.",
      "LOGIN_ERR_TOKEN_EXPIRED",
      { says: /token (?:has |is )?expired/i },
    ],
    [
      "5 6",
      "fixConfig",
      "The signature of the token is wrong, or it is for another app id or user.",
      "LOGIN_ERR_INVALID_TOKEN",
      {
        says: /signature verification failed|invalid token/i,
        remedy: "Mint an RTM token for this app id and user id; an RTC token is not enough.",
      },
    ],
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
    [
      "4",
      "fixConfig",
      "The app id is not valid.",
      "LOGIN_ERR_INVALID_APP_ID",
      { remedy: "Check the app id in the Agora console." },
    ],
    [
      "5",
      "fixConfig",
      "The token is not valid: it may be an RTC token.",
      "LOGIN_ERR_INVALID_TOKEN",
      { remedy: "Mint an RTM token for this app id and user id; an RTC token is not enough." },
    ],
    [
      "7",
      "fixConfig",
      "The token gives no right to log in.",
      "LOGIN_ERR_NOT_AUTHORIZED",
      { remedy: "Enable RTM for the project, and mint the token with RtmTokenBuilder." },
    ],
    ["2", "retryLater>fixConfig", "The server refused the login without saying why.", "LOGIN_ERR_REJECTED"],
    [
      "3",
      "fixConfig",
      "An argument of login() is not valid.",
      "LOGIN_ERR_INVALID_ARGUMENT",
      { remedy: "Pass uid as text of at most 64 characters, and the token as text." },
    ],
    ["8", "none", "The client is logged in already.", "LOGIN_ERR_ALREADY_LOGIN"],
    ["9", "retryLater", "The login took too long.", "LOGIN_ERR_TIMEOUT"],
    ["10", "retryLater", "Logins follow each other too quickly.", "LOGIN_ERR_TOO_OFTEN"],
    ["201", "none", "The app logged out while logging in."],
  ],
  unrelated: "1",
};

/** RTM 1.x, rejections of `renewToken()`. */
export const agoraRtm1Renew: Table = {
  id: "agora-rtm-1-renew",
  title: "Agora RTM 1.x, renewToken()",
  source: rtm1,
  checked: AGORA_CHECKED,
  maxLifeMs: DAY_MS,
  remedies: rtm1Remedies,
  rows: [
    ["5", "refresh>fixClock", "The new token has expired already.", "RENEW_TOKEN_ERR_TOKEN_EXPIRED"],
    [
      "6",
      "fixConfig",
      "The new token is not valid.",
      "RENEW_TOKEN_ERR_INVALID_TOKEN",
      { remedy: "Mint an RTM token for this app id and user id; an RTC token is not enough." },
    ],
    [
      "2",
      "fixConfig",
      "The new token is not a text that can be a token.",
      "RENEW_TOKEN_ERR_INVALID_ARGUMENT",
      { remedy: "Pass the token as text to renewToken()." },
    ],
    ["1", "retryLater", "The new token could not be handed over.", "RENEW_TOKEN_ERR_FAILURE"],
    ["3", "retryLater", "The server refused the new token without saying why.", "RENEW_TOKEN_ERR_REJECTED"],
    ["4", "retryLater", "Calls follow each other too quickly.", "RENEW_TOKEN_ERR_TOO_OFTEN"],
    ["102", "rejoin>fixConfig", "The client is not logged in.", "RENEW_TOKEN_ERR_USER_NOT_LOGGED_IN"],
    ["201", "none", "The app logged out while the token was being handed over."],
  ],
};
