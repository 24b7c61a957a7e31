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
  ["words in error_summary", "signIn", { status: 401, error: { error_summary: "missing_scope/..", error: {} } }],
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
];

test.each(UNLISTED)("R193 %s", (_, action, error) => {
  expect(diagnoseError(error, { now: NOW }).action).toBe(action);
});
