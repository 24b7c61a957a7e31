/**
 * Whose word counts where several are said of a failed fetch: the app's, the endpoint's, the engine's.
 *
 * @module
 */
import { describe, expect, test, vi } from "vitest";
import { classify, type ClassifyError } from "../../src/core/classify.ts";
import { type Action, TokenError } from "../../src/errors.ts";

const of = (thrown: unknown, by?: ClassifyError): ReturnType<typeof classify> => classify(thrown, [], 0, by);
const own = (code: "ERR_FETCH_FAILED" | "ERR_TOKEN_UNUSABLE", action: Action): TokenError =>
  new TokenError({ code, message: "no", action, remedy: "Fix it." });

describe("R52 an error of the manager's own kind", () => {
  test.each([
    ["is nobody's to judge", own("ERR_FETCH_FAILED", "fixConfig"), "transient"],
    ["stays as it is where the app agrees", own("ERR_TOKEN_UNUSABLE", "fixConfig"), { action: "fixConfig" }],
    ["stays as it is where the app has no opinion", own("ERR_TOKEN_UNUSABLE", "fixConfig"), undefined],
  ] as const)("%s", (_, error, said) => {
    expect(of(error, () => said).error).toBe(error);
  });

  test("about an answer without a token is judged by the app", () => {
    const error = own("ERR_TOKEN_UNUSABLE", "fixConfig");
    expect(of(error, () => ({ action: "signIn" })).error).toMatchObject({
      code: "ERR_REAUTH_REQUIRED",
      action: "signIn",
      remedy: "Let the user sign in again, then call refresh() or setToken().",
    });
    expect(of(error, () => "transient").error).toMatchObject({ code: error.code, action: "retryLater" });
  });
});

describe("R51 classifyError", () => {
  test("hears what was thrown, and that a token endpoint said it", () => {
    const classifyError = vi.fn(() => undefined);
    const thrown = { status: 503 };
    of(thrown, classifyError);
    expect(classifyError.mock.calls).toEqual([[thrown, { endpoint: "token" }]]);
  });

  test.each([[["signIn"]], [{ toString: (): string => "signIn" }]])(
    "says no action by what only prints like one: %j",
    (action) => {
      expect(of({ status: 503 }, () => ({ action }) as never).error.action).toBe("retryLater");
    },
  );

  test("gives no remedy where its action is about a token in use", () => {
    const { error } = of({ error: "invalid_client" }, () => ({ action: "renew", remedy: "Renew it." }));
    expect(error).toMatchObject({
      action: "fixConfig",
      remedy: "Correct the token endpoint or the client's registration; retrying is useless.",
    });
  });
});

describe("R51 what an endpoint says", () => {
  test.each([399, 600, 999])("with the status %i is as without one", (status) => {
    expect(of({ status, message: "no" }).error).toMatchObject({ message: "fetchToken failed: no" });
    expect(of({ status, message: "no" }).error.status).toBeUndefined();
  });

  test.each(["server_error_log", "no_server_error", "slow_down_please", "pass: temporarily_unavailable"])(
    "by a code that is only like a known one is an unknown refusal: %s",
    (error) => {
      expect(of({ status: 400, error })).toMatchObject({ strike: true, error: { action: "retryLater" } });
    },
  );

  test.each([
    [{ retryAfterMs: 0 }, undefined],
    [{ retryAfterMs: 0, retryAfter: "7" }, 7_000],
    [{ headers: { "content-length": "5", "retry-after": "7" } }, 7_000],
    [{ headers: { "content-length": "5" } }, undefined],
    [{ retryAfter: "120, 60 x" }, 120_000],
  ])("R49 of when to come back: %j", (thrown, ms) => {
    expect(of(thrown).retryAfterMs).toBe(ms);
  });
});

describe("R117 a mistake of the program", () => {
  const failed = (message: string, cause?: object): TypeError => new TypeError(message, { cause });
  test.each([
    ["that only the cause's code tells", failed("fetch failed", { code: "ERR_INVALID_URL", message: "no" })],
    ["that stands on a line of its own", failed("In the app\nis not a function")],
    ["of a name", new ReferenceError("tokenUrl")],
    ["of a range", new RangeError("too long")],
  ])("%s is for its developer", (_, thrown) => {
    expect(of(thrown).error).toMatchObject({ action: "fixConfig", remedy: "Correct the code of fetchToken." });
  });

  test.each([
    ["a text that quotes one", new Error("ReferenceError\nno")],
    ["an app's own kind of error", Object.assign(new Error("x is not a number"), { name: "MyTypeError" })],
    ["an app's own range", Object.assign(new Error("x"), { name: "PriceRangeError" })],
    ["a network's words", failed("Failed to fetch")],
  ])("is not %s", (_, thrown) => expect(of(thrown).error.action).toBe("retryLater"));
});
