import { describe, expect, test } from "vitest";
import { diagnoseToken } from "../../../src/diagnose/token/diagnose-token.ts";
import { duration } from "../../../src/diagnose/token/report.ts";
import { checkTimes } from "../../../src/diagnose/token/times.ts";
import { codes, hmacJwt, MINTED, mint006, mint007, NOW, service, sid } from "./mint.ts";

const HOUR = 3_600_000;

describe("times against the clock", () => {
  test.each([
    ["a millisecond before the end", { expiresAt: NOW + 1 }, ["expiresSoon"]],
    ["at the end", { expiresAt: NOW }, ["expired"]],
    ["half a minute before the end", { expiresAt: NOW + 30_000 }, []],
    ["less than half a minute before the end", { expiresAt: NOW + 29_999 }, ["expiresSoon"]],
    ["a life of a minute", { issuedAt: NOW - 10_000, expiresAt: NOW + 50_000 }, []],
    ["a life of less than a minute", { issuedAt: NOW - 10_000, expiresAt: NOW + 49_999 }, ["shortLived"]],
    ["a life of nothing", { issuedAt: NOW, expiresAt: NOW }, ["neverValid", "expired"]],
    ["a life counted from nbf", { notBefore: NOW - 10_000, expiresAt: NOW + 49_999 }, ["shortLived"]],
    ["issued a minute ahead", { issuedAt: NOW + 60_000, expiresAt: NOW + HOUR }, []],
    ["issued more than a minute ahead", { issuedAt: NOW + 60_001, expiresAt: NOW + HOUR }, ["clockSkew"]],
    ["valid from now on", { notBefore: NOW, expiresAt: NOW + HOUR }, []],
    ["valid from a moment ahead", { notBefore: NOW + 1, expiresAt: NOW + HOUR }, ["clockSkew"]],
    ["valid from a minute ahead", { notBefore: NOW + 60_000, expiresAt: NOW + HOUR }, ["clockSkew"]],
    ["valid from more than a minute ahead", { notBefore: NOW + 60_001, expiresAt: NOW + HOUR }, ["notYetValid"]],
    ["nothing known", {}, []],
  ])("%s", (_, times, expected) => {
    expect(checkTimes(times, NOW).map(({ code }) => code)).toEqual(expected);
  });

  test.each([
    [0, "0 s"],
    [999, "0 s"],
    [1_000, "1 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [HOUR - 1, "59 min"],
    [HOUR, "1 h"],
    [-(90 * 60_000), "1 h 30 min"],
    [24 * HOUR, "1 d"],
    [50 * HOUR + 60_000, "2 d 2 h"],
  ])("%d ms are %s", (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  test("the skewed say by how much", () => {
    const message = (payload: object): string => diagnoseToken(hmacJwt(payload), { now: NOW }).findings[0]!.message;
    expect(message({ iat: MINTED + 300, exp: MINTED + 3600 })).toBe(
      "The token was issued 5 min in the future, by the clock here.",
    );
    expect(message({ nbf: MINTED + 300, exp: MINTED + 3600 })).toBe(
      "The token is not valid before 5 min from now, by the clock here.",
    );
    expect(message({ iat: MINTED, exp: MINTED - 60 })).toBe("The token ends 1 min before it begins.");
  });
});

describe("times that are none", () => {
  const twilio = { iss: sid("SK", 1), sub: sid("AC", 0), grants: { identity: "alice", video: { room: "daily" } } };
  test.each([
    [
      "exp as text, where it is needed",
      { ...twilio, exp: "soon" },
      { cty: "twilio-fpa;v=1" },
      "timeUnreadable",
      "error",
    ],
    [
      "iat as text",
      { ...twilio, exp: MINTED + 60, iat: "now" },
      { cty: "twilio-fpa;v=1" },
      "timeUnreadable",
      "warning",
    ],
    ["exp as text, of anybody", { exp: "soon" }, {}, "timeUnreadable", "warning"],
    ["a negative exp", { exp: -1 }, {}, "timeUnreadable", "warning"],
    [
      "exp in milliseconds, where it is needed",
      { ...twilio, exp: NOW },
      { cty: "twilio-fpa;v=1" },
      "timeInMilliseconds",
      "error",
    ],
    ["exp in milliseconds, of anybody", { exp: NOW }, {}, "timeInMilliseconds", "warning"],
    ["no exp, where it is needed", twilio, { cty: "twilio-fpa;v=1" }, "noExpiry", "error"],
    ["no exp, of anybody", {}, {}, "noExpiry", "warning"],
  ])("%s: %s %s", (_, payload, header, code, severity) => {
    expect(codes(diagnoseToken(hmacJwt(payload, header), { now: NOW }), severity)).toContain(code);
  });
});

describe("against the token before", () => {
  const twilio = (account: number, expS: number): string =>
    hmacJwt(
      {
        iss: sid("SK", 1),
        sub: sid("AC", account),
        iat: MINTED,
        exp: MINTED + expS,
        grants: { identity: "alice", video: {} },
      },
      { cty: "twilio-fpa;v=1" },
    );
  const rtc = (channel: string, uid: number) => service("ServiceRtc", [channel, uid], { 1: 0, 2: 0 });
  const rtm = service("ServiceRtm", ["alice"], { 1: 0 });
  const old = mint006("demo-room", 42, { 1: MINTED + 3600 });

  test.each([
    ["another Twilio account", twilio(1, 3601), twilio(0, 3600), ["accountChanged"]],
    ["the same Twilio account", twilio(0, 3601), twilio(0, 3600), []],
    ["the same expiry", twilio(1, 3600), twilio(0, 3600), ["accountChanged", "noProgress"]],
    ["006, another channel and uid", mint006("other", 43, { 1: MINTED + 3601 }), old, ["channelChanged", "uidChanged"]],
    ["006, the same", mint006("demo-room", 42, { 1: MINTED + 3601 }), old, []],
    ["from 006 to 007", mint007(7200, [rtc("demo-room", 42)]), old, []],
    [
      "the RTC service is compared, wherever it stands",
      mint007(7201, [rtm, rtc("other", 42)]),
      mint007(7200, [rtm, rtc("demo-room", 42)]),
      ["channelChanged"],
    ],
    [
      "an RTM token of another user",
      mint007(7201, [service("ServiceRtm", ["bob"], { 1: 0 })]),
      mint007(7200, [rtm]),
      ["uidChanged"],
    ],
    ["an opaque token before", twilio(0, 3600), "something", []],
    ["no expiry before", twilio(0, 3600), hmacJwt({}), []],
    ["the same token in quotation marks", twilio(0, 3600), JSON.stringify(twilio(0, 3600)), ["unchanged"]],
  ])("%s", (_, after, before, expected) => {
    const alone = codes(diagnoseToken(after, { now: NOW }));
    const compared = codes(diagnoseToken(after, { now: NOW, previous: before }));
    expect(compared.filter((code) => !alone.includes(code))).toEqual(expected);
  });
});
