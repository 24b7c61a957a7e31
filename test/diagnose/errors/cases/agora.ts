import { asked, type Case, FRESH, NOW } from "./case.ts";

const rtcError = (code: string, text: string, data?: object): object => ({
  name: "AgoraRTCException",
  code,
  message: `AgoraRTCError ${code}: ${text}`,
  data,
});
const point = (desc: string): object =>
  rtcError("CAN_NOT_GET_GATEWAY_SERVER", `flag: 4096, message: AgoraRTCError CAN_NOT_GET_GATEWAY_SERVER: ${desc}`, {
    retry: false,
    csIp: "192.0.2.1",
    desc: [desc],
  });
const gateway = (code: number, desc: string): object =>
  rtcError("UNEXPECTED_RESPONSE", `${desc}: no`, { code, data: { error_code: code, error_str: "no" }, desc });
const AP = "agora-rtc CAN_NOT_GET_GATEWAY_SERVER";
const GW = "agora-rtc UNEXPECTED_RESPONSE";
const transport =
  "WS_ABORT WS_DISCONNECT WS_ERR OPERATION_ABORTED TIMEOUT NETWORK_ERROR NETWORK_TIMEOUT NETWORK_RESPONSE_ERROR API_INVOKE_TIMEOUT MULTI_UNILBS_RESPONSE_ERROR VOID_GATEWAY_ADDRESS";
const licences = "MISSING EXPIRED MINUTES_EXCEEDED PERIOD_INVALID MULTIPLE_SDK_SERVICE ILLEGAL";

const rtc: readonly Case[] = [
  ["token-privilege-will-expire", "agora-rtc token-privilege-will-expire renew"],
  ["token-privilege-did-expire", "agora-rtc token-privilege-did-expire rejoin>fixClock"],
  ...asked("agora-rtc", [
    ["TOKEN_EXPIRE", "agora-rtc TOKEN_EXPIRE rejoin>fixConfig"],
    ...["UID_BANNED", "IP_BANNED", "CHANNEL_BANNED", "FALLBACK", "FALLBACK_TO_HLS", "LEAVE"].map((reason): Case => [
      reason,
      `agora-rtc ${reason} none`,
    ]),
    ...licences.split(" ").map((name): Case => [`LICENSE_${name}`, `agora-rtc LICENSE_${name} fixConfig`]),
    ["UID_CONFLICT", "agora-rtc UID_CONFLICT fixConfig"],
    ["NETWORK_ERROR", "agora-rtc NETWORK_ERROR retryLater"],
    ["SERVER_ERROR", "agora-rtc SERVER_ERROR retryLater"],
    [{ code: "deadline:join" }, "agora-rtc deadline:join refresh>fixConfig"],
    [{ code: "deadline:renewToken" }, "agora-rtc deadline:renewToken refresh>retryLater"],
    [{ code: "watchdog:reconnecting" }, "agora-rtc watchdog:reconnecting rejoin>fixConfig"],
    [{ reason: "TOKEN_EXPIRE" }, "agora-rtc TOKEN_EXPIRE rejoin>fixConfig"],
  ]),
  [rtcError("UID_CONFLICT", "uid"), "agora-rtc UID_CONFLICT fixConfig"],
  [rtcError("TOKEN_EXPIRE", "dynamic key expired"), "agora-rtc TOKEN_EXPIRE refresh>fixConfig"],
  [rtcError("TOKEN_EXPIRE", "dynamic key expired"), "agora-rtc TOKEN_EXPIRE fixConfig", { token: FRESH }],
  [point("dynamic key or token timeout"), `${AP}/10 refresh>fixClock`],
  [point("dynamic key expired"), `${AP}/13 refresh>fixClock`],
  // Made for seven days, cut to one by Agora: the clock is right, the lifetime is not.
  [
    point("dynamic key or token timeout"),
    `${AP}/10 fixConfig`,
    { token: { expiresAt: NOW + 7 * 86_400_000, issuedAt: NOW, receivedAt: NOW } },
  ],
  // Before 4.20 the message had no flag and the data no text.
  [rtcError("CAN_NOT_GET_GATEWAY_SERVER", "dynamic key expired", { retry: false }), `${AP}/13 refresh>fixClock`],
  [point("invalid token, authorized failed"), `${AP}/9 fixConfig`],
  [point("invalid vendor key, can not find appid"), `${AP}/5 fixConfig`],
  [point("static use dynamic key"), `${AP}/14 fixConfig`],
  [point("dynamic use static key"), `${AP}/15 fixConfig`],
  [point("invalid channel name"), `${AP}/7 fixConfig`],
  [point("no active status"), `${AP}/11 fixConfig`],
  [point("the request is forbidden in this area"), `${AP}/18 fixConfig`],
  [point("unable to allocate services in this area"), `${AP}/19 fixConfig`],
  [point("invalid appid"), `${AP}/1 fixConfig`],
  [point("invalid string uid"), `${AP}/2 fixConfig`],
  [point("unilbs internal error"), `${AP}/8 retryLater`],
  [point("amount of users over load"), `${AP}/16 retryLater`],
  [point("request downgrade fallback"), `${AP}/27 retryLater`],
  [point("unknown error"), `${AP} retryLater`],
  [gateway(2, "K_TIMESTAMP_EXPIRED"), `${GW}/2 refresh>fixClock`],
  [gateway(2, "K_TIMESTAMP_EXPIRED"), `${GW}/2 fixClock`, { token: FRESH }],
  [gateway(109, "ERR_DYNAMIC_KEY_TIMEOUT"), `${GW}/109 refresh>fixClock`],
  [gateway(118, "ERR_DYNAMIC_KEY_EXPIRED"), `${GW}/118 refresh>fixClock`],
  [gateway(110, "ERR_NO_AUTHORIZED"), `${GW}/110 fixConfig`],
  [gateway(119, "ERR_STATIC_USE_DYANMIC_KE"), `${GW}/119 fixConfig`],
  [gateway(120, "ERR_DYNAMIC_USE_STATIC_KE"), `${GW}/120 fixConfig`],
  [gateway(101, "UNKNOWN_ERROR_101"), `${GW}/101 fixConfig`],
  [gateway(2013, "ERR_INVALID_VENDOR_KEY"), `${GW}/2013 fixConfig`],
  [gateway(3, "K_CHANNEL_PERMISSION_INVALID"), `${GW}/3 fixConfig`],
  [gateway(4, "K_CERTIFICATE_INVALID"), `${GW}/4 fixConfig`],
  [gateway(5, "K_CHANNEL_NAME_EMPTY"), `${GW}/5 fixConfig`],
  [gateway(7, "K_TICKET_INVALID"), `${GW}/7 refresh>fixConfig`],
  [gateway(9, "K_SERVICE_NOT_READY"), `${GW}/9 retryLater`],
  [gateway(10, "K_SERVICE_TOO_HEAVY"), `${GW}/10 retryLater`],
  [gateway(115, "ERR_INTERNAL_ERROR"), `${GW}/115 retryLater`],
  [gateway(14, "K_UID_BANNED"), `${GW}/14 none`],
  [gateway(15, "K_IP_BANNED"), `${GW}/15 none`],
  [gateway(16, "UNKNOWN_ERROR_16"), `${GW}/16 none`],
  [gateway(116, "ERR_NO_ACTIVE_STATUS"), `${GW}/116 fixConfig`],
  [gateway(117, "ERR_INVALID_UID"), `${GW}/117 fixConfig`],
  // Its text is that of another number.
  [gateway(2018, "ERR_SET_CLIENT_ROLE_TIMEOUT"), `${GW}/2018 refresh>fixConfig`],
  [gateway(2024, "ERR_REJOIN_TOKEN_INVALID"), `${GW}/2024 rejoin>fixConfig`],
  [gateway(2025, "ERR_REJOIN_NOT_JOINED"), `${GW}/2025 rejoin>fixConfig`],
  ...[32769, 32771, 32773, 32774, 32778, 32783].map((n): Case => [gateway(n, "ERR_LICENSE_…"), `${GW}/${n} fixConfig`]),
  // The number was lost on the way; the name is in the message.
  [{ message: "AgoraRTCError UNEXPECTED_RESPONSE: ERR_DYNAMIC_KEY_TIMEOUT: no" }, `${GW}/109 refresh>fixClock`],
  [
    rtcError("UPDATE_TICKET_FAILED", "[2010013]: dynamic key expired"),
    "agora-rtc UPDATE_TICKET_FAILED refresh>fixClock",
  ],
  [
    rtcError("UPDATE_TICKET_FAILED", "[2010009]: invalid token, authorized failed"),
    "agora-rtc UPDATE_TICKET_FAILED fixConfig",
  ],
  [rtcError("UPDATE_TICKET_FAILED", "no"), "agora-rtc UPDATE_TICKET_FAILED refresh>fixConfig"],
  [
    rtcError("INVALID_OPERATION", "renewToken should not be called before user join"),
    "agora-rtc INVALID_OPERATION rejoin>fixConfig",
  ],
  [rtcError("INVALID_OPERATION", "Client already in connecting/connected state"), "agora-rtc INVALID_OPERATION none"],
  [
    rtcError("INVALID_PARAMS", "Invalid token: . If you don not use token, set it to null"),
    "agora-rtc INVALID_PARAMS fixConfig",
  ],
  ...["SEC", "SRC", "DEST"].map((end): Case => [
    rtcError(`CROSS_CHANNEL_FAILED_JOIN_${end}`, "no"),
    `agora-rtc CROSS_CHANNEL_FAILED_JOIN_${end} refresh>fixConfig`,
  ]),
  [
    rtcError("LIVE_STREAMING_PUBLISH_STREAM_NOT_AUTHORIZED", "no"),
    "agora-rtc LIVE_STREAMING_PUBLISH_STREAM_NOT_AUTHORIZED fixConfig",
  ],
  ...transport.split(" ").map((code): Case => [rtcError(code, "no"), `agora-rtc ${code} retryLater`]),
  // A code nobody knows yet, around a text that everybody knows.
  [rtcError("GATEWAY_P2P_LOST", "dynamic key expired"), "agora-rtc GATEWAY_P2P_LOST refresh>fixClock"],
  [rtcError("GATEWAY_P2P_LOST", "invalid token, authorized failed"), "agora-rtc GATEWAY_P2P_LOST fixConfig"],
  [rtcError("GATEWAY_P2P_LOST", "no"), "agora-rtc GATEWAY_P2P_LOST none"],
];

const relayAndOld: readonly Case[] = [
  ["SRC_TOKEN_EXPIRED", "agora-rtc-relay SRC_TOKEN_EXPIRED refresh>fixClock"],
  ["DEST_TOKEN_EXPIRED", "agora-rtc-relay DEST_TOKEN_EXPIRED refresh>fixClock"],
  ...asked("agora-rtc-3", [
    ["DYNAMIC_KEY_TIMEOUT", "agora-rtc-3 DYNAMIC_KEY_TIMEOUT refresh>fixClock"],
    ["DYNAMIC_KEY_EXPIRED", "agora-rtc-3 DYNAMIC_KEY_EXPIRED refresh>fixClock"],
    ["NO_AUTHORIZED", "agora-rtc-3 NO_AUTHORIZED fixConfig"],
    ["INVALID_VENDOR_KEY", "agora-rtc-3 INVALID_VENDOR_KEY fixConfig"],
    ["STATIC_USE_DYANMIC_KEY", "agora-rtc-3 STATIC_USE_DYANMIC_KEY fixConfig"],
    ["STATIC_USE_DYNAMIC_KEY", "agora-rtc-3 STATIC_USE_DYNAMIC_KEY fixConfig"],
    ["DYNAMIC_USE_STATIC_KEY", "agora-rtc-3 DYNAMIC_USE_STATIC_KEY fixConfig"],
    [2010010, "agora-rtc-3 2010010 refresh>fixClock"],
    [2010013, "agora-rtc-3 2010013 refresh>fixClock"],
    [2010009, "agora-rtc-3 2010009 fixConfig"],
    [2010005, "agora-rtc-3 2010005 fixConfig"],
    [2010014, "agora-rtc-3 2010014 fixConfig"],
    [2010015, "agora-rtc-3 2010015 fixConfig"],
    ["onTokenPrivilegeWillExpire", "agora-rtc-3 onTokenPrivilegeWillExpire renew"],
    ["onTokenPrivilegeDidExpire", "agora-rtc-3 onTokenPrivilegeDidExpire rejoin>fixClock"],
  ]),
];

const native: readonly Case[] = asked("agora-rtc-native", [
  ...[2, 109, -109, 118].map((n): Case => [n, `agora-rtc-native ${n} refresh>fixClock`]),
  ...[101, -101, 110, -110, 119, 120, -2].map((n): Case => [n, `agora-rtc-native ${n} fixConfig`]),
  // Java, C++, C# | Objective-C | Swift, Flutter | JavaScript
  ...[
    "ERR_TOKEN_EXPIRED",
    "AgoraErrorCodeTokenExpired",
    "tokenExpired",
    "errTokenExpired",
    "ERR_DYNAMIC_KEY_TIMEOUT",
  ].map((name): Case => [name, "agora-rtc-native 109 refresh>fixClock"]),
  ...["ERR_INVALID_TOKEN", "AgoraErrorCodeInvalidToken", "errInvalidToken", "ERR_NO_AUTHORIZED"].map((name): Case => [
    name,
    "agora-rtc-native 110 fixConfig",
  ]),
  ["invalidToken", "agora-rtc-native invalidToken fixConfig"],
  ...[
    "ERR_INVALID_APP_ID",
    "AgoraErrorCodeInvalidAppId",
    "invalidAppId",
    "errInvalidAppId",
    "ERR_INVALID_VENDOR_KEY",
  ].map((name): Case => [name, "agora-rtc-native 101 fixConfig"]),
  ["ERR_DYNAMIC_KEY_EXPIRED", "agora-rtc-native 118 refresh>fixClock"],
  ["ERR_STATIC_USE_DYNAMIC_KEY", "agora-rtc-native 119 fixConfig"],
  ["ERR_DYNAMIC_USE_STATIC_KEY", "agora-rtc-native 120 fixConfig"],
  ["ERR_SET_CLIENT_ROLE_NOT_AUTHORIZED", "agora-rtc-native ERR_SET_CLIENT_ROLE_NOT_AUTHORIZED fixConfig"],
  ["AgoraErrorCodeSetClientRoleNotAuthorized(119)", "agora-rtc-native 119 fixConfig"],
  ["K_TIMESTAMP_EXPIRED", "agora-rtc-native 2 refresh>fixClock"],
  [{ err: 109 }, "agora-rtc-native 109 refresh>fixClock"],
  [{ reason: 8 }, "agora-rtc-native 8 fixConfig"],
  [{ reason: 9 }, "agora-rtc-native 9 rejoin>fixClock"],
  ["AgoraConnectionChangedReasonTokenExpired", "agora-rtc-native 9 rejoin>fixClock"],
  [{ renewal: 1 }, "agora-rtc-native 1 retryLater"],
  [{ renewal: 2 }, "agora-rtc-native 2 refresh>fixClock"],
  [{ renewal: 3 }, "agora-rtc-native 3 fixConfig"],
  [{ renewal: 4 }, "agora-rtc-native 4 fixConfig"],
  [{ renewal: 5 }, "agora-rtc-native 5 fixConfig"],
  [{ renewal: 6 }, "agora-rtc-native 6 none"],
  ["onTokenPrivilegeWillExpire", "agora-rtc-native onTokenPrivilegeWillExpire renew"],
  ["onRequestToken", "agora-rtc-native onRequestToken rejoin>fixClock"],
]);

const rtmError = (errorCode: number): object => ({
  error: true,
  errorCode,
  code: errorCode,
  reason: "no",
  operation: "login",
  message: `Error Code ${errorCode} - no`,
});
const rtmLink = (reasonCode: string): object => ({
  currentState: "FAILED",
  previousState: "CONNECTED",
  reasonCode,
  reason: "no",
  operation: "SERVER_REJECT",
});

const rtm: readonly Case[] = [
  ["tokenPrivilegeWillExpire", "agora-rtm tokenPrivilegeWillExpire renew", { provider: "agora-rtm" }],
  [{ eventType: "WILL_EXPIRE" }, "agora-rtm WILL_EXPIRE renew", { provider: "agora-rtm" }],
  ["WILL_EXPIRE", "agora-rtm WILL_EXPIRE renew", { provider: "agora-rtm" }],
  [
    { eventType: "READ_PERMISSION_REVOKED" },
    "agora-rtm READ_PERMISSION_REVOKED refresh>fixConfig",
    { provider: "agora-rtm" },
  ],
  ["READ_PERMISSION_REVOKED", "agora-rtm READ_PERMISSION_REVOKED refresh>fixConfig", { provider: "agora-rtm" }],
  // Its own login() with a fresh token, not the user's.
  [rtmLink("TOKEN_EXPIRED"), "agora-rtm TOKEN_EXPIRED rejoin>fixClock"],
  [{ ...rtmLink("X"), reason: "Ticket expired" }, "agora-rtm X refresh>fixClock"],
  [rtmLink("INVALID_TOKEN"), "agora-rtm INVALID_TOKEN fixConfig"],
  [rtmLink("INCONSISTENT_APP_ID"), "agora-rtm INCONSISTENT_APP_ID fixConfig"],
  [rtmLink("LOGIN_NOT_AUTHORIZED"), "agora-rtm LOGIN_NOT_AUTHORIZED fixConfig"],
  [rtmLink("SAME_UID_LOGIN"), "agora-rtm SAME_UID_LOGIN none!"],
  [rtmLink("LOGIN_TOO_FREQUENT"), "agora-rtm LOGIN_TOO_FREQUENT retryLater"],
  [rtmLink("KICKED_OUT_BY_SERVER"), "agora-rtm KICKED_OUT_BY_SERVER rejoin>fixConfig"],
  [rtmError(-10009), "agora-rtm -10009 refresh>fixClock"],
  [{ message: "Error Code -10009 - Token expired" }, "agora-rtm -10009 refresh>fixClock"],
  ...[-10003, -10005, -10006, -10015, -10016, -10027].map((n): Case => [rtmError(n), `agora-rtm ${n} fixConfig`]),
  ...[-10002, -10025].map((n): Case => [rtmError(n), `agora-rtm ${n} rejoin>fixConfig`]),
  ...[-10010, -10011, -10013, -10021, -10023, -10026].map((n): Case => [rtmError(n), `agora-rtm ${n} retryLater`]),
  [rtmError(-10012), "agora-rtm -10012 retryLater>fixConfig"],
  ...[-11007, -11038, -11039, -12020, -14010, -15006].map((n): Case => [
    rtmError(n),
    `agora-rtm ${n} refresh>fixConfig`,
  ]),
  // In the catalog once, and too long to be chance.
  [-10009, "agora-rtm -10009 refresh>fixClock"],

  ["TokenPrivilegeWillExpire", "agora-rtm-1 TokenPrivilegeWillExpire renew", { provider: "agora-rtm-1" }],
  ["TokenExpired", "agora-rtm-1 TokenExpired rejoin>fixClock", { provider: "agora-rtm-1" }],
  ["TOKEN_EXPIRED", "agora-rtm-1 TOKEN_EXPIRED rejoin>fixClock", { provider: "agora-rtm-1" }],
  ["REMOTE_LOGIN", "agora-rtm-1 REMOTE_LOGIN none!", { provider: "agora-rtm-1" }],
  ...asked("agora-rtm-1-login", [
    [{ code: 6 }, "agora-rtm-1-login 6 refresh>fixClock"],
    ...[3, 4, 5, 7].map((code): Case => [{ code }, `agora-rtm-1-login ${code} fixConfig`]),
    ...[9, 10].map((code): Case => [{ code }, `agora-rtm-1-login ${code} retryLater`]),
    [{ code: 2 }, "agora-rtm-1-login 2 retryLater>fixConfig"],
    ...[8, 201].map((code): Case => [{ code }, `agora-rtm-1-login ${code} none`]),
  ]),
  ...asked("agora-rtm-1-renew", [
    [{ code: 5 }, "agora-rtm-1-renew 5 refresh>fixClock"],
    ...[2, 6].map((code): Case => [{ code }, `agora-rtm-1-renew ${code} fixConfig`]),
    ...[1, 3, 4].map((code): Case => [{ code }, `agora-rtm-1-renew ${code} retryLater`]),
    [{ code: 102 }, "agora-rtm-1-renew 102 rejoin>fixConfig"],
    [{ code: 201 }, "agora-rtm-1-renew 201 none"],
  ]),
  // Which of the two it was is not in the error: 5 is "invalid" for one and "expired" for the other.
  [{ code: 5 }, "unknown 5 none", { provider: "agora-rtm-1" }],
  [{ code: 201 }, "unknown 201 none", { provider: "agora-rtm-1" }],
];

const chat: readonly Case[] = asked("agora-chat", [
  ["onTokenWillExpire", "agora-chat onTokenWillExpire renew"],
  ["onTokenExpired", "agora-chat onTokenExpired rejoin>fixClock"],
  [{ type: 56 }, "agora-chat 56 rejoin>fixClock"],
  [{ type: 2 }, "agora-chat 2 fixConfig"],
  [{ type: 28 }, "agora-chat 28 fixConfig"],
  [{ type: 206 }, "agora-chat 206 none!"],
  [{ status: false }, "agora-chat false rejoin>fixConfig"],
]);

export const agora: readonly Case[] = [...rtc, ...relayAndOld, ...native, ...rtm, ...chat];
