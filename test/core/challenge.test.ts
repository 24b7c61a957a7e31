import { describe, expect, test } from "vitest";
import { isCuredByRefresh } from "../../src/core/challenge.ts";

describe("R195 a challenge that a new token cannot answer costs none", () => {
  test.each([
    'Bearer realm="x", error="insufficient_scope", scope="write:calls read:calls"',
    'DPoP error="use_dpop_nonce", algs="ES256"',
    'Bearer error="insufficient_user_authentication", error_description="A different authentication level is required", acr_values="myACR", max_age=5',
    'Bearer realm="", authorization_uri="https://login.example", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="',
    "bearer error=insufficient_scope",
    'Bearer ERROR="insufficient_scope"',
    'Basic realm="a", Bearer error="insufficient_scope"',
    'Bearer error="insufficient_scope", error="invalid_token"', // of two the first
  ])("%s", (header) => {
    expect(isCuredByRefresh(header)).toBe(false);
  });

  test.each([
    [null],
    [undefined],
    [""],
    ["Bearer"],
    ['Bearer realm="x"'],
    ['Bearer error="invalid_token", error="insufficient_scope"'],
    ['Bearer error="invalid_token", error_description="The token expired: error=insufficient_scope"'],
    ['DPoP error="invalid_token"'],
    ['Bearer error_description="not error=insufficient_scope", error="invalid_token"'],
    ['Bearer error_description="error"'],
    ['Negotiate, Bearer realm="insufficient_scope"'],
    ["x".repeat(100_000)],
  ])("%s may be cured", (header) => {
    expect(isCuredByRefresh(header)).toBe(true);
  });
});
