/** What a console prints below an error's words: where the code stood, and fields that hold nothing. */
import { describe, expect, test } from "vitest";
import { diagnoseError } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

const actionOf = (error: unknown): string => diagnoseError(error, { now: NOW }).action;

const STACK = [
  "at ProtocolLib.getErrorSchema (node_modules/sdk/core/submodules/protocols/index.js:79:67)",
  "at async compile (file:///srv/app/parser/lexer.js:12:3)",
  "at /srv/app/cart/orders.js:1:20",
];
const below = (words: string, ...lines: readonly string[]): string => [words, ...lines].join("\n    ");

describe("R372 no words about an error are", () => {
  test("the places where the code stood", () => {
    const words = "The request signature we calculated does not match the signature you provided.";
    expect(actionOf(words)).toBe("fixConfig");
    expect(actionOf(below(words, ...STACK))).toBe("fixConfig");
    expect(actionOf(below(words, ...STACK.map((line) => `${line}  `)))).toBe("fixConfig");
    expect(actionOf({ message: below(words, ...STACK) })).toBe("fixConfig");
    const windows = [
      "invalid signature",
      "at compile (C:\\srv\\parser\\index.js:79:67)",
      "at lexer (C:\\srv\\pack.js:1:1)",
    ];
    expect(actionOf(windows.join("\r\n    "))).toBe("fixConfig");
    expect(actionOf(windows.join("\n\t"))).toBe("fixConfig");
  });

  test.each([
    "aborted: false",
    "aborted: null,",
    "'aborted': undefined,",
    "aborted: [Object],",
    "Symbol(aborted): false",
  ])("fields that hold nothing: %s", (field) => {
    const words = `Error: Response Error: 401 Unauthorized, after ${"another ".repeat(10)}attempt`;
    expect(actionOf(below(words, field))).toBe("refresh");
    expect(actionOf(below(words, "aborted: true"))).toBe("none");
  });

  test("but those that hold something are", () => {
    expect(actionOf(below("Error: Request failed {", "cause: 'jwt expired'", "}"))).toBe("refresh");
    expect(actionOf(below("Request failed", "at last: jwt expired"))).toBe("refresh");
  });

  test("so that what stands after them is read", () => {
    const empty = Array.from({ length: 40 }, (_, i) => `field${i}: undefined,`);
    const printed = below(
      "Error: Response Error: 401 Unauthorized {",
      ...empty,
      "payload: { error: 'invalid_client' }",
      "}",
    );
    expect(diagnoseError(printed, { now: NOW })).toMatchObject({ action: "fixConfig", code: "invalid_client" });
  });
});
