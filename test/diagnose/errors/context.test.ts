/** What stands around a word: a status, a code, a field's name, a wrapper. */
import { describe, expect, test } from "vitest";
import { type Action, diagnoseError } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

const of = (error: unknown): string => diagnoseError(error, { now: NOW }).action;

describe("R201 beside a 401, or a word about signing in, single words decide", () => {
  test.each<[Action, unknown]>([
    ["refresh", { status: 401, message: "Too old, please renew" }],
    ["signIn", { status: 401, data: { message: "Second factor needed" } }],
    ["signIn", { name: "OAuthError", code: "account_locked" }],
    ["fixClock", { status: 401, message: "Your clock runs ahead of ours" }],
    ["fixConfig", { name: "UntrustedHost", message: "auth: host must be trusted" }],
    ["fixConfig", new Error("OpenID: tenant is unknown")],
    ["retryLater", new Error("auth service: connect timeout")],
    ["none", new Error("Sign-in: e-mail is already registered")],
  ])("%s: %o", (action, error) => {
    expect(of(error)).toBe(action);
  });

  test.each([new Error("Far too old"), new Error("The host is unknown"), { message: "The door is locked" }])(
    "and without one they do not: %o",
    (error) => {
      expect(of(error)).toBe("none");
    },
  );
});

test.each(["Access token expired! Could not refresh.", "Token expired. Unable to refresh."])(
  "R181 what failed after the end may stand in the next sentence: %s",
  (text) => {
    expect(of(text)).toBe("signIn");
  },
);

describe("R209 other trades have tokens, keys and signatures as well", () => {
  test.each([
    "error:0A00007B:SSL routines::bad signature",
    "fatal: pack signature mismatch",
    "invalid token in plural form: n!=1",
    "Failed to read ssh private key: no key found",
    "Not a WOFF2 font (bad signature)",
    "Payment: the token is missing",
    "Cannot find column 'session_token'",
  ])("a text about one of them is about no token: %s", (text) => {
    expect(of(text)).toBe("none");
  });

  test.each<[Action, string]>([
    ["refresh", "TLS proxy: JWT is expired"],
    ["fixConfig", "cache: no bearer token found"],
    ["refresh", "Invalid token"],
    ["refresh", "Order API: token expired"],
    ["signIn", "the database refused: token has been revoked"],
    ["refresh", "File upload failed: signature has expired"],
  ])("unless a word is sure to be about signing in, or there is no other trade: %s: %s", (action, text) => {
    expect(of(text)).toBe(action);
  });

  test.each<[Action, string]>([
    ["refresh", "Failed to join meeting: token expired"],
    ["refresh", "Invalid token for meeting"],
    ["refresh", "participant token is invalid"],
    ["fixConfig", "Media server: the token is missing"],
    ["fixConfig", "ICE server: token is malformed"],
    ["fixClock", "Peer connection closed, token is not valid yet"],
  ])("a call has a token in the sense that is meant here: %s: %s", (action, text) => {
    expect(of(text)).toBe(action);
  });
});

test.each([
  "selenium.common.exceptions.InvalidSessionIdException: session deleted as the browser has closed the connection",
  "Active session not found on server",
  "Sharing session is not active",
  "This session is in 'prepared' state; no further SQL can be emitted",
  "username is required to signIn",
  "Invalid password string. Password must be a string at least 6 characters long.",
  "Bad password for file 'a.zip'",
  "withCredentials option was not a 'boolean' or 'undefined' value",
])("R330 nobody is sent to sign in for: %s", (text) => {
  expect(of(text)).not.toBe("signIn");
});

test.each<[Action, unknown]>([
  ["fixConfig", "AADSTS90072: User account does not exist in tenant 'x'."],
  ["signIn", { error: "invalid_grant", error_description: "AADSTS99999: no" }],
  ["retryLater", "AADSTS90025: Request processing has failed."],
])("R331 %s: %o", (action, error) => {
  expect(of(error)).toBe(action);
});

describe("R202 a name is no evidence", () => {
  test.each([
    new TypeError('can\'t access property "token", session is undefined'),
    { name: "RequestError", message: "Invalid object name 'dbo.Tokens'." },
    { message: 'Could not resolve "./auth/expired-token"' },
    { message: "UNIQUE constraint failed: sessions.token" },
    { name: "ValiError", message: 'Invalid key: Expected "token" but received undefined' },
    { errors: [{ message: 'Variable "$token" got invalid value 5' }] },
  ])("of a variable, a module, a field or a table: %o", (error) => {
    expect(of(error)).toBe("none");
  });
});

describe("R206 what stands in quotes or in code, a button's words and an option's name are no evidence", () => {
  test.each([
    new Error('Could not find the table "public.tokens" in the schema cache'),
    new Error("Invalid `prisma.session.delete()` invocation: the record does not exist"),
    { name: "TestingLibraryElementError", message: "Unable to find an element with the text: Sign out." },
    new Error('Text content does not match. Server: "Sign in" Client: "Account"'),
    new TypeError("Option '--token <value>' argument missing"),
    new Error("undefined: oauth2.Token"),
    "ModuleNotFoundError: No module named 'jwt'",
    'secrets "session-token" not found',
    { name: "TargetCloseError", message: "Protocol error (Page.enable): Session with given id not found." },
    new RangeError("expanded array length exceeds range limit"),
    new RangeError("The format string mustn't contain `Y` and any other token at the same time"),
    new TypeError("Dictionary key must be a name object"),
  ])("%o", (error) => {
    expect(of(error)).toBe("none");
  });

  test.each<[Action, unknown]>([
    ["refresh", "jwt.exceptions.ExpiredSignatureError: Signature has expired"],
    ["fixClock", "jwcrypto.jwt.JWTNotYetValid: Valid from 1700003600, time: 1700000000"],
  ])("unless the name says what happened: %s", (action, error) => {
    expect(of(error)).toBe(action);
  });

  test("a close code, and any other, is no code for one sign-in", () => {
    expect(of("WebSocket closed, statusCode: 1002, reason: Invalid status code received: 401 Unauthorized")).toBe(
      "refresh",
    );
  });

  test("and who was looked for beside a 404 need not sign in", () => {
    expect(of({ status: 404, error: "user_not_found", message: "No user with this name" })).toBe("none");
  });
});

describe("R207 JSON that was pasted is read field by field", () => {
  test.each([
    '{"error":{"message":"No such token: \'tok_x\'","param":"source","type":"invalid_request_error"}}',
    '{"detail":[{"loc":["query","session_id"],"msg":"field required"}]}',
  ])("%s", (text) => {
    expect(of(text)).toBe("none");
  });
});

describe("R208 a console's and a log's lines hold statuses and close codes", () => {
  test.each<[Action, string]>([
    ["refresh", "GET https://api.example/me 401 ()"],
    ["rejoin", "WebSocket closed with code 4401, backend_error - unauthorized (no cookie)"],
    ["rejoin", "Socket closed with event 4401 Unauthorized"],
    ["none", "POST https://api.example/files net::ERR_ABORTED 413 (Payload Too Large)"],
    ["none", "Access to fetch at 'https://idp.example/token' has been blocked by CORS policy"],
  ])("%s: %s", (action, text) => {
    expect(of(text)).toBe(action);
  });
});

describe("R203 who speaks of what was asked for speaks of no token", () => {
  test.each([
    { status: 404, message: 'secrets "token" not found' },
    {
      status: 422,
      data: { message: "The token field is required.", errors: { token: ["The token field is required."] } },
    },
    { errors: [{ message: "Session not found for event 5", extensions: { code: "NOT_FOUND" } }] },
  ])("%o", (error) => {
    expect(of(error)).toBe("none");
  });

  test.each([
    ["signIn", { code: 404, type: "user_session_not_found", message: "The current user session could not be found." }],
    ["refresh", { status: 410, type: "preview_token_expired", message: "Preview token expired" }],
  ])("unless its code names the token: %s", (action, error) => {
    expect(of(error)).toBe(action);
  });
});

describe("R204 a field that names the subject", () => {
  test.each<[string, unknown]>([
    ["a field's name is the subject", { token: "expired" }],
    ["in a list", { token: ["has expired"] }],
    [
      "in a wrapper of an error",
      Object.assign(new Error("failed"), { httpResponse: { body: "the token has expired" } }),
    ],
  ])("%s", (_, error) => {
    expect(of(error)).toBe("refresh");
  });

  test("but never what the app sent", () => {
    expect(of(Object.assign(new Error("failed"), { httpRequest: { body: "token expired" } }))).toBe("none");
    expect(of({ headers: { note: "token expired" }, config: { a: "token expired" } })).toBe("none");
  });
});

describe("R205 an answer's status outweighs what a client calls every answer", () => {
  test.each([
    ["refresh", { code: "SERVER_ERROR", message: "server response 401" }],
    ["none", { name: "NetworkError", response: new Response("", { status: 403 }) }],
    ["signIn", { name: "FTPError", code: 530, message: "530 Login incorrect." }],
  ])("%s", (action, error) => {
    expect(of(error)).toBe(action);
  });
});
