/** What counts as evidence, and where it is looked for: the engine's rules, one by one. */
import { describe, expect, test } from "vitest";
import { diagnoseError, type Provider } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

const of = (error: unknown, provider?: Provider): string => {
  const { provider: found, code, action } = diagnoseError(error, { now: NOW, provider });
  return `${found} ${code} ${action}`;
};

describe("R180 the last part of a dotted name is the name", () => {
  test.each([
    [
      "software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException: Refresh Token has expired",
      "cognito NotAuthorizedException signIn",
    ],
    ["botocore.errorfactory.UserNotConfirmedException: confirm", "cognito UserNotConfirmedException signIn"],
    ["com.twilio.exception.AccessTokenExpired: x", "twilio 20104 refresh"],
    ["openai.error.invalid_api_key: no", "openai invalid_api_key fixConfig"],
    ["event auth.refresh_token_already_used came", "supabase refresh_token_already_used signIn"],
  ])("%s", (error, expected) => {
    expect(of(error)).toBe(expected);
  });

  test("in a field as well", () => {
    expect(of({ code: "oidc.invalid_grant" })).toBe("oauth invalid_grant signIn");
  });
});

describe("R180 a number is a code where the text says so in its form and in its words", () => {
  test.each([
    ["the token did not help (20104)", "twilio 20104 refresh"],
    ["20104: no token", "twilio 20104 refresh"],
    ["join failed (20104)", "unknown join failed (20104) none"],
    ["call ended 401/40235 after an hour", "acs-call 401 refresh"],
    ["call ended 401#40235 after an hour", "acs-call 401 refresh"],
    ["there are 20104 rows", "unknown there are 20104 rows none"],
    ["1 of 40235 rows", "unknown 1 of 40235 rows none"],
  ])("%s", (error, expected) => {
    expect(of(error)).toBe(expected);
  });
});

test("R185 of several meanings each provider is named once", () => {
  const ids = (code: unknown): readonly string[] =>
    (diagnoseError(code, { now: NOW }).candidates ?? []).map(({ provider }) => provider);
  for (const code of [1, 109, 20104, 53000]) {
    expect(ids(code).length).toBeGreaterThan(0);
    expect(new Set(ids(code)).size).toBe(ids(code).length);
  }
});
