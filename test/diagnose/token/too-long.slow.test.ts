/** What is longer than any token: one finding, at the price of looking at its length. */
import { deflateRawSync, deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodeAgoraToken, readAgoraToken } from "../../../src/core/read/agora.ts";
import { readJwt } from "../../../src/core/read/jwt.ts";
import { diagnoseToken } from "../../../src/diagnose.ts";
import { run, type Terminal } from "../../../src/cli/run.ts";
import { base64url, hmacJwt, MINTED, NOW } from "./mint.ts";

/** The core refuses longer tokens (`ERR_TOKEN_UNUSABLE`). */
const LIMIT = 128 * 1024;
const HUGE = 8_000_000;

const GOOD = hmacJwt({ sub: "alice", iat: MINTED, exp: MINTED + 3600 });
const jwt = (payload: object): string => `${GOOD.split(".")[0]}.${base64url(payload)}.${"s".repeat(43)}`;
const filled =
  (start: string, unit: string, end = "") =>
  (length: number): string =>
    start + unit.repeat(Math.ceil((length - start.length - end.length) / unit.length)) + end;

/** Each makes a text of about `length` characters, never fewer. */
const SHAPES: Readonly<Record<string, (length: number) => string>> = {
  "007 and one letter": filled("007", "A"),
  "006 and one letter": filled("006", "A"),
  "007 and what is no base64": filled("007", "A+ /", "!"),
  "007 and a bomb": (length) => {
    const bomb = deflateSync(new Uint8Array(length)).toString("base64");
    return `007${bomb}`.padEnd(length, bomb);
  },
  "007 and blocks that are not compressed": (length) =>
    `007${deflateSync(new Uint8Array(length), { level: 0 }).toString("base64")}`,
  "007 and empty blocks": (length) => filled(`007${deflateRawSync("").toString("base64")}`, "AAAA//8A")(length),
  "a JWT with a long claim": (length) => jwt({ sub: "a".repeat(length) }),
  "a JWT with a long signature": filled(GOOD, "s"),
  "a JWT of ACS with many scopes": (length) => jwt({ skypeid: "acs:x", acsScope: "a,".repeat(length / 2) }),
  "a JWT of many audiences": (length) => jwt({ iss: "https://x/", aud: Array(Math.ceil(length / 4)).fill("a") }),
  "a JWT of nested claims": (length) => `${GOOD.split(".")[0]}.${base64url('{"a":'.repeat(length / 5))}.s`,
  "the beginning of a JWT": filled("eyJ", "a"),
  "the five parts of a JWE": filled(`${base64url({ alg: "dir", enc: "A256GCM" })}....`, "a"),
  dots: filled("", "."),
  "one letter": filled("", "x"),
  "digits of a key": filled("", "0"),
  "words before words": filled("", "Bearer "),
  "a word before blanks": filled("Bearer", " ", GOOD),
  quotes: filled("", '"'),
  "a quotation": filled('"', "\\u0061", '"'),
  "half a quotation": filled("`", "'"),
  JSON: filled('{"token":"', "y", '"}'),
  "JSON in JSON": filled("", '{"token":'),
  "JSON around a good token": filled(`{"token":"${GOOD}","user":"`, "u", '"}'),
  "per cents": filled("007", "%"),
  "per cents of per cents": filled("%22", "%2522"),
  "a token in per cents": filled("eyJ.", "%61"),
  "a connection string": filled("endpoint=", ";"),
};
const shapes = Object.entries(SHAPES);

const codes = (value: unknown, options = {}): string[] =>
  diagnoseToken(value, { now: NOW, ...options }).findings.map(({ severity, code }) => `${severity} ${code}`);

/** CPU time of this thread: the clock's own goes on while others run. */
const cost = (work: () => unknown): number => {
  const begin = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(begin);
  return user + system;
};

describe("R196 more than 128 KiB are no token", () => {
  test.each(shapes)("%s: one finding", (_, make) => {
    for (const length of [LIMIT + 1, HUGE]) {
      const value = make(length);
      expect(value.length).toBeGreaterThanOrEqual(length);
      expect(codes(value)).toEqual(["error tooLong"]);
      expect(codes(value, { provider: "twilio-voice", previous: GOOD })).toEqual(["error tooLong"]);
      expect(codes(`\n ${value} \n`)).toEqual(["error tooLong"]);
    }
  });

  test("the answer says how long it is, and holds nothing of it", () => {
    const diagnosis = diagnoseToken("secret".repeat(LIMIT), { now: NOW });
    expect(diagnosis).toMatchObject({ format: "opaque", provider: "unknown", summary: {} });
    expect(diagnosis.findings[0]?.message).toContain(`${6 * LIMIT} characters`);
    expect(JSON.stringify(diagnosis)).not.toContain("secret");
  });

  test("128 KiB are looked at, whatever is around them", () => {
    const longest = "x".repeat(LIMIT);
    expect(codes(longest)).toEqual(["info opaque"]);
    expect(codes(`${" ".repeat(HUGE)}${longest}\n`)).toEqual(["warning whitespace", "info opaque"]);
    expect(codes(" ".repeat(HUGE))).toEqual(["error empty", "warning whitespace"]);
  });

  test("a page is told as such, however long", () => {
    expect(codes(`<!doctype html>${"<p>Sign in</p>".repeat(LIMIT)}`)).toEqual(["error pageInstead"]);
  });

  test("in an object, and as the token before", () => {
    expect(codes({ token: "x".repeat(HUGE) })).toEqual(["error wrappedInJson", "error tooLong"]);
    for (const [, make] of shapes) expect(codes(GOOD, { previous: make(HUGE) })).toEqual(codes(GOOD));
  });
});

test("R196 eight megabytes cost less than the longest token", () => {
  const longest = shapes.map(([, make]) => make(LIMIT * 0.7));
  const huge = shapes.map(([, make]) => make(HUGE));
  const look = (values: string[]) => (): void => {
    for (const value of values) {
      diagnoseToken(value, { now: NOW });
      diagnoseToken(GOOD, { now: NOW, previous: value });
    }
  };
  look(huge)(); // lays the texts out in one piece, which is not the diagnosis' doing
  expect(cost(look(huge))).toBeLessThan(cost(look(longest)));
});

test("R74 no reader of dates decodes what is longer than any token", () => {
  for (const [, make] of shapes) {
    const value = make(HUGE);
    for (const read of [readAgoraToken, decodeAgoraToken, readJwt]) expect(read(value)).toBeUndefined();
  }
});

describe("R197 the command", () => {
  const inspect = async (words: string[], piped?: string): Promise<{ code: number; out: string; err: string }> => {
    const told = { out: "", err: "" };
    const terminal: Terminal = {
      words: ["inspect", ...words],
      colour: false,
      now: () => NOW,
      read: (lengthLimitOf) => Promise.resolve(piped?.slice(0, lengthLimitOf(piped) + 1)),
      print: (text) => (told.out += text),
      complain: (text) => (told.err += text),
      version: () => "0",
    };
    return { code: await run(terminal), ...told };
  };

  test.each(shapes)("%s: says so, piped or as an argument", async (name, make) => {
    const value = make(LIMIT + 1);
    if (/\s/.test(value)) return; // several words are an error's text
    for (const given of [
      await inspect([value]),
      await inspect(["-"], value),
      await inspect(["--previous", GOOD, value]),
    ]) {
      expect(given, name).toMatchObject({ code: 1, err: "" });
      expect(given.out).toContain("error tooLong");
    }
  });

  test.each(shapes)("%s of eight megabytes are refused unread", async (_, make) => {
    const value = make(HUGE);
    for (const given of [await inspect([value]), await inspect([], value)]) {
      // What begins as a HAR file or a journal does may be longer: it is read, and found to be neither.
      if (/^[[{]/.test(value)) expect(given.out).toContain("error tooLong");
      else expect([given.code, given.out, given.err]).toEqual([2, "", expect.stringContaining("longer than 1 MiB")]);
    }
  });
});
