/** What is said of what is no token, and of what stands around one, word by word. */
import { describe, expect, test } from "vitest";
import type { DiagnoseTokenOptions } from "../../../../src/diagnose/token/diagnose-token.ts";
import { hmacJwt, mint006, mint007, service, sid, MINTED } from "../mint.ts";
import { said } from "./said.ts";

const JWT = { sub: "u", iat: MINTED, exp: MINTED + 3_600 };
const token = hmacJwt(JWT);

describe("R94 what is said of what is no token, and of what stands around one", () => {
  test.each<[token: unknown, options?: DiagnoseTokenOptions]>([
    [token, { previous: hmacJwt({ ...JWT, exp: MINTED + 3_599 }) }],
    [token, { previous: 5 as never }],
    [token, { previous: "x".repeat(70_000) }],
  ])("nothing, where nothing is wrong: %#", (token, options) => {
    expect(said(token, options)).toEqual([]);
  });

  test.each<[findings: readonly string[], token: unknown, options?: DiagnoseTokenOptions]>([
    [["unchanged: This is the same token as before; SDKs ignore it."], token, { previous: token }],
    [["unchanged: This is the same token as before; SDKs ignore it."], token, { previous: ` ${token}` }],
    [
      [
        "identityChanged: The new token is made for another identity than the one before; a living connection cannot change it.",
        "noProgress: The new token does not expire later than the one before.",
      ],
      token,
      { previous: hmacJwt({ ...JWT, sub: "v" }) },
    ],
    [
      [
        'contentType: The header\'s "cty" is not "twilio-fpa;v=1".',
        'issuer: The token\'s issuer ("iss") is not the SID of an API key (SK...).',
        "identityChanged: The new token is made for another identity than the one before; a living connection cannot change it.",
        "accountChanged: The new token is made for another account than the one before; a living connection cannot change it.",
        "noProgress: The new token does not expire later than the one before.",
      ],
      hmacJwt({ ...JWT, sub: sid("AC", 1), grants: { identity: "a", video: { room: "r" } } }),
      { provider: "jwt", previous: hmacJwt({ ...JWT, sub: sid("AC", 2), grants: { identity: "b" } }) },
    ],
    [
      [
        "roomChanged: The new token is made for another room than the one before; a living connection cannot change it.",
      ],
      hmacJwt({ ...JWT, video: { room: "r" }, exp: MINTED + 4_000 }),
      { previous: hmacJwt({ ...JWT, video: { room: "s" } }) },
    ],
    [
      [
        'scopeMissing: "acsScope" is missing or not a string: calling refuses it (401/44114).',
        "identityChanged: The new token is made for another identity than the one before; a living connection cannot change it.",
        "resourceChanged: The new token is made for another resource than the one before; a living connection cannot change it.",
        "selfMinted: The token is signed with HS256; ACS signs its tokens itself, with RS256.",
      ],
      hmacJwt({ ...JWT, skypeid: "a", resourceId: "r", exp: MINTED + 4_000 }),
      { previous: hmacJwt({ ...JWT, skypeid: "b", resourceId: "s" }) },
    ],
    [
      [
        "channelChanged: The new token is made for another channel than the one before; a living connection cannot change it.",
        "uidChanged: The new token is made for another uid than the one before; a living connection cannot change it.",
        "subscriber: The token allows joining, but not publishing; it matters where co-host authentication is on.",
      ],
      mint007(3_700, [service("ServiceRtc", ["room", 42], { 1: 3_700 })]),
      { previous: mint007(3_600, [service("ServiceRtc", ["hall", 43], { 1: 3_600 })]) },
    ],
    [
      [
        "uidChanged: The new token is made for another uid than the one before; a living connection cannot change it.",
        "subscriber: The token allows joining, but not publishing; it matters where co-host authentication is on.",
      ],
      mint007(3_700, [
        service("ServiceRtm", ["alice"], { 1: 3_700 }),
        service("ServiceRtc", ["room", 42], { 1: 3_700 }),
      ]),
      { previous: mint007(3_600, [service("ServiceRtc", ["room", 43], { 1: 3_600 })]) },
    ],
    [
      ["uidChanged: The new token is made for another uid than the one before; a living connection cannot change it."],
      mint007(3_700, [service("ServiceRtm", ["alice"], { 1: 3_700 })]),
      { previous: mint007(3_600, [service("ServiceRtm", ["bob"], { 1: 3_600 })]) },
    ],
    [
      [
        "channelChanged: The new token is made for another channel than the one before; a living connection cannot change it.",
        "uidChanged: The new token is made for another uid than the one before; a living connection cannot change it.",
        "oldFormat: This is a 006 token: channel and uid can be compared, but not read.",
      ],
      mint006("room", 42, { 1: MINTED + 3_700 }),
      { previous: mint006("hall", 43, { 1: MINTED + 3_600 }) },
    ],
    [
      ["subscriber: The token allows joining, but not publishing; it matters where co-host authentication is on."],
      mint007(3_700, [service("ServiceRtc", ["room", 42], { 1: 3_700 })]),
      { previous: mint006("hall", 43, { 1: MINTED + 3_600 }) },
    ],
  ])("%s", (findings, token, options) => {
    expect(said(token, options)).toEqual(findings);
  });
});
