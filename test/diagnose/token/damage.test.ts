/** What a token catches on its way, and what a back end answers in place of one. */
import { describe, expect, test } from "vitest";
import { diagnoseToken } from "../../../src/diagnose.ts";
import { hmacJwt, mint006, mint007, MINTED, NOW, service } from "./mint.ts";

const JWT = hmacJwt({ iss: "https://idp.example", aud: "api", sub: "alice", iat: MINTED, exp: MINTED + 3_600 });
const RTC = mint007(3_600, [service("ServiceRtc", ["demo-room", 42], { 1: 0, 2: 0 })]);
const OLD_RTC = mint006("demo-room", 42, { 1: MINTED + 3_600 });
const TOKENS = { JWT, RTC, OLD_RTC };

const EXPIRED_AT = NOW + 7_200_000;
const coded = (value: unknown, options: object = {}): string[] =>
  diagnoseToken(value, { now: EXPIRED_AT, ...options }).findings.map(({ severity, code }) => `${severity} ${code}`);
const messages = (value: unknown): string[] =>
  diagnoseToken(value, { now: NOW }).findings.map(({ message }) => message);

const cut = (token: string, ...parts: string[]): string => [token.slice(0, 70), ...parts, token.slice(70)].join("");
const BOTH_ENDS = ["\u200b", "\u0000", "\u2060", "\u202a"];

const DAMAGE: readonly (readonly [name: string, damage: (token: string) => string, finding: string])[] = [
  ["a line break", (token) => cut(token, "\n"), "error damaged"],
  ["the lines of a mail", (token) => cut(token, "\r\n ").replace(/.{40}/s, "$&\r\n "), "error damaged"],
  ["a blank", (token) => cut(token, " "), "error damaged"],
  ["a tab", (token) => cut(token, "\t"), "error damaged"],
  ["a soft hyphen", (token) => cut(token, "\u00ad"), "error damaged"],
  ["two bytes for each character", (token) => token.replaceAll(/./gs, "$&\u0000"), "error damaged"],
  ...BOTH_ENDS.flatMap((character) => {
    const point = character.charCodeAt(0).toString(16);
    return [
      [`U+${point} before`, (token: string) => character + token, "error damaged"],
      [`U+${point} behind`, (token: string) => token + character, "error damaged"],
    ] as const;
  }),
  ["a semicolon", (token) => `${token};`, "error damaged"],
  ["a comma", (token) => `${token},`, "error damaged"],
  ["half a quotation", (token) => `"${token}`, "error damaged"],
  ["the other half", (token) => `${token}'`, "error damaged"],
  ["typographic quotation marks", (token) => `\u201c${token}\u201d`, "error damaged"],
];

describe.each(Object.entries(TOKENS))("R409 in or around a token (%s)", (_, token) => {
  test.each(DAMAGE)("%s is told, and the token within is read: it has expired", (_name, damage, finding) => {
    const found = coded(damage(token));
    expect(found).toContain(finding);
    expect(found).toContain("error expired");
    expect(found).toHaveLength(coded(token).length + 1);
  });

  test("a line of a JSON file", () => {
    expect(coded(`"${cut(token, "\n")}",`)).toEqual(expect.arrayContaining(["error damaged", "error expired"]));
  });

  test("as the token before it is the same", () => {
    expect(coded(token, { previous: `${cut(token, "\n")};` })).toContain("warning unchanged");
  });
});

describe("R409 what cannot be read is left as it is", () => {
  test.each([
    ["a line break in an opaque token", "opaque\ntoken", ["error damaged", "info opaque"]],
    ["an invisible character in it", "opaque\u200btoken", ["error damaged", "info opaque"]],
    ["an opaque token that ends with a semicolon", "opaque;", ["info opaque"]],
    ["two JWTs", `${JWT}\n${JWT}`, ["error unreadable"]],
    ["a JWT with a dot at its end", `${JWT}.`, ["error unreadable"]],
    [
      "a token of Agora's in which a blank was a plus",
      `007${"aB9+".repeat(20)}aB`.replaceAll("+", " "),
      ["error damaged"],
    ],
  ])("%s", (_, value, expected) => {
    expect(coded(value)).toEqual(expected);
  });

  test("a JWT with characters that no JWT has: of another base64, or put in", () => {
    const [head, body, signature] = JWT.split(".") as [string, string, string];
    for (const damaged of [`${head}.${body}.+/${signature}`, `${JWT}%`, `${JWT}=`])
      expect(coded(damaged)).toEqual(expect.arrayContaining(["error damaged", "error expired"]));
  });

  test("a token of Agora's without the padding of its end is told", () => {
    // How long a token is hangs on chance: two of three are padded.
    const minted = Array.from({ length: 60 }, (_, at) =>
      mint007(3_600, [service("ServiceRtc", [`room-${at}`, at], {})]),
    );
    const found = minted.filter((token) => token.endsWith("="));
    expect(found.length).toBeGreaterThan(0);
    for (const token of found) {
      expect(coded(token)).not.toContain("warning damaged");
      expect(coded(token.replace(/=+$/, ""))).toContain("warning damaged");
    }
  });
});

describe("R410 what stands around a token, and in place of one", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["a header's line", `Authorization: Bearer ${JWT}`, ["error bearerPrefix"]],
    ["in lower case, in quotation marks", `"authorization: bearer ${JWT}"`, ["error quoted", "error bearerPrefix"]],
    ["Bearer and a colon", `Bearer: ${JWT}`, ["error bearerPrefix"]],
    ["Bearer of a form", `Bearer+${JWT}`, ["error bearerPrefix"]],
    ["JSON in JSON", JSON.stringify({ status: 200, data: { token: JWT } }), ["error wrappedInJson"]],
    ["a list", JSON.stringify([{ accessToken: JWT }]), ["error wrappedInJson"]],
    ["an object of an HTTP client", { status: 200, data: { result: { token: JWT } } }, ["error wrappedInJson"]],
  ])("%s: the token within is read, and has expired", (_, value, expected) => {
    expect(coded(value)).toEqual([...expected, "error expired"]);
  });

  test("the remedy names the way to the field", () => {
    const { findings } = diagnoseToken(JSON.stringify({ data: { token: JWT } }), { now: NOW });
    expect(findings[0]!.remedy).toBe('Pass its field "data.token".');
  });

  test.each(["{}", "[]", '{"error":"invalid_grant"}', JSON.stringify({ other: JWT }), `{"token":"${JWT}`, "[1]"])(
    "JSON without a token: %#",
    (value) => {
      for (const provider of [undefined, "twilio-voice", "agora", "oidc"])
        expect(coded(value, { provider })).toEqual(["error notAToken"]);
      expect(messages(value)).toEqual(["This is not a token, but JSON."]);
    },
  );

  test.each([
    "<head><title>Sign in</title></head>",
    "<!-- made by a proxy --><html>",
    "<body class=wide><p>Not found",
    "<?php echo $token;",
    "\ufeff<!doctype html>",
    '<div id="root"></div>',
    '<SCRIPT src="/a.js"></SCRIPT>',
  ])("a page: %s", (page) => {
    for (const provider of [undefined, "twilio-voice", "agora", "oidc"])
      expect(coded(page, { provider })).toContain("error pageInstead");
  });

  test("a place that was never filled in is no page", () => {
    expect(coded("<your-token>")).toEqual(["info opaque"]);
  });
});
