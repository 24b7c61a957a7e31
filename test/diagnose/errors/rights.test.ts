/** A right is missing: whose task it is depends on whose right it is, and on who can give it. */
import { describe, expect, test } from "vitest";
import { type Action, diagnoseError } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

const actionOf = (error: unknown): Action => diagnoseError(error, { now: NOW }).action;

describe("R447 an identity that a developer has set up lacks a right: fixConfig", () => {
  test.each<[string, unknown]>([
    [
      "Kubernetes",
      'Error from server (Forbidden): jobs is forbidden: User "system:serviceaccount:ci:web" cannot create',
    ],
    ["Envoy", { status: 403, data: "RBAC: access denied" }],
    ["an API gateway", { message: "User is not authorized to access this resource with an explicit deny" }],
    ["Google, over gRPC", { code: 7, details: "The caller does not have permission", metadata: {}, message: "7" }],
    ["gcloud", "ERROR: (gcloud.run.deploy) [None] does not have permission to access projects instance [acme]"],
    [
      "a key vault",
      { statusCode: 403, message: "The application 'a' does not have keys sign permission on key vault 'v'" },
    ],
    ["git", "remote: Permission to acme/api.git denied to deploy-bot.\nThe requested URL returned error: 403"],
    ["npm", "npm error 403 403 Forbidden - PUT https://registry.npmjs.org/a - You do not have permission to publish"],
    ["Azure's chat", { statusCode: 403, message: "The initiator doesn't have the permission to perform this." }],
  ])("%s", (_, error) => {
    expect(actionOf(error)).toBe("fixConfig");
  });
});

describe("R447 what a user may do, and what a device or a file lets one do, is no token's problem", () => {
  test.each<[string, unknown]>([
    ["a status", { status: 403, message: "Forbidden" }],
    ["two words", "Access denied"],
    [
      "a status of gRPC",
      { code: 7, details: "not the owner", metadata: {}, message: "7 PERMISSION_DENIED: not the owner" },
    ],
    ["an owner's", { status: 403, message: "Only the owner of this room can remove participants" }],
    ["a user's", { status: 403, message: "You do not have permission to do this" }],
    ["a rule of the data", { code: "42501", message: "new row violates row-level security policy" }],
    ["rules of a store", { name: "FirebaseError", code: "permission-denied", message: "Insufficient permissions." }],
    ["a camera", { name: "NotAllowedError", message: "Permission denied" }],
    ["a file", "Error: EACCES: permission denied, open '/etc/app.json'"],
  ])("%s", (_, error) => {
    expect(actionOf(error)).toBe("none");
  });
});

describe("R447 Google's word for a scope that the app has not asked for: fixConfig", () => {
  const challenge = 'Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="calendar"';
  const error = {
    code: 403,
    message: "Request had insufficient authentication scopes.",
    details: [{ reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT" }],
  };

  test("in an answer", () => {
    expect(actionOf({ error })).toBe("fixConfig");
    expect(actionOf({ ...error, response: { status: 403, data: { error } } })).toBe("fixConfig");
  });

  test("also beside a challenge, which stands in every such answer", () => {
    const answered = {
      ...error,
      response: { status: 403, headers: { "www-authenticate": challenge }, data: { error } },
    };
    const { action, userMustAct, demands } = diagnoseError(answered, { now: NOW });
    expect({ action, userMustAct, demands }).toEqual({
      action: "fixConfig",
      userMustAct: false,
      demands: { scope: "calendar" },
    });
  });

  test("a challenge of another server asks the user", () => {
    expect(actionOf({ status: 403, headers: { "www-authenticate": challenge } })).toBe("signIn");
  });
});

describe("R447 set-up that is no token's: fixConfig", () => {
  test.each<[string, unknown]>([
    ["a database", { name: "MongoServerError", code: 18, message: "Authentication failed." }],
    ["a database in the cloud", "MongoServerError: bad auth : authentication failed"],
    [
      "a certificate",
      "[TypeError: fetch failed] {\n  [cause]: Error: self-signed certificate {\n    code: 'DEPTH_ZERO_SELF_SIGNED_CERT'\n  }\n}",
    ],
  ])("%s", (_, error) => {
    expect(actionOf(error)).toBe("fixConfig");
  });
});

describe("R447 nobody's token", () => {
  test.each<[string, unknown]>([
    ["a key of a translation", { status: 404, message: "Translation key 'login.expired.hint' not found in locale fr" }],
    ["a word of i18next", "i18next::translator: missingKey fr translation session.expired"],
    [
      "a message of next-intl",
      { code: "MISSING_MESSAGE", message: 'Missing message: "auth.token.expired" for locale: "fr"' },
    ],
    ["a word of Vue's", "[intlify] Not found 'auth.session.expired' key in 'fr' locale messages."],
    ["a page of a list", { name: "InvalidNextToken", message: "The specified token is not valid." }],
    ["a page of a list, otherwise", { name: "InvalidPaginationTokenException", message: "Invalid pagination token" }],
    ["a card", { statusCode: 400, category: "PAYMENT_METHOD_ERROR", detail: "Authorization error: 'CVV_FAILURE'" }],
    ["a mailbox", { code: "EENVELOPE", responseCode: 550, message: "550 5.1.1 The account does not exist." }],
    ["a validator", "count must be positive (was -1)\nkey must be a string (was a number)"],
  ])("%s", (_, error) => {
    expect(actionOf(error)).toBe("none");
  });
});

test("R447 a link that was signed for some minutes wants to be signed again", () => {
  const answer = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
  expect(actionOf(answer)).toBe("refresh");
  expect(actionOf("RequestExpired: Request has expired")).toBe("fixClock");
});

test("R447 the token of a service that translates is one", () => {
  expect(actionOf("Cloud Translation API: the access token has expired")).toBe("refresh");
});

test("R447 two standards that agree on a word are as good as one", () => {
  expect(actionOf("ErrorResponse: Token is not active, error: 'invalid_grant'")).toBe("signIn");
});
