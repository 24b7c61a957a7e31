/** What is said of a token of Agora, word by word. */
import { describe, expect, test } from "vitest";
import type { DiagnoseTokenOptions } from "../../../../src/diagnose/token/diagnose-token.ts";
import { mint006, MINTED, type Privileges } from "../mint.ts";
import { said } from "./said.ts";

const old = (uid = 42, privileges: Privileges = { 1: MINTED + 3_600 }): string => mint006("room", uid, privileges);
const oldRtm = mint006("alice", 0, { 1000: MINTED + 3_600 });

describe("R94 what is said of a token of Agora", () => {
  test.each<[findings: readonly string[], token: unknown, options?: DiagnoseTokenOptions]>([
    [["oldFormat: This is a 006 token: channel and uid can be compared, but not read."], old()],
    [
      ["oldFormat: This is a 006 token: channel and uid can be compared, but not read."],
      old(),
      { expect: { channel: "room", uid: 42 } },
    ],
    [
      [
        'channel: The token is not made for the channel "other" (their checksums differ).',
        "oldFormat: This is a 006 token: channel and uid can be compared, but not read.",
      ],
      old(),
      { expect: { channel: "other" } },
    ],
    [
      [
        'uid: The token is not made for the uid "43" (the checksum differs).',
        "oldFormat: This is a 006 token: channel and uid can be compared, but not read.",
      ],
      old(),
      { expect: { uid: 43 } },
    ],
    [
      [
        "uid: The token is not made for any uid (the checksum differs).",
        "oldFormat: This is a 006 token: channel and uid can be compared, but not read.",
      ],
      old(),
      { expect: { uid: 0 } },
    ],
    [
      ["oldFormat: This is a 006 token: channel and uid can be compared, but not read."],
      old(0),
      { expect: { uid: 43 } },
    ],
    [
      [
        "serviceMissing: The token is for RTC, not for RTM.",
        "oldFormat: This is a 006 token: channel and uid can be compared, but not read.",
      ],
      old(),
      { provider: "agora-rtm" },
    ],
    [
      [
        "serviceMissing: The token is for RTM, not for RTC.",
        "oldFormat: This is a 006 token: channel and uid can be compared, but not read.",
      ],
      oldRtm,
      { provider: "agora-rtc" },
    ],
    [
      [
        'uid: The token is not made for the user "bob" (their checksums differ).',
        "oldFormat: This is a 006 token: channel and uid can be compared, but not read.",
      ],
      oldRtm,
      { provider: "agora-rtm", expect: { user: "bob", uid: 5 } },
    ],
    [
      ["oldFormat: This is a 006 token: channel and uid can be compared, but not read."],
      oldRtm,
      { provider: "agora-rtm", expect: { user: "alice" } },
    ],
    [
      [
        "relativeTime: A privilege's expiry is a number of seconds where 006 tokens want a date: it lies in 1970.",
        "oldFormat: This is a 006 token: channel and uid can be compared, but not read.",
      ],
      old(42, { 1: 3_600 }),
    ],
    [
      [
        "expired: The privilege to join or log in expired 30 s ago and was issued 1 min ago, by the clock here.",
        "shortLived: The privilege to join or log in lives for 30 s only, too short for a warning and a second try.",
        "oldFormat: This is a 006 token: channel and uid can be compared, but not read.",
      ],
      old(42, { 1: MINTED + 30 }),
    ],
  ])("%s", (findings, token, options) => {
    expect(said(token, options)).toEqual(findings);
  });
});
