/** What almost is something, and what just is. */
import { describe, expect, test } from "vitest";
import { type DiagnoseTokenOptions, diagnoseToken } from "../../../../src/diagnose/token/diagnose-token.ts";
import { hmacJwt, rsaJwt, sid, MINTED, NOW } from "../mint.ts";
import { said } from "./said.ts";
import { grants, twilio } from "./twilio-tokens.ts";

const CLAIMS = { iss: "https://idp.example", sub: "u", iat: MINTED, exp: MINTED + 3_600 };
const summaryOf = (token: string, options: DiagnoseTokenOptions = {}): TokenSummary =>
  diagnoseToken(token, { now: NOW, ...options }).summary;
type TokenSummary = ReturnType<typeof diagnoseToken>["summary"];

describe("R94 a claim that lists words", () => {
  test.each([
    ["words with blanks between them", "read  write ", "read write"],
    ["a list with holes", ["read", "", 5, null, "write"], "read write"],
    ["neither", 5, undefined],
  ])("%s", (_, scope, expected) => {
    expect(summaryOf(rsaJwt({ ...CLAIMS, scope }), { provider: "oidc" })["scopes"]).toBe(expected);
  });

  test("only whole words are scopes that were granted", () => {
    const token = rsaJwt({ ...CLAIMS, scope: "read  write" });
    const lacking = said(token, { provider: "oidc", expect: { scopes: ["read", "", "writ"] } });
    expect(lacking).toEqual([
      'scopeMissing: The token lacks the scope "".',
      'scopeMissing: The token lacks the scope "writ".',
    ]);
  });
});

describe("R94 an access token by its header", () => {
  const isAccess = (typ: unknown): boolean =>
    said(rsaJwt(CLAIMS, { typ }), { provider: "oidc", expect: { kind: "id" } }).length > 0;

  test.each([
    ["at+jwt", true],
    ["AT+JWT", true],
    ["application/at+jwt", true],
    ["flat+jwt", false],
    ["at+jwt2", false],
    ["text/at+jwt", false],
    ["JWT", false],
    [undefined, false],
  ])("%s: %s", (typ, expected) => {
    expect(isAccess(typ)).toBe(expected);
  });
});

describe("R94 a token of Twilio", () => {
  test("is not each that has a content type", () => {
    expect(diagnoseToken(rsaJwt(CLAIMS, { cty: "JWT" }), { now: NOW }).provider).not.toBe("twilio");
    expect(diagnoseToken(twilio({ grants: {} }), { now: NOW }).provider).toBe("twilio");
  });

  test("has its grants named one by one", () => {
    expect(summaryOf(grants({ video: {}, chat: {} }))["grants"]).toBe("video, chat");
  });

  test.each([
    ["with a sign before it", `x${sid("AC", 2)}`],
    ["with a sign after it", `${sid("AC", 2)}0`],
  ])("an account SID %s is none", (_, sub) => {
    expect(said(twilio({ sub }))).toContainEqual(expect.stringMatching(/^subject: /));
  });

  test.each([
    ["twilio-conversations", "Chat"],
    ["twilio-datasync", "Sync"],
    ["twilio-data_sync", "Sync"],
  ] as const)("%s asks for the grant of %s", (provider, product) => {
    expect(said(grants({ video: { room: "r" } }), { provider })).toEqual([
      `grantMissing: The token has no ${product}Grant.`,
    ]);
  });
});

describe("R94 what stands around a token", () => {
  const token = hmacJwt(CLAIMS);
  const wrapped = (layers: number): string =>
    Array.from({ length: layers }).reduce<string>((inner) => JSON.stringify(inner), token);
  const codesOf = (text: string): string[] => said(text).map((each) => each.split(":")[0]!);

  test("comes off four times, and no more", () => {
    const four = ["quoted", "quoted", "quoted", "quoted"];
    expect(codesOf(wrapped(4))).toEqual(four);
    expect(codesOf(wrapped(5))).toEqual([...four, "opaque"]);
  });

  test.each(['"', `"${token}"x`, `x"${token}"`, `"${token}'`])("is no pair of quotation marks: %#", (text) => {
    expect(codesOf(text)).not.toContain("quoted");
  });
});
