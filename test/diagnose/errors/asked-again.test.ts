/** What people ask for again and again, and what servers and SDKs throw that looks like something else. */
import { describe, expect, test } from "vitest";
import { type Action, diagnoseError, type Provider } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

const of = (error: unknown, provider?: Provider): string =>
  diagnoseError(error, { now: NOW, ...(provider && { provider }) }).action;

describe("R336", () => {
  test.each<[Action, unknown, Provider?]>([
    // What is asked for again and again.
    [
      "fixConfig",
      "InvalidTokenError: Invalid token specified: Cannot read properties of undefined (reading 'replace')",
    ],
    ["none", "TypeError: Cannot read properties of undefined (reading 'token')"],
    ["fixConfig", "twirp error unauthenticated: permissions denied"],
    ["fixConfig", "PNAccessDeniedCategory, errorData: {payload: {channels: ['room-1']}}", "pubnub"],
    ["retryLater", "Server timeout elapsed without receiving a message from the server."],
    ["fixConfig", "InvalidAuthenticationToken: CompactToken parsing failed with error code: 80049217"],
    ["fixConfig", "The given origin is not allowed for the given client ID."],
    ["none", "Origin http://localhost is not allowed by Access-Control-Allow-Origin."],
    [
      "fixConfig",
      "PlatformException(sign_in_failed, com.google.android.gms.common.api.ApiException: 10: , null, null)",
    ],
    ["fixConfig", "Error [TokenInvalid]: An invalid token was provided."],
    ["fixConfig", { error: { status: 400, message: "Only valid bearer authentication supported" } }],
    ["fixConfig", { error: "invalid_grant", error_description: "user hasn't approved this consumer" }],
    ["none", "Unable to connect to the server: x509: certificate has expired or is not yet valid"],
    ["fixConfig", "You did not provide an API key."],
    ["none", "Could not verify the provided CSRF token because your session was not found."],
    [
      "refresh",
      { fault: { code: 900901, message: "Invalid Credentials", description: "Access failure for API: /pizza" } },
    ],
    ["retryLater", "Error: 14 UNAVAILABLE: No connection established"],
    ["retryLater", "SocketException: Failed host lookup: 'api.example.com'"],
    ["fixConfig", "No matching state found in storage"],
    ["refresh", "after one hour every call gives 401 until I reload"],
    ["fixConfig", "that is why the signature does not verify"],
    ["signIn", "No valid authentication in request. Initiating login."],
    [
      "none",
      'keyNotFound(CodingKeys(stringValue: "access_token", intValue: nil), Swift.DecodingError.Context(codingPath: [])',
    ],
    ["none", "Invalid verification code provided, please try again.", "cognito"],
    // What servers and SDKs throw.
    [
      "refresh",
      { challenge: 'Bearer realm="Users", error="invalid_token", error_description="The access token expired"' },
    ],
    ["retryLater", '{"code":"","message":"initial WS connection could not be established","isWSFailure":true}'],
    ["rejoin", { cmd: "disconnect", qos: 0, reasonCode: 160 }],
    [
      "fixConfig",
      { message: "Invalid credentials", code: 40101, statusCode: 401, href: "https://help.ably.io/error/40101" },
    ],
    [
      "refresh",
      {
        statusCode: 401,
        body: { error: "invalid_token", error_description: "The access token expired or was revoked" },
      },
    ],
    ["signIn", "Access token expired or revoked. Please try logging in again."],
    ["signIn", { status: 401, data: { detail: "User not found", code: "user_not_found" } }],
    ["none", { status: 404, data: { detail: "User not found", code: "user_not_found" } }],
    ["fixConfig", "Authentication Error: The API key does not match the token or session", "opentok"],
    ["fixConfig", "Error - 20106 Invalid Access Token grants"],
    ["fixConfig", "Could not establish signal connection: permissions denied: no permissions to access the room"],
    ["retryLater", { name: "ConnectionError", code: 1, message: "could not establish pc connection" }],
    ["refresh", { name: "OT_AUTHENTICATION_ERROR", code: 1004, message: "Authentication error: Token expired" }],
    ["signIn", "LogtoClientError: Not authenticated. (code: not_authenticated)"],
    ["fixConfig", "UnrecognizedClientException: The security token included in the request is invalid."],
    ["none", 'Warning: Text content did not match. Server: "Session expired" Client: "Welcome back"'],
  ])("%s: %o", (action, error, provider) => {
    expect(of(error, provider)).toBe(action);
  });
});
