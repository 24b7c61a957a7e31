/** What is said of what is no token, and of what stands around one, word by word. */
import { describe, expect, test } from "vitest";
import type { DiagnoseTokenOptions } from "../../../../src/diagnose/token/diagnose-token.ts";
import { hmacJwt, MINTED } from "../mint.ts";
import { said } from "./said.ts";

const JWT = { sub: "u", iat: MINTED, exp: MINTED + 3_600 };
const token = hmacJwt(JWT);

describe("R94 what is said of what is no token, and of what stands around one", () => {
  test.each<[findings: readonly string[], token: unknown, options?: DiagnoseTokenOptions]>([
    [["whitespace: There is white space around the token."], ` ${token}\n`],
    [['bearerPrefix: The token begins with "Bearer", which belongs to an HTTP header.'], `Bearer ${token}`],
    [['bearerPrefix: The token begins with "Bearer", which belongs to an HTTP header.'], `bearer  ${token}`],
    [
      [
        "whitespace: There is white space around the token.",
        "opaque: The token is opaque: only its issuer can read it, its expiry included.",
      ],
      "Bearer ",
    ],
    [["quoted: The token is in quotation marks."], `"${token}"`],
    [["quoted: The token is in quotation marks."], `'${token}'`],
    [
      [
        "quoted: The token is in quotation marks.",
        "wrappedInJson: This is the JSON that holds the token, not the token.",
      ],
      JSON.stringify(JSON.stringify({ token })),
    ],
    [["wrappedInJson: This is the JSON that holds the token, not the token."], JSON.stringify({ access_token: token })],
    [["notAToken: This is not a token, but JSON."], JSON.stringify({ other: token })],
    [
      [
        "urlEncoded: The token is URL-encoded.",
        'bearerPrefix: The token begins with "Bearer", which belongs to an HTTP header.',
      ],
      `Bearer%20${token}`,
    ],
    [["urlEncoded: The token is URL-encoded.", "quoted: The token is in quotation marks."], `%22${token}%22`],
    [["unreadable: The token begins like a JWT, but it is cut off or altered."], token.replaceAll(".", "%2E")],
    [["unreadable: The token begins like a JWT, but it is cut off or altered."], token.replace(".", ".%zz%20")],
    [["opaque: The token is opaque: only its issuer can read it, its expiry included."], '"'],
    [
      [
        "quoted: The token is in quotation marks.",
        "opaque: The token is opaque: only its issuer can read it, its expiry included.",
      ],
      "'a'",
    ],
    [["wrappedInJson: This is the object that holds the token, not the token."], { token }],
    [["wrappedInJson: This is the object that holds the token, not the token."], { id_token: token }],
    [["notText: The token is of type object, not a string."], { token: 5 }],
    [["notText: The token is null, not a string."], null],
    [["notText: The token is of type undefined, not a string."], undefined],
    [["notText: The token is of type number, not a string."], 5],
    [["notText: The token is a promise, not a string."], Promise.resolve(token)],
    [["notText: The token is of type function, not a string."], () => token],
  ])("%s", (findings, token, options) => {
    expect(said(token, options)).toEqual(findings);
  });
});
