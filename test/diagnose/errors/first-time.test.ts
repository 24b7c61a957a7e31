/**
 * What is kept between two diagnoses (indexes, places, words of each table) changes no answer: here every module is read
 * anew, and all that is known is asked once.
 */
import { beforeEach, expect, test, vi } from "vitest";
import type { diagnoseError as Diagnose } from "../../../src/diagnose.ts";
import { readStrangers, verdictOn } from "../../extract/strangers/strangers.ts";
import { inWords, NOW } from "./cases/case.ts";
import { CASES } from "./cases/index.ts";

let diagnoseError: typeof Diagnose;

beforeEach(async () => {
  vi.resetModules();
  ({ diagnoseError } = await import("../../../src/diagnose.ts"));
});

test("R91 every hand-written case is answered the first time as it is later", () => {
  const wrong = Object.values(CASES)
    .flat()
    .filter(([error, expected, options]) => {
      const words = inWords(diagnoseError(error, { now: NOW, ...options }));
      return (expected.includes("*") ? words.replace(/^(\S+) .*(?= \S+$)/, "$1 *") : words) !== expected;
    });
  expect(wrong).toEqual([]);
});

test("R200 nearly every stranger is answered rightly the first time", () => {
  const strangers = ["1", "3", "7"].flatMap(readStrangers);
  const right = strangers.filter((stranger) =>
    ["right", "acceptable"].includes(verdictOn(stranger, diagnoseError(stranger.error, { now: NOW }).action)),
  );
  expect(strangers.length - right.length).toBeLessThan(20);
});

test("R183 an error that is asked about first is answered like any other", () => {
  const withoutHint: readonly (readonly [expected: string, error: unknown])[] = [
    ["github: fixConfig", { name: "HttpError", status: 403, message: "Resource not accessible by integration" }],
    [
      "github: signIn",
      { name: "HttpError", status: 403, message: "Resource protected by organization SAML enforcement." },
    ],
    ["github: retryLater", "HttpError: You have exceeded a secondary rate limit. Please wait."],
    ["supabase: signIn", "Invalid Refresh Token: Already Used"],
    ["http: refresh", { response: { status: 401, data: { code: "CONNECTION_TIMEOUT", message: "no" } } }],
    ["words: refresh", { type: "connection_error", payload: "Could not verify JWT: JWTExpired" }],
    [
      "http: none",
      { status: 412, data: { code: "ERR_BAD_REQUEST", response: { data: { code: "CONNECTION_REFUSED" } } } },
    ],
  ];
  for (const [expected, error] of withoutHint) {
    const { provider, action } = diagnoseError(error, { now: NOW });
    expect(`${provider}: ${action}`, JSON.stringify(error)).toBe(expected);
  }
});
