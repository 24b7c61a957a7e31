import { describe, expect, test } from "vitest";
import { Token } from "../../../src/token.ts";
import { classify } from "../../../src/core/classify.ts";
import { diagnoseError } from "../../../src/diagnose.ts";
import type { TokenError } from "../../../src/errors.ts";
import type { TokenManagerOptions } from "../../../src/options.ts";
import { EXPIRED, FRESH, NOW, OLD } from "./cases/case.ts";

const jwt = (claims: object): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}.${"s".repeat(12)}`;
};
const SECOND = NOW / 1000;
const expiry = { code: 31205 };
const of = (error: unknown, token: unknown): string =>
  diagnoseError(error, { provider: "twilio", token, now: NOW }).action;

describe("R93 what only the holder of the token knows", () => {
  test.each([53000, 51007, 31202])("an expired token turns %i into a refresh", (code) => {
    for (const token of [
      EXPIRED,
      { state: EXPIRED },
      new Token("opaque", { ...EXPIRED, receivedAt: NOW - 60_000 }),
      jwt({ exp: SECOND - 1 }),
    ]) {
      expect(of({ code }, token)).toBe("refresh");
    }
    for (const token of [undefined, OLD, FRESH, jwt({ exp: SECOND + 600 }), "opaque", {}, null, 7]) {
      expect(of({ code }, token)).not.toBe("refresh");
    }
  });

  test("the very instant of expiry counts as expired", () => {
    expect(of({ code: 53000 }, { expiresAt: NOW })).toBe("refresh");
    expect(of({ code: 53000 }, { expiresAt: NOW + 1 })).toBe("retryLater");
  });

  test("a fresh token that is called expired is a matter of clocks", () => {
    for (const token of [
      FRESH,
      { state: FRESH },
      new Token("opaque", FRESH),
      jwt({ iat: SECOND - 5, exp: SECOND + 3_600 }),
    ]) {
      expect(diagnoseError(expiry, { provider: "twilio", token, now: NOW })).toMatchObject({ action: "fixClock" });
    }
  });

  test("a token of unknown age that is far from its end contradicts the error as well", () => {
    expect(of(expiry, { expiresAt: NOW + 3_600_000 })).toBe("fixClock");
    expect(of(expiry, { expiresAt: NOW + 59_000 })).toBe("refresh"); // a server's clock may be that far ahead
    expect(of({ code: 20101 }, { expiresAt: NOW + 3_600_000 })).toBe("refresh"); // says nothing about "invalid"
  });

  test("a token issued in the future proves that the clock here is behind", () => {
    expect(of(expiry, jwt({ iat: SECOND + 600, exp: SECOND + 4_200 }))).toBe("fixClock");
  });

  test("a middle-aged token is refreshed: the SDK may have held an older one", () => {
    expect(of(expiry, OLD)).toBe("refresh");
    expect(of({ code: 20101 }, OLD)).toBe("refresh");
  });

  test("a token that lives for less than two minutes is fresh for half of its life", () => {
    const life = (ageMs: number): object => ({ expiresAt: NOW + 20_000 - ageMs, receivedAt: NOW - ageMs });
    expect(of(expiry, life(10_000))).toBe("fixClock");
    expect(of(expiry, life(10_001))).toBe("refresh");
  });

  test("a life longer than the service accepts explains an expiry error better than a clock", () => {
    const token = { issuedAt: NOW, receivedAt: NOW, expiresAt: NOW + 86_400_001 };
    const { action, cause } = diagnoseError(expiry, { provider: "twilio", token, now: NOW });
    expect(action).toBe("fixConfig");
    expect(cause).toContain("longer life");
    expect(of(expiry, { ...token, expiresAt: NOW + 86_400_000 })).toBe("fixClock");
  });

  test("the evidence is told", () => {
    expect(diagnoseError({ code: 53000 }, { provider: "twilio", token: EXPIRED, now: NOW }).cause).toContain(
      "the token has expired",
    );
    expect(diagnoseError(expiry, { provider: "twilio", token: FRESH, now: NOW }).cause).toContain("fresh");
  });

  test("the remedy fits the action that was chosen, not the usual one", () => {
    const usual = diagnoseError({ code: 31202 }, { provider: "twilio-voice", now: NOW });
    const expired = diagnoseError({ code: 31202 }, { provider: "twilio-voice", now: NOW, token: EXPIRED });
    expect(usual.remedy).toContain("secret");
    expect(expired.remedy).toContain("register()");
    expect(diagnoseError(expiry, { provider: "twilio-voice", now: NOW, token: FRESH }).remedy).toContain("clock");
  });

  test("where a vendor hides why the fetcher failed, the manager's own error decides", () => {
    const hidden = { code: 401, subCode: 44110 };
    const halted = { phase: "halted", freshness: "expired", error: { action: "signIn" } };
    expect(diagnoseError(hidden, { now: NOW })).toMatchObject({ action: "retryLater", userMustAct: false });
    expect(diagnoseError(hidden, { now: NOW, token: halted })).toMatchObject({ action: "signIn", userMustAct: true });
    expect(diagnoseError(hidden, { now: NOW, token: { error: { action: "nonsense" } } }).action).toBe("retryLater");
  });

  test("without `now` the clock is asked", () => {
    expect(diagnoseError({ code: 53000 }, { provider: "twilio", token: { expiresAt: Date.now() - 1 } }).action).toBe(
      "refresh",
    );
    expect(
      diagnoseError({ code: 53000 }, { provider: "twilio", token: { expiresAt: Date.now() + 60_000 } }).action,
    ).toBe("retryLater");
  });
});

describe("R91 whose error it is", () => {
  test("a small number alone names nobody, lists everybody, and asks", () => {
    const { provider, action, candidates, remedy } = diagnoseError({ code: 5 }, { now: NOW });
    expect(provider).toBe("unknown");
    expect(action).toBe("none");
    expect(candidates!.map((each) => `${each.provider} ${each.action}`)).toEqual([
      "agora-rtm-1-login fixConfig",
      "agora-rtm-1-renew refresh",
      "stream fixConfig",
      "centrifuge retryLater",
      "chime none",
      "mqtt fixConfig",
    ]);
    expect(remedy).toContain("provider");
  });

  test("where all agree, the action is known without the provider", () => {
    const { provider, action, candidates } = diagnoseError({ code: 109 }, { now: NOW });
    expect(provider).toBe("unknown");
    expect(action).toBe("refresh");
    expect(candidates!.map((each) => each.provider)).toEqual(["agora-rtc-native", "centrifuge"]);
  });

  test("the caller's word settles it", () => {
    expect(diagnoseError({ code: 5 }, { provider: "stream", now: NOW })).toMatchObject({
      provider: "stream",
      action: "fixConfig",
    });
    expect(diagnoseError({ code: 5 }, { provider: "centrifuge", now: NOW })).toMatchObject({
      provider: "centrifuge",
      action: "retryLater",
    });
  });

  test("an error of another kind is recognised in spite of a named provider", () => {
    expect(diagnoseError(new TypeError("Failed to fetch"), { provider: "agora", now: NOW }).provider).toBe("network");
    expect(diagnoseError({ status: 429 }, { provider: "livekit", now: NOW }).provider).toBe("http");
    expect(diagnoseError({ code: 401, subCode: 40235 }, { provider: "agora", now: NOW }).provider).toBe("acs-call");
  });

  test("a provider that is not in the catalog is like none", () => {
    expect(diagnoseError({ code: 401, subCode: 40235 }, { provider: "acme" as never, now: NOW }).provider).toBe(
      "acs-call",
    );
    expect(diagnoseError(-10009, { provider: "acme" as never, now: NOW }).provider).toBe("agora-rtm");
  });

  test("a known error inside an unknown one explains it", () => {
    const inner = {
      name: "AgoraRTCException",
      code: "UNEXPECTED_RESPONSE",
      message: "AgoraRTCError UNEXPECTED_RESPONSE: no",
      data: { code: 110 },
    };
    for (const error of [
      new Error("joining failed", { cause: inner }),
      new Error("a", { cause: new Error("b", { cause: inner }) }),
      { type: "unhandledrejection", reason: inner },
      { type: "error", error: inner },
      new AggregateError([inner], "all failed"),
    ]) {
      expect(diagnoseError(error, { now: NOW })).toMatchObject({
        provider: "agora-rtc",
        subCode: 110,
        action: "fixConfig",
      });
    }
  });

  test("a known provider with an unknown code is named, and nothing is guessed", () => {
    const unknown = diagnoseError(
      { name: "CallingCommunicationError", code: 400, subCode: 41_999, message: "Odd." },
      { now: NOW },
    );
    expect(unknown).toMatchObject({ provider: "acs-call", code: 400, action: "none", userMustAct: false });
    expect(unknown.cause).toContain("Odd.");
  });
});

describe("R82 R83 quotes", () => {
  const value = jwt({ sub: "alice", exp: SECOND });

  test("no token comes out of an answer, whatever carried it in", () => {
    const carriers = [
      new Error(`failed: ${value}`),
      { status: 500, message: value },
      { error: "invalid_grant", error_description: `token ${value} is dead` },
      new TypeError(`Failed to fetch https://example.com/?access_token=${value}`),
      { name: value, code: value, message: value },
      value,
      { name: "TokenError", code: "ERR_FETCH_FAILED", action: "retryLater", message: value, remedy: value },
    ];
    for (const error of carriers) {
      for (const provider of [undefined, "twilio-voice", "oauth"] as const) {
        const text = JSON.stringify(diagnoseError(error, { provider, now: NOW }));
        expect(text).not.toContain(value);
        for (const part of value.split(".").slice(0, 2)) expect(text).not.toContain(part);
      }
    }
  });

  test("the caller's token is masked even if it looks like a word", () => {
    const secret = "correct-horse";
    for (const token of [secret, new Token(secret, { receivedAt: NOW })]) {
      expect(diagnoseError(new Error(`bad ${secret}!`), { token, now: NOW }).cause).not.toContain(secret);
    }
  });

  test("a long text is cut", () => {
    expect(diagnoseError(new Error("ha ".repeat(1_000)), { now: NOW }).cause.length).toBeLessThan(320);
  });
});

describe("as the option classifyError of a manager", () => {
  const options: Pick<TokenManagerOptions, "classifyError"> = { classifyError: diagnoseError };
  const failure = (thrown: unknown): TokenError => classify(thrown, [], NOW, options.classifyError).error;

  test("what only the catalog knows reaches the manager's error", () => {
    expect(failure({ code: "auth/user-token-expired" })).toMatchObject({
      code: "ERR_REAUTH_REQUIRED",
      action: "signIn",
      retryable: false,
    });
    expect(failure({ errorCode: "refresh_token_expired" })).toMatchObject({ action: "signIn", retryable: false });
    expect(failure(new Error("Invalid Refresh Token: Already Used")).remedy).toContain("Another tab");
  });

  test("an error that nobody knows does not halt the manager", () => {
    for (const thrown of [
      new Error("odd"),
      null,
      "odd",
      { code: 5 },
      new TypeError("Failed to fetch"),
      { status: 503 },
    ]) {
      expect(failure(thrown).retryable).toBe(true);
    }
  });
});
