/** What people paste when they ask for help: their own words, a console's lines, what a back end says in its language. */
import { describe, expect, test } from "vitest";
import { type Action, diagnoseError, type Provider } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

const of = (error: unknown, provider?: Provider): string =>
  diagnoseError(error, { now: NOW, ...(provider && { provider }) }).action;

describe("R333", () => {
  test.each<[Action, unknown, Provider?]>([
    // A session is a call's too: the token beside it decides.
    ["refresh", "OpenTok session error: token expired"],
    ["refresh", "user not logged in: access token expired"],
    ["signIn", "session expired, token no longer valid"],
    ["signIn", "Your session token has expired, please log in again"],
    // Why a refresh failed.
    ["retryLater", { message: "Token refresh failed", cause: { message: "Internal Server Error" } }],
    ["retryLater", "token expired and the refresh failed with 503"],
    ["signIn", "Could not refresh the access token, server returned 401"],
    ["none", "Dashboard refresh failed"],
    // The cause behind a lost connection, and the words beside a code of several causes.
    ["refresh", "53000 SignalingConnectionError, caused by 20104 AccessTokenExpired", "twilio"],
    ["retryLater", "53000 SignalingConnectionError", "twilio"],
    ["refresh", { code: 124, message: "Access token is expired." }, "zoom"],
    ["fixConfig", { code: 124, message: "Access token is expired or of another app" }, "zoom"],
    // Whose number it is.
    ["refresh", "Agora RTC error 109"],
    ["fixConfig", "Pusher error code 4001"],
    ["none", "HTTP/2 stream error code 1"],
    ["none", "zoom level 3705 is not supported"],
    // A status that nobody calls one.
    ["refresh", "Http failure response for https://api.example.com/me: 401 OK"],
    ["refresh", "all requests fail with 401"],
    ["retryLater", "Server returned 503"],
    ["none", "Failed to fetch article: 404"],
    ["none", "Order 401 was not found"],
    ["none", "it failed 401 times"],
    // The request for a token itself.
    ["signIn", "POST https://app.example.com/api/refresh-token 401 (Unauthorized)"],
    ["fixConfig", "GET https://app.example.com/api/token 404 (Not Found)"],
    ["none", "GET https://app.example.com/api/tokens-of-others 404 (Not Found)"],
  ])("%s: %o", (action, error, provider) => {
    expect(of(error, provider)).toBe(action);
  });
});

describe("R334", () => {
  test.each<[Action, string, Provider?]>([
    ["fixConfig", "The token does not have required scope chat", "acs"],
    ["fixConfig", "insufficient permissions to publish", "livekit"],
    ["fixConfig", "Zoom: Invalid access token, does not contain scopes:[meeting:read]"],
    ["signIn", "The token does not have required scope chat"],
    ["none", "insufficient permissions to publish"],
    ["none", "AgoraRTCError PERMISSION_DENIED: NotAllowedError: Permission denied", "agora"],
    ["refresh", "the token has expired, permission denied", "livekit"],
  ])("%s: %s", (action, text, provider) => {
    expect(of(text, provider)).toBe(action);
  });
});

describe("R336", () => {
  test.each<[Action, unknown, Provider?]>([
    // What a command line asks for is a sign-in, though it speaks of a token.
    ["signIn", "Error: The token is not valid. Use `fly auth login` to generate a new one."],
    ["signIn", "Your credentials are no longer valid. Please run gcloud auth login"],
    ["signIn", "This command requires you to be logged in"],
    ["signIn", "Token has expired and can no longer be refreshed"],
    ["refresh", "connection closed: token expired, static token can not be refreshed", "stream"],
    ["signIn", "Your password has been changed. Log in with the new one."],
    // Keys of an API expire, too.
    ["fixConfig", "Expired API key provided"],
    ["refresh", "API error: expired token provided"],
    // Tokens of pages, and names in quotes.
    ["none", "The specified nextToken is invalid"],
    ["none", "deltaToken is too old, a full resync is needed"],
    ["none", "pathspec 'fix/session-token' did not match any files"],
    ["none", 'applications "login-service" not found'],
    ["refresh", 'auth failed: "token-expired"'],
    ["none", "MongoExpiredSessionError: Cannot use a session that has ended"],
    ["none", "IllegalStateException: Fragment LoginFragment not attached to a context"],
    ["none", "Cookie “session” has been rejected because it is in a cross-site context and its “SameSite” is “Lax”"],
    [
      "none",
      "BrowserAuthError: interaction_in_progress: Interaction is currently in progress. Complete this interaction first.",
    ],
    ["signIn", "InteractionRequiredAuthError: interaction_required"],
    ["none", "NotAllowedError: The operation either timed out or was not allowed."],
    ["retryLater", "The operation timed out"],
    // What a check of "exp" says of itself, and a signed address that has expired.
    ["refresh", 'JWTExpired: "exp" claim timestamp check failed (ERR_JWT_EXPIRED)'],
    ["fixClock", "timestamp check failed: clock skew too large"],
    ["refresh", "The token violates some mandatory constraints, details: - The token is expired"],
    ["refresh", "<Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>60</X-Amz-Expires>"],
    // Codes as a command line, Java and a log write them.
    [
      "fixConfig",
      "An error occurred (InvalidClientTokenId) when calling the ListBuckets operation: The security token is invalid",
    ],
    ["retryLater", "io.grpc.StatusRuntimeException: UNAVAILABLE: io exception"],
    ["refresh", "io.grpc.StatusRuntimeException: UNAUTHENTICATED"],
    ["retryLater", "Error: WebSocket closed with status code: 1006 (no reason given)"],
    ["none", "WebSocket closed with status code: 1000"],
    ["retryLater", "Keepalive timeout"],
    ["fixConfig", "Invalid signature: Expected HMAC SHA256 hex digest of another text"],
    ["refresh", "ConnectionError: could not establish signal connection: token is expired (exp)", "livekit"],
    ["fixConfig", "PublishTrackError: failed to publish track, insufficient permissions"],
    ["fixConfig", "state: 5 reason: AgoraConnectionChangedReason.reasonInvalidToken (8)", "agora"],
    ["rejoin", "state: 5 reason: AgoraConnectionChangedReason.reasonTokenExpired (9)", "agora"],
  ])("%s: %o", (action, error, provider) => {
    expect(of(error, provider)).toBe(action);
  });
});
