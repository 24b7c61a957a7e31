/**
 * Chat and messaging: Stream, Sendbird, Ably, Centrifuge, Pusher, graphql-ws.
 *
 * @module
 */
import { wordAt } from "../error/field-at.ts";
import type { Table } from "../error/table.ts";

const checked = "2026-11-25";

/** Stream Chat and Stream Video: API and WebSocket errors. */
export const stream: Table = {
  id: "stream",
  title: "Stream",
  source: "stream-chat@9.53.0, @stream-io/video-client@1.60.0",
  checked,
  is: (view) =>
    /Call to tokenProvider failed with message|StreamApiError|StreamChat error code|getstream\.io/.test(
      view.own + view.name,
    ) || view.has("StatusCode", "number"),
  codesIn: ({ own }) => [/StreamChat error code (-?\d+)/.exec(own)?.[1]],
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
    [
      "5 3",
      "fixConfig",
      "The user or the token was not accepted.",
      "AuthenticationError|AuthenticationFailedError",
      {
        wide: true,
        remedy: "Compare the user id in the token with that of connectUser(), and the API key with the secret.",
      },
    ],
    [
      "2",
      "fixConfig",
      "The API key is not valid.",
      "AccessKeyError",
      { remedy: "Compare the API key with that of the app in Stream's dashboard." },
    ],
    [
      "69 99",
      "fixConfig",
      "The app is suspended, or in another region.",
      "ErrWrongRegion|AppSuspendedError",
      { remedy: "Look at the app, its region and its plan in Stream's dashboard." },
    ],
    [
      "9 60 71",
      "retryLater",
      "Too many requests or connections.",
      "RateLimitError|CoolDownError|ErrTooManyConnections",
    ],
    [
      "-1 23 45",
      "retryLater",
      "Stream has a problem.",
      "InternalSystemError|RequestTimeoutError|CustomCommandEndpointCallError",
    ],
    [
      "~",
      "retryLater^",
      "The token provider failed.",
      "TokenProviderFailed",
      { says: /Call to tokenProvider failed/i },
    ],
    [
      "~",
      "fixConfig",
      "connectUser() was called without a token, or with one of another user.",
      "UserToken",
      {
        says: /userToken does not have a user_id|user token can not be empty|both secret and user tokens are not set|userToken.*(?:missing|match)/i,
        remedy: "Mint the token with createToken(userId) for the user that is connected.",
      },
    ],
  ],
  unrelated: "4 6 16 17 18 19 20 21 22 24 44 46 70",
};

/** Sendbird Chat: errors and session handler. */
export const sendbird: Table = {
  id: "sendbird",
  title: "Sendbird",
  source: "@sendbird/chat@4.22.12",
  checked,
  is: (view) => view.name === "SendbirdError" || typeof view.field("isSessionExpiredError") === "boolean",
  remedies: { refresh: "Pass a new session token to resolve() of onSessionTokenRequired, or connect again with one." },
  rows: [
    ["400302", "refresh>fixClock", "The session token has expired.", "SESSION_TOKEN_EXPIRED"],
    [
      "400309",
      "refresh>fixConfig",
      "The session key has expired.",
      "SESSION_KEY_EXPIRED|onSessionExpired|onSessionTokenRequired",
    ],
    ["400310", "signIn", "The session has been revoked.", "SESSION_REVOKED|onSessionClosed"],
    [
      "400300 400301 900021",
      "signIn",
      "The user has been deactivated or deleted.",
      "USER_AUTH_DEACTIVATED|USER_AUTH_DELETED_OR_NOT_FOUND|USER_DEACTIVATED",
    ],
    [
      "400111",
      "fixConfig",
      "The token is not valid.",
      "INVALID_TOKEN",
      { remedy: "Issue the token for this user and this application in Sendbird's API." },
    ],
    [
      "400108",
      "fixConfig",
      "The user may not do this.",
      "NON_AUTHORIZED",
      { remedy: "Check the rights of the user, and whether the application wants session tokens." },
    ],
    [
      "400312 400313 400304 400401",
      "fixConfig",
      "The application, or the kind of its sessions, is another one.",
      "INVALID_SESSION_TYPE|INVALID_AUTH_FOR_SERVICE|APPLICATION_NOT_FOUND",
      { remedy: "Compare the application id with Sendbird's dashboard." },
    ],
    ["800500", "retryLater", "The request for a new session failed.", "SESSION_TOKEN_REQUEST_FAILED"],
    ["800501", "none", "The session has been refreshed.", "SESSION_TOKEN_REFRESHED|SESSION_REFRESHED"],
    ["800502", "retryLater^", "A new session could not be opened.", "SESSION_TOKEN_REFRESH_FAILED"],
    [
      "500901 900200 900020 800120 800121 800180 800190 800200 800210 800220 800221 700102",
      "retryLater",
      "The connection or the server failed.",
      "INTERNAL_SERVER_ERROR|UNKNOWN_SERVER_ERROR|NETWORK_ERROR|NETWORK_ROUTING_ERROR|ACK_TIMEOUT|LOGIN_TIMEOUT|WEBSOCKET_CONNECTION_CLOSED|WEBSOCKET_CONNECTION_FAILED|REQUEST_FAILED|DELAYED_CONNECTING|CONNECTION_RENEW",
    ],
    ["500910 800160", "retryLater", "Too many requests.", "RATE_LIMIT_EXCEEDED|MARK_AS_READ_RATE_LIMIT_EXCEEDED"],
    [
      "800101",
      "none",
      "The client is not connected.",
      "CONNECTION_REQUIRED",
      { remedy: "Wait until connect(), with the user's id and a token, is done." },
    ],
  ],
  unrelated:
    "400105 400201 400202 400940 403200 700000 700100 700200 700700 700800 770000 800100 800102 800110 800111 800130 800140 800150 800170 800230 800240 800250 800260 800270 800600 800700 900050 900081 901500",
};

/** Ably: `ErrorInfo` of connections, channels and requests. */
export const ably: Table = {
  id: "ably",
  title: "Ably",
  source: "ably@2.28.0, help.ably.io",
  checked,
  is: (view) =>
    /^[14589]\d{4}$/.test(wordAt(view.error, "code")) &&
    (view.has("statusCode", "number") || /ably/.test(view.textAt("href") + view.own)),
  remedies: {
    refresh: "With an authCallback the SDK does this itself; otherwise call auth.authorize() with a new token.",
  },
  rows: [
    ["40142", "refresh>fixClock", "The token has expired.", "Token expired"],
    [
      "40104 40103",
      "fixClock",
      "The time in the token request is too far from Ably's: a clock is wrong.",
      "Timestamp not current",
      { remedy: "Correct the clock of the server that signs token requests, or set queryTime." },
    ],
    [
      "40105",
      "refresh>fixConfig",
      "The token request was used before.",
      "Nonce value replayed",
      { remedy: "Sign a new token request each time." },
    ],
    [
      "40170",
      "fixConfig",
      "The authCallback or authUrl answered, but not with a token.",
      "Error from client token callback",
      {
        says: /expected token request callback|content-type|invalid token|call back with/i,
        remedy: "Return a token string, TokenDetails or a TokenRequest.",
      },
    ],
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
    [
      "40101",
      "fixConfig",
      "The key is not valid.",
      "Invalid credentials",
      { says: /invalid credentials/i, remedy: "Compare the API key with Ably's dashboard." },
    ],
    [
      "40101 40005 40400 40100 40130 40150 40330 40331 40332 40110 40111 40112 40113 40114 40115 40120 40121 40124 40131 40132 40133",
      "fixConfig",
      "The key, the account or the application is not valid or not enabled.",
      "Invalid credentials",
      { wide: true, remedy: "Compare the API key with Ably's dashboard, and look whether the app is enabled." },
    ],
    [
      "40106 40320",
      "fixConfig",
      "The client has no means to authenticate.",
      "No authentication options",
      { remedy: "Give the client a key on a server, or an authCallback in a browser." },
    ],
    [
      "40102 40012",
      "fixConfig",
      "The new token has another clientId than the connection.",
      "Incompatible clientId",
      { remedy: "Mint all tokens of a connection for one clientId." },
    ],
    [
      "40160 40300 40310 40162 40163",
      "fixConfig",
      "The token's capability does not permit this.",
      "Operation not permitted",
      { remedy: "Add the channel and the operation to the capability of the token." },
    ],
    ["40161", "fixConfig", "This needs a clientId.", "clientId required", { remedy: "Mint the token for a clientId." }],
    ["40170", "retryLater^", "The authCallback failed.", "Error from client token callback"],
    [
      "80019",
      "fixConfig^",
      "The token endpoint refused this client; the connection has failed.",
      "Auth provider failed",
      {
        says: /\b403\b|forbidden/i,
        remedy:
          "Let the token endpoint answer 401 for a session that is over, and 403 only for a client that must stop.",
      },
    ],
    ["80019", "retryLater^", "The token could not be fetched; the SDK asks again by itself.", "Auth provider failed"],
    [
      "42910 42911 42912 42913 42914 42915 42916 42917 42918 42920 42921 42922 42923 42924 42925 42926",
      "retryLater",
      "A rate limit was exceeded.",
      "Rate limit exceeded",
    ],
    [
      "50000 50001 50002 50003 50004 50005 50010 80000 80001 80002 80003 80008 80014 80017 80018 80020 90006 90007 90021",
      "retryLater",
      "The connection or Ably failed.",
      "Internal error|Connection failed|Disconnected",
    ],
  ],
  unrelated:
    "40000 40001 40002 40003 40004 40006 40007 40008 40009 40010 40011 40013 40018 40030 40031 40032 40033 40099 40500 90000 90001 90002 90003 90004 90005 10000 20000 40165",
};

/** Centrifuge, Centrifugo: errors of connecting and subscribing, `disconnected`. */
export const centrifuge: Table = {
  id: "centrifuge",
  title: "Centrifuge",
  source: "centrifuge@5.8.0, Centrifugo: Errors and disconnect codes",
  checked,
  is: (view) =>
    view.has("code", "number") &&
    view.has("reason", "string") &&
    /^(?:dis)?connect(?:ed|ing)$/.test(view.textAt("type") || view.textAt("event")),
  remedies: {
    refresh: "With getToken the SDK does this itself; otherwise call setToken() with a new one and connect().",
  },
  rows: [
    ["109 110 3005", "refresh>fixClock", "The token has expired.", "token expired"],
    [
      "101",
      "refresh>fixConfig",
      "The server does not accept the client: no token came, or not a valid one.",
      "Unauthorized",
    ],
    [
      "103 3502",
      "fixConfig",
      "The token does not permit this.",
      "Permission denied",
      { remedy: "Mint the token for this user and channel." },
    ],
    [
      "3500",
      "fixConfig",
      "The token is not valid.",
      "invalid token",
      { remedy: "Sign with the secret or key that Centrifugo is configured with." },
    ],
    [
      "5 6 8 9",
      "retryLater^",
      "The getToken function of the app failed.",
      "connectToken|refreshToken|subscribeToken|subscriptionRefreshToken",
      { says: /^(?![^]*token expired)/ },
    ],
    [
      "1",
      "signIn",
      "getToken reported that the user is not authorised; the SDK has stopped.",
      "unauthorized",
      { says: /unauthori[sz]ed|^$/im },
    ],
    [
      "1 2 11 100 111 3000 3001 3004 3008 3009 3010 3011 3012 3013",
      "retryLater",
      "The connection or the server failed.",
      "timeout|transport closed|internal server error|too many requests",
    ],
    ["3503 3504 3505 3506 3507 3508 4501", "none", "The server closed the connection for another reason."],
  ],
  unrelated: "3501 3509 3510 3511 102 104 105 106 107 108 112 3 4 7 10 12 13 14",
};

/** Pusher Channels: the answer of the app's own authorisation endpoint. */
export const pusher: Table = {
  id: "pusher",
  title: "Pusher Channels",
  source: "pusher-js@8.6.0",
  checked,
  at: "status:status error.data.code data.code type code .",
  is: (view) =>
    view.field("event") === "pusher:error" ||
    view.field("type") === "PusherError" ||
    (view.field("type") === "AuthError" && view.has("status", "number")),
  remedies: { refresh: "Let headersProvider return fresh headers, then subscribe again." },
  rows: [
    [
      "status:401 4009",
      "fixConfig",
      "The signature of the authorisation is wrong.",
      { says: /invalid signature/i, remedy: "Sign with the secret of this Pusher app." },
    ],
    [
      "status:401 status:403",
      "refresh>signIn",
      "The app's own authorisation endpoint did not accept its session.",
      "AuthError",
    ],
    [
      "4001 4003 4005 4006 4007 4008",
      "fixConfig",
      "This app is not known.",
      { remedy: "Compare key and cluster with Pusher's dashboard." },
    ],
    [
      "~",
      "fixConfig",
      "The app's own authorisation endpoint signs with another key, or not as Pusher wants it; or the app is not known.",
      {
        says: /not in this cluster|auth signature should|invalid signature: expected/i,
        remedy: "Compare key, secret and cluster with Pusher's dashboard.",
      },
    ],
    ["4009", "rejoin>fixConfig", "The connection was not authorised in time."],
    ["AuthError HTTPAuthError", "retryLater", "The app's own authorisation endpoint failed.", "AuthError"],
    [
      "HandshakeError WebSocketError TransportClosed 4100 4200 4201 4202",
      "retryLater",
      "The connection was lost; the SDK connects again.",
    ],
  ],
};

/** graphql-ws: `CloseEvent`s of the protocol. */
export const graphqlWs: Table = {
  id: "graphql-ws",
  title: "graphql-ws",
  source: "graphql-ws@6.4.2",
  checked,
  is: (view) =>
    view.field("wasClean") !== undefined &&
    /^44(?:00|01|03|06|08|09|29)$|^450[04]$|^400[45]$/.test(wordAt(view.error, "code")),
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
    [
      "4408 4504 4500 4005",
      "retryLater",
      "The connection was not set up in time, or one side failed.",
      "ConnectionInitialisationTimeout|ConnectionAcknowledgementTimeout|InternalServerError|InternalClientError",
    ],
    ["1006 1001 1005 1011 1012 1013", "retryLater", "The connection was lost.", "Abnormal Closure"],
  ],
  unrelated: "4400 4004 4406 4409 4429",
};
