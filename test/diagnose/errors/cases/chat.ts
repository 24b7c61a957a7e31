import { asked, type Case, EXPIRED, FRESH } from "./case.ts";

const stream: readonly Case[] = [
  ...asked("stream", [
    [{ code: 40 }, "stream 40 refresh>fixClock"],
    [{ code: 40 }, "stream 40 fixClock", { token: FRESH }],
    [{ code: 41 }, "stream 41 fixClock"],
    [{ code: 42 }, "stream 42 fixClock"],
    [{ code: 43 }, "stream 43 fixConfig"],
    [{ code: 43 }, "stream 43 fixConfig", { token: EXPIRED }],
    [{ code: 5 }, "stream 5 fixConfig"],
    [{ code: 2 }, "stream 2 fixConfig"],
  ]),
  [{ StatusCode: 401, code: 40, message: "no" }, "stream 40 refresh>fixClock"],
  [new Error("Call to tokenProvider failed with message: no"), "stream TokenProviderFailed retryLater"],
];

const sendbird: readonly Case[] = [
  [{ name: "SendbirdError", code: 400302 }, "sendbird 400302 refresh>fixClock"],
  [{ name: "SendbirdError", code: 400309 }, "sendbird 400309 refresh>fixConfig"],
  [{ name: "SendbirdError", code: 400310 }, "sendbird 400310 signIn!"],
  [{ name: "SendbirdError", code: 400111 }, "sendbird 400111 fixConfig"],
  [{ name: "SendbirdError", code: 400108 }, "sendbird 400108 fixConfig"],
  [{ name: "SendbirdError", code: 800500 }, "sendbird 800500 retryLater"],
  [{ name: "SendbirdError", code: 800501 }, "sendbird 800501 none"],
  [{ name: "SendbirdError", code: 800502 }, "sendbird 800502 retryLater"],
  // Only Sendbird has numbers like these.
  [400302, "sendbird 400302 refresh>fixClock"],
];

const ably: readonly Case[] = [
  [
    { code: 40142, statusCode: 401, message: "Token expired. See https://help.ably.io/error/40142" },
    "ably 40142 refresh>fixClock",
  ],
  [{ code: 40142 }, "ably 40142 fixClock", { token: FRESH }],
  ...[40140, 40141, 40143, 40144, 40145, 40146, 40147, 40148, 40149].map((code): Case => [
    { code },
    `ably ${code} refresh>fixConfig`,
  ]),
  ...[40171, 40101, 40102, 40160].map((code): Case => [{ code }, `ably ${code} fixConfig`]),
  [{ code: 40101, statusCode: 401, message: "Invalid credentials" }, "ably 40101 fixConfig"],
  [{ code: 40170 }, "ably 40170 retryLater"],
  [{ code: 80019, message: "Client configured authentication provider request failed" }, "ably 80019 retryLater"],
  [{ code: 80019, message: "Auth provider failed: authUrl answered 403" }, "ably 80019 fixConfig"],
];

const others: readonly Case[] = [
  [{ code: 109, message: "token expired" }, "centrifuge 109 refresh>fixClock"],
  [{ code: 3500, reason: "invalid token" }, "centrifuge 3500 fixConfig"],
  ...asked("centrifuge", [
    [{ code: 109 }, "centrifuge 109 refresh>fixClock"],
    [{ code: 3500 }, "centrifuge 3500 fixConfig"],
    ...[5, 6, 9].map((code): Case => [{ code }, `centrifuge ${code} retryLater`]),
    [{ code: 1, reason: "unauthorized" }, "centrifuge 1 signIn!"],
  ]),
  [
    { type: "AuthError", status: 401, error: "Unable to retrieve auth string … status 401" },
    "pusher 401 refresh>signIn",
  ],
  [{ type: "AuthError", status: 403 }, "pusher 403 refresh>signIn"],
  [
    {
      type: "PusherError",
      error: { type: "PusherError", data: { code: 4001, message: "App key k not in this cluster" } },
    },
    "pusher 4001 fixConfig",
  ],
  [{ type: "AuthError", status: 500 }, "pusher AuthError retryLater"],
  ["App key k is not in this cluster", "pusher * fixConfig", { provider: "pusher" }],
  [{ type: "close", code: 4401, reason: "Unauthorized", wasClean: true }, "graphql-ws 4401 rejoin>signIn"],
  [{ type: "close", code: 4403, reason: "Forbidden", wasClean: true }, "graphql-ws 4403 refresh>signIn"],
  [{ code: 4401 }, "graphql-ws 4401 rejoin>signIn", { provider: "graphql-ws" }],
];

export const chat: readonly Case[] = [...stream, ...sendbird, ...ably, ...others];
