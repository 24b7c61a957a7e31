/** What small vendors, and the libraries of servers of one's own, say of tokens, keys and clocks. */
import { expect, test } from "vitest";
import { type Action, diagnoseError } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

test.each<[string, Action, unknown]>([
  [
    "NERTC's permission",
    "renew",
    { type: "permission-key-will-expire", message: "permission key will expire in 30 s" },
  ],
  ["a registry's clock", "fixClock", "token not to be used before 2026-11-25 06:04:50 - currently 06:01:12"],
  ["100ms", "fixConfig", { name: "InitError", code: 2004, message: "Token is not in proper JWT format" }],
  ["jwx", "refresh", 'auth middleware: rejecting request GET /v1/cart: "exp" not satisfied'],
  ["Notion's key", "fixConfig", "APIResponseError: API token is invalid.\n  code: 'unauthorized'"],
  ["Cohere's key", "fixConfig", { statusCode: 401, body: { message: "invalid api token" } }],
  ["passport", "fixConfig", "TypeError: JwtStrategy requires a secret or key"],
  ["Redis", "fixConfig", { name: "UpstashError", message: "WRONGPASS invalid or missing auth token." }],
  ["Auth.js", "fixConfig", "UntrustedHost: Host must be trusted. URL was: http://localhost/auth/session."],
  ["LiveKit's server", "fixConfig", { message: "permissions denied", code: "unauthenticated", status: 401 }],
  ["npm", "signIn", "npm error This operation requires a one-time password from your authenticator."],
  ["ZEGO", "fixConfig", "[ZegoExpress] loginRoom failed, token auth failed: appID and serverSecret do not match"],
  ["two passwords", "none", { status: 401, message: "Passwords do not match" }],
  ["Zitadel", "refresh", { name: "RpcError", code: 16, message: "Errors.Token.Invalid (AUTH-7fs1e)" }],
  ["Slack", "fixConfig", "Error: An API error occurred: invalid_auth"],
  [
    "better-auth",
    "signIn",
    { error: { status: 401, code: "SESSION_EXPIRED", message: "Re-authenticate to perform this action." } },
  ],
  ["a subscription's token", "refresh", { type: "subscribeToken", error: { code: 109, message: "token expired" } }],
  ["an API with a word of Firebase", "refresh", { error: { code: 401, message: "TOKEN_EXPIRED" } }],
  ["the same without a code", "refresh", { error: { message: "token_expired" } }],
  ["a host's right", "fixConfig", "onError: ERR_SET_CLIENT_ROLE_NOT_AUTHORIZED(119)"],
  [
    "Azure DevOps",
    "fixConfig",
    { message: "Access Denied: The Personal Access Token used has expired.", statusCode: 401 },
  ],
  ["MessageBird", "fixConfig", { message: "Request not allowed (incorrect access_key)", statusCode: 401 }],
  ["Authing", "fixConfig", { statusCode: 403, message: "Access Key Id or Access Key Secret is invalid" }],
  ["IBM", "fixConfig", { message: "Provided API key could not be found.", code: 400 }],
  [
    "Mapbox",
    "fixConfig",
    { message: "Unauthorized: you may have provided an invalid Mapbox access token.", status: 401 },
  ],
  [
    "Xendit",
    "fixConfig",
    { status: 403, message: "API key in use does not have necessary permissions to perform this" },
  ],
  [
    "Google's referrers",
    "fixConfig",
    { status: 403, message: "Requests from referer https://a.example/ are blocked." },
  ],
  ["a server without a token", "fixConfig", { status: 401, message: "Unauthorized request: no authentication given" }],
  [
    "Shopify",
    "fixConfig",
    {
      graphQLErrors: [
        { message: "Access denied for a field. Required access: `a` scope.", extensions: { code: "ACCESS_DENIED" } },
      ],
    },
  ],
  [
    "Auth0's nbf",
    "fixClock",
    "Not Before time (nbf) claim in the ID token indicates that this token can't be used just yet.",
  ],
  [
    "Magic",
    "fixClock",
    { message: "Given DID Token cannot be used at this time.", code: "ERROR_DIDT_CANNOT_BE_USED_YET" },
  ],
  [
    "Alibaba",
    "fixClock",
    { code: "InvalidTimeStamp.Expired", message: "Specified time stamp or date value is expired." },
  ],
  ["WooCommerce", "fixClock", { status: 401, message: "Invalid timestamp." }],
  [
    "Auth0's server",
    "signIn",
    "The access token has expired and a refresh token was not provided. The user needs to re-authenticate.",
  ],
  [
    "ClickHouse",
    "signIn",
    { code: "516", message: "Authentication failed: password is incorrect, or there is no such user" },
  ],
  ["Neo4j", "signIn", "The credentials you provided were valid, but must be changed before you can use this instance."],
  ["a breaker", "retryLater", { message: "Breaker is open", code: "EOPENBREAKER" }],
  ["a bulkhead", "retryLater", "Bulkhead capacity exceeded (0/1 execution slots, 0/0 available)"],
  ["a socket of paho", "retryLater", { errorCode: 7, errorMessage: "AMQJS0007E Socket error:undefined." }],
  ["a speech service", "retryLater", { errorCode: 4, errorDetails: "Unable to contact server. StatusCode: 1006" }],
  ["a cause that is printed", "retryLater", "Error: Request failed\n  [cause]: TypeError: fetch failed\n }"],
  [
    "a time beside a status",
    "refresh",
    "{ timestamp: '2026-01-01T00:00:00Z', status: 401, error: 'Unauthorized', path: '/me' }",
  ],
  ["AWS, printed", "refresh", "ExpiredToken: The security token included in the request is expired"],
  [
    "a method beside it",
    "refresh",
    "ExpiredToken: The provided token has expired.\n  statusCode: 403,\n  method: 'GET'\n",
  ],
  [
    "Firebase",
    "retryLater",
    "Firebase: A network AuthError (such as timeout or interrupted connection) has occurred. (auth/network-request-failed).",
  ],
  [
    "a database's syntax",
    "none",
    "Syntax error: failed at position 8 ('token'): token expired FROM. Expected one of: FROM.",
  ],
  [
    "who is signed in",
    "none",
    "UserAlreadyAuthenticatedException: There is already a signed in user. Call signOut before calling signIn again.",
  ],
])("R338 %s: %s", (_, action, error) => {
  expect(diagnoseError(error, { now: NOW }).action).toBe(action);
});

test.each<[string, Action, unknown]>([
  ["a server of one's own", "rejoin", { type: "close", code: 4001, reason: "Token expired", wasClean: true }],
  ["a gateway", "rejoin", { type: "close", code: 1008, reason: "authentication expired" }],
  ["a proxy", "rejoin", { type: "close", code: 3000, reason: "expired token" }],
  [
    "one whose token is good",
    "refresh",
    { type: "close", code: 4003, reason: "the token has not expired, it is unknown" },
  ],
  ["one that refused it", "rejoin", { type: "close", code: 4401, reason: "Unauthorized" }],
  ["one that went away", "retryLater", { type: "close", code: 1006, reason: "" }],
])("R373 a closed connection is opened anew: %s", (_, action, event) => {
  expect(diagnoseError(event, { now: NOW }).action).toBe(action);
});

test.each<[string, Action, unknown]>([
  ["a mail server that is busy", "retryLater", "Error: Invalid login: 454 4.7.0 Temporary authentication failure"],
  ["a mail server", "fixConfig", "Error: Invalid login: 535 5.7.8 Authentication failed"],
  ["Hugging Face", "fixConfig", { message: "Invalid credentials in Authorization header", status: 401 }],
  ["Bluesky", "signIn", { message: "Invalid identifier or password", status: 401, error: "AuthenticationRequired" }],
  ["a form", "signIn", "Invalid e-mail or password"],
  ["Feathers", "signIn", { name: "NotAuthenticated", message: "No accessToken found in storage", code: 401 }],
  ["Mastodon", "fixConfig", { message: "This action is outside the authorized scopes", statusCode: 403 }],
  ["Vonage", "fixConfig", { name: "Error", message: "Missing private key" }],
  [
    "Deepgram",
    "fixConfig",
    "Insufficient permissions. The API key needs Member permissions to create temporary tokens.",
  ],
])("R338 %s: %s", (_, action, error) => {
  expect(diagnoseError(error, { now: NOW }).action).toBe(action);
});

test.each<[string, Action, unknown]>([
  [
    "Agora",
    "fixConfig",
    "AgoraRTCError INVALID_PARAMS: Invalid appid: Length of the string: [1,2047]. ASCII characters only.",
  ],
  ["AWS", "fixConfig", { name: "InvalidIdentityTokenException", message: "Incorrect token audience" }],
  ["AWS without a reason", "refresh", { name: "InvalidIdentityTokenException", message: "No." }],
  [
    "LiveKit",
    "fixConfig",
    {
      name: "ConnectionError",
      code: 1,
      status: 401,
      reason: 0,
      reasonName: "ServerUnreachable",
      message: "no permissions to access the room",
    },
  ],
  ["a broker, of its session", "refresh", "disconnect, reasonCode 135, Session authorization expired"],
  ["NATS", "refresh", { name: "NatsError", message: "'Account Authentication Expired'", code: "ACCOUNT_EXPIRED" }],
  ["OpenTok", "fixConfig", "Error: Invalid arguments when initializing OpenTok: apiKey=undefined, apiSecret=undefined"],
  ["Pusher", "fixConfig", "You must pass your app key when you instantiate Pusher."],
  [
    "Stripe",
    "fixConfig",
    "No such customer: 'cus_1'; a similar object exists in live mode, but a test mode key was used",
  ],
  ["Twilio", "fixConfig", "Error: Invalid Access Token signature"],
  ["an event of Twilsock", "refresh", { event: "tokenExpired", args: [] }],
])("R338 %s: %s", (_, action, error) => {
  expect(diagnoseError(error, { now: NOW }).action).toBe(action);
});
