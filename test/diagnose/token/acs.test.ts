import { describe, expect, test } from "vitest";
import { type DiagnoseTokenOptions, diagnoseToken } from "../../../src/diagnose/token/diagnose-token.ts";
import { codes, hmacJwt, MINTED, NOW, rsaJwt } from "./mint.ts";

const RESOURCE = "11111111-2222-3333-4444-555555555555";
const IDENTITY = `acs:${RESOURCE}_00000001-0000-0000-0000-000000000001`;
const GOOD = {
  skypeid: IDENTITY,
  scp: 1792,
  csi: String(MINTED),
  iat: MINTED,
  exp: MINTED + 86_400,
  acsScope: "chat,voip",
  resourceId: RESOURCE,
  resourceLocation: "unitedstates",
};
const made = (payload: object = {}): string => rsaJwt({ ...GOOD, ...payload });
const at = (value: string, options: DiagnoseTokenOptions = {}) =>
  diagnoseToken(value, { now: NOW + 60_000, ...options });

describe("ACS user access tokens", () => {
  test("a good one has no findings", () => {
    expect(at(made(), { provider: "acs-call" })).toEqual({
      format: "jwt",
      provider: "acs",
      findings: [],
      issuedAt: NOW,
      expiresAt: NOW + 86_400_000,
      summary: { identity: IDENTITY, scopes: "chat,voip", resource: RESOURCE, location: "unitedstates" },
    });
  });

  test.each([
    ["1 h", { exp: MINTED + 3600 }, []],
    ["less than 1 h", { exp: MINTED + 3599 }, ["ttlTooShort"]],
    ["24 h", { exp: MINTED + 86_400 }, []],
    ["more than 24 h", { exp: MINTED + 86_401 }, ["ttlTooLong"]],
    ["expired", { exp: MINTED + 60 }, ["expired", "ttlTooShort"]],
    ["no expiry", { exp: undefined }, ["noExpiry"]],
    ["no skypeid", { skypeid: undefined }, ["identityMissing"]],
    ["no resource", { resourceId: undefined }, ["resourceMissing"]],
    ["user of another resource", { resourceId: RESOURCE.replaceAll("1", "9") }, ["resourceMismatch"]],
    ["no scope", { acsScope: undefined }, ["scopeMissing"]],
    ["scope as a list", { acsScope: ["voip"] }, ["scopeMissing"]],
    ["an empty scope", { acsScope: "" }, ["scopeMissing"]],
    ["chat only", { acsScope: "chat" }, ["oneScope"]],
    ["joining only", { acsScope: "chat.join,voip.join" }, []],
    ["limited joining", { acsScope: "chat.join.limited,voip.join" }, []],
  ])("%s", (_, payload, expected) => {
    expect(codes(at(made(payload)))).toEqual(expected);
  });

  test("calling needs voip, chat needs chat", () => {
    const chatOnly = made({ acsScope: "chat" });
    expect(codes(at(chatOnly, { provider: "acs-call" }), "error")).toEqual(["scopeMissing"]);
    expect(codes(at(chatOnly, { expect: { scopes: ["voip"] } }), "error")).toEqual(["scopeMissing"]);
    expect(codes(at(chatOnly, { provider: "acs-chat" }))).toEqual([]);
    expect(codes(at(made({ acsScope: "voip.join" }), { provider: "acs-call" }))).toEqual([]);
    expect(codes(at(made(), { provider: "acs-cred" }))).toEqual([]);
  });

  test("another user than expected, raw ids and all", () => {
    expect(codes(at(made(), { expect: { identity: IDENTITY } }))).toEqual([]);
    expect(codes(at(made(), { expect: { identity: `8:${IDENTITY}` } }))).toEqual([]);
    expect(codes(at(made(), { expect: { identity: `8:acs:${RESOURCE}_2` } }))).toEqual(["identity"]);
  });

  test.each([
    ["the same user and resource", {}, []],
    ["another user", { skypeid: IDENTITY.replace(/1$/, "2") }, ["identityChanged"]],
    [
      "another resource",
      { resourceId: RESOURCE.replace(/5$/, "6"), skypeid: IDENTITY.replace("5555_", "5556_") },
      ["identityChanged", "resourceChanged"],
    ],
    ["no later expiry", { iat: MINTED + 1, exp: MINTED + 86_400 }, ["noProgress"]],
  ])("against the previous token: %s", (_, change, expected) => {
    const later = made({ iat: MINTED + 30, exp: MINTED + 86_430, ...change });
    expect(codes(at(later, { previous: made() }))).toEqual(expected);
  });

  test("tokens that ACS did not issue", () => {
    const entra = rsaJwt({
      iss: "https://login.microsoftonline.com/common/v2.0",
      aud: "x",
      iat: MINTED,
      exp: MINTED + 3600,
    });
    expect(codes(at(entra, { provider: "acs-call" }))).toEqual(["entraToken"]);
    const other = rsaJwt({ sub: "alice", iat: MINTED, exp: MINTED + 3600 });
    expect(codes(at(other, { provider: "acs" }))).toEqual(["notAcsToken"]);
    expect(codes(at(hmacJwt(GOOD)))).toEqual(["selfMinted"]);
    expect(
      codes(at("endpoint=https://x.communication.azure.com/;accesskey=abcdef", { provider: "acs" }), "error"),
    ).toEqual(["connectionStringInstead"]);
  });
});
