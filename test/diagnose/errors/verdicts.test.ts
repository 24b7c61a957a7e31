/** From a row's rule and what is known of the token to one action, and from both to a whole answer. */
import { describe, expect, test } from "vitest";
import { diagnoseError } from "../../../src/diagnose.ts";
import { nearestName, providersOf } from "../../../src/diagnose/error/provider.ts";
import { type Rule, verdictOf } from "../../../src/diagnose/error/rule.ts";
import { JUST_FETCHED, secretsOf, type TokenAge, tokenAgeOf } from "../../../src/diagnose/error/token-age.ts";
import { NOW } from "./cases/case.ts";

const HOUR = 3_600_000;
const dead: TokenAge = { expired: true, alive: false, young: false, lifeMs: HOUR, failure: undefined };
const old: TokenAge = { ...dead, expired: false, alive: true };
const fresh: TokenAge = { ...old, young: true };
const ageless: TokenAge = { ...old, young: undefined, lifeMs: undefined };
const refused: TokenAge = { ...old, failure: "signIn" };
const down: TokenAge = { ...old, failure: "retryLater" };

const of = (rule: Rule, age: TokenAge | undefined, maxLifeMs?: number): string => {
  const { action, thenAction, userMustAct, usual, because } = verdictOf(rule, age, maxLifeMs);
  return `${action}${thenAction ? `>${thenAction}` : ""}${userMustAct ? "!" : ""}${usual ? "" : "*"} ${because ?? ""}`.trim();
};

const IN_HAND = "Yet the token in hand is fresh.";
const TOO_LONG = "Yet the token in hand is fresh; it was made for a longer life than the service accepts.";
const BY_CLOCK = "By the clock here, the token has expired.";
const STORED = "The last error of the token manager is the cause.";

describe("R92 a rule, and what is known of the token", () => {
  test.each<[rule: Rule, age: TokenAge | undefined, expected: string]>([
    ["refresh", undefined, "refresh"],
    ["refresh", fresh, "refresh"],
    ["signIn", undefined, "signIn!"],
    ["none!", undefined, "none!"],
    ["refresh>fixClock", undefined, "refresh>fixClock"],
    ["refresh>fixClock", old, "refresh>fixClock"],
    ["refresh>fixClock", dead, "refresh>fixClock"],
    ["refresh>fixClock", fresh, `fixClock* ${IN_HAND}`],
    ["refresh>fixClock", ageless, `fixClock* ${IN_HAND}`],
    ["refresh>fixConfig", ageless, "refresh>fixConfig"],
    ["refresh>fixConfig", fresh, `fixConfig* ${IN_HAND}`],
    ["refresh>signIn", fresh, `signIn!* ${IN_HAND}`],
    ["refresh?fixConfig", undefined, "fixConfig"],
    ["refresh?fixConfig", old, "fixConfig"],
    ["refresh?fixConfig", dead, `refresh>fixConfig* ${BY_CLOCK}`],
    ["refresh?retryLater", undefined, "retryLater>refresh"],
    ["refresh?retryLater", old, "retryLater"],
    ["retryLater^", undefined, "retryLater"],
    ["retryLater^", old, "retryLater"],
    ["retryLater^", refused, `signIn!* ${STORED}`],
    ["signIn>fixClock^", down, `retryLater* ${STORED}`],
    ["retryLater", refused, "retryLater"],
  ])("%s, %o: %s", (rule, age, expected) => {
    expect(of(rule, age)).toBe(expected);
  });

  test("a life longer than the service accepts explains an expiry error better than a clock", () => {
    expect(of("refresh>fixClock", fresh, HOUR - 1)).toBe(`fixConfig* ${TOO_LONG}`);
    expect(of("refresh>fixClock", fresh, HOUR)).toBe(`fixClock* ${IN_HAND}`);
    expect(of("refresh>fixClock", ageless, 1)).toBe(`fixClock* ${IN_HAND}`);
    expect(of("refresh>signIn", fresh, 1)).toBe(`signIn!* ${IN_HAND}`);
    expect(of("refresh>fixClock", undefined, 1)).toBe("refresh>fixClock");
  });
});

describe("R92 what a token tells", () => {
  const age = (token: unknown): TokenAge | undefined => tokenAgeOf(token, NOW);

  test.each([undefined, null, "not a token", {}, { expiresAt: "soon" }, { expiresAt: 0 }, 5, { state: {} }])(
    "nothing: %o",
    (token) => {
      expect(age(token)).toBeUndefined();
    },
  );

  test("its end, its birth and its life, of a token or in a manager's state", () => {
    const token = { expiresAt: NOW + HOUR, issuedAt: NOW - HOUR };
    const expected = {
      expired: false,
      alive: true,
      young: false,
      lifeMs: 2 * HOUR,
      failure: undefined,
      failureText: "",
    };
    expect(age(token)).toEqual(expected);
    expect(age({ state: token })).toEqual(expected);
    expect(age({ expiresAt: NOW })).toMatchObject({ expired: true, alive: false, young: undefined, lifeMs: undefined });
    expect(age({ expiresAt: NOW + 60_000 })).toMatchObject({ expired: false, alive: false });
    expect(age({ expiresAt: NOW + 60_001 })).toMatchObject({ alive: true });
  });

  test.each([
    [{ expiresAt: NOW + HOUR, receivedAt: NOW - 60_000 }, true],
    [{ expiresAt: NOW + HOUR, receivedAt: NOW - 60_001 }, false],
    [{ expiresAt: NOW + 30_000, receivedAt: NOW - 30_000 }, true],
    [{ expiresAt: NOW + 29_000, receivedAt: NOW - 31_000 }, false],
    [{ expiresAt: NOW, receivedAt: NOW - 1 }, false],
    [{ expiresAt: NOW + HOUR, issuedAt: NOW - HOUR, receivedAt: NOW }, true],
    [{ expiresAt: NOW + HOUR, issuedAt: NOW }, true],
  ])("a minute, or half of its life, after its arrival it is no longer new: %o", (token, young) => {
    expect(age(token)?.young).toBe(young);
  });

  test("its life is counted from its issue, else from its arrival", () => {
    expect(age({ expiresAt: NOW + 5, receivedAt: NOW - 5 })?.lifeMs).toBe(10);
    expect(age({ expiresAt: NOW + 5, issuedAt: NOW - 9, receivedAt: NOW - 5 })?.lifeMs).toBe(14);
  });

  test("what the manager's last error asks for, with a token or without one", () => {
    const error = { action: "signIn", message: "revoked" };
    const nothing = { expired: false, alive: false, young: undefined, lifeMs: undefined };
    expect(age({ error })).toEqual({ ...nothing, failure: "signIn", failureText: "revoked" });
    expect(age({ state: { error } })).toEqual({ ...nothing, failure: "signIn", failureText: "revoked" });
    expect(age({ error, expiresAt: NOW - 1 })).toMatchObject({
      expired: true,
      failure: "signIn",
      failureText: "revoked",
    });
    expect(age({ error: { action: "dance" } })).toBeUndefined();
  });

  test("the secrets are the text, and the value of a token, if they are long enough to be one", () => {
    expect(secretsOf("abcd")).toEqual(["abcd"]);
    expect(secretsOf("abc")).toEqual([]);
    expect(secretsOf({ value: "abcd" })).toEqual(["abcd"]);
    expect(secretsOf({ value: 12345 })).toEqual([]);
    expect(JUST_FETCHED).toMatchObject({ expired: false, alive: true, young: true });
  });
});

describe("R181 what may be behind a failed refresh", () => {
  const causesWith = (token?: unknown): readonly string[] | undefined =>
    diagnoseError("token has expired and refresh failed", { now: NOW, token }).causes;

  test("all five, likeliest first, where nothing is known", () => {
    expect(causesWith()).toHaveLength(5);
    expect(causesWith()?.[0]).toMatch(/^There is no refresh token/);
    expect(causesWith({ expiresAt: NOW - 1 })).toHaveLength(5);
  });

  test.each([
    [{ error: { action: "signIn", message: "the session is over" } }, /session at the provider is over/],
    [{ error: { action: "signIn", message: "it was revoked" } }, /was revoked/],
    [{ error: { action: "signIn", message: "sorry" } }, /^There is no refresh token/],
    [{ error: { action: "signIn" } }, /^There is no refresh token/],
    [{ error: { action: "retryLater", message: "503" } }, /is down/],
    [{ expiresAt: NOW + HOUR }, /^A clock is wrong/],
    [{ expiresAt: NOW + HOUR, receivedAt: NOW }, /^A clock is wrong/],
  ])("the one that the evidence shows: %o", (token, cause) => {
    expect(causesWith(token)).toEqual([expect.stringMatching(cause)]);
  });

  test("none of them fits a developer's mistake: all stay", () => {
    expect(causesWith({ error: { action: "fixConfig", message: "audience" } })).toHaveLength(5);
  });
});

describe("R184 the nearest name", () => {
  const names = ["acs", "agora", "twilio-voice", "twilio-video"];
  test.each([
    ["agorra", "agora"],
    ["AGORA", "agora"],
    ["twilio-vioce", "twilio-voice"],
    ["twilio-vxxxo", "twilio-video"],
    ["ac", "acs"],
    ["axx", "acs"],
    ["xyz", undefined],
    ["something else", undefined],
    ["", undefined],
  ])("%s: %s", (name, nearest) => {
    expect(nearestName(name, names)).toBe(nearest);
  });

  test("of two that are equally near, the first", () => {
    expect(nearestName("twilio-vi", ["twilio-via", "twilio-vib"])).toBe("twilio-via");
    expect(nearestName("ab", ["abxy", "abzz"])).toBe("abxy");
    expect(nearestName("abc", ["abd", "abc"])).toBe("abc");
  });

  test("the vendors with several tables are names too", () => {
    expect(providersOf([{ id: "twilio" }])).toEqual(["acs", "agora", "twilio"]);
  });
});
