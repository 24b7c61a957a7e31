/** The words people paste: as a console, a log, a troubleshooting page or a search shows them. No hint, no object. */
import { describe, expect, test } from "vitest";
import { diagnoseError } from "../../../src/diagnose.ts";
import { FRESH, NOW, OLD } from "./cases/case.ts";

const of = (error: unknown, token?: unknown): ReturnType<typeof diagnoseError> =>
  diagnoseError(error, { now: NOW, token });

/** Agora's names for one number, in the SDKs for the web, of Java and C++, of Objective-C, and of Swift and Dart. */
const AGORA: readonly (readonly [number: number, action: string, names: string])[] = [
  [2, "refresh", "K_TIMESTAMP_EXPIRED"],
  [
    101,
    "fixConfig",
    "ERR_INVALID_VENDOR_KEY ERR_INVALID_APP_ID AgoraErrorCodeInvalidAppId invalidAppId errInvalidAppId",
  ],
  [109, "refresh", "ERR_DYNAMIC_KEY_TIMEOUT ERR_TOKEN_EXPIRED AgoraErrorCodeTokenExpired tokenExpired errTokenExpired"],
  [110, "fixConfig", "ERR_NO_AUTHORIZED ERR_INVALID_TOKEN AgoraErrorCodeInvalidToken invalidToken errInvalidToken"],
  [118, "refresh", "ERR_DYNAMIC_KEY_EXPIRED"],
  [119, "fixConfig", "ERR_STATIC_USE_DYNAMIC_KEY ERR_STATIC_USE_DYANMIC_KEY ERR_STATIC_USE_DYANMIC_KE"],
  [120, "fixConfig", "ERR_DYNAMIC_USE_STATIC_KEY ERR_DYNAMIC_USE_STATIC_KE"],
];

const FORMS: readonly ((name: string, number: number) => string)[] = [
  (name) => name,
  (name, number) => `${name}(${number})`,
  (name, number) => `${name} (${number})`,
  (name) => `Uncaught (in promise) AgoraRTCError: ${name}`,
  (name, number) =>
    `Uncaught (in promise) AgoraRTCException: AgoraRTCError UNEXPECTED_RESPONSE: ${name}: code ${number}`,
  (name) => `14:13:04:461 Agora-SDK [ERROR]: [gateway-client-42fb7] join failed ${name} data: {"retry":false}`,
  (name, number) => `[Agora] onError ${number} ${name}`,
  (name) => `E/agora: onError: ErrorCode.${name}`,
  (name, number) => JSON.stringify({ error: name, code: number }),
];

describe.each(AGORA)("R180 Agora's %i", (number, action, names) => {
  test.each(names.split(" "))("%s, in every form", (name) => {
    for (const form of FORMS) {
      const text = form(name, number);
      expect(`${text}: ${of(text).action}`).toBe(`${text}: ${action}`);
    }
  });
});

/** What stands around an error's words: consoles of Chromium, Firefox, Safari and Node, logs, terminals, JSON. */
const AROUND: readonly ((text: string) => string)[] = [
  (text) => `Uncaught ${text}`,
  (text) => `Uncaught (in promise) Error: ${text}`,
  (text) => `[Error] Unhandled Promise Rejection: Error: ${text}`,
  (text) => `(node:4711) UnhandledPromiseRejectionWarning: ${text}`,
  (text) => `Error: ${text}\n    at Object.<anonymous> (/app/index.js:12:34)`,
  (text) => `[UnhandledPromiseRejection: … The promise rejected with the reason "${text}".]`,
  (text) => `2026-11-25T10:00:00.123Z ERROR [app] ${text}`,
  (text) => `11/25/2026, 10:00:00 AM [error] ${text}`,
  (text) => `[2026-11-25 10:00:00,123] ERROR com.example.Calls - ${text}`,
  (text) => `Nov 25 10:00:00 web-1 app[4711]: ERROR ${text}`,
  (text) => JSON.stringify({ level: "error", time: 1796000000000, msg: text }),
  (text) => JSON.stringify(text),
  (text) => `E/flutter (12345): [ERROR:dart_vm_initializer.cc(41)] Unhandled Exception: ${text}`,
  (text) => `[INFO:CONSOLE(12)] "${text}", source: https://app.example/main.js (12)`,
  (text) => `\u001b[31m${text}\u001b[39m`,
  (text) => `  ${text}\r\n`,
  (text) => `[object] (${text})`,
];

/** Where the number stands beside the name. */
const BESIDE: readonly ((name: string, number: number) => string)[] = [
  (name, number) => `${name} [${number}]`,
  (name, number) => `${name}: ${number}`,
  (name, number) => `${number}: ${name}`,
  (name, number) => `(${number}) ${name}`,
  (name, number) => `error code ${number} (${name})`,
  (name, number) => `code=${number}, name=${name}`,
  (name, number) => `${name} #${number}`,
];

const OF_VENDORS: readonly (readonly [text: string, action: string])[] = [
  ...AGORA.flatMap(([number, action, names]) =>
    BESIDE.map((form): readonly [string, string] => [form(names.split(" ")[0]!, number), action]),
  ),
  ["AccessTokenExpired (20104): The Access Token provided to the Twilio API has expired", "refresh"],
  ["TwilioError 20104: Access Token expired or expiration date invalid", "refresh"],
  ["AccessTokenNotYetValid (20105): Access Token not yet valid", "fixClock"],
  ["51007: Client Connection: Token authentication is rejected", "fixConfig"],
  ["CallingCommunicationError: code 401, subcode 40235", "refresh"],
  ["call ended: 401#40235", "refresh"],
  ["subcode 40235", "refresh"],
  ["token has expired and refresh failed", "signIn"],
  ["token expired; refreshing it failed", "signIn"],
  ["The token has expired and could not be refreshed", "signIn"],
];

test.each(OF_VENDORS)("R180 %s, whatever stands around it", (text, action) => {
  for (const around of AROUND) {
    const line = around(text);
    // In a bracket of its own, a number before a colon is no code: there the words decide.
    const expected = line.startsWith("[object] (51007") ? "refresh" : action;
    expect(`${line}: ${of(line).action}`).toBe(`${line}: ${expected}`);
  }
});

test.each([
  ["Error: 401/40235 AccessToken expired", "refresh"],
  ["CallingCommunicationError: AccessToken expired", "refresh"],
  ["Uncaught (in promise) CallingCommunicationError: AccessToken expired", "refresh"],
  ["code: 401, subCode: 40235, message: AccessToken expired", "refresh"],
  [
    "createCallAgent failed: 400/40234 Access token is expired and failed to fetch a valid one after retries.",
    "rejoin",
  ],
  ["51007: Client Connection: Token authentication is rejected", "fixConfig"],
  ["Twilio error 51007", "fixConfig"],
  ["AccessTokenExpired (20104): The Access Token provided to the Twilio API has expired", "refresh"],
  ["Uncaught (in promise) AccessTokenExpired: AccessTokenExpired (20104): …", "refresh"],
  ["20104: Access Token expired or expiration date invalid", "refresh"],
  ["ConnectionError (53000): Raised whenever a signaling connection error occurs", "retryLater"],
  ["53000: Signaling connection error", "retryLater"],
  ["31205: JWT token expired", "refresh"],
  ["JWTTokenExpiredError: JWTTokenExpiredError (31205): Twilio reports that the token has expired", "refresh"],
  ["[TwilioVoice][Device] JWT Token Expired", "refresh"],
])("R180 %s", (text, action) => {
  expect(of(text).action).toBe(action);
});

describe("R181 token has expired and refresh failed", () => {
  const TEXTS = [
    "token has expired and refresh failed",
    "Token has expired and refresh failed.",
    "Error: Token has expired, and refresh failed",
    "Uncaught (in promise) Error: token has expired and refresh failed",
    "[auth] access token expired; refresh failed: giving up",
  ];
  const state = (action: string, message = "no"): object => ({
    phase: "halted",
    freshness: "expired",
    error: { name: "TokenError", action, message },
  });

  test.each(TEXTS)("%s: the user must sign in, and five things may be behind it", (text) => {
    const { action, causes, userMustAct, recognised } = of(text);
    expect([action, userMustAct, recognised]).toEqual(["signIn", true, true]);
    expect(causes!.map((cause) => /refresh token, or|session|revoked|clock|down/.exec(cause)![0])).toEqual([
      "refresh token, or",
      "session",
      "revoked",
      "clock",
      "down",
    ]);
  });

  test.each([
    ["signIn", "the token endpoint answered invalid_grant", "signIn", "no refresh token"],
    ["signIn", "the session is over", "signIn", "session"],
    ["signIn", "refresh token was revoked", "signIn", "revoked"],
    ["fixClock", "clock", "fixClock", "clock"],
    ["retryLater", "503", "retryLater", "down"],
  ])("with a manager whose own error asks for %s (%s), that one is the cause", (asks, message, action, cause) => {
    for (const token of [state(asks, message), { state: state(asks, message) }]) {
      const diagnosis = of(TEXTS[0], token);
      expect(diagnosis.action).toBe(action);
      expect(diagnosis.causes).toEqual([expect.stringContaining(cause)]);
    }
  });

  test("with a token that has just come, a clock is the cause", () => {
    const { action, causes } = of(TEXTS[0], FRESH);
    expect(action).toBe("fixClock");
    expect(causes).toEqual([expect.stringContaining("clock")]);
  });

  test("a token that has some life left says nothing against the error", () => {
    const { action, causes } = of(TEXTS[0], OLD);
    expect(action).toBe("signIn");
    expect(causes).toHaveLength(5);
  });
});

test("R182 a masked refusal of Voice says how to tell what it hides", () => {
  const { action, thenAction, remedy } = diagnoseError({ code: 53000 }, { provider: "twilio-voice", now: NOW });
  expect([action, thenAction]).toEqual(["retryLater", "refresh"]);
  expect(remedy).toMatch(/enableImprovedSignalingErrorPrecision/);
  expect(remedy).toMatch(/`token`/);
});
