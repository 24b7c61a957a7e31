/** Whose task it is: a right or a scope is missing, a browser hides an answer, a user closes a window, somebody must sign in. */
import { expect, test } from "vitest";
import { type Action, diagnoseError } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

test.each<[string, Action, unknown, ("token" | "api")?]>([
  ["Firebase", "none", { code: "auth/popup-closed-by-user", message: "Firebase: Error (auth/popup-closed-by-user)." }],
  ["Google", "none", { error: "popup_closed_by_user" }],
  ["MSAL", "none", { name: "BrowserAuthError", errorCode: "user_cancelled" }],
  ["Auth0", "none", { name: "Error", message: "Popup closed", error: "cancelled", error_description: "Popup closed" }],
  ["Expo, a line of a console", "none", "Sign-in was cancelled by the user"],
  ["a window that was blocked", "signIn", { code: "auth/popup-blocked" }],
  ["a page of an API", "none", new SyntaxError("Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON")],
  ["a page of the token endpoint", "fixConfig", new SyntaxError("Unexpected token '<'"), "token"],
  ["a page as text", "fixConfig", "<!doctype html><title>Example</title>", "token"],
  ["Sendbird, not connected yet", "none", { name: "SendbirdError", code: 800101, message: "Connection is required." }],
  ["OpenTok, not connected yet", "none", { name: "OT_NOT_CONNECTED", code: 1010, message: "You must be connected" }],
  ["Slack", "fixConfig", "Error: An API error occurred: missing_scope"],
  ["gRPC", "fixConfig", "7 PERMISSION_DENIED: missing required scope: calls.write"],
  ["a challenge", "signIn", 'Bearer error="insufficient_scope", scope="calls.write"'],
])("R337 %s: %s", (_, action, error, endpoint) => {
  expect(diagnoseError(error, { now: NOW, endpoint })).toMatchObject({ action, recognised: true });
});

test("R337 only the user can open again what the user closed", () => {
  for (const error of [{ error: "popup_closed_by_user" }, "Sign-in was cancelled by the user"])
    expect(diagnoseError(error, { now: NOW }).userMustAct).toBe(true);
});

test.each<[string, Action, unknown, ("token" | "api")?]>([
  [
    "AWS",
    "fixConfig",
    { name: "AccessDeniedException", message: "User: a is not authorized to perform: s3:PutObject" },
  ],
  ["Microsoft Graph", "fixConfig", "GraphError: Insufficient privileges to complete the operation.\n  statusCode: 403"],
  ["NATS", "fixConfig", "NatsError: 'Permissions Violation for Publish to \"orders.new\"'"],
  [
    "PubNub",
    "fixConfig",
    '{"message":"Forbidden","payload":{"channels":["a"]},"service":"Access Manager","status":403}',
  ],
  ["LiveKit's server", "fixConfig", { name: "TwirpError", message: "permissions denied", status: 401 }],
  ["a rule of the data", "none", { code: "42501", message: "new row violates row-level security policy" }],
  ["somebody else's room", "none", { status: 403, message: "You do not have permission to do this" }],
  ["MQTT", "fixConfig", { name: "ErrorWithReasonCode", code: 5, message: "Connection refused: Not authorized" }],
  ["a broker's log", "fixConfig", "client side: Connection Refused: bad user name or password."],
  ["paho", "fixConfig", "Connected with result code 4 (Connection refused - bad user name or password)"],
  ["Kafka", "fixConfig", "SASL SCRAM-SHA-512 authentication failed: invalid credentials with SASL mechanism"],
  ["Chromium, of an API", "none", "Access to fetch at 'https://api.example/a' has been blocked by CORS policy"],
  ["Chromium, of the token endpoint", "fixConfig", "Access to fetch has been blocked by CORS policy", "token"],
  ["Firefox, a header", "none", "(Reason: CORS header ‘Access-Control-Allow-Origin’ missing)"],
  [
    "Firefox, no answer at all",
    "retryLater",
    "NetworkError when attempting to fetch resource. CORS request did not succeed",
  ],
  ["AWS SSO", "signIn", "Token is expired. To refresh this SSO session run 'aws sso login' with the profile."],
  ["Snowflake", "signIn", "Authentication token has expired. The user must authenticate again."],
  ["Keycloak's log", "signIn", 'type="REFRESH_TOKEN_ERROR", error="invalid_token", reason="Token is not active"'],
  ["Parse", "signIn", { code: 209, message: "Invalid session token" }],
  [
    "Ably without means",
    "fixConfig",
    { name: "ErrorInfo", code: 40171, statusCode: 403, message: "Token expired and no means to renew" },
  ],
  [
    "Auth0, a clock",
    "fixClock",
    "Expiration Time (exp) claim error in the ID token; current time (a) is after expiration time (b)",
  ],
  ["Prosody", "refresh", "Not acceptable by exp (1736845000)"],
  [
    "Clerk's keys",
    "fixConfig",
    "Clerk: Refreshing the session token resulted in a loop: your Clerk instance keys do not match",
  ],
  [
    "a passkey that nobody used",
    "none",
    { name: "WebAuthnError", message: "The operation either timed out or was not allowed." },
  ],
  [
    "a socket",
    "retryLater",
    "WebSocket connection to 'wss://rt.example/socket' failed: closed before a handshake; onclose code 1006",
  ],
  ["a timeout", "retryLater", "Error: Timeout when executing 'fetch'"],
])("R338 %s: %s", (_, action, error, endpoint) => {
  expect(diagnoseError(error, { now: NOW, endpoint }).action).toBe(action);
});

test("R338 whoever knows that the token has expired has a broker's refusal told as that", () => {
  const refused = { name: "ErrorWithReasonCode", code: 135, message: "Connection refused: Not authorized" };
  expect(diagnoseError(refused, { now: NOW, token: { expiresAt: NOW - 1 } }).action).toBe("rejoin");
});

test.each<[string, Action, unknown]>([
  ["a vendor's field", "fixConfig", "{ message: 'Forbidden', status: 403, service: 'Access Manager', error: true }"],
  [
    "a cause inside",
    "retryLater",
    "Error: request failed {\n  cause: { code: 'ECONNRESET', syscall: undefined, tries: [Array] }\n}",
  ],
  ["texts with apostrophes", "signIn", `{ error: 'invalid_grant', hint: "the session isn't there" }`],
  ["what is cut short is a text", "refresh", "{ name: 'TokenExpiredError', message: 'jwt expired', expiredAt: 20"],
])("R339 %s", (_, action, printed) => {
  expect(diagnoseError(printed, { now: NOW }).action).toBe(action);
});

test.each<[string, Action, unknown]>([
  [
    "Pusher's signature",
    "fixConfig",
    { type: "AuthError", status: 401, error: "Invalid signature: Expected HMAC SHA256" },
  ],
  ["Prosody's clock", "fixClock", "err:not-allowed, reason:Not acceptable by nbf"],
  ["Daily's door", "fixConfig", { action: "error", errorMsg: "no", error: { type: "not-allowed" } }],
  [
    "a back end's session",
    "signIn",
    { status: 401, error: { code: "SESSION_EXPIRED", message: "Please log in again" } },
  ],
  [
    "OpenAI's session",
    "rejoin",
    {
      type: "error",
      error: { type: "a", code: "session_expired", message: "Your session hit the maximum duration of 60 minutes." },
    },
  ],
  ["Tencent's signature", "refresh", "UserSig expired, please regenerate and login again"],
  ["Matrix", "signIn", "MatrixError: [401] Invalid access token passed. M_UNKNOWN_TOKEN"],
  ["SuperTokens", "refresh", { message: "try refresh token" }],
  ["a server's warning", "renew", { type: "auth.expiring", expires_in: 60, message: "access token ends soon" }],
  ["AWS's clock", "fixClock", "Signature not yet current: 20240611T104500Z is still later than 20240611T104112Z"],
  ["a database that is busy", "retryLater", "ProvisionedThroughputExceededException: too much for the table"],
  ["Salesforce's session", "refresh", { errorCode: "INVALID_SESSION_ID", message: "Session expired or invalid" }],
  ["a session that a token ended", "refresh", "session closed, JWT of client web-22 has expired"],
  ["a mail server", "fixConfig", "Error: Invalid login: 535-5.7.8 Username and Password not accepted."],
  ["SendGrid", "fixConfig", { code: 401, message: "The provided authorization grant is invalid, expired, or revoked" }],
  ["paho", "fixConfig", "on_connect: reason code = Bad user name or password (134), disconnecting client web-17"],
  ["Centrifuge", "refresh", 'disconnected: code 3005, reason "connection expired"'],
  ["PocketBase", "signIn", "ClientResponseError 401: The request requires valid record authorization token to be set."],
  ["a chat's token in a call", "fixConfig", "CallAgent must be created only with ACS token having voip scope"],
  ["Box, of an assertion", "fixClock", { error: "invalid_grant", error_description: "Please check the 'exp' claim." }],
  ["RabbitMQ", "refresh", "PLAIN login refused: Provided JWT token has expired at timestamp 1712902200"],
  ["Firebase's database", "refresh", "[FIREBASE] p:0: Auth token revoked: expired_token/Token is expired."],
  [
    "Spring's clock",
    "fixClock",
    'Bearer error="invalid_token", error_description="Jwt used before 2024-03-01T09:13:20Z"',
  ],
  ["MinIO's clock", "fixClock", "The difference between the request time and the server's time is too large."],
  [
    "Webex",
    "refresh",
    { message: "The request requires a valid access token set in the Authorization request header." },
  ],
  [
    "Zoom, as printed",
    "fixConfig",
    "Join Error: {type: 'joinMeeting', errorCode: 3712, errorMessage: 'Signature is invalid.'}",
  ],
  ["a disk that is full", "none", "DOMException: The quota has been exceeded. NS_ERROR_DOM_QUOTA_REACHED"],
  ["Azure's storage", "fixConfig", "This request is not authorized to perform this operation using this permission."],
  [
    "an event's arguments",
    "rejoin",
    { event: "connection-state-change", args: ["DISCONNECTED", "CONNECTED", "TOKEN_EXPIRE"] },
  ],
])("R338 %s: %s", (_, action, error) => {
  expect(diagnoseError(error, { now: NOW }).action).toBe(action);
});
