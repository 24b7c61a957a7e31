/** What is said of any JWT, word by word. */
import { describe, expect, test } from "vitest";
import type { DiagnoseTokenOptions } from "../../../../src/diagnose/token/diagnose-token.ts";
import { base64url, hmacJwt, MINTED, NOW } from "../mint.ts";
import { said } from "./said.ts";

const part = (value: unknown): string => base64url(value);
const JWT = { sub: "u", iat: MINTED, exp: MINTED + 3_600 };
const made = (payload: object): string => hmacJwt({ ...JWT, ...payload });

describe("R94 what is said of any JWT", () => {
  test.each<[token: unknown, options?: DiagnoseTokenOptions]>([
    [made({})],
    [`${part({})}.${part(JWT)}.c2ln`],
    [`${part({ alg: "HS256" })}.${part(JWT)}.${"s".repeat(43)}`],
    [`${part({ alg: "X" })}.${part(JWT)}.s`],
    [made({ exp: MINTED + 90 })],
    [made({ nbf: MINTED + 60 })],
    [made({ iat: MINTED + 120 })],
  ])("nothing, where nothing is wrong: %#", (token, options) => {
    expect(said(token, options)).toEqual([]);
  });

  test.each<[findings: readonly string[], token: unknown, options?: DiagnoseTokenOptions]>([
    [['noExpiry: The token has no "exp": nobody can tell when it ends.'], made({ exp: undefined })],
    [
      [
        'noExpiry: The token has no "exp": nobody can tell when it ends.',
        'issuer: The token names no API key ("iss").',
        "grantMissing: The token has no video grant.",
      ],
      made({ exp: undefined }),
      { provider: "livekit" },
    ],
    [['timeInMilliseconds: "exp" is not in seconds; it looks like milliseconds.'], made({ exp: NOW })],
    [['timeUnreadable: "exp" is not a number of seconds.'], made({ exp: "soon" })],
    [['timeInMilliseconds: "iat" is not in seconds; it looks like milliseconds.'], made({ iat: NOW })],
    [['timeUnreadable: "nbf" is not a number of seconds.'], made({ nbf: true })],
    [
      [
        'timeInMilliseconds: "exp" is not in seconds; it looks like milliseconds.',
        'issuer: The token names no API key ("iss").',
        "grantMissing: The token has no video grant.",
      ],
      made({ exp: NOW }),
      { provider: "livekit" },
    ],
    [['timeUnreadable: "iat" is not a number of seconds.'], made({ iat: -5 })],
    [["unsigned: The token has no signature."], `${part({ alg: "none" })}.${part(JWT)}.`],
    [
      ['unsigned: The header says "alg": "none": the token is not signed.'],
      `${part({ alg: "NONE" })}.${part(JWT)}.c2ln`,
    ],
    [["unsigned: The token has no signature."], `${part({ alg: "HS256" })}.${part(JWT)}`],
    [
      ["signatureCut: The signature has 42 characters; one of HS256 has at least 43."],
      `${part({ alg: "HS256" })}.${part(JWT)}.${"s".repeat(42)}`,
    ],
    [
      ["encrypted: The token is encrypted (JWE): only its recipient can read it, its expiry included."],
      `${part({ alg: "dir", enc: "A" })}.a.b.c.d`,
    ],
    [["unreadable: The token begins like a JWT, but it is cut off or altered."], `${part({ alg: "dir" })}.a.b.c.d`],
    [
      ["unreadable: The token begins like a JWT, but it is cut off or altered."],
      `${part({ alg: "HS256" })}.${part(JWT)}.a.b`,
    ],
    [
      ["unreadable: The token begins like a JWT, but it is cut off or altered."],
      `${part({ alg: "HS256" })}.${part("no json")}.a`,
    ],
    [["opaque: The token is opaque: only its issuer can read it, its expiry included."], `${part([])}.${part(JWT)}.a`],
    [
      [
        "neverValid: The token ends 0 s before it begins.",
        "clockSkew: The token was issued 59 min in the future, by the clock here.",
      ],
      made({ iat: MINTED + 3_600 }),
    ],
    [
      [
        "expired: The token expired 30 s ago and was issued 1 min ago, by the clock here.",
        "shortLived: The token lives for 30 s only, too short for a warning and a second try.",
      ],
      made({ exp: MINTED + 30 }),
    ],
    [
      [
        "expired: The token expired 1 s ago and was issued 59 s ago, by the clock here.",
        "shortLived: The token lives for 58 s only, too short for a warning and a second try.",
      ],
      made({ exp: MINTED + 59, iat: MINTED + 1 }),
    ],
    [["expired: The token expired 0 s ago and was issued 1 min ago, by the clock here."], made({ exp: MINTED + 60 })],
    [["expiresSoon: The token ends in 29 s."], made({ exp: MINTED + 89 })],
    [["expired: The token expired 1 min ago, by the clock here."], made({ exp: MINTED - 5, iat: undefined })],
    [["notYetValid: The token is not valid before 1 min from now, by the clock here."], made({ nbf: MINTED + 121 })],
    [["clockSkew: The token was issued 1 min in the future, by the clock here."], made({ nbf: MINTED + 120 })],
    [["clockSkew: The token was issued 1 min in the future, by the clock here."], made({ iat: MINTED + 121 })],
    [
      [
        "expired: The token expired 1 s ago and was issued 1 min ago, by the clock here.",
        "shortLived: The token lives for 59 s only, too short for a warning and a second try.",
      ],
      made({ iat: undefined, nbf: MINTED, exp: MINTED + 59 }),
    ],
  ])("%s", (findings, token, options) => {
    expect(said(token, options)).toEqual(findings);
  });

  test.each([
    ["HS384", 64],
    ["HS512", 86],
    ["ES256", 86],
    ["ES384", 128],
    ["ES512", 176],
    ["EdDSA", 86],
    ["RS256", 171],
    ["RS384", 171],
    ["RS512", 171],
    ["PS256", 171],
    ["PS384", 171],
    ["PS512", 171],
  ])("a signature of %s has %i characters at least", (alg, least) => {
    const signed = (length: number): string => `${part({ alg })}.${part(JWT)}.${"s".repeat(length)}`;
    expect(said(signed(least))).toEqual([]);
    expect(said(signed(least - 1))).toEqual([
      `signatureCut: The signature has ${least - 1} characters; one of ${alg} has at least ${least}.`,
    ]);
  });
});
