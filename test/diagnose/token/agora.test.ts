import agora from "agora-token";
import { describe, expect, test } from "vitest";
import { type DiagnoseTokenOptions, diagnoseToken } from "../../../src/diagnose/token/diagnose-token.ts";
import { APP_ID, CERTIFICATE, codes, mint006, mint007, MINTED, NOW, service } from "./mint.ts";

const { RtcTokenBuilder, RtcRole, RtmTokenBuilder, ChatTokenBuilder } = agora;
const rtc = (privileges: Record<number, number>, channel = "demo-room", uid: string | number = 42) =>
  service("ServiceRtc", [channel, uid], privileges);
const ALL = { 1: 3600, 2: 3600, 3: 3600, 4: 3600 };
const GOOD = mint007(3600, [rtc(ALL)]);
const at = (value: string, options: DiagnoseTokenOptions = {}) =>
  diagnoseToken(value, { now: NOW + 60_000, ...options });

describe("007 tokens by agora-token@2.0.6", () => {
  test("a good one has no findings", () => {
    expect(at(GOOD, { provider: "agora-rtc", expect: { appId: APP_ID, channel: "demo-room", uid: 42 } })).toEqual({
      format: "agora-007",
      provider: "agora",
      findings: [],
      issuedAt: NOW,
      expiresAt: NOW + 3_600_000,
      summary: { appId: APP_ID, services: "rtc", channel: "demo-room", user: "42" },
    });
  });

  test.each([
    [
      "buildTokenWithUid",
      RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, "demo-room", 42, RtcRole.PUBLISHER, 3600, 3600),
      "rtc",
      [],
    ],
    [
      "the subscriber's default",
      RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, "demo-room", 42, RtcRole.SUBSCRIBER, 3600, 0),
      "rtc",
      ["subscriber"],
    ],
    [
      "with user account",
      RtcTokenBuilder.buildTokenWithUserAccount(
        APP_ID,
        CERTIFICATE,
        "demo-room",
        "alice",
        RtcRole.PUBLISHER,
        3600,
        3600,
      ),
      "rtc",
      [],
    ],
    ["RTM", RtmTokenBuilder.buildToken(APP_ID, CERTIFICATE, "alice", 3600), "rtm", []],
    ["Chat", ChatTokenBuilder.buildUserToken(APP_ID, CERTIFICATE, "alice", 3600), "chat", []],
  ])("%s is read and found good", (_, token, services, expected) => {
    const diagnosis = diagnoseToken(token);
    expect(diagnosis).toMatchObject({ format: "agora-007", provider: "agora", summary: { appId: APP_ID, services } });
    expect(codes(diagnosis)).toEqual(expected);
  });

  test("a bad certificate makes the builder return an empty string", () => {
    const token = RtmTokenBuilder.buildToken(APP_ID, "not a certificate", "alice", 3600);
    expect(codes(diagnoseToken(token, { provider: "agora" }), "error")).toEqual(["emptyFromBuilder"]);
  });

  test.each([
    ["another app id", { appId: APP_ID.replace("0", "1") }, ["appId"]],
    ["the app id in capitals", { appId: APP_ID.toUpperCase() }, []],
    ["another channel", { channel: "other" }, ["channel"]],
    ["the channel in other case", { channel: "Demo-Room" }, ["channel"]],
    ["another uid", { uid: 43 }, ["uid"]],
    ["the uid as text", { uid: "42" }, []],
    ["any uid", { uid: 0 }, ["uid"]],
    ["a uid that the SDK chooses", { uid: null }, ["uid"]],
    ["an account", { uid: "alice" }, ["uid"]],
    ["RTM", { product: "rtm" }, ["serviceMissing"]],
  ])("used with %s", (_, expectation, expected) => {
    expect(codes(at(GOOD, { expect: expectation }))).toEqual(expected);
  });

  test.each([
    ["uid 0 fits every uid", [rtc(ALL, "demo-room", 0)], { channel: "demo-room", uid: 7 }],
    ["uid 0 fits a uid that the SDK chooses", [rtc(ALL, "demo-room", 0)], { uid: null }],
    ["an empty channel fits every channel", [rtc(ALL, "")], { channel: "other", uid: 42 }],
    ["a channel pattern is not judged", [rtc(ALL, "*")], { channel: "other", uid: 42 }],
  ])("wildcards: %s", (_, services, expectation) => {
    expect(codes(at(mint007(3600, services), { expect: expectation }))).toEqual([]);
  });

  test("RTM and RTC in one token have users of their own", () => {
    const token = mint007(3600, [rtc(ALL), service("ServiceRtm", ["alice"], { 1: 3600 })]);
    expect(codes(at(token, { expect: { channel: "demo-room", uid: 42, user: "alice" } }))).toEqual([]);
    expect(codes(at(token, { expect: { channel: "demo-room", uid: 42, user: "bob" } }))).toEqual(["uid"]);
    expect(codes(at(token, { provider: "agora-rtm", expect: { uid: "bob" } }))).toEqual(["uid", "uid"]);
    expect(codes(at(token, { provider: "agora-rtm", expect: { user: "alice" } }))).toEqual([]);
  });

  test.each([
    ["token and privilege in step", 3600, ALL, 60, []],
    ["dates everywhere", MINTED + 3600, { 1: MINTED + 3600, 2: 0 }, 60, ["absoluteTime", "absoluteTime"]],
    ["a date as expire", MINTED + 3600, { 1: 0, 2: 0 }, 60, ["absoluteTime"]],
    ["a week", 604_800, { 1: 604_800, 2: 0 }, 60, ["ttlTooLong"]],
    ["a week, after a day", 604_800, { 1: 86_400, 2: 0 }, 86_400, ["expired", "ttlTooLong"]],
    ["the token ends first", 600, { 1: 3600, 2: 0 }, 60, ["tokenEndsFirst"]],
    ["the privilege ends first", 3600, { 1: 600, 2: 0 }, 60, ["privilegeEndsFirst"]],
    ["publishing ends first", 3600, { 1: 3600, 2: 600 }, 60, ["publishingEndsFirst"]],
    ["no privilege to join", 3600, { 2: 3600 }, 60, ["joinMissing"]],
    ["no privilege to publish", 3600, { 1: 3600 }, 60, ["subscriber"]],
    ["expired", 3600, ALL, 3600, ["expired"]],
    ["about to expire", 3600, ALL, 3580, ["expiresSoon"]],
    ["too short", 50, { 1: 50, 2: 0 }, 1, ["shortLived"]],
    ["minted in the future", 3600, ALL, -61, ["clockSkew"]],
  ])("%s", (_, expire, privileges, ageS, expected) => {
    const token = mint007(expire, [rtc(privileges)]);
    expect(codes(diagnoseToken(token, { now: NOW + ageS * 1000 }))).toEqual(expected);
  });

  test("the expired name what expired", () => {
    const message = (expire: number, join: number): string =>
      diagnoseToken(mint007(expire, [rtc({ 1: join, 2: join })]), { now: NOW + 7_200_000 }).findings[0]!.message;
    expect(message(3600, 1800)).toMatch(/^The privilege to join or log in expired 1 h 30 min ago/);
    expect(message(1800, 3600)).toMatch(/^The token expired 1 h 30 min ago/);
  });

  test("services of unknown types, and tokens too long for an SDK", () => {
    const unknown = { service_type: () => 999, pack: () => Buffer.from([0xe7, 3, 0, 0]) };
    expect(codes(at(mint007(3600, [rtc(ALL), unknown])))).toEqual(["unknownService"]);
    expect(codes(at(mint007(3600, [unknown]), { expect: { channel: "demo-room" } }))).toEqual(["unknownService"]);
    const noise = Array.from({ length: 330 }, (_, index) => ((index * 2_654_435_761) >>> 0).toString(36)).join("");
    const long = mint007(3600, [rtc(ALL), service("ServiceRtm", [noise], { 1: 3600 })]);
    expect(long.length).toBeGreaterThan(2047);
    expect(codes(at(long))).toEqual(["tooLong"]);
    expect(codes(at(mint007(3600, [rtc(ALL), service("ServiceRtm", [noise.slice(0, 200)], { 1: 3600 })])))).toEqual([
      "tooLongFor3x",
    ]);
  });
});

describe("006 tokens", () => {
  const token = mint006("demo-room", 42, { 1: MINTED + 3600, 2: MINTED + 3600 });
  const rtm = mint006("alice", "", { 1000: MINTED + 3600 });

  test.each([
    ["a good one", token, { appId: APP_ID, channel: "demo-room", uid: 42 }, []],
    ["nothing expected", token, {}, []],
    ["another app id", token, { appId: APP_ID.replace("0", "1") }, ["appId"]],
    ["another channel", token, { channel: "other" }, ["channel"]],
    ["another uid", token, { uid: 43 }, ["uid"]],
    ["a uid that the SDK chooses", token, { uid: null }, ["uid"]],
    ["uid 0 fits every uid", mint006("demo-room", 0, { 1: MINTED + 3600 }), { uid: 43 }, []],
    ["letters outside ASCII", mint006("комната-✓", "ü", { 1: MINTED + 3600 }), { channel: "комната-✓", uid: "ü" }, []],
    ["RTM", rtm, { user: "alice" }, []],
    ["RTM of another user", rtm, { user: "bob" }, ["uid"]],
    ["RTM used to join a channel", rtm, { channel: "demo-room" }, ["serviceMissing"]],
    ["RTC used to log in", token, { product: "rtm" }, ["serviceMissing"]],
  ])("%s", (_, value, expectation, expected) => {
    expect(codes(at(value, { expect: expectation }))).toEqual([...expected, "oldFormat"]);
  });

  test("a lifetime where a date belongs", () => {
    expect(codes(at(mint006("demo-room", 42, { 1: 3600 })), "error")).toEqual(["relativeTime"]);
  });

  test("expired", () => {
    expect(codes(diagnoseToken(token, { now: NOW + 3_600_000 }), "error")).toEqual(["expired"]);
  });
});

describe("damage and change", () => {
  test.each([
    ["cut off", GOOD.slice(0, -8)],
    ["a character changed", GOOD.replace(/.(?=.{20}$)/, (c) => (c === "A" ? "B" : "A"))],
    ["plus signs turned into spaces", `${GOOD.slice(0, 30)} ${GOOD.slice(31)}`],
  ])("%s: damaged", (_, token) => {
    expect(codes(at(token))).toEqual(["damaged"]);
  });

  test("another channel, uid or app id than the token before", () => {
    const later = (channel: string, uid: number): string => mint007(7200, [rtc({ 1: 7200, 2: 7200 }, channel, uid)]);
    expect(codes(at(later("demo-room", 42), { previous: GOOD }))).toEqual([]);
    expect(codes(at(later("other", 43), { previous: GOOD }))).toEqual(["channelChanged", "uidChanged"]);
    expect(codes(at(GOOD, { previous: GOOD }))).toEqual(["unchanged"]);
    expect(codes(at(GOOD, { previous: later("demo-room", 42) }))).toEqual(["noProgress"]);
  });

  test("anybody's opaque token may begin with 006", () => {
    expect(codes(at("006-session"))).toEqual(["opaque"]);
    expect(codes(at("006-session", { provider: "agora" }))).toEqual(["damaged"]);
  });
});
