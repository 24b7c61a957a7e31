/** What is said of a token of Agora, word by word. */
import { describe, expect, test } from "vitest";
import type { DiagnoseTokenOptions } from "../../../../src/diagnose/token/diagnose-token.ts";
import { APP_ID, CERTIFICATE, mint007, service, MINTED, type Privileges } from "../mint.ts";
import { said } from "./said.ts";

const ALL = { 1: 3_600, 2: 3_600, 3: 3_600, 4: 3_600 };
const rtc = (privileges: Privileges = ALL, channel = "room", uid = 42): string =>
  mint007(3_600, [service("ServiceRtc", [channel, uid], privileges)]);
const life = (seconds: number, privileges: Privileges): string =>
  mint007(seconds, [service("ServiceRtc", ["room", 42], privileges)]);
const rtm = mint007(3_600, [service("ServiceRtm", ["alice"], { 1: 3_600 })]);

describe("R94 what is said of a token of Agora", () => {
  test.each<[token: unknown, options?: DiagnoseTokenOptions]>([
    [rtc()],
    [rtc(), { expect: { channel: "room", uid: 42, appId: APP_ID.toUpperCase() } }],
    [rtc(ALL, ""), { expect: { channel: "other" } }],
    [rtc(ALL, "ro*"), { expect: { channel: "other" } }],
    [rtc(), { expect: { uid: "42" } }],
    [rtc(ALL, "room", 0), { expect: { uid: 43 } }],
    [rtm],
    [rtm, { provider: "agora-rtm", expect: { uid: "alice" } }],
    [rtm, { provider: "agora-unheard", expect: { uid: "bob" } }],
    [rtc({ 1: 0, 2: 0, 3: 0, 4: 0 })],
    [life(86_400, { 1: 86_400, 2: 86_400 })],
    [
      mint007(3_600, [
        service("ServiceRtc", ["room".repeat(16), 42], ALL),
        service("ServiceRtm", ["alice".repeat(12)], { 1: 3_600 }),
        service("ServiceChat", ["bob".repeat(20)], { 1: 3_600 }),
      ]),
    ],
  ])("nothing, where nothing is wrong: %#", (token, options) => {
    expect(said(token, options)).toEqual([]);
  });

  test.each<[findings: readonly string[], token: unknown, options?: DiagnoseTokenOptions]>([
    [
      [
        'appId: The token is made for the app id "0123456789abcdef0123456789abcdef", not for "fedcba9876543210fedcba9876543210".',
      ],
      rtc(),
      { expect: { appId: CERTIFICATE } },
    ],
    [['channel: The token is made for the channel "room", not for "Room".'], rtc(), { expect: { channel: "Room" } }],
    [['uid: The token is made for the user "42", not for "43".'], rtc(), { expect: { uid: 43 } }],
    [['uid: The token is made for the uid "42", but the SDK is left to choose one.'], rtc(), { expect: { uid: 0 } }],
    [['uid: The token is made for the uid "42", but the SDK is left to choose one.'], rtc(), { expect: { uid: null } }],
    [["serviceMissing: The token has no RTM service (it has: rtc)."], rtc(), { provider: "agora-rtm" }],
    [["serviceMissing: The token has no RTM service (it has: rtc)."], rtc(), { provider: "agora-rtm2" }],
    [["serviceMissing: The token has no RTC service (it has: rtm)."], rtm, { expect: { channel: "room" } }],
    [
      ['uid: The token is made for the user "alice", not for "bob".'],
      rtm,
      { provider: "agora-rtm", expect: { user: "bob" } },
    ],
    [
      ['uid: The token is made for the user "alice", not for "bob".'],
      rtm,
      { provider: "agora-rtm", expect: { uid: "bob" } },
    ],
    [
      ["serviceMissing: The token has no CHAT service (it has: rtc, rtm)."],
      mint007(3_600, [service("ServiceRtc", ["room", 42], ALL), service("ServiceRtm", ["alice"], { 1: 3_600 })]),
      { provider: "agora-chat" },
    ],
    [["empty: The token is empty."], mint007(3_600, [])],
    [
      ["serviceMissing: The token has no RTC service (it has: fpa)."],
      mint007(3_600, [service("ServiceFpa", [], { 1: 3_600 })]),
      { provider: "agora-rtc" },
    ],
    [
      ['uid: The token is made for the user "alice", not for "bob".'],
      mint007(3_600, [service("ServiceChat", ["alice"], { 1: 3_600 })]),
      { provider: "agora-chat", expect: { user: "bob" } },
    ],
    [
      ["subscriber: The token allows joining, but not publishing; it matters where co-host authentication is on."],
      rtc({ 1: 3_600 }),
    ],
    [["joinMissing: The RTC service lacks the privilege to join."], rtc({ 2: 3_600 })],
    [
      [
        "tokenEndsFirst: The token ends 1 min before its join privilege: without any warning, the client cannot reconnect from then on.",
      ],
      rtc({ 1: 3_700, 2: 3_700 }),
    ],
    [
      ["privilegeEndsFirst: The join privilege ends 1 min before the token: it decides."],
      rtc({ 1: 3_500, 2: 3_500, 3: 3_500, 4: 3_500 }),
    ],
    [
      [
        "publishingEndsFirst: A privilege to publish ends before the one to join; it matters where co-host authentication is on.",
      ],
      rtc({ 1: 3_600, 2: 3_500 }),
    ],
    [
      [
        "publishingEndsFirst: A privilege to publish ends before the one to join; it matters where co-host authentication is on.",
      ],
      rtc({ 1: 0, 2: 3_500 }),
    ],
    [
      [
        "absoluteTime: A privilege's expiry is a date where 007 tokens want a number of seconds; Agora cuts it to 24 h after the issue.",
        "publishingEndsFirst: A privilege to publish ends before the one to join; it matters where co-host authentication is on.",
      ],
      rtc({ 1: MINTED + 3_600, 2: 3_600 }),
    ],
    [
      [
        'absoluteTime: "expire" is a date where 007 tokens want a number of seconds; Agora cuts it to 24 h after the issue.',
        "privilegeEndsFirst: The join privilege ends 23 h before the token: it decides.",
      ],
      life(MINTED + 3_600, ALL),
    ],
    [
      ["ttlTooLong: The token claims to live for 1 d; Agora ends it after 24 h."],
      life(86_401, { 1: 86_400, 2: 86_400 }),
    ],
    [
      ["ttlTooLong: The token claims to live for 2 d 7 h; Agora ends it after 24 h."],
      life(200_000, { 1: 200_000, 2: 200_000 }),
    ],
    [["privilegeEndsFirst: The join privilege ends 23 h before the token: it decides."], life(0, ALL)],
    [["damaged: The token begins like one of Agora, but it is cut off or altered."], rtc().slice(0, 100)],
    [["opaque: The token is opaque: only its issuer can read it, its expiry included."], rtc().slice(0, 30)],
    [
      ["damaged: The token begins like one of Agora, but it is cut off or altered."],
      rtc().slice(0, 30),
      { provider: "agora" },
    ],
    [
      [
        "emptyFromBuilder: The token is empty. Agora's builders return an empty string for an app id or certificate that is not 32 hexadecimal digits.",
      ],
      "",
      { provider: "agora" },
    ],
    [["notAToken: This is not an Agora token, which begins with 006 or 007."], "opaque", { provider: "agora" }],
    [["wrongProvider: This is a token of Agora, not of Twilio."], rtc(), { provider: "twilio" }],
    [["wrongProvider: This is a token of Agora, not of OAuth."], rtc(), { provider: "oidc" }],
  ])("%s", (findings, token, options) => {
    expect(said(token, options)).toEqual(findings);
  });
});
