/** What is said of what is no token, and of what stands around one, word by word. */
import { describe, expect, test } from "vitest";
import type { DiagnoseTokenOptions } from "../../../../src/diagnose/token/diagnose-token.ts";
import { APP_ID, hmacJwt, sid, MINTED } from "../mint.ts";
import { said } from "./said.ts";

const JWT = { sub: "u", iat: MINTED, exp: MINTED + 3_600 };
const token = hmacJwt(JWT);

describe("R94 what is said of what is no token, and of what stands around one", () => {
  test.each<[findings: readonly string[], token: unknown, options?: DiagnoseTokenOptions]>([
    [["empty: The token is empty."], ""],
    [["opaque: The token is opaque: only its issuer can read it, its expiry included."], "opaque"],
    [
      ["opaque: The token is opaque: only its issuer can read it, its expiry included."],
      "opaque",
      { provider: "oidc" },
    ],
    [["notAToken: This is not a JWT, which has three parts with dots between them."], "opaque", { provider: "twilio" }],
    [
      ["opaque: The token is opaque: only its issuer can read it, its expiry included."],
      "opaque",
      { provider: "nobody" },
    ],
    [
      ["opaque: The token is opaque: only its issuer can read it, its expiry included."],
      "opaque",
      { provider: "unknown" },
    ],
    [["unreadable: The token begins like a JWT, but it is cut off or altered."], token.slice(0, 30)],
    [["opaque: The token is opaque: only its issuer can read it, its expiry included."], "ey"],
    [["sidInstead: This is a Twilio SID, the name of an account, key or service."], sid("SK", 1)],
    [["sidInstead: This is a Twilio SID, the name of an account, key or service."], sid("WK", 1).toLowerCase()],
    [["opaque: The token is opaque: only its issuer can read it, its expiry included."], `x${sid("SK", 1)}`],
    [
      [
        "keyInstead: This looks like a key (a Twilio auth token, an Agora app id or certificate), not like an access token.",
      ],
      APP_ID,
      { provider: "agora" },
    ],
    [
      [
        "keyInstead: This looks like a key (a Twilio auth token, an Agora app id or certificate), not like an access token.",
      ],
      APP_ID,
    ],
    [["notAToken: This is not an Agora token, which begins with 006 or 007."], `${APP_ID}0`, { provider: "agora" }],
    [["notAToken: This is not an Agora token, which begins with 006 or 007."], `0${APP_ID}`, { provider: "agora" }],
    [
      ["connectionStringInstead: This is the connection string of an ACS resource, not a user's access token."],
      "endpoint=https://x;accesskey=y",
    ],
    [
      [
        "pageInstead: This is a page, not a token: a sign-in page, a proxy or a fallback route answered in place of the token endpoint.",
      ],
      "<!DOCTYPE html>",
    ],
    [
      [
        "pageInstead: This is a page, not a token: a sign-in page, a proxy or a fallback route answered in place of the token endpoint.",
        "whitespace: There is white space around the token.",
      ],
      " <html>",
    ],
    [["keyInstead: This is a key or a certificate in PEM, not a token."], "-----BEGIN KEY"],
    [["notAToken: This is the text of a missing value, not a token."], "undefined"],
    [["notAToken: This is the text of a missing value, not a token."], "[object Promise]"],
    [["notAToken: This is not a JWT, which has three parts with dots between them."], "nullish", { provider: "acs" }],
    [["opaque: The token is opaque: only its issuer can read it, its expiry included."], "x".repeat(20_001)],
    [["opaque: The token is opaque: only its issuer can read it, its expiry included."], "x".repeat(20_000)],
    [
      [
        "pageInstead: This is a page, not a token: a sign-in page, a proxy or a fallback route answered in place of the token endpoint.",
      ],
      `<html>${"x".repeat(70_000)}`,
    ],
    [["opaque: The token is opaque: only its issuer can read it, its expiry included."], "x".repeat(70_000)],
  ])("%s", (findings, token, options) => {
    expect(said(token, options)).toEqual(findings);
  });
});
