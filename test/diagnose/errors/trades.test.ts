/** Words that are somebody else's: other trades' tokens, names of code, what was asked for. By the parts of the engine. */
import { describe, expect, test } from "vitest";
import {
  findInWords,
  isAboutSigningIn,
  isAboutSomethingElse,
  plainText,
} from "../../../src/diagnose/error/plain-words.ts";
import { diagnoseError } from "../../../src/diagnose.ts";
import { viewsOf } from "../../../src/diagnose/error/walk.ts";
import { NOW } from "./cases/case.ts";
import { table } from "./made.ts";

const split = (words: string): readonly string[] => words.split(", ");

describe("R193 identifiers read as words", () => {
  test.each([
    ["AccessTokenExpired", "access token expired"],
    ["JWTExpired", "jwt expired"],
    ["TOKEN_EXPIRED", "token expired"],
    ["auth/id-token-expired", "auth id token expired"],
    ["OAuthError: x", "oauth error x"],
    ["see https://x.example/token?a=1 for more", "see for more"],
    ["the OAuth flow\nOAuth", "the oauth flow\noauth"],
    ['"a", "b"', " a \nb "],
    ["  two   blanks", " two blanks"],
    ["jwt.ExpiredSignatureError", "jwt expired signature error"],
    ["oauth2.Token", " "],
    ["model 'token' was", "model was"],
    ['the "user-session" was', "the was"],
    ["`prisma.session.delete()` was", " was"],
    ["`a word` was", " a word was"],
    ['{"token": "x"}', " token x "],
  ])("%s", (text, expected) => {
    expect(plainText(text)).toBe(expected);
  });
});

const TOKENS =
  "csrf, xsrf, forgery, authenticity, reset, password, push, device, registration, invite, invitation, cancel, cancellation, payment, method, card, cart, checkout, verification, confirmation, illegal, unrecognized, page, continuation, sync, design, max, total, output, input, prompt, completion, lock, cursor, string, end, character, other, supported, expected, expecting, unexpected";
const AFTER = "in json, address, at position, limit, count, account, contract, transfer, allowance, balance, indices";
const SESSIONS =
  "cart, checkout, payment, shopping, booking, upload, game, call, media, meeting, chat, editing, debug, debugger, inspector, webdriver, browser, driver, database, transaction, ssh, tls, ssl, edit, training, exam, class, course, streaming, trading, voting, test, study, live, terminal, shell";

const actionOf = (text: string): string => diagnoseError(text, { now: NOW }).action;

describe("R202 tokens and sessions of other trades are none", () => {
  test.each(split(TOKENS))("%s token", (word) => {
    expect(actionOf(`the ${word} token has expired`)).toBe("none");
    expect(actionOf(`the ${word} tokens have expired`)).toBe("none");
  });

  test.each(split(AFTER))("token %s", (word) => {
    expect(actionOf(`invalid token ${word}`)).toBe("none");
    expect(actionOf(`invalid tokens ${word}`)).toBe("none");
  });

  test.each(split(SESSIONS))("%s session", (word) => {
    expect(actionOf(`the ${word} session has expired`)).toBe("none");
    expect(actionOf(`the ${word} sessions have expired`)).toBe("none");
  });

  test.each([
    "tokens per minute",
    "tokens allowed",
    "tokens used",
    "number of tokens",
    "amount of tokens",
    "20 tokens",
  ])("%s", (text) => {
    expect(plainText(text)).not.toContain("token");
  });

  test.each(["meeting passcode", "room passcode", "webinar passcode"])("%s", (text) => {
    expect(plainText(text)).not.toContain("passcode");
  });

  test.each(["access token", "expected tokens to be", "the passcode", "user session", "no tokens", "token expired"])(
    "%s stays",
    (text) => {
      expect(plainText(text)).toBe(text);
    },
  );
});

const anything = table([["~", "retryLater", "any", { says: /./ }]], { rank: "words" });
const isRead = (error: unknown): boolean => findInWords(viewsOf(error), [anything], "texts and codes") !== undefined;

describe("R202 what programs say of names is no evidence", () => {
  test.each([
    "Cannot read x",
    "can't set x",
    "cannot find module x",
    "cannot get property x",
    "x is not a function",
    "x is not iterable",
    "Failed to resolve import x",
    "could not resolve ./x",
    "[vite] x",
    'relation "x" does not exist',
    "column 'x' not found",
    '"x" field x',
    "no such table: x",
    "unknown column x",
    "violates foreign constraint",
    "UNIQUE constraint failed: x",
    "invalid object name x",
    "variable $x",
    "option '--x'",
    "No module named x",
    "could not find a.b: x",
    "cannot import name x",
    "parsing_exception x",
    "failed to parse url x",
    "InjectionToken x",
    "duplicate key x",
    "foreign key x",
    "ENOENT: x",
    { name: "SyntaxError", message: "x y" },
    { name: "ReferenceError", message: "x y" },
    { name: "ZodError", message: "x y" },
    { name: "SecurityError", message: "x y" },
  ])("%o", (error) => {
    expect(isRead(error)).toBe(false);
  });

  test.each(["x y", { name: "TypeError", message: "x y" }, "the account could not be found: x", { code: "X" }])(
    "unlike %o",
    (error) => {
      expect(isRead(error)).toBe(true);
    },
  );

  test("nothing is read in nothing", () => {
    expect([isRead({}), isRead(""), isRead(null)]).toEqual([false, false, false]);
  });
});

describe("R203 what speaks of what was asked for", () => {
  test.each<[is: boolean, error: unknown]>([
    ...[404, 405, 409, 410, 412, 413, 415, 418, 422, 423, 426].map((status): [boolean, unknown] => [true, { status }]),
    ...[400, 401, 403, 406, 408, 414, 424, 429, 500].map((status): [boolean, unknown] => [false, { status }]),
    ...split(
      "NOT_FOUND, notFound, user_not_found, resource_missing, BAD_USER_INPUT, already_exists, CONFLICT, validation_error, validation_failed",
    ).map((code): [boolean, unknown] => [true, { code }]),
    [true, { extensions: { code: "NOT_FOUND" } }],
    [true, { cause: { status: 404 } }],
    [false, { code: "not_found_at_all" }],
    [false, { code: "session_not_found", status: 404 }],
    [false, { code: "auth/not_found" }],
    [false, { error: "jwt", status: 404 }],
    [false, { type: "token", status: 404 }],
  ])("%s: %o", (is, error) => {
    expect(isAboutSomethingElse(viewsOf(error))).toBe(is);
  });
});

const SIGNS =
  "auth, authn, authz, oauth, oauth2, oidc, saml, openid, authenticated, unauthenticated, authentication, authorised, unauthorized, token, tokens, jwt, jwts, jwks, sso, session, sessions, credential, credentials, login, log in, signin, sign in, logged in, signed in, bearer, api key, secret, redirect uri, redirect url, callback url, identity provider, dpop, pkce, csrf";

describe("R201 what speaks of signing in", () => {
  test.each(split(SIGNS))("%s", (word) => {
    expect(isAboutSigningIn(viewsOf(`the ${word} was`))).toBe(true);
    expect(isAboutSigningIn(viewsOf(`the x${word} was`))).toBe(false);
  });

  test.each<[is: boolean, error: unknown]>([
    [true, { status: 401 }],
    [true, { cause: { status: 401 } }],
    [false, { status: 403 }],
    [true, { status: 403, message: "the token was" }],
    [false, { status: 404, message: "the token was" }],
    [true, { status: 498, message: "the token was" }],
    [true, { status: 400, message: "the token was" }],
    [true, { error: "login_failed" }],
    [true, { message: "the IdP was" }],
    [true, { message: "the access token was" }],
    [false, { message: "the door" }],
  ])("%s: %o", (is, error) => {
    expect(isAboutSigningIn(viewsOf(error))).toBe(is);
  });
});

const SURE =
  "auth, authn, authz, unauthorized, unauthorised, authentication, authenticated, oauth, oauth2, oidc, openid, saml, sso, jwt, jws, jwks, bearer, login, log in, sign in, signin, signed in, logged in, access token, id token, refresh tokens, security token, session token, user token, client token, token has expired, tokens were revoked, credential is not valid, expired token, expired tokens, revoked credential, revoked credentials, signature expired, signature has expired, expired signature, hmac, your session, access failure for api, api key, api keys, apikey, client id, client secret, claim, claims, dpop, mfa";

describe("R202 what says that it is about signing in is believed, whatever trade it names besides", () => {
  const words = (sure: string): string => `wrong signature of the file (${sure})`;

  test.each(split(SURE))("%s", (sure) => {
    expect(actionOf(words("font"))).toBe("none");
    expect(actionOf(words(sure))).not.toBe("none");
  });
});
