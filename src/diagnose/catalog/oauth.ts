/**
 * OAuth 2 and OpenID Connect, and what single providers add to them.
 *
 * The error is looked for wherever a client library puts it, in a `WWW-Authenticate` header too.
 *
 * @module
 */
import type { Row, Table } from "../error/table.ts";

const checked = "2026-11-21";
const at =
  "error data.error response.data.error body.error cause.error cause.0.parameters.error cause.1.parameters.error cause.2.parameters.error errorCode @challenge @word code .";

const STORE =
  "Another tab may have used the refresh token: read the stored one again; if it has not changed, let the user sign in again.";

/** RFC 6749, 6750, 8628, 9449. */
export const oauth: Table = {
  id: "oauth",
  title: "OAuth 2",
  source: "RFC 6749",
  checked,
  at,
  general: true,
  rows: [
    [
      "invalid_grant",
      "signIn",
      "The refresh token is dead: expired, revoked, or used by somebody else.",
      { remedy: STORE },
    ],
    [
      "invalid_token",
      "refresh>signIn",
      "The access token was refused: expired, revoked or malformed.",
      { source: "RFC 6750" },
    ],
    [
      "insufficient_scope",
      "signIn",
      "The token lacks a scope; a new one of the same kind will lack it too.",
      { source: "RFC 6750", remedy: "Ask the user for consent to the missing scope." },
    ],
    ["invalid_client", "fixConfig", "The client's id or secret was not accepted."],
    ["unauthorized_client", "fixConfig", "This client may not use this grant."],
    ["unsupported_grant_type", "fixConfig", "The server does not know this grant."],
    ["invalid_scope", "fixConfig", "The scope is unknown, or wider than what was granted."],
    ["invalid_request", "fixConfig", "The request lacks a parameter, or has a wrong one."],
    ["temporarily_unavailable server_error", "retryLater", "The authorisation server has a problem."],
    ["slow_down", "retryLater", "The authorisation server was asked too often.", { source: "RFC 8628" }],
    [
      "use_dpop_nonce",
      "retryLater",
      "The server wants its nonce in the proof.",
      { source: "RFC 9449", remedy: "Try again at once, with the nonce of the answer." },
    ],
    ["access_denied", "signIn", "The user or a policy refused."],
  ],
};

/** OpenID Connect: silent renewal is impossible. */
export const oidc: Table = {
  id: "oidc",
  title: "OpenID Connect",
  source: "OpenID Connect Core 1.0, 3.1.2.6",
  checked,
  at,
  general: true,
  rows: [
    ["login_required", "signIn", "The session at the provider is over."],
    ["interaction_required", "signIn", "The provider wants to ask the user something."],
    ["consent_required", "signIn", "The user has not consented yet."],
    ["account_selection_required", "signIn", "The user has several sessions and must choose."],
  ],
};

/** Microsoft says that its numbers may change: they only make the sentence more precise. */
export const entra: Table = {
  id: "entra",
  title: "Microsoft Entra",
  source: "Microsoft Entra authentication and authorization error codes",
  checked,
  at,
  sub: "@aadsts error_codes.0 data.error_codes.0 response.data.error_codes.0",
  general: true,
  rows: [
    ["invalid_grant/700082", "signIn", "The refresh token has not been used for too long.", "AADSTS700082"],
    ["invalid_grant/700084", "signIn", "The refresh token of a single-page app ends after 24 hours.", "AADSTS700084"],
    ["invalid_grant/700081", "signIn", "The refresh token has reached the end of its life.", "AADSTS700081"],
    ["invalid_grant/70008", "signIn", "The refresh token has expired.", "AADSTS70008"],
    ["invalid_grant/50173", "signIn", "The sign-in has been revoked, for example by a new password.", "AADSTS50173"],
    [
      "interaction_required/50076 interaction_required/50079 interaction_required/50158",
      "signIn",
      "A policy asks for another factor.",
      "AADSTS50076|AADSTS50079|AADSTS50158",
      { remedy: "Let the user sign in again, passing on the claims of the answer." },
    ],
    [
      "invalid_grant/65001",
      "signIn",
      "The user has not consented.",
      "AADSTS65001",
      { remedy: "Let the user sign in and consent." },
    ],
  ],
};

/** MSAL in the browser. */
export const msal: Table = {
  id: "msal",
  title: "MSAL",
  source: "@azure/msal-browser@5.29.0",
  checked,
  at: "errorCode subError suberror",
  general: true,
  rows: [
    [
      "monitor_window_timeout",
      "retryLater>signIn",
      "The hidden frame got no answer: often the refresh token is dead and the frame is blocked.",
      { remedy: "Try once more; then let the user sign in again." },
    ],
    [
      "no_tokens_found native_account_unavailable refresh_token_expired ui_not_allowed bad_token interrupted_user message_only additional_action basic_action user_password_expired",
      "signIn",
      "A token cannot be had without the user.",
      "InteractionRequiredAuthError",
    ],
    ["post_request_failed no_network_connectivity", "retryLater", "The network failed."],
  ],
};

const refused = (says: RegExp, cause: string, remedy?: string): Row => [
  "invalid_grant",
  "signIn",
  cause,
  remedy ? { says, remedy } : { says },
];
const tableOf = (id: string, title: string, source: string, rows: readonly Row[]): Table => ({
  id,
  title,
  source,
  checked,
  at,
  general: true,
  rows,
});

export const auth0: Table = tableOf("auth0", "Auth0", "@auth0/auth0-spa-js@2.27.0", [
  refused(
    /unknown or invalid refresh token/i,
    "The refresh token has been revoked, or replaced by a newer one.",
    STORE,
  ),
  ["mfa_required", "signIn", "Another factor is needed.", "MfaRequiredError"],
  ["missing_refresh_token", "signIn", "There is no refresh token.", "MissingRefreshTokenError"],
  ["timeout", "retryLater", "The silent request got no answer in time."],
]);

export const okta: Table = tableOf("okta", "Okta", "@okta/okta-auth-js@8.0.1", [
  refused(
    /refresh token is invalid or expired/i,
    "The refresh token is not valid any more; if it was used twice, its whole family is dead.",
    STORE,
  ),
]);

export const keycloak: Table = tableOf("keycloak", "Keycloak", "Keycloak server messages, keycloak-js@26.2.4", [
  refused(/token is not active/i, "The refresh token has expired."),
  refused(/session not active/i, "The single sign-on session is over."),
  refused(/stale token|maximum allowed refresh token reuse/i, "The refresh token has been used before.", STORE),
  refused(/session doesn't have required client|code not valid/i, "The session does not know this client any more."),
]);

export const cognito: Table = {
  ...tableOf("cognito", "Amazon Cognito", "amazon-cognito-identity-js", [
    [
      "NotAuthorizedException",
      "signIn",
      "The refresh token has expired or has been revoked.",
      { says: /refresh token has (?:expired|been revoked)/i },
    ],
    [
      "NotAuthorizedException",
      "fixConfig>signIn",
      "The refresh token does not belong to this client or device.",
      {
        says: /invalid refresh token/i,
        remedy: "Check client id and device key; if they are right, let the user sign in again.",
      },
    ],
    ["NotAuthorizedException", "signIn", "Cognito refused."],
    ["RefreshTokenReuseException", "signIn", "The refresh token has been used before.", { remedy: STORE }],
    ["TooManyRequestsException", "retryLater", "Too many requests."],
  ]),
  at: "code name __type .",
};

export const firebase: Table = {
  ...tableOf("firebase", "Firebase Authentication", "@firebase/auth@1.13.6", [
    [
      "auth/user-token-expired rest:TOKEN_EXPIRED rest:USER_NOT_FOUND",
      "signIn",
      "The user's credential is no longer valid.",
    ],
    [
      "auth/invalid-user-token rest:INVALID_ID_TOKEN",
      "signIn",
      "The user's credential belongs to another project, or is broken.",
    ],
    [
      "auth/user-disabled rest:USER_DISABLED",
      "signIn",
      "The account has been disabled.",
      { remedy: "Tell the user; an administrator must enable the account." },
    ],
    ["auth/user-not-found", "signIn", "The account does not exist any more."],
    ["auth/requires-recent-login", "signIn", "The user signed in too long ago for this."],
    ["auth/network-request-failed", "retryLater", "The network failed."],
  ]),
  // The REST endpoint's names are only trusted inside its own kind of body.
  at: "code rest:error.message rest:data.error.message rest:response.data.error.message",
};

export const supabase: Table = {
  ...tableOf("supabase", "Supabase Auth", "supabase/auth issue 2136, supabase/ssr issue 68", [
    [
      "~",
      "signIn",
      "The refresh token has been used before, most likely by another tab.",
      "refresh_token_already_used",
      { says: /invalid refresh token: already used/i, remedy: STORE },
    ],
    [
      "~",
      "signIn",
      "The refresh token is not known any more.",
      "refresh_token_not_found",
      { says: /refresh token not found/i, remedy: STORE },
    ],
    [
      "refresh_token_already_used refresh_token_not_found",
      "signIn",
      "The refresh token has been used before, or is not known any more.",
      { remedy: STORE },
    ],
  ]),
};

export const google: Table = tableOf("google", "Google", "Google OAuth 2.0 token endpoint", [
  refused(
    /token has been expired or revoked/i,
    "The user or Google took the consent back, or the refresh token expired.",
  ),
]);

/** oauth4webapi and openid-client: codes for what is no OAuth error. */
export const oauth4webapi: Table = {
  id: "oauth4webapi",
  title: "oauth4webapi, openid-client",
  source: "oauth4webapi@3.8.8",
  checked,
  at: "code cause.code",
  general: true,
  rows: [
    ["OAUTH_JWT_TIMESTAMP_CHECK_FAILED", "fixClock", "The times in the ID token and the clock here disagree."],
    [
      "OAUTH_RESPONSE_IS_NOT_JSON",
      "fixConfig",
      "The token endpoint did not answer with JSON: a login page or a proxy may have answered.",
    ],
  ],
};
