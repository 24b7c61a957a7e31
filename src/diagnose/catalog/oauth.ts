/**
 * OAuth 2 and OpenID Connect: the words of the standards, wherever a client library puts them.
 *
 * @module
 */
import type { Table } from "../error/table.ts";

const checked = "2026-11-25";
const pathOf = "error errorCode code .";

/** What to do about a refresh token that was used twice. */
export const STORE =
  "Another tab may have used the refresh token: read the stored one again; if it has not changed, let the user sign in again.";

/** RFC 6749, 6750, 8628, 9449, 9470. */
export const oauth: Table = {
  id: "oauth",
  title: "OAuth 2",
  source: "RFC 6749",
  checked,
  at: pathOf,
  rank: "standard",
  rows: [
    [
      "invalid_grant",
      "fixClock",
      "The assertion's times are not acceptable.",
      {
        says: /reasonable timeframe|'exp' claim|iat and exp|check your .*clock|system clock/i,
        remedy: "Correct the clock of the server that signs the assertion.",
      },
    ],
    [
      "invalid_grant",
      "fixConfig",
      "The grant was refused for what the client sent, not for its age.",
      {
        says: /invalid jwt signature|redirect_?uri|code_?verifier|pkce|client (?:id|mismatch)|different client|audience|approved this consumer/i,
        remedy:
          "Correct the client's registration, or the request: redirect URI, code verifier and client id must be those of the authorisation request.",
      },
    ],
    [
      "invalid_grant bad_refresh_token invalid_refresh_token",
      "signIn",
      "The refresh token is dead: expired, revoked, or used by somebody else.",
      { remedy: STORE },
    ],
    [
      "expired_token",
      "signIn",
      "The device code has expired before the user has signed in.",
      { says: /device.?code/i, source: "RFC 8628", remedy: "Ask for a new device code, and let the user enter it." },
    ],
    [
      "invalid_token expired_token",
      "refresh>signIn",
      "The access token was refused: expired, revoked or malformed.",
      { source: "RFC 6750", wide: true },
    ],
    [
      "insufficient_scope",
      "fixConfig",
      "The token lacks a scope; a new one of the same kind will lack it too.",
      {
        source: "RFC 6750",
        remedy: "Ask for the missing scope where the token is made, or where the user signs in and consents.",
      },
    ],
    [
      "insufficient_user_authentication",
      "signIn",
      "The user signed in too long ago, or not strongly enough, for this request.",
      {
        source: "RFC 9470",
        remedy: "Let the user sign in again, with the `acr_values` or `max_age` of the challenge.",
      },
    ],
    [
      "insufficient_claims",
      "signIn",
      "A policy asks for claims that the token lacks.",
      {
        source: "Microsoft identity platform: Claims challenges",
        remedy: "Ask for a new token with the `claims` of the challenge; the user may have to take part.",
      },
    ],
    [
      "invalid_client",
      "fixConfig",
      "The client's id or secret was not accepted.",
      { remedy: "Check client id and secret, and how the client is told to authenticate." },
    ],
    [
      "unauthorized_client incorrect_client_credentials",
      "fixConfig",
      "This client may not use this grant.",
      { remedy: "Allow the grant in the client's registration at the authorisation server." },
    ],
    [
      "unsupported_grant_type",
      "fixConfig",
      "The server does not know this grant.",
      { remedy: "Send a `grant_type` that the server's metadata lists, form-encoded." },
    ],
    [
      "unsupported_response_type",
      "fixConfig",
      "The server does not know this response type.",
      { remedy: "Use `response_type=code`, and allow it in the client's registration." },
    ],
    [
      "invalid_scope",
      "fixConfig",
      "The scope is unknown, or wider than what was granted.",
      { remedy: "Ask for scopes that are registered for this client; at a refresh, for no more than were granted." },
    ],
    [
      "invalid_target invalid_resource",
      "fixConfig",
      "The server does not know the API that the token is asked for.",
      {
        source: "RFC 8707",
        remedy: "Check the `resource` or `audience` of the request against the APIs that are registered.",
      },
    ],
    [
      "redirect_uri_mismatch",
      "fixConfig",
      "The redirect URI is not the one that is registered.",
      { remedy: "Register the exact redirect URI, its port and a slash at its end included." },
    ],
    [
      "invalid_request",
      "signIn",
      "The refresh token is dead.",
      {
        says: /refresh[ _]token is invalid|refresh[ _]token (?:has )?expired|(?:invalid|expired|unknown) refresh[ _]token/i,
      },
    ],
    [
      "invalid_request",
      "fixConfig",
      "The request lacks a parameter, or has a wrong one.",
      { remedy: "Compare the request's parameters with the grant's; the description names the one that is wrong." },
    ],
    [
      "invalid_dpop_proof",
      "fixConfig",
      "The DPoP proof was not accepted.",
      {
        source: "RFC 9449",
        remedy: "Check the proof's key, method, URL and time; the token must be bound to the same key.",
      },
    ],
    ["temporarily_unavailable server_error", "retryLater", "The authorisation server has a problem."],
    [
      "slow_down too_many_requests authorization_pending",
      "retryLater",
      "The authorisation server was asked too often.",
      { source: "RFC 8628" },
    ],
    [
      "use_dpop_nonce",
      "retryLater",
      "The server wants its nonce in the proof.",
      { source: "RFC 9449", remedy: "Try again at once, with the nonce of the answer." },
    ],
    [
      "access_denied",
      "fixConfig",
      "The client, its audience or its user is not known at the authorisation server.",
      {
        says: /required access|service not found|audience|not assigned|client .*(?:not|is) |grant .*not|connection|unknown|not (?:enabled|allowed|registered)/i,
        remedy:
          "Check the audience, the client's grants and who is assigned to the client at the authorisation server.",
      },
    ],
    [
      "access_denied",
      "none",
      "The user may not do this.",
      { says: /not[_ ]authorized|(?:no|lacks?|insufficient) permission/i },
    ],
    [
      "access_denied",
      "none",
      "The user said no.",
      {
        says: /\buser (?:has )?(?:refused|denied|declined|rejected|cancell?ed)|(?:refused|denied|declined|rejected|cancell?ed) by (?:the )?(?:end[- ]?)?user/i,
        remedy: "Offer the sign-in again; do not open it unasked.",
      },
    ],
    ["access_denied", "signIn", "The user or a policy refused.", { wide: true }],
  ],
};

/** OpenID Connect: silent renewal is impossible. */
export const oidc: Table = {
  id: "oidc",
  title: "OpenID Connect",
  source: "OpenID Connect Core 1.0, 3.1.2.6",
  checked,
  at: pathOf,
  rank: "standard",
  rows: [
    ["login_required", "signIn", "The session at the provider is over."],
    ["interaction_required", "signIn", "The provider wants to ask the user something."],
    ["consent_required", "signIn", "The user has not consented yet.", { remedy: "Let the user sign in and consent." }],
    ["account_selection_required", "signIn", "The user has several sessions and must choose."],
  ],
};

const aadsts = /\bAADSTS(\d+)/i;

/** Microsoft says that its numbers may change: where they are known, they decide; else the word beside them does. */
export const entra: Table = {
  id: "entra",
  title: "Microsoft Entra",
  source: "Microsoft Entra authentication and authorization error codes",
  checked,
  at: pathOf,
  codesIn: ({ own }) => {
    const code = aadsts.exec(own)?.[0].toUpperCase();
    return [code, code && "AADSTSxx"];
  },
  subIn: ({ own }) => aadsts.exec(own)?.[1],
  sub: "error_codes.0",
  rank: "standard",
  rows: [
    [
      "invalid_grant/700082 AADSTS700082",
      "signIn",
      "The refresh token has not been used for too long.",
      "AADSTS700082",
    ],
    [
      "invalid_grant/700084 AADSTS700084",
      "signIn",
      "The refresh token of a single-page app ends after 24 hours.",
      "AADSTS700084",
    ],
    [
      "invalid_grant/700081 AADSTS700081",
      "signIn",
      "The refresh token has reached the end of its life.",
      "AADSTS700081",
    ],
    [
      "invalid_grant/70008 invalid_grant/70043 AADSTS70008 AADSTS70043",
      "signIn",
      "The refresh token has expired.",
      "AADSTS70008",
    ],
    [
      "invalid_grant/50173 AADSTS50173 AADSTS50132 AADSTS50133 AADSTS50089 AADSTS50078",
      "signIn",
      "The sign-in has expired or has been revoked, for example by a new password.",
      "AADSTS50173",
    ],
    [
      "interaction_required/50076 interaction_required/50079 interaction_required/50158 AADSTS50076 AADSTS50079 AADSTS50158 AADSTS50074 AADSTS50072 AADSTS53000 AADSTS53001 AADSTS53003 AADSTS530001 AADSTS530002 AADSTS530003",
      "signIn",
      "A policy asks for another factor, or for another device.",
      "AADSTS50076|AADSTS50079|AADSTS50158",
      { remedy: "Let the user sign in again, passing on the claims of the answer." },
    ],
    [
      "invalid_grant/65001 AADSTS65001 AADSTS65004",
      "signIn",
      "The user has not consented.",
      "AADSTS65001",
      { remedy: "Let the user sign in and consent." },
    ],
    [
      "AADSTS50058 AADSTS50034 AADSTS50126 AADSTS50055 AADSTS50057 AADSTS50053 AADSTS50144 AADSTS16000 AADSTS16001 AADSTS160021 AADSTS50014 AADSTS50015 AADSTS50056 AADSTS50064 AADSTS50085 AADSTS50125 AADSTS50129 AADSTS50131 AADSTS50135 AADSTS50136 AADSTS50140 AADSTS50142 AADSTS50143 AADSTS50155 AADSTS50180 AADSTS50181 AADSTS50187 AADSTS50199 AADSTS51001 AADSTS51004 AADSTS51006 AADSTS52004 AADSTS53004 AADSTS53010 AADSTS53011 AADSTS70000 AADSTS70018 AADSTS70019 AADSTS75011 AADSTS80007 AADSTS81010 AADSTS90051 AADSTS90095 AADSTS130007 AADSTS135011 AADSTS140000 AADSTS140001 AADSTS221000 AADSTS500121 AADSTS500341 AADSTS500582 AADSTS530032 AADSTS700003 AADSTS700020",
      "signIn",
      "There is no session of this user, or the user's credentials were not accepted.",
    ],
    [
      "AADSTS700016 AADSTS700054 AADSTS90002 AADSTS50011 AADSTS50020 AADSTS500011 AADSTS7000215 AADSTS7000218 AADSTS7000222 AADSTS700027 AADSTS9002326 AADSTS9002327 AADSTS9002313 AADSTS90014 AADSTS70011 AADSTS65005 AADSTS50194 AADSTS900144 AADSTS28002 AADSTS500113 AADSTS900971 AADSTS50105",
      "fixConfig",
      "The registration of the app, its secret, its scopes or its tenant does not fit the request.",
      {
        remedy:
          "Open the app registration in the Entra admin centre: client id, secret, redirect URI of the type SPA, API permissions, tenant.",
      },
    ],
    [
      "AADSTS90033 AADSTS50196 AADSTS90100 AADSTS90055 AADSTS50000 AADSTS900382 AADSTS90012 AADSTS50097 AADSTS17003 AADSTS40008 AADSTS40010 AADSTS50043 AADSTS50086 AADSTS50087 AADSTS50088 AADSTS50166 AADSTS50168 AADSTS70012 AADSTS70016 AADSTS80001 AADSTS80002 AADSTS80005 AADSTS80014 AADSTS90006 AADSTS90024 AADSTS90025 AADSTS90090 AADSTS90092 AADSTS90107",
      "retryLater",
      "Entra is busy, or asks to slow down.",
    ],
    ["AADSTS500133", "refresh>fixClock", "The access token that is exchanged for another one has expired."],
    [
      "AADSTS700024 AADSTS70002 AADSTS80013",
      "fixClock",
      "The times of the client's assertion are not acceptable.",
      { remedy: "Correct the clock of the machine that signs the assertion." },
    ],
    [
      "AADSTSxx",
      "fixConfig",
      "Entra refuses the request of this app; most of its numbers are about the registration of the app or the tenant.",
      { wide: true, remedy: "Look the number up at https://login.microsoftonline.com/error." },
    ],
  ],
};

/** oauth4webapi and openid-client: codes for what is no OAuth error. */
export const oauth4webapi: Table = {
  id: "oauth4webapi",
  title: "oauth4webapi, openid-client",
  source: "oauth4webapi@3.8.8",
  checked,
  at: "code",
  rank: "standard",
  rows: [
    ["OAUTH_JWT_TIMESTAMP_CHECK_FAILED", "fixClock", "The times in the ID token and the clock here disagree."],
    [
      "OAUTH_RESPONSE_IS_NOT_JSON OAUTH_PARSE_ERROR",
      "fixConfig",
      "The token endpoint did not answer with JSON: a login page or a proxy may have answered.",
      { remedy: "Open the token endpoint's address with a REST client; no proxy or login page may stand before it." },
    ],
    [
      "OAUTH_JWT_CLAIM_COMPARISON_FAILED OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED",
      "fixConfig",
      "Issuer, audience or nonce of the token are not those that were expected.",
      { remedy: "Compare the issuer and the client id in the app with the server's metadata." },
    ],
    [
      "OAUTH_KEY_SELECTION_FAILED",
      "fixConfig",
      "The server's keys do not hold the one that signed the token.",
      { remedy: "Fetch the server's JWK Set anew, and check that the issuer is the right one." },
    ],
    [
      "OAUTH_INVALID_RESPONSE OAUTH_INVALID_SERVER_METADATA OAUTH_MISSING_SERVER_METADATA OAUTH_HTTP_REQUEST_FORBIDDEN OAUTH_REQUEST_PROTOCOL_FORBIDDEN OAUTH_UNSUPPORTED_OPERATION",
      "fixConfig",
      "The server's metadata or its answer is not what the standard asks for.",
      { remedy: "Check the issuer's address: https, and no path too many." },
    ],
  ],
};
