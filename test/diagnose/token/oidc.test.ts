import { describe, expect, test } from "vitest";
import { type DiagnoseTokenOptions, diagnoseToken } from "../../../src/diagnose/token/diagnose-token.ts";
import { base64url, codes, hmacJwt, MINTED, NOW, rsaJwt } from "./mint.ts";

const ISSUER = "https://login.example.com/";
const ACCESS = {
  iss: ISSUER,
  sub: "alice",
  aud: ["urn:api", "urn:other"],
  client_id: "spa",
  scope: "openid read",
  iat: MINTED,
  exp: MINTED + 3600,
};
const ID = { iss: ISSUER, sub: "alice", aud: "spa", nonce: "n", iat: MINTED, exp: MINTED + 3600 };
const at = (value: string, options: DiagnoseTokenOptions = {}) =>
  diagnoseToken(value, { now: NOW + 60_000, ...options });

describe("OAuth and OpenID Connect tokens", () => {
  test("a good access token has no findings", () => {
    const expectation = {
      issuer: ISSUER,
      audience: "urn:api",
      scopes: ["read"],
      identity: "alice",
      kind: "access",
    } as const;
    expect(at(rsaJwt(ACCESS, { typ: "at+jwt" }), { provider: "oidc", expect: expectation })).toEqual({
      format: "jwt",
      provider: "oidc",
      findings: [],
      issuedAt: NOW,
      expiresAt: NOW + 3_600_000,
      summary: {
        kind: "access",
        issuer: ISSUER,
        subject: "alice",
        audience: "urn:api, urn:other",
        scopes: "openid read",
        client: "spa",
      },
    });
  });

  test.each([
    ["another issuer", { issuer: "https://login.example.com" }, ["issuer"]],
    ["another audience", { audience: "urn:third" }, ["audience"]],
    ["a scope too many", { scopes: ["read", "write"] }, ["scopeMissing"]],
    ["another user", { identity: "bob" }, ["identity"]],
    ["an ID token wanted", { kind: "id" as const }, ["accessToken"]],
  ])("%s", (_, expectation, expected) => {
    expect(codes(at(rsaJwt(ACCESS), { expect: expectation }), "error")).toEqual(expected);
  });

  test.each([
    ["by its nonce", ID],
    ["by Keycloak's typ", { ...ID, nonce: undefined, typ: "ID" }],
    ["by Cognito's token_use", { ...ID, nonce: undefined, token_use: "id" }],
    ["by Firebase's block", { ...ID, nonce: undefined, firebase: {} }],
  ])("an ID token is known %s", (_, payload) => {
    expect(codes(at(rsaJwt(payload)))).toEqual(["idToken"]);
    expect(codes(at(rsaJwt(payload), { expect: { kind: "access" } }), "error")).toEqual(["idToken"]);
  });

  test("an ID token that lacks what every ID token has", () => {
    expect(codes(at(rsaJwt({ ...ID, sub: undefined, exp: undefined })), "error")).toEqual(["noExpiry", "claimMissing"]);
  });

  test.each(["Refresh", "Offline"])("a refresh token of Keycloak (%s) in place of an access token", (typ) => {
    expect(codes(at(hmacJwt({ iss: ISSUER, aud: ISSUER, typ, iat: MINTED, exp: MINTED + 3600 })), "error")).toEqual([
      "refreshTokenInstead",
    ]);
  });

  test("Entra's scp, Cognito's access tokens", () => {
    expect(codes(at(rsaJwt({ ...ACCESS, scope: undefined, scp: "read" }), { expect: { scopes: ["read"] } }))).toEqual(
      [],
    );
    expect(
      at(rsaJwt({ ...ID, aud: undefined, nonce: undefined, client_id: "spa", token_use: "access" })).summary["kind"],
    ).toBe("access");
  });
});

describe("any JWT", () => {
  test.each([
    ["good", { sub: "alice", iat: MINTED, exp: MINTED + 3600 }, {}, []],
    ["without exp", { sub: "alice" }, {}, ["noExpiry"]],
    ["expired", { exp: MINTED }, {}, ["expired"]],
    ["alg none", { exp: MINTED + 3600 }, { alg: "none" }, ["unsigned"]],
    ["times in milliseconds", { iat: NOW, exp: NOW + 3_600_000 }, {}, ["timeInMilliseconds", "timeInMilliseconds"]],
    ["issued in the future", { iat: MINTED + 3600, exp: MINTED + 7200 }, {}, ["clockSkew"]],
  ])("%s", (_, payload, header, expected) => {
    const diagnosis = at(hmacJwt(payload, header));
    expect([diagnosis.provider, codes(diagnosis)]).toEqual(["jwt", expected]);
  });

  test("no signature at all", () => {
    expect(codes(at(hmacJwt({ exp: MINTED + 3600 }).replace(/[^.]+$/, "")))).toEqual(["unsigned"]);
  });

  test("an encrypted one is said to be so, and left alone", () => {
    const jwe = [base64url({ alg: "RSA-OAEP", enc: "A256GCM" }), "key", "iv", "text", "tag"].join(".");
    expect(at(jwe)).toMatchObject({ format: "jwe", findings: [{ code: "encrypted", severity: "info" }] });
  });

  test.each([
    ["cut within the payload", hmacJwt({ exp: MINTED }).slice(0, 50)],
    ["one part", base64url({ alg: "HS256" })],
  ])("%s: unreadable", (_, value) => {
    expect(codes(at(value), "error")).toEqual(["unreadable"]);
  });
});
