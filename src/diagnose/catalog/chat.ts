/**
 * Chat and messaging: Stream, Sendbird, Ably, Centrifuge, Pusher, graphql-ws.
 *
 * @module
 */
import type { Table } from "../error/table.ts";

const checked = "2026-11-21";

/** Stream Chat and Stream Video: API and WebSocket errors. */
export const stream: Table = {
  id: "stream",
  title: "Stream",
  source: "stream-chat@9.53.0, @stream-io/video-client@1.60.0",
  checked,
  at: "code data.code response.data.code error.code .",
  is: (view) =>
    /Call to tokenProvider failed with message|StreamApiError|StreamChat error code/.test(view.text + view.name) ||
    view.has("StatusCode", "number"),
  remedies: {
    refresh:
      "With a token provider the SDK does this itself; with a fixed token, connect the user again with a new one.",
  },
  rows: [
    ["40", "refresh>fixClock", "The token has expired.", "AuthErrorTokenExpired"],
    ["41", "fixClock", "The token is not valid yet.", "AuthErrorTokenNotValidYet"],
    ["42", "fixClock", "The token is used before the time of its issue.", "AuthErrorTokenUsedBeforeIssuedAt"],
    [
      "43",
      "fixConfig",
      "The signature of the token is wrong.",
      "AuthErrorTokenSignatureInvalid",
      { remedy: "Sign with the secret of this Stream app." },
    ],
    ["5", "fixConfig", "The user or the token was not accepted.", "AuthenticationError"],
    ["2", "fixConfig", "The API key is not valid.", "AccessKeyError"],
    [
      "~",
      "retryLater^",
      "The token provider failed.",
      "TokenProviderFailed",
      { says: /Call to tokenProvider failed/i },
    ],
  ],
};

/** Sendbird Chat: errors and session handler. */
export const sendbird: Table = {
  id: "sendbird",
  title: "Sendbird",
  source: "@sendbird/chat@4.22.12",
  checked,
  is: (view) => view.name === "SendbirdError",
  remedies: { refresh: "Pass a new session token to resolve() of onSessionTokenRequired, or connect again with one." },
  rows: [
    ["400302", "refresh>fixClock", "The session token has expired.", "SESSION_TOKEN_EXPIRED"],
    ["400309", "refresh>fixConfig", "The session key has expired.", "SESSION_KEY_EXPIRED"],
    ["400310", "signIn", "The session has been revoked.", "SESSION_REVOKED"],
    ["400111", "fixConfig", "The token is not valid.", "INVALID_TOKEN"],
    ["400108", "fixConfig", "The user may not do this.", "NON_AUTHORIZED"],
    ["800500", "retryLater", "The request for a new session failed.", "SESSION_TOKEN_REQUEST_FAILED"],
    ["800501", "none", "The session has been refreshed.", "SESSION_REFRESHED"],
    ["800502", "retryLater^", "A new session could not be had.", "SESSION_TOKEN_REFRESH_FAILED"],
  ],
};

/** Ably: `ErrorInfo` of connections, channels and requests. */
export const ably: Table = {
  id: "ably",
  title: "Ably",
  source: "ably@2.28.0",
  checked,
  is: (view) =>
    view.has("code", "number") &&
    view.has("statusCode", "number") &&
    /help\.ably\.io|ably\.com/.test(view.textAt("href") + view.text),
  remedies: {
    refresh: "With an authCallback the SDK does this itself; otherwise call auth.authorize() with a new token.",
  },
  rows: [
    ["40142", "refresh>fixClock", "The token has expired.", "Token expired"],
    [
      "40140 40141 40143 40144 40145 40146 40147 40148 40149",
      "refresh>fixConfig",
      "The token was not accepted.",
      "Token error",
    ],
    [
      "40171",
      "fixConfig",
      "The token is dead and the client has no means to get another.",
      "No way to renew the token",
      { remedy: "Give the client an authCallback or authUrl instead of a fixed token." },
    ],
    ["40101", "fixConfig", "The credentials are not valid.", "Invalid credentials"],
    [
      "40102",
      "fixConfig",
      "The new token has another clientId than the connection.",
      "Incompatible clientId",
      { remedy: "Mint all tokens of a connection for one clientId." },
    ],
    ["40160", "fixConfig", "The token's capability does not permit this.", "Operation not permitted"],
    ["40170", "retryLater^", "The authCallback failed.", "Error from client token callback"],
    [
      "80019",
      "fixConfig^",
      "The token endpoint refused this client; the connection has failed.",
      "Auth provider failed",
      { says: /\b403\b|forbidden/i },
    ],
    ["80019", "retryLater^", "The token could not be had; the SDK asks again by itself.", "Auth provider failed"],
  ],
};

/** Centrifuge, Centrifugo: errors of connecting and subscribing, `disconnected`. */
export const centrifuge: Table = {
  id: "centrifuge",
  title: "Centrifuge",
  source: "centrifuge@5.8.0",
  checked,
  at: "code error.code .",
  remedies: {
    refresh: "With getToken the SDK does this itself; otherwise call setToken() with a new one and connect().",
  },
  rows: [
    ["109", "refresh>fixClock", "The token has expired.", "token expired"],
    ["3500", "fixConfig", "The token is not valid.", "invalid token"],
    [
      "5 6 9",
      "retryLater^",
      "The getToken function of the app failed.",
      "connectToken|refreshToken|subscriptionRefreshToken",
    ],
    ["1", "signIn", "getToken reported that the user is not authorised; the SDK has stopped.", "unauthorized"],
  ],
  leftOut: [["3501-3999 4500-4999", "other terminal closes: not about tokens"]],
};

/** Pusher Channels: the answer of the app's own authorisation endpoint. */
export const pusher: Table = {
  id: "pusher",
  title: "Pusher Channels",
  source: "pusher-js@8.6.0",
  checked,
  at: "status:status type code .",
  is: (view) => view.field("type") === "AuthError" && view.has("status", "number"),
  remedies: { refresh: "Let headersProvider return fresh headers, then subscribe again." },
  rows: [
    [
      "status:401 status:403",
      "refresh>signIn",
      "The app's own authorisation endpoint did not accept its session.",
      "AuthError",
    ],
    ["AuthError", "retryLater", "The app's own authorisation endpoint failed.", "AuthError"],
  ],
  leftOut: [["4000-4299", "closes of the connection: Pusher's connection carries no token"]],
};

/** graphql-ws: `CloseEvent`s of the protocol. */
export const graphqlWs: Table = {
  id: "graphql-ws",
  title: "graphql-ws",
  source: "graphql-ws@6.4.2",
  checked,
  is: (view) => view.field("wasClean") !== undefined && /^(?:Unauthorized|Forbidden)$/.test(view.textAt("reason")),
  rows: [
    [
      "4401",
      "rejoin>signIn",
      "The server closed the connection as unauthorised; the client does not try again.",
      "Unauthorized",
      { remedy: "Fetch a new token and subscribe again; let servers close with 4403 when a token expires." },
    ],
    [
      "4403",
      "refresh>signIn",
      "The server closed the connection as forbidden; the client tries again with new connectionParams.",
      "Forbidden",
      { remedy: "Let connectionParams be a function that returns a fresh token." },
    ],
  ],
  leftOut: [["4400 4004 4005 4406 4409 4429 4500", "misuse of the protocol: not about tokens"]],
};
