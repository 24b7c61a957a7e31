/**
 * What a token shows of itself, which kind it is taken for, and what each warning says of it.
 *
 * @module
 */
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Token } from "../../src/token.ts";
import { clockSkew, warningOf } from "../../src/core/warnings.ts";

const NOW = Date.UTC(2026, 0, 1);
const of = (value: string): Token => new Token(value, { receivedAt: NOW });
const AGORA = "x".repeat(58); // with its version 61 characters

describe("a token", () => {
  test.each([
    ["a.b.c", "jwt"],
    ["a-_.b.", "jwt"],
    ["a.b", "opaque"],
    ["a.b.c.d", "opaque"], //           JWE has five parts
    ["a b.c.d", "opaque"],
    ["a.b.c d", "opaque"],
    [`007${AGORA}`, "agora-007"],
    [`006${AGORA}`, "agora-006"],
    [`007+/=${AGORA}`, "agora-007"],
    [`007${AGORA.slice(1)}`, "opaque"], // 60 characters: shorter than any of Agora's
    [`005${AGORA}`, "opaque"],
    [`x007${AGORA}`, "opaque"],
    [`007${AGORA}!`, "opaque"],
    ["x".repeat(61), "opaque"],
  ] as const)("%s is taken for %s", (value, format) => {
    expect(of(value).format).toBe(format);
  });

  test("R82 gives its value away only where it is read", () => {
    const token = new Token("a.b.c", { receivedAt: NOW, issuedAt: NOW - 1, expiresAt: NOW + 1 });
    const shown = { receivedAt: NOW, issuedAt: NOW - 1, expiresAt: NOW + 1, format: "jwt" };
    expect(token.value).toBe("a.b.c");
    expect(Object.assign({}, token)).toEqual(shown);
    expect(JSON.parse(JSON.stringify(token))).toEqual(shown);
    expect(String(token)).toBe("[Token jwt]");
    expect(inspect(token, { showHidden: true })).not.toContain("a.b.c");
    expect(inspect(of("opaque"))).toBe(`Token { receivedAt: ${String(NOW)}, format: 'opaque' }`);
  });

  test("has the details that JSON can have, and none where an object of the app's has a circle", () => {
    const details = { url: "wss://x", parts: [1] };
    const { details: kept } = new Token("opaque", { receivedAt: NOW }, details);
    expect(kept).toEqual(details);
    expect([kept, kept["parts"]].every(Object.isFrozen)).toBe(true);
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    for (const nothing of [{}, circle])
      expect(new Token("opaque", { receivedAt: NOW }, nothing).details).toStrictEqual({});
  });

  test("R82 cannot be changed, and has no date that is not known", () => {
    const token = of("opaque");
    expect(Object.keys(token)).toEqual(["receivedAt", "format"]);
    expect(Object.isFrozen(token)).toBe(true);
  });
});

describe("R114 a warning", () => {
  const living = (ms: number): Token => new Token("opaque", { receivedAt: NOW, expiresAt: NOW + ms });
  test.each([
    [3_600_000, "The local clock is 3600 s ahead of the server's; token dates are corrected"],
    [-61_400, "The local clock is 61 s behind the server's; token dates are corrected"],
  ])("clockSkew of %i ms says what to know", (skewMs, message) => {
    expect(clockSkew(skewMs)).toEqual({ code: "clockSkew", message, detail: { skewMs } });
  });

  const PLAIN = "so nothing is refreshed ahead: return expiresIn or expiresOn beside it";
  const jwt = (exp: unknown): Token => of(`e30.${btoa(JSON.stringify({ exp })).replace(/=+$/, "")}.x`);
  test.each([
    ["noExpiry", of("opaque"), `The token does not say when it expires, ${PLAIN}`],
    [
      "noExpiry",
      of(`007${AGORA}`),
      'The token does not say when it expires, so nothing is refreshed ahead: pass readAgoraToken of "evertoken/agora" as readToken',
    ],
    ["noExpiry", jwt(undefined), `The token does not say when it expires, ${PLAIN}`],
    ["noExpiry", jwt(NOW), `The token's "exp" is not in seconds, perhaps in milliseconds, ${PLAIN}`],
    ["noExpiry", jwt(String(NOW)), `The token's "exp" is not in seconds, perhaps in milliseconds, ${PLAIN}`],
    ["noExpiry", jwt("tomorrow"), `The token's "exp" is not in seconds, ${PLAIN}`],
    ["noExpiry", of("a.b.c.d.e"), `The token does not say when it expires (it seems to be encrypted), ${PLAIN}`],
    [
      "shortLived",
      living(20_000),
      "The token lives 20 s, less than twice willExpireLeadMs: no lead exceeds half its life",
    ],
    [
      "staleToken",
      living(1),
      "setToken() ignored a token that is older than the one in hand, has expired or was refused; call clear() to change users",
    ],
  ] as const)("%s says what to know", (code, token, message) => {
    const detail = code === "shortLived" ? { lifeMs: 20_000 } : {};
    expect(warningOf(code, token)).toEqual({ code, message, detail });
  });
});
