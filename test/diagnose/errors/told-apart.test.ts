/** Words and codes that look alike: a command line asks to sign in, a page has a token, a key expires, a name stands in quotes. */
import { describe, expect, test } from "vitest";
import { type Action, diagnoseError, type Provider } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

const of = (error: unknown, provider?: Provider): string =>
  diagnoseError(error, { now: NOW, ...(provider && { provider }) }).action;

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
    // An address that is not reached has words, too; and what took too long was not cancelled.
    [
      "retryLater",
      { message: "fetch failed", cause: { code: "ENOTFOUND", message: "getaddrinfo ENOTFOUND auth.example.invalid" } },
    ],
    [
      "retryLater",
      {
        name: "JWKSTimeout",
        message: "request timed out",
        cause: { message: "The operation was aborted due to timeout" },
      },
    ],
    ["retryLater", "connack timeout"],
    ["none", "invalid value for the option timeout"],
    ["retryLater", { code: "ERR_BAD_RESPONSE", status: 200, message: "stream has been aborted" }],
    // What a library calls its events, and where errors lie in them.
    ["renew", { type: "token_expires", info: "access_token" }],
    ["signIn", { type: "silent_refresh_error", reason: { params: { error: "login_required" } } }],
    [
      "none",
      "Warning: Cannot update a component (`SessionProvider`) while rendering a different component (`LoginForm`).",
    ],
    ["none", "Cookie “session” has been rejected because it is already expired."],
    ["signIn", { error: "bad_verification_code", error_description: "The code passed is incorrect or expired." }],
    [
      "fixConfig",
      {
        name: "ConnectionError",
        message: "invalid token: error in cryptographic primitive",
        code: 1,
        status: 401,
        reason: 0,
      },
    ],
    // What a request or a key lacks, where a status alone says too much.
    ["fixConfig", { status: 401, message: "Access denied due to missing subscription key" }],
    ["fixConfig", { status: 403, message: "Invalid Origin. Register your new client as a new platform" }],
    ["fixConfig", { status: 401, error_type: "unauthorized_credentials", error_message: "Unauthorized credentials." }],
    ["fixConfig", "The provided key does not have the required permissions for this endpoint"],
    ["fixConfig", "Client ID not allowed: x. Expected: y"],
    ["fixConfig", "Token use not allowed: id. Expected: access"],
    [
      "signIn",
      { error: "invalid_request", error_description: "The refresh token is invalid.", hint: "Token has expired" },
    ],
    ["fixConfig", { error: "invalid_request", error_description: "The redirect_uri is missing." }],
    [
      "signIn",
      {
        response: {
          status: 403,
          data: { error: { message: "Session does not fulfill the requested Authenticator Assurance Level" } },
        },
      },
    ],
    ["refresh", { status: 401, data: { code: 124, message: "Access token is expired." } }, "zoom"],
    [
      "refresh",
      {
        message: "Request failed with status code 401",
        response: { status: 401, data: { code: 124, message: "Access token is expired." } },
      },
      "zoom",
    ],
    [
      "fixConfig",
      { name: "Unauthorized", code: "permission_denied", status: 401, message: "permissions denied" },
      "livekit",
    ],
    ["refresh", { status: 403, message: '"validUntil" parameter expired (less than current date)' }],
  ])("%s: %o", (action, error, provider) => {
    expect(of(error, provider)).toBe(action);
  });
});
