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
