/** What is said of a token of OAuth or OpenID Connect, word by word. */
import { describe, expect, test } from "vitest";
import type { DiagnoseTokenOptions } from "../../../../src/diagnose/token/diagnose-token.ts";
import { rsaJwt, MINTED } from "../mint.ts";
import { said } from "./said.ts";

const OIDC = {
  iss: "https://idp.example",
  sub: "u",
  aud: "api",
  scope: "read write",
  iat: MINTED,
  exp: MINTED + 3_600,
};
const access = (payload: object, header?: object): string => rsaJwt({ ...OIDC, ...payload }, header);
const id = (payload: object): string => rsaJwt({ ...OIDC, scope: undefined, nonce: "n", ...payload });

describe("R94 what is said of a token of OAuth", () => {
  test.each<[token: unknown, options?: DiagnoseTokenOptions]>([
    [access({})],
    [
      access({}),
      { expect: { issuer: "https://idp.example", audience: "api", identity: "u", scopes: ["read"], kind: "access" } },
    ],
    [id({ nonce: undefined }), { expect: { kind: "id" } }],
    [access({}), { provider: "jwt" }],
  ])("nothing, where nothing is wrong: %#", (token, options) => {
    expect(said(token, options)).toEqual([]);
  });

  test.each<[findings: readonly string[], token: unknown, options?: DiagnoseTokenOptions]>([
    [
      ['issuer: The token was issued by "https://idp.example", not by "https://idp.example/".'],
      access({}),
      { expect: { issuer: "https://idp.example/" } },
    ],
    [
      ['issuer: The token was issued by "nobody", not by "https://idp.example".'],
      access({ iss: undefined }),
      { provider: "oidc", expect: { issuer: "https://idp.example" } },
    ],
    [
      ['audience: The token is made for the audience "a, b", not for "api".'],
      access({ aud: ["a", "b"] }),
      { expect: { audience: "api" } },
    ],
    [
      ['audience: The token is made for the audience "nobody", not for "api".'],
      access({ aud: [] }),
      { expect: { audience: "api" } },
    ],
    [
      ['identity: The token is made for the subject "u", not for "other".'],
      access({}),
      { expect: { identity: "other" } },
    ],
    [
      ['identity: The token is made for the subject "nobody", not for "u".'],
      access({ sub: 5 }),
      { expect: { identity: "u" } },
    ],
    [
      ['scopeMissing: The token lacks the scope "admin".'],
      access({ scp: ["more"] }),
      { expect: { scopes: ["more", "admin"] } },
    ],
    [
      ["refreshTokenInstead: This is a refresh token: only its authorization server takes it."],
      access({ typ: "Refresh" }),
    ],
    [
      ["refreshTokenInstead: This is a refresh token: only its authorization server takes it."],
      access({ typ: "Offline" }),
    ],
    [["idToken: This is an ID token: it tells the app who signed in. APIs must not accept it."], access({ typ: "ID" })],
    [["idToken: This is an ID token: it tells the app who signed in. APIs must not accept it."], id({})],
    [
      ["idToken: This is an ID token: it tells the app who signed in. APIs must not accept it."],
      id({}),
      { expect: { kind: "access" } },
    ],
    [
      ["idToken: This is an ID token: it tells the app who signed in. APIs must not accept it."],
      id({}),
      { expect: { kind: "id" } },
    ],
    [
      ["idToken: This is an ID token: it tells the app who signed in. APIs must not accept it."],
      id({ nonce: undefined, at_hash: "h" }),
    ],
    [
      ["idToken: This is an ID token: it tells the app who signed in. APIs must not accept it."],
      id({ nonce: undefined, c_hash: "h" }),
    ],
    [
      ["idToken: This is an ID token: it tells the app who signed in. APIs must not accept it."],
      id({ nonce: undefined, firebase: {} }),
    ],
    [
      ["idToken: This is an ID token: it tells the app who signed in. APIs must not accept it."],
      id({ nonce: undefined, token_use: "id" }),
    ],
    [
      [
        'noExpiry: The token has no "exp": nobody can tell when it ends.',
        'claimMissing: The ID token lacks "sub".',
        'claimMissing: The ID token lacks "iat".',
        "idToken: This is an ID token: it tells the app who signed in. APIs must not accept it.",
      ],
      id({ sub: undefined, iat: undefined, exp: undefined }),
    ],
    [["accessToken: This is an access token, not an ID token."], access({}), { expect: { kind: "id" } }],
    [
      ["accessToken: This is an access token, not an ID token."],
      id({ nonce: undefined, typ: "Bearer" }),
      { expect: { kind: "id" } },
    ],
    [["accessToken: This is an access token, not an ID token."], id({ scp: "s" }), { expect: { kind: "id" } }],
    [
      ["accessToken: This is an access token, not an ID token."],
      id({ token_use: "access" }),
      { expect: { kind: "id" } },
    ],
    [
      ["accessToken: This is an access token, not an ID token."],
      rsaJwt({ ...OIDC, nonce: "n" }, { typ: "at+jwt" }),
      { expect: { kind: "id" } },
    ],
    [
      ["accessToken: This is an access token, not an ID token."],
      rsaJwt({ ...OIDC, scope: undefined, nonce: "n" }, { typ: "application/at+jwt" }),
      { expect: { kind: "id" } },
    ],
    [["grantMissing: The token has no video grant."], access({}), { provider: "livekit" }],
    [["wrongProvider: This is a token of OAuth, not of Agora."], access({}), { provider: "agora" }],
  ])("%s", (findings, token, options) => {
    expect(said(token, options)).toEqual(findings);
  });
});
