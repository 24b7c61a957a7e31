/** Errors of any app's day that are no token problems: whatever they are, nobody is sent to fix a token. */
import { expect, test } from "vitest";
import { diagnoseError } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

function thrownBy(thunk: () => unknown): unknown {
  try {
    return thunk();
  } catch (error) {
    return error;
  }
}

const named = (name: string, message: string, more: object = {}): object => ({ name, message, ...more });
const http = (status: number, data: unknown, message = `Request failed with status code ${status}`): object =>
  Object.assign(new Error(message), {
    isAxiosError: true,
    code: "ERR_BAD_REQUEST",
    response: { status, data, headers: {} },
  });
const nothing = undefined as unknown as { a: { b: unknown } };

const ORDINARY: readonly unknown[] = [
  // The language.
  thrownBy(() => nothing.a.b),
  thrownBy(() => (null as unknown as () => void)()),
  thrownBy(() => JSON.parse("{a")),
  thrownBy(() => JSON.parse("")),
  thrownBy(() => new Array(-1)),
  thrownBy(() => decodeURIComponent("%")),
  thrownBy(() => new RegExp("(")),
  thrownBy(() => BigInt("x")),
  thrownBy(() => structuredClone(() => 1)),
  thrownBy(() => new URL("nope")),
  thrownBy(() => atob("*")),
  thrownBy(() => Number(Symbol())),
  thrownBy(() => Object.defineProperty(Object.freeze({}), "a", { value: 1 })),
  new SyntaxError("Invalid or unexpected token"),
  new SyntaxError("Unexpected token 'o', \"[object Obj\"... is not valid JSON"),
  new SyntaxError("Unexpected end of JSON input"),
  new SyntaxError("Missing initializer in const declaration"),
  new ReferenceError("token is not defined"),
  new TypeError("Cannot read properties of undefined (reading 'token')"),
  new TypeError("tokens.map is not a function"),
  new RangeError("Maximum call stack size exceeded"),
  new RangeError("Invalid time value"),
  new EvalError("Refused to evaluate a string as JavaScript"),
  // The browser.
  named("AbortError", "The user aborted a request."),
  named("NotAllowedError", "Permission denied"),
  named("NotAllowedError", "play() failed because the user didn't interact with the document first."),
  named("NotFoundError", "Requested device not found"),
  named("OverconstrainedError", "", { constraint: "deviceId" }),
  named("QuotaExceededError", "Failed to execute 'setItem' on 'Storage': Setting the value of 'x' exceeded the quota."),
  named("InvalidStateError", "Failed to execute 'transaction' on 'IDBDatabase': The database connection is closing."),
  named("DataCloneError", "Failed to execute 'postMessage' on 'Worker': could not be cloned."),
  named("HierarchyRequestError", "The new child element contains the parent."),
  named(
    "InvalidCharacterError",
    "Failed to execute 'add' on 'DOMTokenList': The token provided ('a b') contains HTML space characters.",
  ),
  named("SyntaxError", "Failed to execute 'add' on 'DOMTokenList': The token provided must not be empty."),
  named("ChunkLoadError", "Loading chunk 5 failed. (error: https://x.example/5.js)"),
  new Error("ResizeObserver loop completed with undelivered notifications."),
  new Error("Script error."),
  new Error("Hydration failed because the server rendered HTML didn't match the client."),
  new Error("Minified React error #418"),
  new Error("Rendered more hooks than during the previous render."),
  // Node.
  named("Error", "ENOENT: no such file or directory, open '/run/secrets/token'", {
    code: "ENOENT",
    errno: -2,
    syscall: "open",
  }),
  named("Error", "EACCES: permission denied, open '/etc/shadow'", { code: "EACCES", errno: -13, syscall: "open" }),
  named("Error", "listen EADDRINUSE: address already in use :::3000", {
    code: "EADDRINUSE",
    errno: -98,
    syscall: "listen",
  }),
  named("Error", "Cannot find module 'jsonwebtoken'", { code: "MODULE_NOT_FOUND" }),
  named("TypeError", 'The "path" argument must be of type string. Received undefined', {
    code: "ERR_INVALID_ARG_TYPE",
  }),
  named("Error", "write EPIPE after end", { code: "ERR_STREAM_WRITE_AFTER_END" }),
  named("Error", "certificate has expired", { code: "CERT_HAS_EXPIRED" }),
  named("Error", "unable to verify the first certificate", { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }),
  named("AssertionError", "Expected values to be strictly equal", { code: "ERR_ASSERTION", actual: 1, expected: 2 }),
  // An API that says what is wrong with a request.
  ...[400, 402, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 422, 423, 424, 426, 428, 431, 451].map(
    (status) => http(status, { message: "no" }),
  ),
  { status: 304 },
  new Response(null, { status: 204 }),
  http(400, { error: "Bad Request", message: ["email must be an email"], statusCode: 400 }),
  http(400, { code: 40001, message: "Order not found" }),
  http(409, { code: "USER_EXISTS", message: "User already exists" }),
  http(422, { errors: { name: ["can't be blank"] } }),
  http(404, { message: "No query results for model [App\\Models\\Order] 5" }),
  http(400, {
    error: { message: "max_tokens is too large", type: "invalid_request_error", code: "context_length_exceeded" },
  }),
  http(402, { error: { code: "card_declined", decline_code: "expired_card", message: "Your card has expired." } }),
  http(400, { error: { code: "invalid_number", message: "Invalid device token" } }),
  http(400, { message: "Invalid CSRF token" }),
  http(400, { message: "This password reset token is invalid." }),
  http(400, { message: "Coupon expired" }),
  http(400, { message: "Your verification code has expired." }),
  { code: 5, message: "Out of stock" },
  { code: 109, message: "Out of stock" },
  { code: 1004, message: "Unsupported file type" },
  { code: 3, reason: "no such product" },
  { code: 40142, message: "Insufficient inventory" },
  { error: true, message: "Not enough seats" },
  {
    errors: [{ message: 'Cannot query field "b" on type "Query".', extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }],
  },
  { errors: [{ message: "Token amount must be positive", extensions: { code: "BAD_USER_INPUT" } }] },
  // Databases, forms, payments.
  named("PrismaClientKnownRequestError", "Unique constraint failed on the fields: (`email`)", { code: "P2002" }),
  named("MongoServerError", "E11000 duplicate key error collection", { code: 11000 }),
  named("error", 'relation "tokens" does not exist', { code: "42P01", severity: "ERROR" }),
  named("ZodError", "Invalid input: expected string, received undefined", {
    issues: [{ code: "invalid_type", path: ["token"] }],
  }),
  named("ValidationError", '"token" is required', { details: [{ message: '"token" is not allowed to be empty' }] }),
  named("StripeCardError", "Your card was declined.", { type: "card_error", code: "card_declined" }),
  // Closes and ends that are meant.
  { type: "close", code: 1000, reason: "bye", wasClean: true },
  { type: "close", code: 1009, reason: "message too big", wasClean: true },
  new Error("Connection closed by user"),
  // Nothing at all.
  undefined,
  null,
  0,
  "",
  {},
  [],
  "ok",
  200,
  404,
  new Date(0),
  () => 1,
  Symbol("x"),
];

test(`R190 of ${ORDINARY.length} ordinary errors, at most two in a hundred are called token problems`, () => {
  const wrong = ORDINARY.flatMap((error) => {
    const { action, provider, name } = diagnoseError(error, { now: NOW });
    return action === "none"
      ? []
      : [`${String((error as Error | undefined)?.message ?? error)}: ${provider} ${name} ${action}`];
  });
  expect(wrong).toEqual([]);
});

test("R190 none of them asks for a refresh where the provider is known either", () => {
  for (const provider of ["acs", "agora", "twilio", "livekit", "firebase", "http"] as const) {
    const wrong = ORDINARY.flatMap((error) => {
      const { action, provider: found, name } = diagnoseError(error, { provider, now: NOW });
      return ["refresh", "rejoin", "renew", "fixClock"].includes(action) &&
        !(typeof error === "object" && error !== null && "code" in error)
        ? [`${provider}: ${String(error)}: ${found} ${name} ${action}`]
        : [];
    });
    expect(wrong).toEqual([]);
  }
});
