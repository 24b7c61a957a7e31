/** What people paste when they ask for help: their own words, a console's lines, what a back end says in its language. */
import { describe, expect, test } from "vitest";
import { type Action, diagnoseError, type Provider } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

const of = (error: unknown, provider?: Provider): string =>
  diagnoseError(error, { now: NOW, ...(provider && { provider }) }).action;

describe("R333", () => {
  test.each<[Action, unknown, Provider?]>([
    // A session is a call's too: the token beside it decides.
    ["refresh", "OpenTok session error: token expired"],
    ["refresh", "user not logged in: access token expired"],
    ["signIn", "session expired, token no longer valid"],
    ["signIn", "Your session token has expired, please log in again"],
    // Why a refresh failed.
    ["retryLater", { message: "Token refresh failed", cause: { message: "Internal Server Error" } }],
    ["retryLater", "token expired and the refresh failed with 503"],
    ["signIn", "Could not refresh the access token, server returned 401"],
    ["none", "Dashboard refresh failed"],
    // The cause behind a lost connection, and the words beside a code of several causes.
    ["refresh", "53000 SignalingConnectionError, caused by 20104 AccessTokenExpired", "twilio"],
    ["retryLater", "53000 SignalingConnectionError", "twilio"],
    ["refresh", { code: 124, message: "Access token is expired." }, "zoom"],
    ["fixConfig", { code: 124, message: "Access token is expired or of another app" }, "zoom"],
    // Whose number it is.
    ["refresh", "Agora RTC error 109"],
    ["fixConfig", "Pusher error code 4001"],
    ["none", "HTTP/2 stream error code 1"],
    ["none", "zoom level 3705 is not supported"],
    // A status that nobody calls one.
    ["refresh", "Http failure response for https://api.example.com/me: 401 OK"],
    ["refresh", "all requests fail with 401"],
    ["retryLater", "Server returned 503"],
    ["none", "Failed to fetch article: 404"],
    ["none", "Order 401 was not found"],
    ["none", "it failed 401 times"],
    // The request for a token itself.
    ["signIn", "POST https://app.example.com/api/refresh-token 401 (Unauthorized)"],
    ["signIn", "PUT https://app.example.com/api/refresh-token 401 (Unauthorized)"],
    ["fixConfig", "GET https://app.example.com/api/token 404 (Not Found)"],
    ["none", "GET https://app.example.com/api/tokens-of-others 404 (Not Found)"],
  ])("%s: %o", (action, error, provider) => {
    expect(of(error, provider)).toBe(action);
  });
});

describe("R334", () => {
  test.each<[Action, string, Provider?]>([
    ["fixConfig", "The token does not have required scope chat", "acs"],
    ["fixConfig", "insufficient permissions to publish", "livekit"],
    ["fixConfig", "Zoom: Invalid access token, does not contain scopes:[meeting:read]"],
    ["fixConfig", "The token does not have required scope chat"],
    ["none", "insufficient permissions to publish"],
    ["none", "AgoraRTCError PERMISSION_DENIED: NotAllowedError: Permission denied", "agora"],
    ["refresh", "the token has expired, permission denied", "livekit"],
  ])("%s: %s", (action, text, provider) => {
    expect(of(text, provider)).toBe(action);
  });
});
