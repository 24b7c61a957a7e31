/** Errors of libraries that no table lists, as those libraries throw them: their words decide. No hint. */
import { expect, test } from "vitest";
import { diagnoseError } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

const UNLISTED: readonly (readonly [id: string, action: string, error: unknown])[] = [
  [
    "a token that is wanted and not there",
    "fixConfig",
    new Error("Expected token to be set for this request, but none was present"),
  ],
  ["a parser's token", "none", new Error("Expected token to match punctuation ')'")],
  ["early, as hono says", "fixClock", named("JwtTokenNotBefore", "token (x) is being used before it's valid")],
  ["another issuer, as hono says", "fixConfig", named("JwtTokenIssuer", 'expected issuer "z", got "x" ')],
  ["another audience, in the same words", "fixConfig", new Error('expected audience "z", got "x"')],
  [
    "a sign-in that failed, by the name alone",
    "signIn",
    named("CredentialsSignin", "Read more at https://errors.example/#x"),
  ],
  ["a session of another secret", "fixConfig", named("JWTSessionError", "Read more at https://errors.example/#x")],
  ["a secret that is not set", "fixConfig", named("MissingSecret", "Please define a `secret`")],
  [
    "words in statusMessage",
    "signIn",
    { data: { statusMessage: "Session expired, please sign in again" }, status: 401 },
  ],
  ["words in error_summary", "fixConfig", { status: 401, error: { error_summary: "missing_scope/..", error: {} } }],
  [
    "words in err_msg, a code in err_code",
    "fixConfig",
    { statusCode: 401, body: { err_code: "INVALID_AUTH", err_msg: "Invalid credentials." } },
  ],
  [
    "words in the headers of a frame",
    "refresh",
    { command: "ERROR", headers: { message: "ExpiredJwtException: JWT expired at 10:00" }, body: "" },
  ],
  ["a connection that timed out", "retryLater", named("ConnectionError", "Connection timeout")],
  ["a login without a vendor's word", "signIn", { status: 400, response: { message: "Failed to authenticate." } }],
  [
    "a word in error_code",
    "refresh",
    { status: 400, response: { data: { error_code: "INVALID_ACCESS_TOKEN", error_message: "could not find it" } } },
  ],
  [
    "a login that is required",
    "signIn",
    { status: 400, data: { error_message: "the details have changed and a user login is required" } },
  ],
  [
    "a standard's word as the type of another API",
    "none",
    {
      name: "ApiError",
      cause: { message: "Index x not found.", code: "index_not_found", type: "invalid_request" },
      response: { status: 404 },
    },
  ],
  [
    "a code for one sign-in",
    "signIn",
    { status: 401, message: "The passcode could not be authenticated. It has been either used or expired." },
  ],
  ["a flow of a sign-in", "signIn", { status: 410, error: { reason: "The login flow expired 3 minutes ago." } }],
  [
    "tokens of a text",
    "none",
    { status: 400, message: "The prompt exceeds the maximum number of tokens allowed (1048576). INVALID_ARGUMENT" },
  ],
  ["credits", "none", { status: 401, response: { body: { errors: [{ message: "Maximum credits exceeded" }] } } }],
  [
    "a form's field",
    "none",
    {
      status: 400,
      response: { message: ["token must be a string", "token should not be empty"], error: "Bad Request" },
    },
  ],
  [
    "a quota",
    "retryLater",
    { data: { status: "OVER_QUERY_LIMIT", error_message: "You have exceeded your daily request quota." } },
  ],
];

test.each(UNLISTED)("R193 %s", (_, action, error) => {
  expect(diagnoseError(error, { now: NOW }).action).toBe(action);
});
