/** What is said of a token of Twilio, word by word. */
import { describe, expect, test } from "vitest";
import type { DiagnoseTokenOptions } from "../../../../src/diagnose/token/diagnose-token.ts";
import { sid, MINTED } from "../mint.ts";
import { said } from "./said.ts";
import { grants, twilio } from "./twilio-tokens.ts";

describe("R94 what is said of a token of Twilio", () => {
  test.each<[token: unknown, options?: DiagnoseTokenOptions]>([
    [twilio({})],
    [twilio({ exp: MINTED + 86_399 })],
    [grants({ chat: { service_sid: sid("IS", 1) } }), { provider: "twilio-conversations" }],
    [
      twilio({ exp: MINTED + 181, grants: { identity: "a", chat: { service_sid: sid("IS", 1) } } }),
      { provider: "twilio-chat" },
    ],
    [twilio({ exp: MINTED + 180 }), { provider: "twilio-video" }],
    [twilio({}), { expect: { region: "us1" } }],
    [twilio({}), { expect: { account: sid("AC", 2) } }],
  ])("nothing, where nothing is wrong: %#", (token, options) => {
    expect(said(token, options)).toEqual([]);
  });

  test.each<[findings: readonly string[], token: unknown, options?: DiagnoseTokenOptions]>([
    [["ttlTooLong: The token lives for 1 d; Twilio accepts 24 h at most."], twilio({ exp: MINTED + 86_401 })],
    [
      ["ttlAtLimit: The token lives for exactly 24 h; Twilio advises staying below that."],
      twilio({ exp: MINTED + 86_400 }),
    ],
    [
      ["ttlTooShort: The server warns three minutes before the end; this token is too short for a warning."],
      twilio({ exp: MINTED + 180, grants: { identity: "a", chat: { service_sid: sid("IS", 1) } } }),
      { provider: "twilio-chat" },
    ],
    [
      ["ttlTooShort: The server warns three minutes before the end; this token is too short for a warning."],
      twilio({ exp: MINTED + 180, grants: { identity: "a", data_sync: { service_sid: sid("IS", 1) } } }),
      { provider: "twilio-sync" },
    ],
    [['contentType: The header\'s "cty" is not "twilio-fpa;v=1".'], twilio({}, { cty: undefined })],
    [['contentType: The header\'s "cty" is not "twilio-fpa;v=1".'], twilio({}, { cty: "twilio-fpa;v=2" })],
    [
      [
        "signatureCut: The signature has 43 characters; one of RS256 has at least 171.",
        "algorithm: The token is signed with RS256; Twilio accepts HS256, HS384 and HS512.",
      ],
      twilio({}, { alg: "RS256" }),
    ],
    [
      ["algorithm: The token is signed with undefined; Twilio accepts HS256, HS384 and HS512."],
      twilio({}, { alg: undefined }),
    ],
    [["signatureCut: The signature has 43 characters; one of HS512 has at least 86."], twilio({}, { alg: "HS512" })],
    [["homeRegion: The token is made for the region au1."], twilio({}, { twr: "au1" })],
    [
      ['region: The token is made for region "au1", not for "us1".'],
      twilio({}, { twr: "au1" }),
      { expect: { region: "us1" } },
    ],
    [['region: The token is made for region "us1", not for "au1".'], twilio({}), { expect: { region: "au1" } }],
    [
      ["region: Video needs a key of us1; this token is made for au1."],
      twilio({}, { twr: "au1" }),
      { provider: "twilio-video" },
    ],
    [["homeRegion: The token is made for the region us1."], twilio({}, { twr: "us1" }), { provider: "twilio-video" }],
    [
      ["region: Video needs a key of us1; this token is made for au1."],
      twilio({}, { twr: "au1" }),
      { provider: "twilio-video", expect: { region: "au1" } },
    ],
    [['issuer: The token\'s issuer ("iss") is the account SID.'], twilio({ iss: sid("AC", 1) })],
    [['issuer: The token\'s issuer ("iss") is not the SID of an API key (SK...).'], twilio({ iss: "x" })],
    [['issuer: The token\'s issuer ("iss") is not the SID of an API key (SK...).'], twilio({ iss: undefined })],
    [['subject: The token\'s subject ("sub") is not an account SID (AC...).'], twilio({ sub: sid("SK", 1) })],
    [['subject: The token\'s subject ("sub") is not an account SID (AC...).'], twilio({ sub: undefined })],
    [
      ["account: The token belongs to another account than expected."],
      twilio({}),
      { expect: { account: sid("AC", 3) } },
    ],
    [['grantsMissing: The token has no "grants".'], twilio({ grants: undefined })],
  ])("%s", (findings, token, options) => {
    expect(said(token, options)).toEqual(findings);
  });
});
