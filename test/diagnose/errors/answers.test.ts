import { describe, expect, test } from "vitest";
import { diagnoseError } from "../../../src/diagnose.ts";
import { ACTION_REMEDIES } from "../../../src/diagnose/error/rule.ts";
import { NOW } from "./cases/case.ts";

const of = (error: unknown, provider?: string): ReturnType<typeof diagnoseError> =>
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
      cause: 'The scope is unknown, or wider than what was granted. It said: "unknown: calls"',
      remedy: ACTION_REMEDIES.fixConfig,
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
    for (const status of [99, 199, 600, 401.5, "401", NaN, -401]) expect(of({ status }).provider).toBe("unknown");
    expect(of({ status: 200 }).provider).toBe("unknown"); // a success without a response is nothing to explain
    expect(of({ status: 300 })).toMatchObject({ provider: "http", action: "fixConfig" });
    expect(of({ status: 599 })).toMatchObject({ provider: "http", code: 599 });
    expect(of(new Response(null, { status: 204 }))).toMatchObject({ provider: "http", code: 204, action: "none" });
  });

  test("the innermost code of an Agora message counts, at its beginning only", () => {
    const message =
      "AgoraRTCError CAN_NOT_GET_GATEWAY_SERVER: flag: 4096, message: AgoraRTCError INVALID_PARAMS: token";
    expect(of({ message })).toMatchObject({ provider: "agora-rtc", code: "INVALID_PARAMS" });
    expect(of({ message: "We saw Error Code -10009 - somewhere" }).provider).toBe("unknown");
    expect(of({ message: "Error Code -10009 - Token expired" })).toMatchObject({ provider: "agora-rtm", code: -10009 });
  });

  test("an OAuth error in a text stands at its beginning", () => {
    expect(of(new Error("ResponseBodyError: invalid_grant")).action).toBe("signIn");
    expect(of(new Error("not an invalid_grant")).provider).toBe("unknown");
    expect(of(new Error("account_selection_required: choose")).action).toBe("signIn");
    expect(
      of(new Response("", { status: 401, headers: { "www-authenticate": "Bearer error=invalid_token" } })).provider,
    ).toBe("oauth");
    const headers = { "www-authenticate": 'Bearer error="insufficient_scope"' };
    expect(of({ response: { status: 403, headers } }).code).toBe("insufficient_scope");
  });

  test("wrappers are opened three deep", () => {
    const wrap = (depth: number): unknown =>
      depth === 0 ? { code: 401, subCode: 40235 } : { message: "x", cause: wrap(depth - 1) };
    expect(of(wrap(3)).provider).toBe("acs-call");
    expect(of(wrap(4)).provider).toBe("unknown");
    expect(of({ cause: null, error: { cause: undefined, reason: { code: 401, subCode: 40235 } } }).provider).toBe(
      "acs-call",
    );
    expect(of({ cause: { code: 5 } }).candidates).toHaveLength(5);
  });

  test("a number beside a status that lost its name", () => {
    expect(of(400).candidates!.map(({ provider }) => provider)).toEqual(["http"]);
    expect(of(599).candidates!.map(({ provider }) => provider)).toEqual(["http"]);
    for (const number of [399, 600, -401]) expect(of(number).candidates).toBeUndefined();
  });

  test("a long number that the catalog has once names its provider; a short one does not", () => {
    expect(of(40142).provider).toBe("ably");
    expect(of(1004)).toMatchObject({ provider: "unknown", candidates: [{ provider: "opentok" }] });
    expect(of({ code: 1004, message: "OT_AUTHENTICATION_ERROR" }).provider).toBe("opentok");
  });
});
