/** What the words of an error are read as, and whose words are about something else, one by one. */
import { describe, expect, test } from "vitest";
import { diagnoseError } from "../../../src/diagnose.ts";
import { isAboutSomethingElse, plainText } from "../../../src/diagnose/error/plain-words.ts";
import { viewsOf } from "../../../src/diagnose/error/walk.ts";

const recognised = (error: unknown): boolean => diagnoseError(error).recognised;

describe("R193 the words of a text", () => {
  test.each([
    ["AccessTokenExpired, HTTPStatus TOKEN_EXPIRED", "access token expired http status token expired"],
    ["expired%20token at https://login.example/token", "expired token at "],
    ["OAuth, and OAuthError", "oauth and oauth error"],
    ["the session ended.   Sign in", "the session ended\nsign in"],
    ['{"said":"no jwt","expired":true}', " said no jwt \nexpired true "],
    ['{"said":"no jwt",  "expired":true}', " said no jwt \nexpired true "],
    ["com.example.Tokens and jwt.ExpiredSignatureError", " and jwt expired signature error"],
  ])("%s", (text, words) => {
    expect(plainText(text)).toBe(words);
  });

  test.each([
    "login",
    "logins",
    "session.js",
    "session.jsx",
    "session.ts",
    "token",
    "auth-service/tokens",
    "sign-up page",
  ])("'%s' is a name in quotes", (name) => {
    expect(plainText(`no '${name}' here`)).toBe(name.includes(" ") ? "no sign up page here" : "no here");
  });

  test("what is code in quotes is no words, and a field is", () => {
    expect(plainText("`session.expire()` and `(tokens)` failed")).toBe(" and failed");
    expect(plainText('"token" : expired')).toBe(" token expired");
  });

  test.each([
    "csrf token",
    "reset tokens",
    "debug session",
    "debugger sessions",
    "token of a bus ticket",
    "token of two bus tickets",
    "12 tokens",
    "token limit",
    "meeting passcode",
  ])("%s: of another trade", (words) => {
    expect(plainText(words)).toContain(" alien ");
  });
});

describe("R202 names of programs, their builders and databases", () => {
  test.each([
    'near "FROM": syntax',
    "TS2304:",
    "cant read the",
    "can't read the",
    "can not read, cannot read the",
    "NG0201:",
    "missing translation:",
    "missing translations:",
    "translation key:",
    "translation keys:",
    "syntax error at",
    "syntax error: near",
    "locale en:",
    "locale 'en':",
    "locale messages:",
    "cannot find the column, cannot find column:",
    "cannot find columns:",
    "cannot find table:",
    "cannot find tables:",
  ])("%s token expired", (words) => {
    expect([recognised("token expired"), recognised(`${words} token expired`)]).toEqual([true, false]);
  });
});

describe("R209 sessions of other trades", () => {
  test.each([
    ["3ds", "3DS", "3D", "3d"],
    ["keeper", "keepers", "dependency", "dependencies", "edit", "editor"],
    ["call", "upload", "uploads", "uploading", "render", "renderer"],
  ])("%s and the like", (...trades) => {
    const misread = trades.filter((trade) => recognised(`${trade} session expired`));
    expect([misread, recognised("session expired")]).toEqual([[], true]);
  });

  test("in the plural as well", () => {
    expect([recognised("chat sessions are expired"), recognised("sessions are expired")]).toEqual([false, true]);
  });
});

describe("R209 errors of parsers and of browsers", () => {
  const named = (name: string): boolean => recognised(Object.assign(new Error("token expired"), { name }));

  test.each([
    "LexError",
    "LexerError",
    "ParseError",
    "ParserError",
    "TokenizeError",
    "TokenizerError",
    "TokeniserError",
  ])("%s is about a text", (name) => {
    expect(named(name)).toBe(false);
  });

  test.each(["SyntaxError", "ReferenceError", "ChunkLoadError"])("%s, and nothing that only begins so", (name) => {
    expect([named(name), named(`${name}Handler`)]).toEqual([false, true]);
  });

  test.each(["TokenError", "TokensError", "TokenExpiredError"])("%s is about a token", (name) => {
    expect(named(name)).toBe(true);
  });
});

describe("R203 codes of what was asked for, and of an app's own", () => {
  test.each<[code: string | number, isAbout: boolean]>([
    ["alreadyexists", true],
    ["already_exists", true],
    ["thing_not_found", true],
    ["notfound", true],
    ["Conflict", true],
    ["thing.not_found", false],
    ["not_found_here", false],
    ["token_not_found", false],
    [404, true],
    [423, true],
    [401, false],
  ])("%s: %s", (code, isAbout) => {
    expect(isAboutSomethingElse(viewsOf({ code, status: typeof code === "number" ? code : undefined }))).toBe(isAbout);
  });

  test("an action of Redux that failed says nothing of a session", () => {
    expect(recognised({ type: "session/load/rejected", message: "x" })).toBe(false);
    expect(recognised({ type: "session/rejected", message: "session expired" })).toBe(true);
  });
});
