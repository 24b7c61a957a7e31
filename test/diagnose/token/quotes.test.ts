/** What a finding quotes of others: one short line, and no token. Long values are built here: none stands in a file. */
import { describe, expect, test } from "vitest";
import { diagnoseToken } from "../../../src/diagnose.ts";

const jwt = (claims: object): string =>
  [{ alg: "HS256" }, claims].map((part) => btoa(JSON.stringify(part)).replace(/=+$/, "")).join(".") + ".c2ln";
const LONG = "aB9+/=".repeat(9); // as Agora's base64

/** How a finding quotes the audience that was asked for, and those of the token. */
function quoted(wanted: string, audience: unknown = "https://api.example"): string | undefined {
  const { findings } = diagnoseToken(jwt({ iss: "https://idp.example", aud: audience, exp: 2_000_000_000 }), {
    provider: "oidc",
    expect: { audience: wanted },
  });
  return findings.find(({ code }) => code === "audience")?.message;
}
const said = (wanted: string): string =>
  /^The token is made for the audience "https:\/\/api\.example", not for "(.*)"\.$/s.exec(quoted(wanted)!)![1]!;

describe("R82 a quoted value", () => {
  test.each([
    ["a JWT", jwt({ sub: "u" }), "[redacted]"],
    ["a JWT without a signature", `${jwt({ sub: "u" }).split(".").slice(0, 2).join(".")}.`, "[redacted]"],
    ["the head of a JWT", "eyJhbGci", "[redacted]"],
    ["a JWT in a text", `of ${jwt({})}!`, "of [redacted]!"],
    ["two JWTs", `${jwt({})} ${jwt({})}`, "[redacted] [redacted]"],
    ["a token of Agora", `007${LONG}`, "[redacted]"],
    ["an old token of Agora", `x 006${LONG}`, "x [redacted]"],
    ["no token of Agora", `005${LONG}`.slice(0, 40), `005${LONG}`.slice(0, 40)],
    ["a number that begins as one", "007 agents", "007 agents"],
    ["lines and control characters", "a\n\u001b[31mb\u00a0c", "a [31mb c"],
    ["a long text", "word ".repeat(20), `${"word ".repeat(8).slice(0, 39)}…`],
  ])("%s", (_, wanted, expected) => {
    expect(said(wanted)).toBe(expected);
  });
});

test("the audiences of a token are all named, or that there is none", () => {
  expect(quoted("c", ["a", "b"])).toBe('The token is made for the audience "a, b", not for "c".');
  expect(quoted("c", [])).toBe('The token is made for the audience "nobody", not for "c".');
});
