/**
 * What is masked in texts that others wrote, and what is left to read. Long values are built here: none stands in a file.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { copyOf, describe as describeThrown } from "../../src/core/fields.ts";
import { scrub } from "../../src/core/scrub.ts";

const LONG = "abcdefghij".repeat(2).replace(/.$/, "7"); // 20 characters of the alphabet, one of them a digit
const HEAD = "eyJhbGci"; //                                  how every JWT begins

describe("scrub()", () => {
  test.each([
    ["a header", "Authorization: Bearer abc, then", "Authorization: Bearer [redacted], then"],
    ["two blanks", "BEARER   abc", "BEARER [redacted]"],
    ["a password", "basic dXNlcg==", "basic [redacted]"],
    ["its end in quotes", `'bearer abc' "basic x";`, `'bearer [redacted]' "basic [redacted]";`],
    ["no header", "a bearer", "a bearer"],
    ["no word of its own", "forbearer abc", "forbearer abc"],
    ["JSON", '{"access_token":"abc","expires_in":5}', '{"access_token":"[redacted]","expires_in":5}'],
    ["JSON with blanks", '{ "secret" : "abc" }', '{ "secret" : "[redacted]" }'],
    ["a form", "client_secret=abc&code=x&grant_type=y", "client_secret=[redacted]&code=[redacted]&grant_type=y"],
    ["single quotes", "{password: 'abc'}", "{password: '[redacted]'}"],
    ["an assertion", "assertion=abc; key = d, Sig:e", "assertion=[redacted]; key = [redacted], Sig:[redacted]"],
    ["a word beside", "the token abc", "the token abc"],
    ["a short JWT", `got ${HEAD}.e30.x-y_z!`, "got [redacted]!"],
    ["a JWT without a signature", `${HEAD}.e30.`, "[redacted]"],
    ["the head of a JWT", `(${HEAD})`, "([redacted])"],
    ["no JWT", `x${HEAD}`, `x${HEAD}`],
    ["a long value", `of ${LONG}.`, "of [redacted]"],
    ["one in parts", `of ${LONG}/x+y=/z, no`, "of [redacted], no"],
    ["one with dashes", `of ${LONG.replace("e", "-")}`, "of [redacted]"],
    ["one that is too short", `of ${LONG.slice(1)}`, `of ${LONG.slice(1)}`],
    ["a long word", "a".repeat(40), "a".repeat(40)],
  ])("R83 %s", (_, text, expected) => {
    expect(scrub(text)).toBe(expected);
  });

  test("R83 values that are known are masked whatever they look like, each time", () => {
    expect(scrub("x is not x-y", ["x-y", "x"])).toBe("[redacted] is not [redacted]");
    expect(scrub("nothing")).toBe("nothing");
  });

  test("R83 a text is cut, and a secret at the cut is masked before", () => {
    expect(scrub("word ".repeat(100), [], 10)).toBe("word word…");
    expect(scrub("ten chars!", [], 10)).toBe("ten chars!");
    expect(scrub(`${"word ".repeat(28)}${LONG}`, [], 10)).toBe("word word…");
    expect(scrub("a ".repeat(500_000)).length).toBe(256);
    expect(scrub(`${"[".repeat(159)}secret`, ["secret"], 10).length).toBe(10);
  });
});

describe("a token in hand", () => {
  // Of letters alone: nothing but the list of secrets tells that it is one.
  const letters = (from: number, count: number): string =>
    Array.from({ length: count }, (_, i) => String.fromCharCode(97 + ((from * 7 + i * i * 3 + i) % 26))).join("");
  const secret = `${letters(1, 40)}+${letters(2, 40)}/${letters(3, 40)}.${letters(4, 40)}=`;

  test.each([
    ["whole", secret],
    ["in a URL", encodeURIComponent(secret)],
    ["in a URL in a URL", encodeURIComponent(encodeURIComponent(secret))],
    ["in JSON in JSON", JSON.stringify(JSON.stringify({ a: secret }))],
    ["in JSON of PHP", secret.replaceAll("/", "\\/")],
    ["in JSON that escapes more", secret.replace(/[+/=]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`)],
    ["in HTML", secret.replace(/[+/=]/g, (char) => `&#${char.charCodeAt(0)};`)],
    ["with each letter escaped", Array.from(secret, (char) => `\\u00${char.charCodeAt(0).toString(16)}`).join("")],
    [
      "with each letter escaped twice",
      Array.from(secret, (char) => `\\\\u00${char.charCodeAt(0).toString(16)}`).join(""),
    ],
    ["with each letter in hex", Array.from(secret, (char) => `\\x${char.charCodeAt(0).toString(16)}`).join("")],
    ["with each letter in per cent", Array.from(secret, (char) => `%${char.charCodeAt(0).toString(16)}`).join("")],
    ["with each letter in HTML", Array.from(secret, (char) => `&#x${char.charCodeAt(0).toString(16)};`).join("")],
    [
      "with each letter as a code point",
      Array.from(secret, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`).join(""),
    ],
    [
      "with each letter as a long code point",
      Array.from(secret, (char) => `\\u{000${char.charCodeAt(0).toString(16)}}`).join(""),
    ],
    ["with each letter in HTML by its number", Array.from(secret, (char) => `&#0${char.charCodeAt(0)};`).join("")],
    [
      "with each letter in HTML, long",
      Array.from(secret, (char) => `&amp;#x00${char.charCodeAt(0).toString(16)};`).join(""),
    ],
    [
      "with each letter in per cent in per cent",
      Array.from(secret, (char) => `%25${char.charCodeAt(0).toString(16)}`).join(""),
    ],
    ["in a mail", secret.replaceAll("=", "=3D").replace(/.{7}/g, "$&=\n")],
    ["in HTML in HTML", secret.replace(/[+/=]/g, (char) => `&amp;#${char.charCodeAt(0)};`)],
    ["in a URL in lower case", encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
    ["in lines of 5", secret.replace(/.{5}/g, "$&\r\n  ")],
    ["with a letter before and behind", `token${secret}next`],
    ["in lines of 64", secret.replace(/.{64}/g, "$&\n")],
    ["in lines of 20, in JSON", JSON.stringify(secret.replace(/.{20}/g, "$&\r\n"))],
    ["in part", secret.slice(15, 60)],
    ["its beginning, cut", `${secret.slice(0, 12)}…`],
    ["split by control characters", secret.replace(/.{5}/g, "$&\u0000\u200b\u001b")],
  ])("R141 is masked %s", (_, text) => {
    const clean = scrub(`could not send <${text}>, sorry`, [secret], 4_096);
    expect(clean).toMatch(/^could not send <.*, sorry$/s);
    for (let at = 0; at + 8 <= secret.length; at++) expect(clean).not.toContain(secret.slice(at, at + 8));
    // Nor in another spelling: of the text between the brackets hardly anything is left.
    expect(clean.replaceAll("[redacted]", "").length).toBeLessThan("could not send <>, sorry".length + 20);
  });

  test("R141 a short one with much to escape leaves nothing", () => {
    const short = `Zx9+Qq/${letters(3, 4)}==${letters(4, 19)}`;
    const ways = [short, encodeURIComponent(short), short.replaceAll("/", "\\/"), short.slice(0, 16), short.slice(-16)];
    for (const text of ways) expect(scrub(`bad ${text}, sorry`, [short])).toBe("bad [redacted], sorry");
  });

  test("R141 one that is a URL's part itself is found as it is and decoded", () => {
    const encoded = `${letters(5, 6)}%2B${letters(6, 6)}%2F${letters(7, 6)}`;
    for (const text of [encoded, decodeURIComponent(encoded), encodeURIComponent(encoded)])
      expect(scrub(`of ${text}!`, [encoded])).toBe("of [redacted]!");
  });

  test("R141 each of several is masked: the one in hand and those before it", () => {
    const secrets = [secret, letters(9, 30), letters(11, 30)];
    expect(scrub(secrets.join(" and "), secrets, 4_096)).not.toMatch(/[a-z]{8}(?<!redacted)/);
  });
});

describe("R142 a vendor's own words", () => {
  test.each([
    "Error Code: 20103",
    "Invalid Refresh Token: Already Used",
    "Invalid Refresh Token: Refresh Token Not Found",
    '{"code":20101,"message":"Invalid Access Token"}',
    '{"error":{"code":"InvalidToken","message":"The token is not valid"}}',
    "AccessToken: expired.",
    "FirebaseError: code: auth/id-token-expired",
    "Request failed with status code 401",
    "code: 'ERR_BAD_REQUEST'",
    "statusCode=401",
    "AADSTS700082: The refresh token has expired due to inactivity.",
    "Missing key: not-provided",
    "secret: missing",
    "sig: mismatch",
    "client_secret: invalid.",
    "assertion: expired",
    'Bearer realm="api", error="invalid_token", error_description="The access token expired"',
    "WWW-Authenticate: Bearer error=invalid_token",
    'Basic realm="a house"',
    "Trace ID: 0a1b2c3d-1111-2222-3333-0123456789ab Correlation ID: 0A1B2C3D-1111-2222-3333-0123456789AB.",
    '{"requestId":"0a1b2c3d-1111-2222-3333-0123456789ab"}',
    "x-ms-request-id=0a1b2c3d-1111-2222-3333-0123456789ab",
    "    at refreshAccessToken (/app/node_modules/communication-services-client/dist/index.js:10:5)",
  ])("are kept: %s", (text) => expect(scrub(text)).toBe(text));

  test.each([
    ["code=SplxlOBeZQ", "code=[redacted]"],
    ['"code":"Splx1OBeZQ"', '"code":"[redacted]"'],
    ["token: abc123", "token: [redacted]"],
    ["token: 'abc'", "token: '[redacted]'"],
    ["Bearer dGVzdA==", "Bearer [redacted]"],
    ['"Bearer dGVzdA=", x', '"Bearer [redacted]", x'],
    ["token=0a1b2c3d-1111-2222-3333-0123456789ab", "token=[redacted]"],
    ["0a1b2c3d-1111-2222-3333-0123456789ab", "[redacted]"],
    ["id: 0a1b2c3d-1111-2222-3333-0123456789ab-x", "id: [redacted]"],
    ["secret: hunter", "secret: [redacted]"],
    ["password: hunter", "password: [redacted]"],
    ["client_secret: abc", "client_secret: [redacted]"],
    ["access_token=already", "access_token=[redacted]"],
  ])("what may be a secret is none of them: %s", (text, clean) => expect(scrub(text)).toBe(clean));
});

test("R142 a GUID that is a known secret is masked", () => {
  const guid = "0a1b2c3d-1111-2222-3333-0123456789ab";
  expect(scrub(`id: ${guid}`, [guid])).toBe("id: [redacted]");
});

test("R199 a GUID is shown only where it is called an id: tokens may be GUIDs", () => {
  const guid = "0a1b2c3d-1111-2222-3333-0123456789ab";
  expect(scrub(`Trace ID: ${guid} failed`)).toBe(`Trace ID: ${guid} failed`);
  expect(scrub(`the access token ${guid} was refused`)).toBe("the access token [redacted] was refused");
});

test("R199 a secret is masked in large and small letters, and as mail writes it", () => {
  const secret = "aBcDeF/gHiJkL+mNoPqR==";
  expect(scrub(`it was ${secret.toUpperCase()} then`, [secret])).toBe("it was [redacted] then");
  expect(scrub(`it was ${secret.toLowerCase()} then`, [secret])).toBe("it was [redacted] then");
  expect(scrub("it was aBcDeF/gHiJ=\nkL+mNoPqR=3D=3D then", [secret])).toBe("it was [redacted] then");
});

test("R143 no control character comes through, a line's end and a tab apart", () => {
  const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).join("");
  const clean = scrub(all, [], 0x4000);
  expect(clean).not.toMatch(/[^\P{C}\n\t]/u);
  expect(clean).toContain("\n");
  expect(scrub("\u001b[31mred\u001b]0;title\u0007\u009b2J\u202e!")).toBe("[31mred]0;title2J!");
  expect(scrub("Grüße, 你好, \u{1f989}")).toBe("Grüße, 你好, \u{1f989}");
});

describe("what others throw", () => {
  const unreadable = new Proxy(new Error("x"), {
    get: () => {
      throw new Error("no");
    },
  });

  test("R83 is described in its own words, and by what is beneath", () => {
    const failed = new TypeError("fetch failed");
    expect(describeThrown(failed, [])).toBe("fetch failed");
    expect(describeThrown(Object.assign(failed, { cause: { code: "ECONNREFUSED", message: "no" } }), [])).toBe(
      "fetch failed (ECONNREFUSED)",
    );
    expect(describeThrown({ message: "m", cause: { message: "deeper" } }, [])).toBe("m (deeper)");
    expect(describeThrown({ message: "m", cause: { code: 5 } }, [])).toBe("m");
    expect(describeThrown("a text with x-y", ["x-y"])).toBe("a text with [redacted]");
    expect(describeThrown(undefined, [])).toBe("undefined");
    expect(describeThrown(unreadable, [])).toBe("an error that cannot be read");
  });

  test("R83 is copied without what hangs on it", () => {
    const thrown = Object.assign(new RangeError("of x-y"), { code: "E1", config: { headers: "x-y" } });
    thrown.stack = "RangeError: of x-y\n at x-y";
    const copy = copyOf(thrown, ["x-y"]);
    expect(copy).not.toBe(thrown);
    expect(Object.keys(copy).sort()).toEqual(["code", "name"]);
    expect(copy).toMatchObject({
      code: "E1",
      name: "RangeError",
      message: "of [redacted]",
      stack: "RangeError: of [redacted]\n at [redacted]",
    });
    expect(copyOf({ message: "m", code: 7 }, [])).toMatchObject({ name: "Error", code: "7", stack: "Error: m" });
    expect(copyOf({ message: "m", name: {}, stack: null }, [])).not.toHaveProperty("code");
    expect(copyOf(unreadable, [])).toMatchObject({ message: "an error that cannot be read" });
  });
});

describe("R505 what addresses, cookies and commands keep to themselves", () => {
  const secret = "Xq7-zebra-Lm";
  test.each([
    `$ curl -u joe:${secret} https://api.example.com/x`,
    `curl -b 'sid=${secret}' https://api.example.com/x`,
    `curl -H 'Cookie: a=b; sid=${secret}' https://api.example.com/x`,
    `docker login -u joe -p ${secret}`,
    `wget --password=${secret} https://api.example.com`,
    `postgres://app:${secret}@db.example.com/app is not reachable`,
    `Set-Cookie: session=${secret}; Path=/`,
  ])("%s", (text) => {
    const clean = scrub(text);
    expect(clean).not.toContain("zebra");
    expect(clean).toContain("[redacted]");
  });

  test.each([
    [`{"cookie":"sid=${secret}"}`, `{"cookie":"sid=[redacted]"}`],
    [`{'Cookie' : 'sid=${secret}'}`, `{'Cookie' : 'sid=[redacted]'}`],
    [`cookie:sid=${secret}`, "cookie:sid=[redacted]"],
    [`curl -b 'sid=${secret}' -v`, "curl -b '[redacted]' -v"],
    [`mysql --password ${secret} shop`, "mysql --password [redacted] shop"],
  ])("what stands around it stays: %s", (text, clean) => {
    expect(scrub(text)).toBe(clean);
  });

  test.each([
    "https://api.example.com/x is not reachable",
    "Invalid cookie: it is missing",
    "write to support@example.com",
  ])("and no more: %s", (text) => {
    expect(scrub(text)).toBe(text);
  });
});
