import { asked, type Case, EXPIRED, FRESH, NOW, OLD } from "./case.ts";

/** A `TwilioError` of Voice; `gateway` is what the SDK passes on of the server's own words. */
const voiceError = (code: number, name: string, gateway?: number): object => ({
  code,
  name,
  message: `${name} (${code}): no`,
  description: "no",
  explanation: "no",
  causes: [],
  solutions: [],
  originalError: gateway === undefined ? undefined : { code: gateway, message: "no", twilioError: {} },
});
const DAYS_2 = { expiresAt: NOW + 172_800_000, issuedAt: NOW, receivedAt: NOW };

const voice: readonly Case[] = [
  ["tokenWillExpire", "twilio-voice tokenWillExpire renew", { provider: "twilio-voice" }],
  [voiceError(20104, "AccessTokenExpired"), "twilio-voice 20104 refresh>fixClock"],
  [voiceError(20104, "AccessTokenExpired", 31205), "twilio-voice 31205 refresh>fixClock"],
  [voiceError(20104, "AccessTokenExpired"), "twilio-voice 20104 fixClock", { token: FRESH }],
  [voiceError(20104, "AccessTokenExpired"), "twilio-voice 20104 fixConfig", { token: DAYS_2 }],
  [voiceError(20104, "AccessTokenExpired"), "twilio-voice 20104 refresh>fixClock", { token: OLD }],
  [voiceError(20104, "AccessTokenExpired"), "twilio-voice 20104 refresh>fixClock", { token: EXPIRED }],
  [{ code: 31205 }, "twilio-voice 31205 refresh>fixClock", { provider: "twilio" }],
  [voiceError(20101, "AccessTokenInvalid", 31204), "twilio-voice 31204 refresh>fixConfig"],
  [voiceError(20101, "AccessTokenInvalid"), "twilio-voice 20101 refresh>fixConfig"],
  [voiceError(20101, "AccessTokenInvalid"), "twilio-voice 20101 fixConfig", { token: FRESH }],
  [voiceError(20101, "AccessTokenInvalid"), "twilio-voice 20101 refresh>fixConfig", { token: OLD }],
  [voiceError(20151, "AuthenticationFailed", 31201), "twilio-voice 31201 refresh>fixConfig"],
  [voiceError(20151, "AuthenticationFailed"), "twilio-voice 20151 refresh>fixConfig"],
  // Precise mode.
  [voiceError(31202, "AccessTokenSignatureValidationFailed"), "twilio-voice 31202 fixConfig"],
  [
    voiceError(31202, "AccessTokenSignatureValidationFailed"),
    "twilio-voice 31202 refresh>fixConfig",
    { token: EXPIRED },
  ],
  [voiceError(31202, "AccessTokenSignatureValidationFailed"), "twilio-voice 31202 fixConfig", { token: FRESH }],
  [voiceError(31203, "NoValidAccountError"), "twilio-voice 31203 fixConfig"],
  [voiceError(31207, "JWTTokenExpirationTooLongError"), "twilio-voice 31207 fixConfig"],
  [voiceError(31102, "AuthorizationTokenMissingError"), "twilio-voice 31102 fixConfig"],
  [voiceError(31104, "InvalidBridgeTokenError"), "twilio-voice 31104 fixConfig"],
  [voiceError(31105, "InvalidClientNameError"), "twilio-voice 31105 fixConfig"],
  // Masked: the default.
  [voiceError(53000, "ConnectionError"), "twilio-voice 53000 retryLater>refresh"],
  [voiceError(53000, "ConnectionError"), "twilio-voice 53000 refresh>retryLater", { token: EXPIRED }],
  [voiceError(53000, "ConnectionError"), "twilio-voice 53000 retryLater", { token: FRESH }],
  [voiceError(53001, "ConnectionDisconnected"), "twilio-voice 53001 retryLater>refresh"],
  [voiceError(53001, "ConnectionDisconnected"), "twilio-voice 53001 refresh>retryLater", { token: EXPIRED }],
  [voiceError(31005, "ConnectionError"), "twilio-voice 31005 retryLater>refresh"],
  [voiceError(31005, "ConnectionError"), "twilio-voice 31005 refresh>retryLater", { token: EXPIRED }],
  [voiceError(31206, "RateExceededError"), "twilio-voice 31206 retryLater"],
  [voiceError(31429, "TooManyRequests"), "twilio-voice 31429 retryLater"],
  [voiceError(31209, "ReconnectAttemptError"), "twilio-voice 31209 rejoin>fixConfig"],
  [voiceError(21218, "InvalidApplicationSid"), "twilio-voice 21218 fixConfig"],
  [voiceError(31301, "RegistrationError"), "twilio-voice 31301 retryLater"],
  [voiceError(31403, "Forbidden"), "twilio-voice 31403 fixConfig"],
  [voiceError(31401, "PermissionDeniedError"), "twilio-voice 31401 none!"],
  [voiceError(31009, "TransportError"), "twilio-voice 31009 none"],
  [voiceError(31000, "UnknownError"), "twilio-voice 31000 retryLater"],
  [voiceError(31003, "ConnectionTimeout"), "twilio-voice 31003 retryLater"],
  [
    new Error('Attempt to "updateToken" when Device is in state "destroyed".'),
    "twilio-voice InvalidStateError rejoin>fixConfig",
  ],
  // Shared by all products, with Voice's own remedies.
  [voiceError(51007, "AccessTokenRejected"), "twilio-voice 51007 fixConfig"],
  [voiceError(51007, "AccessTokenRejected"), "twilio-voice 51007 refresh>fixConfig", { token: EXPIRED }],
  [voiceError(39_999, "Something"), "twilio-voice 39999 none"],
];

const shared: readonly Case[] = [
  ...asked("twilio", [
    [20104, "twilio 20104 refresh>fixClock"],
    [20101, "twilio 20101 refresh>fixConfig"],
    [20102, "twilio 20102 fixConfig"],
    [20103, "twilio 20103 fixConfig"],
    [20105, "twilio 20105 fixClock"],
    [20106, "twilio 20106 fixConfig"],
    [20107, "twilio 20107 fixConfig"],
    [20151, "twilio 20151 refresh>fixConfig"],
    [20156, "twilio 20156 refresh>fixClock"],
    [20157, "twilio 20157 fixConfig"],
    [20160, "twilio 20160 fixConfig"],
    [20403, "twilio 20403 fixConfig"],
    [51007, "twilio 51007 fixConfig"],
    [51007, "twilio 51007 refresh>fixConfig", { token: EXPIRED }],
    [53000, "twilio 53000 retryLater>refresh"],
    [53000, "twilio 53000 refresh>retryLater", { token: EXPIRED }],
    [53001, "twilio 53001 retryLater>refresh"],
    [{ code: 29_999, message: "Token expired" }, "twilio 29999 refresh>fixClock"],
    [{ code: 31208 }, "twilio-voice 31208 none"],
  ]),
  // Without provider and shape the family's table speaks, and the products are listed.
  [20104, "twilio 20104 refresh>fixClock"],
  [20106, "twilio 20106 fixConfig"],
];

const connectionError = (httpStatusCode: number, errorCode?: number): object => ({
  terminal: true,
  message: "no",
  httpStatusCode,
  errorCode,
});
const reply = (code: number, status: string, errorCode?: number): object =>
  Object.assign(new Error(`Transport failure: ${status}`), {
    reply: { status: { code, status, description: "no", errorCode } },
  });

const twilsock: readonly Case[] = (["twilio-conversations", "twilio-sync"] as const).flatMap((provider) =>
  asked(provider, [
    ["tokenAboutToExpire", `${provider} tokenAboutToExpire renew`],
    ["tokenExpired", `${provider} tokenExpired refresh>fixClock`],
    [{ errorCode: 20104, httpStatusCode: 401 }, `${provider} 20104 refresh>fixClock`],
    [{ code: 51006 }, `${provider} 51006 refresh>fixClock`],
    [{ code: 51130, name: "SyncError", status: 400 }, `${provider} 51130 refresh>fixConfig`],
    [{ code: 51201 }, `${provider} 51201 retryLater`],
    ...[54100, 54151, 54201, 54209, 54507, 20007].map((code): Case => [
      { code, status: 404 },
      `${provider} ${code} none`,
    ]),
    [{ code: 51215 }, `${provider} 51215 fixConfig`],
    [{ code: 51215 }, `${provider} 51215 refresh>fixConfig`, { token: EXPIRED }],
    [{ httpStatusCode: 410 }, `${provider} 410 refresh>rejoin`],
    [{ httpStatusCode: 429 }, `${provider} 429 retryLater`],
    [{ httpStatusCode: 401 }, `${provider} 401 fixConfig`],
    [
      {
        httpStatusCode: 401,
        message: "Connection error: Transport failure: Access Token expired or expiration date invalid",
      },
      `${provider} 401 refresh>fixClock`,
    ],
    [{ httpStatusCode: 403 }, `${provider} 403 fixConfig`],
    [new Error("Unable to connect: disconnected"), `${provider} TransportUnavailableError refresh>rejoin`],
    [
      new TypeError("Cannot read properties of undefined (reading 'updateToken')"),
      `${provider} ClientNotInitialized none`,
    ],
  ]),
);

const conversations: readonly Case[] = [
  // About data, not about the token.
  [{ name: "SyncError", code: 54100, status: 404, message: "no" }, "twilio-sync 54100 none"],
  [connectionError(401, 20104), "twilio-conversations 20104 refresh>fixClock"],
  [{ error: connectionError(401, 20104) }, "twilio-conversations 20104 refresh>fixClock"],
  [connectionError(401), "twilio-conversations 401 fixConfig"],
  [connectionError(429), "twilio-conversations 429 retryLater"],
  [reply(401, "UNAUTHORIZED", 20104), "twilio-conversations 20104 refresh>fixClock"],
  [reply(401, "UNAUTHORIZED", 20107), "twilio-conversations 20107 fixConfig"],
  // The number beside a 401 tells a wrong clock from a wrong key.
  [reply(401, "UNAUTHORIZED", 20105), "twilio-conversations 20105 fixClock"],
  [reply(429, "TOO_MANY_REQUESTS"), "twilio-conversations 429 retryLater"],
  [{ name: "SyncError", code: 51130, status: 400, message: "…" }, "twilio-sync 51130 refresh>fixConfig"],
];

const roomError = (code: number, message = "no"): object => ({ name: "TwilioError", code, message });
const video: readonly Case[] = [
  [roomError(20104), "twilio-video 20104 rejoin>fixClock"],
  [roomError(20104), "twilio-video 20104 fixClock", { token: FRESH }],
  [roomError(20101), "twilio-video 20101 rejoin>fixConfig"],
  [roomError(20102), "twilio-video 20102 fixConfig"],
  [roomError(20103), "twilio-video 20103 fixConfig"],
  [roomError(20105), "twilio-video 20105 fixClock"],
  [roomError(20106), "twilio-video 20106 fixConfig"],
  [roomError(20107), "twilio-video 20107 fixConfig"],
  [roomError(53205), "twilio-video 53205 none"],
  [roomError(53118), "twilio-video 53118 none"],
  [roomError(53000), "twilio-video 53000 retryLater>rejoin"],
  [roomError(53000), "twilio-video 53000 rejoin>retryLater", { token: EXPIRED }],
  [roomError(53002), "twilio-video 53002 retryLater>rejoin"],
  [roomError(53001), "twilio-video 53001 none"],
  [roomError(53006), "twilio-video 53006 retryLater"],
  [roomError(53500), "twilio-video 53500 retryLater"],
  [roomError(53501), "twilio-video 53501 retryLater"],
];

const named = (name: string, message = "no"): object => ({ name, message });
const taskrouter: readonly Case[] = asked("twilio-taskrouter", [
  ["tokenExpired", "twilio-taskrouter tokenExpired renew"],
  [
    named("REQUEST_INVALID", "Request failed with status code 401. no"),
    "twilio-taskrouter REQUEST_INVALID refresh>fixConfig",
  ],
  [named("REQUEST_INVALID", "Request failed with status code 400. no"), "http 400 none"],
  [named("TOKEN_EXPIRED"), "twilio-taskrouter TOKEN_EXPIRED refresh>fixClock"],
  [named("INVALID_TOKEN"), "twilio-taskrouter INVALID_TOKEN fixConfig"],
  [named("GATEWAY_CONNECTION_FAILED"), "twilio-taskrouter GATEWAY_CONNECTION_FAILED retryLater"],
  [named("GATEWAY_DISCONNECTED"), "twilio-taskrouter GATEWAY_DISCONNECTED retryLater"],
  [named("GATEWAY_DISCONNECTED", "Token has expired"), "twilio-taskrouter GATEWAY_DISCONNECTED refresh>fixClock"],
  [named("NETWORK_ERROR"), "twilio-taskrouter NETWORK_ERROR retryLater"],
  [named("SERVER_ERROR"), "twilio-taskrouter SERVER_ERROR retryLater"],
]);

export const twilio: readonly Case[] = [...voice, ...shared, ...twilsock, ...conversations, ...video, ...taskrouter];
