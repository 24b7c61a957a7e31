import { describe, expect, test } from "vitest";
import { diagnoseError, type Provider } from "../../../src/diagnose.ts";
import { ACTION_REMEDIES } from "../../../src/diagnose/error/rule.ts";
import { NOW } from "./cases/case.ts";

const of = (error: unknown, provider?: Provider): ReturnType<typeof diagnoseError> =>
  diagnoseError(error, { provider, now: NOW });

describe("R94 whole answers", () => {
  test("a vendor's error: own words, no quote", () => {
    expect(of({ code: 401, subCode: 40235, message: "AccessToken expired" })).toEqual({
      provider: "acs-call",
      code: 401,
      subCode: 40235,
      name: "ACCESSTOKEN_EXPIRED",
      action: "refresh",
      thenAction: "fixClock",
      recognised: true,
      cause: "The credential had no token that is still valid.",
      remedy: "Fetch a new token for the same user, give it to the credential, and repeat the call that failed.",
      userMustAct: false,
      source: "@azure/communication-calling@2.0.0",
    });
  });

  test("a standard's error: the server is quoted, where it said anything", () => {
    expect(of({ error: "invalid_scope", error_description: "unknown: calls" })).toEqual({
      provider: "oauth",
      code: "invalid_scope",
      name: "invalid_scope",
      action: "fixConfig",
      recognised: true,
      cause: 'The scope is unknown, or wider than what was granted. It said: "unknown: calls"',
      remedy: expect.stringContaining("registered") as string,
      userMustAct: false,
      source: "RFC 6749",
    });
    expect(of({ error: "invalid_scope" }).cause).toBe("The scope is unknown, or wider than what was granted.");
    expect(of({ error: "slow_down" }).source).toBe("RFC 8628");
  });

  test("an unknown error", () => {
    expect(of(new RangeError("odd"))).toEqual({
      provider: "unknown",
      code: "unknown",
      name: "RangeError",
      action: "none",
      recognised: false,
      cause: 'The catalog has no row for this error. It said: "odd"',
      remedy: expect.stringContaining("report") as string,
      userMustAct: false,
      source: "evertoken",
    });
    expect(of(null)).toMatchObject({ name: "unknown", cause: "The catalog has no row for this error." });
  });

  test("several meanings with one action", () => {
    const { cause, remedy, userMustAct, name } = of(109);
    expect(cause).toBe(
      "This code means different things: ERR_TOKEN_EXPIRED (agora-rtc-native), token expired (centrifuge).",
    );
    expect([remedy, userMustAct, name]).toEqual([ACTION_REMEDIES.refresh, false, "ambiguous"]);
  });

  test("an error of this package", () => {
    const own = {
      name: "TokenError",
      code: "ERR_NO_PROGRESS",
      action: "retryLater",
      message: "Same token.",
      remedy: "Wait.",
    };
    expect(of(own)).toEqual({
      provider: "evertoken",
      code: "ERR_NO_PROGRESS",
      name: "ERR_NO_PROGRESS",
      action: "retryLater",
      recognised: true,
      cause: "Same token.",
      remedy: "Wait.",
      userMustAct: false,
      source: "evertoken",
    });
    expect(of({ ...own, remedy: "", message: 1 })).toMatchObject({
      cause: "ERR_NO_PROGRESS",
      remedy: ACTION_REMEDIES.retryLater,
    });
    expect(of({ ...own, name: "Error", code: "E_OTHER" }).provider).toBe("unknown");
    expect(of({ ...own, code: "E_OTHER" }).provider).toBe("unknown");
    expect(of({ ...own, action: "dance" })).toMatchObject({
      provider: "evertoken",
      action: "fixConfig",
      cause: expect.stringContaining("longer") as string,
    });
  });
});

describe("R91 reading", () => {
  test("a number in a text is a number, a text is a text", () => {
    expect(of({ code: "20104" }, "twilio").code).toBe(20104);
    expect(of({ code: "-10009" }, "agora-rtm").code).toBe(-10009);
    expect(of("onTokenExpired", "agora-chat").code).toBe("onTokenExpired");
  });

  test("case does not matter", () => {
    expect(of({ code: "Invalid_Grant" }).action).toBe("signIn");
    expect(of("agoraerrorcodetokenexpired").code).toBe(109);
  });

  test("only what can be a status is one", () => {
    for (const status of [99, 199, 600, 401.5, "4011", NaN, -401]) expect(of({ status }).provider).toBe("unknown");
    expect(of({ status: 200 }).provider).toBe("unknown"); // a success without a response is nothing to explain
    expect(of({ status: 300 })).toMatchObject({ provider: "http", action: "none", recognised: true });
    expect(of({ errors: [{ status: "401" }] })).toMatchObject({ provider: "http", code: 401 });
    expect(of({ status: 599 })).toMatchObject({ provider: "http", code: 599 });
    expect(of(new Response(null, { status: 204 }))).toMatchObject({ provider: "http", code: 204, action: "none" });
  });

  test("the innermost code of an Agora message counts", () => {
    const message =
      "AgoraRTCError CAN_NOT_GET_GATEWAY_SERVER: flag: 4096, message: AgoraRTCError INVALID_PARAMS: token";
    expect(of({ message })).toMatchObject({ provider: "agora-rtc", code: "INVALID_PARAMS" });
    expect(of({ message: "We saw Error Code -10009 - somewhere" })).toMatchObject({
      provider: "agora-rtm",
      code: -10009,
    });
    expect(of({ message: "Error Code -10009 - Token expired" })).toMatchObject({ provider: "agora-rtm", code: -10009 });
  });

  test("an OAuth error is found wherever it stands: in a text, a header, a query", () => {
    expect(of(new Error("ResponseBodyError: invalid_grant")).action).toBe("signIn");
    expect(of("[auth] refresh failed: invalid_grant (attempt 3)").code).toBe("invalid_grant");
    expect(of("https://app.example/cb#error=login_required&state=x").code).toBe("login_required");
    expect(of(new Error("account_selection_required: choose")).action).toBe("signIn");
    expect(
      of(new Response("", { status: 401, headers: { "www-authenticate": "Bearer error=invalid_token" } })).provider,
    ).toBe("oauth");
    const headers = { "www-authenticate": 'Bearer error="insufficient_scope"' };
    expect(of({ response: { status: 403, headers } }).code).toBe("insufficient_scope");
  });

  test("wrappers are opened as long as the budget lasts", () => {
    const wrap = (depth: number): unknown =>
      depth === 0 ? { code: 401, subCode: 40235 } : { message: "x", cause: wrap(depth - 1) };
    expect(of(wrap(15)).provider).toBe("acs-call");
    expect(of(wrap(16)).recognised).toBe(false);
    expect(of({ cause: null, error: { cause: undefined, reason: { code: 401, subCode: 40235 } } }).provider).toBe(
      "acs-call",
    );
    expect(of({ cause: { code: 5 } }).candidates!.length).toBeGreaterThan(4);
  });

  test("a number that may be a status that lost its name is nothing", () => {
    for (const number of [400, 599, 399, 600, -401])
      expect(of(number)).toMatchObject({ action: "none", recognised: false });
  });

  test("a long number that the catalog has once names its provider; a short one does not", () => {
    expect(of(40142).provider).toBe("ably");
    expect(of(1004)).toMatchObject({ provider: "unknown", action: "none", candidates: [{ provider: "opentok" }] });
    expect(of({ code: 1004, message: "OT_AUTHENTICATION_ERROR" }).provider).toBe("opentok");
  });
});
