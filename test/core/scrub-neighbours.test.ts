/**
 * What is left of a token that shares a part with one that is known, and of tokens that were known before.
 *
 * @module
 */
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { scrub } from "../../src/core/scrub.ts";
import { Token } from "../../src/token.ts";

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

/** Of one issuer: each shares its header and its first claims with the others. */
function jwt(sub: string, iat: number): string {
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ iss: "https://id.example.com", aud: "api", sub, iat })}`;
  return `${signed}.${createHmac("sha256", "a key").update(signed).digest("base64url")}`;
}
const hex = (seed: string, count: number): string =>
  createHmac("sha256", "hex").update(seed).digest("hex").slice(0, count);

describe("R350 a token of the same family as the one in hand", () => {
  const mine = jwt("alice", 1_767_225_600);
  const other = jwt("bob", 1_767_224_600);

  test.each([
    ["whole", `token ${other} is revoked`, "token [redacted] is revoked"],
    ["in a form", `access_token=${other}&expires_in=5`, "access_token=[redacted]&expires_in=5"],
    ["in JSON", JSON.stringify({ jwt: other, status: 401 }), '{"jwt":"[redacted]","status":401}'],
    [
      "in a URL",
      `GET https://api.example.com/x?t=${other} failed`,
      "GET https://api.example.com/x?t=[redacted] failed",
    ],
    ["in brackets", `refused (${other}).`, "refused ([redacted])."],
    ["at the end of a sentence", `it is ${other}.`, "it is [redacted]"],
    [
      "after a claim of its own",
      `${encode({ kid: "xy", alg: "none" })}${other.slice(other.indexOf("."))}!`,
      "[redacted]!",
    ],
    ["cut", `${other.slice(0, 110)}…`, "[redacted]…"],
    ["beside the one in hand", `${mine} or ${other}?`, "[redacted] or [redacted]?"],
  ])("is masked %s", (_, text, clean) => expect(scrub(text, [mine])).toBe(clean));

  test.each([8, 12, 16, 19, 20, 24, 32])(
    "is masked with %i letters of its own behind those that it shares",
    (count) => {
      const family = "v1_eu-west-1_tenant42_";
      const [known, foreign] = [family + hex("known", count), family + hex("foreign", count)];
      expect(scrub(`token ${foreign} is revoked`, [known])).toBe("token [redacted] is revoked");
      expect(scrub(`at ${encodeURIComponent(`${foreign}+/==`)}, no`, [known])).toBe("at [redacted], no");
      expect(scrub(`${hex("before", count)}-${known.slice(0, 12)} it`, [known])).toBe("[redacted] it");
    },
  );

  test("R142 what stands apart stays", () => {
    const known = "session-abcdefgh";
    const id = "Trace ID: 0a1b2c3d-1111-2222-3333-0123456789ab";
    expect(scrub(`code: 20101, token=${known}&status=401 at https://api.example.com/v1 ${id}`, [known])).toBe(
      `code: 20101, token=[redacted]&status=401 at https://api.example.com/v1 ${id}`,
    );
  });
});

describe("R351 a token that was in hand before", () => {
  const hold = (value: string, details?: object): Token => new Token(value, { receivedAt: 0 }, details);

  test("is masked, and so is what hangs on it", () => {
    const value = `sk-${hex("before", 4)}Qw7x`;
    expect(scrub(`token ${value} is bad`)).toContain(value);
    hold(value);
    expect(scrub(`token ${value} is bad`)).toBe("token [redacted] is bad");
    expect(scrub(`?t=${encodeURIComponent(value)}&a=1 '${value}'`)).toBe("?t=[redacted]&a=1 '[redacted]'");
  });

  test("is masked beside one that is known", () => {
    const value = `sk-${hex("beside", 4)}Zx81`;
    hold(value);
    expect(scrub(`new abcdefgh, old ${value}`, ["abcdefgh"])).toBe("new [redacted], old [redacted]");
  });

  test("as are the secrets that stood beside it, by their names", () => {
    const secret = (name: string): string => `rt-${hex(name, 6)}Er`;
    const names = ["refresh_token", "clientSecret", "apiKey", "password", "assertion", "code", "credential", "idToken"];
    const beside = Object.fromEntries(names.map((name) => [name, secret(name)]));
    hold("any", {
      deep: [beside],
      user_name: "alice-in-wonderland",
      issued_token_type: "urn:ietf:token-2",
      code2: "x",
    });
    for (const name of names) expect(scrub(`of ${secret(name)}!`)).toBe("of [redacted]!");
    for (const plain of ["alice-in-wonderland", "urn:ietf:token-2"]) expect(scrub(plain)).toBe(plain);
  });

  test("R142 short ones and plain words beside a token mask nothing", () => {
    hold("abc", { code: "ok", token_type: "Bearer", key: "abcdefg", error_code: "temporarily unavailable" });
    hold("a-fake-access-token", { error_code: "access_denied" });
    for (const text of ["abc", "ok", "Bearer", "abcdefg", "is unavailable", "access-token", "access_denied"])
      expect(scrub(text)).toBe(text);
  });

  test("a page that has had hundreds of others forgets it", () => {
    const value = `sk-${hex("the first", 4)}Qw7x`;
    hold(value);
    for (let i = 0; i < 256; i++) hold(`one-of-many-${String(i)}`);
    expect(scrub(value)).toBe(value);
  });
});
