/**
 * Agora RTC, the native SDKs and their wrappers.
 *
 * @module
 */
import type { Table } from "../../error/table.ts";
import { APP_ID, DAY_MS, MISMATCH, NO_CERTIFICATE, NO_TOKEN, AGORA_CHECKED } from "./words.ts";

const faq = "Agora FAQ: How to solve token-related errors?";

/** Error numbers, connection reasons and renewal results of the native SDKs and their wrappers. */
export const agoraRtcNative: Table = {
  id: "agora-rtc-native",
  title: "Agora RTC, native SDKs",
  source: faq,
  checked: AGORA_CHECKED,
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
      "ERR_INVALID_TOKEN|AgoraErrorCodeInvalidToken|errInvalidToken|ErrInvalidToken|ERR_NO_AUTHORIZED",
      { remedy: MISMATCH },
    ],
    [
      "invalidToken", // of ACS and of others too
      "fixConfig",
      "The token does not fit the app id, the channel or the uid.",
      "ERR_INVALID_TOKEN",
      { says: /agora|\b110\b|^(?:error: )?invalidToken$/i, remedy: MISMATCH },
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
    [
      "ERR_SET_CLIENT_ROLE_NOT_AUTHORIZED",
      "fixConfig",
      "The token does not permit to publish.",
      "ERR_SET_CLIENT_ROLE_NOT_AUTHORIZED|AgoraErrorCodeSetClientRoleNotAuthorized|setClientRoleNotAuthorized",
      { remedy: "Mint the token for a publisher." },
    ],
    ["2", "refresh>fixClock", "The time in the token is over.", "K_TIMESTAMP_EXPIRED"],
    [
      "-2",
      "fixConfig",
      "An argument is not valid: the token may be empty.",
      "ERR_INVALID_ARGUMENT|AgoraErrorCodeInvalidArgument|invalidArgument|errInvalidArgument",
      { remedy: "Pass a token that is a text and not empty; null stands for none." },
    ],
    [
      "connection:8",
      "fixConfig",
      "The token does not fit the app id, the channel or the uid.",
      "CONNECTION_CHANGED_INVALID_TOKEN|connectionChangedInvalidToken|AgoraConnectionChangedReasonInvalidToken|AgoraConnectionChangedInvalidToken|reasonInvalidToken",
      { remedy: MISMATCH },
    ],
    [
      "connection:9",
      "rejoin>fixClock",
      "The connection ended because the token has expired.",
      "CONNECTION_CHANGED_TOKEN_EXPIRED|AgoraConnectionChangedReasonTokenExpired|AgoraConnectionChangedTokenExpired|reasonTokenExpired",
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
  unrelated: "renewal:0",
};
