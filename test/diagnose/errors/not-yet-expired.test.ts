/**
 * R332: a warning that a token's end is near, in plain words.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { diagnoseError } from "../../../src/diagnose.ts";

const of = (error: unknown): string => diagnoseError(error).action;

describe("R332 what is about to expire is renewed", () => {
  test.each([
    "Token will expire soon",
    "your token is about to expire",
    "Your session is about to expire",
    "The access token expires in 30 seconds",
    "AccessTokenWillExpire",
    "ACCESS_TOKEN_EXPIRING",
    "[auth] warning: token about to expire, please renew",
    "Access token is expiring soon",
    "Access token expiring in 00:01:30",
    "accessTokenExpiring event raised",
    "Twilio AccessToken will expire in 180 seconds",
    "JWT is going to expire in less than a minute",
    "Security token is near expiry",
    "token_near_expiration",
    "The credentials are nearing expiration",
    "Token expiry is approaching",
    "Renew your token before it expires",
    "your ticket expires shortly",
    "Please refresh the token before it expires.",
  ])("%s", (text) => {
    expect(diagnoseError(new Error(text))).toMatchObject({ action: "renew", recognised: true, userMustAct: false });
    expect(of({ level: "warn", message: text })).toBe("renew");
    expect(of(`[2026-11-26T10:00:00Z] WARN ${text}`)).toBe("renew");
  });
});

describe("R332 what has expired, or what failed, is another matter", () => {
  test.each([
    ["signIn", "Your token was about to expire and could not be refreshed: invalid_grant"],
    ["refresh", "Token expired: it was about to expire 30 seconds ago"],
    ["refresh", "jwt nearly expired"],
    ["signIn", "token is about to expire, refresh failed"],
    ["signIn", "Refresh token expired; it will expire again in 30 days"],
    ["fixConfig", "The token expiry is missing"],
    ["none", "Token received, expires in 3600"],
    ["none", "AccessToken lifetime: expires in 3600 s"],
    ["none", "Certificate will expire in 10 days"],
    ["none", "Your password is about to expire"],
    ["none", "The parking session is about to expire"],
    ["none", "The invitation token will expire in 7 days"],
    ["none", "The cache entry expires soon"],
  ])("%s: %s", (action, text) => {
    expect(of(new Error(text))).toBe(action);
  });
});
