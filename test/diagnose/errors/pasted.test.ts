/** What stands around an error where people paste it changes nothing of the answer. */
import { describe, expect, test } from "vitest";
import { diagnoseError } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

const answer = (error: unknown): string => diagnoseError(error, { now: NOW }).action;

const TEXTS: readonly (readonly [text: string, action: string])[] = [
  ["Uncaught (in promise) Error: The access token has expired", "refresh"],
  ["OAuthError: invalid_grant: the refresh token has already been used", "signIn"],
  ["JsonWebTokenError: jwt audience invalid. expected: https://api.example.com", "fixConfig"],
  ["NotBeforeError: jwt not active, check the clock of this machine please", "fixClock"],
  ["GET https://api.example.com/v1/rooms 503 (Service Unavailable)", "retryLater"],
  ["AgoraRTCError: the client received TOKEN_EXPIRE and has left the channel", "rejoin"],
  ["TypeError: Cannot read properties of undefined (reading 'participants')", "none"],
];

const seconds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `2026-11-02T10:11:${10 + i}Z`);

const AROUND_TEXTS: Readonly<Record<string, (text: string) => string>> = {
  "as code in a message": (text) => `I get this:\n\`\`\`\n${text}\n\`\`\`\nAny idea?`,
  "as code of a language in a message": (text) => `Hi!\n\`\`\`js\n${text}\n\`\`\``,
  "as HTML": (text) =>
    `<p>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("'", "&#39;").replaceAll('"', "&quot;")}</p>`,
  "as a mail breaks it": (text) =>
    `The console of the page says to us since this very morning: ${text}`.replace(/(.{60,75}) /g, "$1\n"),
  "in a mail of several paragraphs": (text) =>
    `Hello,\n\nsince yesterday the page stays empty in our browser and we see this:\n\n${text}\n\nIt is Chrome on Windows, the cache is empty.\nThanks, Maria`,
  "after many lines of a log": (text) =>
    `${seconds(30)
      .map((at) => `${at} INFO  [http] GET /auth/session/assets.js 200 12ms`)
      .join("\n")}\n2026-11-02T10:11:42Z ERROR [app] ${text}`,
  "between lines of a log that are JSON": (text) =>
    [...seconds(9).map((time) => JSON.stringify({ level: "info", time, msg: "session token read" })), text].join("\n"),
  "in the query of an address": (text) => `https://app.example.com/callback?message=${encodeURIComponent(text)}`,
  "below the lines of Python's stack": (text) =>
    `Traceback (most recent call last):\n  File "/srv/api/module/file.py", line 12, in <module>\n    run(config)\n${text}`,
};

describe.each(Object.entries(AROUND_TEXTS))("R495 a text %s", (_, around) => {
  test.each(TEXTS)("%s", (text, action) => expect(answer(around(text))).toBe(action));
});

const OBJECTS: readonly (readonly [error: object, action: string])[] = [
  [{ error: "invalid_grant", error_description: "Token is not active" }, "signIn"],
  [{ name: "TokenExpiredError", message: "jwt expired" }, "refresh"],
  [
    { status: 401, data: { code: "FST_JWT_AUTHORIZATION_TOKEN_INVALID", message: "The token signature is invalid." } },
    "fixConfig",
  ],
  [{ name: "ValidationError", message: "title is required" }, "none"],
];

const AROUND_OBJECTS: Readonly<Record<string, (error: object) => unknown>> = {
  "in Sentry's event": (error) => ({
    exception: { values: [{ type: "Error", value: "Object captured as exception" }] },
    extra: { __serialized__: error },
  }),
  "as text in Sentry's event": (error) => ({
    exception: { values: [{ type: "Error", value: JSON.stringify(error) }] },
  }),
  "in a log of Elastic": (error) => ({
    "log.level": "error",
    "error.type": "Error",
    "error.message": JSON.stringify(error),
  }),
  "in an event of OpenTelemetry": (error) => ({
    name: "exception",
    attributes: { "exception.message": JSON.stringify(error) },
  }),
  "in a log of Datadog": (error) => ({ status: "error", message: "Request failed", attributes: { error } }),
  "in Bugsnag's event": (error) => ({
    events: [{ exceptions: [{ errorClass: "Error", message: JSON.stringify(error) }] }],
  }),
  "in Rollbar's event": (error) => ({
    body: { trace: { exception: { class: "Error", message: JSON.stringify(error) } } },
  }),
  "in an event of Application Insights": (error) => ({
    baseType: "ExceptionData",
    baseData: { exceptions: [{ message: JSON.stringify(error) }] },
  }),
  "in the props of a page": (error) => ({ pageProps: { error } }),
  "in an action of Redux": (error) => ({ type: "session/load/rejected", error, meta: { requestStatus: "rejected" } }),
  "as Ruby prints it": (error) => `Failure: ${JSON.stringify(error).replaceAll('":', '"=>')}`,
  "as a string in a string": (error) => JSON.stringify(JSON.stringify(error)),
  "in a log line as text": (error) => JSON.stringify({ level: 50, msg: JSON.stringify(error), pid: 1 }),
};

describe.each(Object.entries(AROUND_OBJECTS))("R496 an error %s", (_, around) => {
  test.each(OBJECTS)("%j", (error, action) => expect(answer(around(error))).toBe(action));
});

test("R495 lines that went well are read where no other says what went wrong, or where they say it themselves", () => {
  expect(answer("INFO [auth] token expired, another one is fetched\nDEBUG retry")).toBe("refresh");
  expect(answer("10:01 INFO connection state: DISCONNECTED reason: TOKEN_EXPIRED\n10:01 WARN left")).toBe("refresh");
});

test("R495 the end of a text is read, however long it is", () => {
  const line = "2026-11-27T10:00:05.123Z INFO  [http] GET /orders 200 12 ms\n";
  expect(answer(`${line.repeat(2_000)}2026-11-27T10:00:08Z ERROR invalid_grant: the refresh token has expired`)).toBe(
    "signIn",
  );
});

test("R495 of a mail the line is quoted that tells what went wrong", () => {
  const mail = "Hello,\n\nsince today:\n\nOAuthError: invalid_grant: the refresh token has already been used\n\nThanks";
  expect(diagnoseError(mail, { now: NOW }).cause).toContain('"OAuthError: invalid_grant: the refresh token');
});
