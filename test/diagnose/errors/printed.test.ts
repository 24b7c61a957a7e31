/** What a console prints below an error's words: where the code stood, and fields that hold nothing. */
import { inspect } from "node:util";
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

/** What `console.log(error)` shows in Node: two levels of fields below the error's own. */
const shown = (error: unknown, depth = 2): string => inspect(error, { depth });

describe("R379 an error as a console shows it means what the error means", () => {
  class IncomingMessage {
    statusCode = 400;
    on = (): void => {};
    handler = /^(?:Authorization|Cookie)$/i;
    agents: object[] = [new Map([["a", 1]]), new Set([1]), new Date(0), Buffer.from("x")];
    self: unknown = this;
    _header = "GET /me HTTP/1.1\r\nHost: api.example.com\r\n\r\n";
    settings = Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`setting${at}`, at % 2 ? "text" : at]));
  }
  const answer = (status: number, data: object): Error =>
    Object.assign(new Error(`Request failed with status code ${status}`), {
      name: "AxiosError",
      code: "ERR_BAD_REQUEST",
      config: { transformRequest: [(): void => {}], env: { FormData, Blob }, data: undefined },
      request: new IncomingMessage(),
      response: { status, headers: new Headers({ date: "Thu, 01 Jan 1970 00:00:00 GMT" }), data, duration: 12 },
      status,
    });
  const CASES: readonly (readonly [error: Error, action: string])[] = [
    [answer(400, { error: "invalid_grant", error_description: "refresh token revoked" }), "signIn"],
    [answer(401, { error: "invalid_client" }), "fixConfig"],
    [answer(401, { message: "JWT not active yet" }), "fixClock"],
    [answer(403, { code: "session_expired" }), "signIn"],
    [answer(404, { message: 'No token for "this" user\'s' }), "none"],
    [new Error("Could not load", { cause: new Error("jwt expired") }), "refresh"],
    [Object.assign(new Error('401 {"errors":[{"detail":"invalid signature"}]}'), { status: 401 }), "fixConfig"],
    [new AggregateError([new Error("jwt malformed"), new Error("again")], "All failed"), "fixConfig"],
    [
      Object.assign(new Error("no"), {
        details: "first line\nthe refresh token's time is over\nrefresh token expired\n",
      }),
      "signIn",
    ],
  ];

  test.each(CASES)("%s", (error, action) => {
    expect(actionOf(error)).toBe(action);
    expect(actionOf(shown(error))).toBe(action);
    expect(actionOf(shown(error, 5))).toBe(action);
    expect(actionOf(`12:00:01 WARN could not load ${shown(error)}`)).toBe(action);
    expect(actionOf(`Uncaught (in promise) ${shown(error)}`)).toBe(action);
  });

  test("and so does what was cut off", () => {
    const [[error]] = CASES as [(typeof CASES)[0]];
    expect(actionOf(shown(error).split("duration")[0])).toBe("signIn");
    expect(actionOf('ERROR {"status":400,"error":"invalid_grant","error_descr')).toBe("signIn");
  });

  test.each([
    ["brackets of other kinds", "Response{protocol=h2, code=401, message=}", "refresh"],
    ["a hash of Ruby", '{:code=>"x", :description=>"Token is expired"} from the client', "refresh"],
    ["marks and codes", "[WARN] DiscordAPIError[50001]: Missing Access", "fixConfig"],
    ["a brace that belongs to a sentence", "jwt expired }{ at last", "refresh"],
  ])("%s", (_, text, action) => {
    expect(actionOf(text)).toBe(action);
  });
});
