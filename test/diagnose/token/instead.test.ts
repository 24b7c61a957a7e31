/** What stands where a token belongs, and what became of a token on its way. */
import { describe, expect, test } from "vitest";
import { diagnoseToken } from "../../../src/diagnose.ts";
import { hmacJwt, MINTED, NOW } from "./mint.ts";

const GOOD = hmacJwt({ sub: "alice", iat: MINTED, exp: MINTED + 3600 });
const codes = (value: unknown, provider?: string): string[] =>
  diagnoseToken(value, { now: NOW + 60_000, provider }).findings.map(({ severity, code }) => `${severity} ${code}`);

describe("R196 an HTML page is no token", () => {
  test.each(["<!doctype html><title>Sign in</title>", "<html lang=en>", "  <!DOCTYPE html>", '<?xml version="1.0"?>'])(
    "%s",
    (page) => {
      for (const provider of [undefined, "twilio-voice", "agora", "acs", "oidc"]) {
        expect(codes(page, provider)).toContain("error pageInstead");
      }
    },
  );
});

describe("R196 a URL-encoded token is decoded, and told", () => {
  test.each([
    [`Bearer%20${GOOD}`, ["error urlEncoded", "error bearerPrefix"]],
    [`%22${GOOD}%22`, ["error urlEncoded", "error quoted"]],
    [GOOD.replaceAll(".", "%2E").replace("%2E", "."), ["error urlEncoded"]],
  ])("%#", (value, expected) => {
    const found = codes(value);
    expect(found.filter((code) => code.startsWith("error"))).toEqual(expected);
    expect(diagnoseToken(value, { now: NOW + 60_000 }).format).toBe("jwt");
  });

  test("a percent sign of another kind changes nothing", () => {
    expect(codes(`${GOOD}%`)).not.toContain("error urlEncoded");
    expect(codes("100%25")).not.toContain("error urlEncoded");
  });
});

describe("R196 a signature shorter than its algorithm's was cut off or made up", () => {
  const [head, body, signature] = GOOD.split(".") as [string, string, string];
  test.each([0, 1, 20, 42])("%i characters of 43", (length) => {
    const found = codes(`${head}.${body}.${signature.slice(0, length)}`);
    expect(found).toContain(length === 0 ? "error unsigned" : "error signatureCut");
  });

  test("a whole one is left alone", () => {
    expect(codes(GOOD)).toEqual([]);
  });

  test.each([
    ["HS512", 86],
    ["RS256", 171],
    ["ES256", 86],
    ["EdDSA", 86],
  ])("%s needs %i", (alg, least) => {
    const header = Buffer.from(JSON.stringify({ alg, typ: "JWT" })).toString("base64url");
    expect(codes(`${header}.${body}.${"s".repeat(least - 1)}`)).toContain("error signatureCut");
    expect(codes(`${header}.${body}.${"s".repeat(least)}`)).not.toContain("error signatureCut");
  });
});
