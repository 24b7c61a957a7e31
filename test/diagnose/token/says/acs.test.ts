/** What is said of a token of Azure Communication Services, word by word. */
import { describe, expect, test } from "vitest";
import type { DiagnoseTokenOptions } from "../../../../src/diagnose/token/diagnose-token.ts";
import { hmacJwt, rsaJwt, MINTED } from "../mint.ts";
import { said } from "./said.ts";

const RESOURCE = "11111111-2222-3333-4444-555555555555";
const ACS = {
  skypeid: `acs:${RESOURCE}_1`,
  iat: MINTED,
  exp: MINTED + 86_400,
  acsScope: "chat,voip",
  resourceId: RESOURCE,
};
const acs = (payload: object, header?: object): string => rsaJwt({ ...ACS, ...payload }, header);

describe("R94 what is said of a token of ACS", () => {
  test.each<[token: unknown, options?: DiagnoseTokenOptions]>([
    [acs({})],
    [acs({ exp: MINTED + 3_600 })],
    [acs({}), { expect: { identity: `8:acs:${RESOURCE}_1` } }],
    [acs({ skypeid: "live:x" })],
    [acs({ acsScope: "voip.join,chat" }), { provider: "acs-calling" }],
  ])("nothing, where nothing is wrong: %#", (token, options) => {
    expect(said(token, options)).toEqual([]);
  });

  test.each<[findings: readonly string[], token: unknown, options?: DiagnoseTokenOptions]>([
    [["ttlTooShort: The token lives for 59 min; ACS issues tokens of 1 h to 24 h."], acs({ exp: MINTED + 3_540 })],
    [["ttlTooLong: The token lives for 1 d 1 h; ACS issues tokens of 1 h to 24 h."], acs({ exp: MINTED + 90_000 })],
    [['noExpiry: The token has no "exp": nobody can tell when it ends.'], acs({ exp: undefined })],
    [['identityMissing: The token has no "skypeid": calling refuses it (401/44116).'], acs({ skypeid: undefined })],
    [
      ['identity: The token is made for the user "acs:11111111-2222-3333-4444-55555555555…", not for "acs:other".'],
      acs({}),
      { expect: { identity: "acs:other" } },
    ],
    [
      ['resourceMissing: The token has no "resourceId": calling refuses it (401/44115).'],
      acs({ resourceId: undefined }),
    ],
    [['resourceMismatch: "skypeid" and "resourceId" name different resources.'], acs({ resourceId: "other" })],
    [["selfMinted: The token is signed with HS256; ACS signs its tokens itself, with RS256."], hmacJwt(ACS)],
    [
      ['scopeMissing: "acsScope" is missing or not a string: calling refuses it (401/44114).'],
      acs({ acsScope: ["chat"] }),
    ],
    [
      ['scopeMissing: The token lacks the scope "voip": calling refuses it (401/44113).'],
      acs({ acsScope: "chat" }),
      { provider: "acs-call" },
    ],
    [['scopeMissing: The token lacks the scope "chat".'], acs({ acsScope: "voip" }), { provider: "acs-chat" }],
    [
      [
        'scopeMissing: The token lacks the scope "voip": calling refuses it (401/44113).',
        'scopeMissing: The token lacks the scope "other".',
      ],
      acs({ acsScope: "chat" }),
      { expect: { scopes: ["voip", "chat", "other"] } },
    ],
    [['scopeMissing: The token has neither the scope "voip" nor "chat".'], acs({ acsScope: "other" })],
    [['oneScope: The token lacks the scope "voip".'], acs({ acsScope: "chat" })],
    [['oneScope: The token lacks the scope "chat".'], acs({ acsScope: " voip , " })],
    [
      ["entraToken: This is a Microsoft Entra token, not an ACS token."],
      rsaJwt({ iss: "https://sts.windows.net/x/", exp: MINTED + 3_600 }),
      { provider: "acs" },
    ],
    [
      ["entraToken: This is a Microsoft Entra token, not an ACS token."],
      rsaJwt({ iss: "https://login.microsoftonline.com/x", exp: MINTED + 3_600 }),
      { provider: "acs" },
    ],
    [
      ['notAcsToken: The token has neither "skypeid" nor "acsScope": it is no ACS user access token.'],
      rsaJwt({ exp: MINTED + 3_600 }),
      { provider: "acs" },
    ],
    [
      [
        "wrongProvider: This is a token of Azure Communication Services, not of Twilio.",
        'identityMissing: The token has no "skypeid": calling refuses it (401/44116).',
        'resourceMissing: The token has no "resourceId": calling refuses it (401/44115).',
      ],
      rsaJwt({ acsScope: "voip,chat", exp: MINTED + 3_600 }),
      { provider: "twilio" },
    ],
  ])("%s", (findings, token, options) => {
    expect(said(token, options)).toEqual(findings);
  });
});
