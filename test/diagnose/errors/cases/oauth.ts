import { type Case, FRESH, OLD } from "./case.ts";

const body = (error: string, error_description?: string, more: object = {}): object => ({
  status: 400,
  error,
  error_description,
  ...more,
});
const grant = (error_description: string): object => body("invalid_grant", error_description);
const aadsts = (error: string, number: number): object => body(error, `AADSTS${number}: no`, { error_codes: [number] });

const protocol: readonly Case[] = [
  [body("invalid_grant"), "oauth invalid_grant signIn!"],
  [body("invalid_token"), "oauth invalid_token refresh>signIn"],
  [body("invalid_token"), "oauth invalid_token signIn!", { token: FRESH }],
  [body("invalid_token"), "oauth invalid_token refresh>signIn", { token: OLD }],
  [body("expired_token", "The device_code has expired."), "oauth expired_token signIn!"],
  [body("insufficient_scope"), "oauth insufficient_scope fixConfig"],
  [new Error("insufficient_scope: Token is missing rooms:write"), "oauth insufficient_scope fixConfig"],
  ["insufficient_scope", "oauth insufficient_scope signIn!"],
  ['Bearer error="insufficient_scope", scope="rooms:write"', "oauth insufficient_scope signIn!"],
  [
    { code: "insufficient_scope", headers: { "WWW-Authenticate": 'Bearer error="insufficient_scope"' } },
    "oauth insufficient_scope signIn!",
  ],
  [
    'Bearer error="insufficient_scope", error_description="The request requires higher privileges than provided by the access token."',
    "oauth insufficient_scope fixConfig",
  ],
  [body("invalid_request", "invalid refresh_token"), "oauth invalid_request signIn!"],
  [body("access_denied"), "oauth access_denied signIn!"],
  [body("access_denied", "The user denied the request"), "oauth access_denied none"],
  [body("access_denied", "Cancelled by the user"), "oauth access_denied none"],
  ...["invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope", "invalid_request"].map(
    (error): Case => [body(error), `oauth ${error} fixConfig`],
  ),
  ...["temporarily_unavailable", "server_error", "slow_down", "use_dpop_nonce"].map((error): Case => [
    body(error),
    `oauth ${error} retryLater`,
  ]),
  ...["login_required", "interaction_required", "consent_required", "account_selection_required"].map((error): Case => [
    body(error),
    `oidc ${error} signIn!`,
  ]),
  // Wherever a library puts it.
  ["invalid_grant", "oauth invalid_grant signIn!"],
  [new Error("invalid_grant"), "oauth invalid_grant signIn!"],
  [new Error("invalid_grant: no"), "oauth invalid_grant signIn!"],
  [{ isAxiosError: true, response: { status: 400, data: { error: "invalid_grant" } } }, "oauth invalid_grant signIn!"],
  [
    { name: "HTTPError", response: { status: 400 }, data: { error: "invalid_client" } },
    "oauth invalid_client fixConfig",
  ],
  [
    { cause: [{ scheme: "bearer", parameters: { error: "invalid_token" } }], status: 401 },
    "oauth invalid_token refresh>signIn",
  ],
  [
    {
      cause: [
        { scheme: "dpop", parameters: {} },
        { scheme: "bearer", parameters: { error: "insufficient_scope" } },
      ],
      status: 403,
    },
    "oauth insufficient_scope signIn!",
  ],
  // The error is more precise than the status beside it.
  [body("invalid_client", undefined, { status: 401 }), "oauth invalid_client fixConfig"],
  // Nest.js writes its status text into the same field.
  [{ statusCode: 401, error: "Unauthorized", message: "no" }, "http 401 refresh>signIn"],
];

const providers: readonly Case[] = [
  [
    { code: "auth/argument-error", message: "Firebase ID token has expired. Get a fresh token." },
    "firebase auth/argument-error refresh>fixClock",
  ],
  ...[700082, 700084, 700081, 70008, 50173, 65001].map((number): Case => [
    aadsts("invalid_grant", number),
    `entra invalid_grant/${number} signIn!`,
  ]),
  ...[50076, 50079, 50158].map((number): Case => [
    aadsts("interaction_required", number),
    `entra interaction_required/${number} signIn!`,
  ]),
  // A number that no row has is about the set-up, unless the word beside it says more.
  [
    { code: "access-denied", error: "invalid x-hasura-admin-secret/x-hasura-access-key" },
    "postgrest access-denied fixConfig",
  ],
  [new Error("AADSTS90072: User account does not exist in tenant"), "entra AADSTS90072 fixConfig"],
  [aadsts("invalid_grant", 99999), "oauth invalid_grant signIn!"],
  [new Error("invalid_grant: AADSTS700082: The refresh token has expired"), "entra AADSTS700082 signIn!"],
  // Microsoft's numbers may change; the OAuth error does not.
  [aadsts("invalid_grant", 799_999), "oauth invalid_grant signIn!"],
  [{ name: "BrowserAuthError", errorCode: "monitor_window_timeout" }, "msal monitor_window_timeout retryLater>signIn"],
  ...[
    ..."no_tokens_found native_account_unavailable refresh_token_expired ui_not_allowed bad_token interrupted_user".split(
      " ",
    ),
    ..."message_only additional_action basic_action user_password_expired".split(" "),
  ].map((errorCode): Case => [{ name: "InteractionRequiredAuthError", errorCode }, `msal ${errorCode} signIn!`]),
  // A sub-class of tomorrow is known by its name; a name that says nothing about the user is not.
  [{ name: "InteractionRequiredAuthError", errorCode: "of_tomorrow" }, "msal of_tomorrow signIn!"],
  [{ name: "BrowserAuthError", errorCode: "popup_window_error" }, "msal popup_window_error none"],
  [{ name: "InteractionRequiredAuthError", errorCode: "interaction_required" }, "msal interaction_required signIn!"],
  [
    { name: "InteractionRequiredAuthError", errorCode: "invalid_grant", subError: "bad_token" },
    "msal bad_token signIn!",
  ],
  [{ errorCode: "post_request_failed" }, "msal post_request_failed retryLater"],
  [{ errorCode: "no_network_connectivity" }, "msal no_network_connectivity retryLater"],
  [grant("Unknown or invalid refresh token."), "auth0 invalid_grant signIn!"],
  [{ error: "mfa_required" }, "auth0 mfa_required signIn!"],
  [{ error: "missing_refresh_token" }, "auth0 missing_refresh_token signIn!"],
  [{ error: "timeout" }, "auth0 timeout retryLater"],
  [grant("The refresh token is invalid or expired."), "okta invalid_grant signIn!"],
  [
    { errorCode: "invalid_grant", errorSummary: "The refresh token is invalid or expired." },
    "okta invalid_grant signIn!",
  ],
  [grant("Token is not active"), "keycloak invalid_grant signIn!"],
  [grant("Session not active"), "keycloak invalid_grant signIn!"],
  [grant("Offline session not active"), "keycloak invalid_grant signIn!"],
  [grant("Stale token"), "keycloak invalid_grant signIn!"],
  [grant("Maximum allowed refresh token reuse exceeded"), "keycloak invalid_grant signIn!"],
  [grant("Session doesn't have required client"), "keycloak invalid_grant signIn!"],
  [{ code: "NotAuthorizedException", message: "Refresh Token has expired" }, "cognito NotAuthorizedException signIn!"],
  [
    { name: "NotAuthorizedException", message: "Refresh Token has been revoked" },
    "cognito NotAuthorizedException signIn!",
  ],
  [
    { name: "NotAuthorizedException", message: "Invalid Refresh Token" },
    "cognito NotAuthorizedException fixConfig>signIn",
  ],
  [{ name: "NotAuthorizedException", message: "no" }, "cognito NotAuthorizedException signIn!"],
  [{ name: "RefreshTokenReuseException" }, "cognito RefreshTokenReuseException signIn!"],
  [{ __type: "TooManyRequestsException" }, "cognito TooManyRequestsException retryLater"],
  [{ code: "auth/user-token-expired" }, "firebase auth/user-token-expired signIn!"],
  [{ code: "auth/invalid-user-token" }, "firebase auth/invalid-user-token signIn!"],
  [{ code: "auth/user-disabled" }, "firebase auth/user-disabled signIn!"],
  [{ code: "auth/user-not-found" }, "firebase auth/user-not-found signIn!"],
  [{ code: "auth/requires-recent-login" }, "firebase auth/requires-recent-login signIn!"],
  [{ code: "ERROR_REQUIRES_RECENT_LOGIN" }, "firebase ERROR_REQUIRES_RECENT_LOGIN signIn!"],
  [{ code: "ERROR_USER_TOKEN_EXPIRED" }, "firebase ERROR_USER_TOKEN_EXPIRED signIn!"],
  ["[firebase_auth/user-token-expired] x", "firebase auth/user-token-expired signIn!"],
  ...["email", "phone-number", "display-name", "photo-url"].map((field): Case => [
    `FirebaseError: Firebase: Error (auth/invalid-${field}).`,
    `firebase auth/invalid-${field} none`,
  ]),
  [{ code: "auth/missing-email" }, "firebase auth/missing-email none"],
  [{ code: "auth/network-request-failed" }, "firebase auth/network-request-failed retryLater"],
  ...["TOKEN_EXPIRED", "USER_NOT_FOUND", "INVALID_ID_TOKEN", "USER_DISABLED"].map((message): Case => [
    { error: { code: 400, message, status: "INVALID_ARGUMENT" } },
    `firebase ${message} signIn!`,
  ]),
  [new Error("Invalid Refresh Token: Already Used"), "supabase refresh_token_already_used signIn!"],
  [new Error("Invalid Refresh Token: Refresh Token Not Found"), "supabase refresh_token_not_found signIn!"],
  [{ code: "refresh_token_already_used", status: 400 }, "supabase refresh_token_already_used signIn!"],
  [{ code: "refresh_token_not_found", status: 400 }, "supabase refresh_token_not_found signIn!"],
  [grant("Token has been expired or revoked."), "google invalid_grant signIn!"],
  [{ code: "OAUTH_JWT_TIMESTAMP_CHECK_FAILED" }, "oauth4webapi OAUTH_JWT_TIMESTAMP_CHECK_FAILED fixClock"],
  [{ code: "OAUTH_RESPONSE_IS_NOT_JSON" }, "oauth4webapi OAUTH_RESPONSE_IS_NOT_JSON fixConfig"],
];

export const oauth: readonly Case[] = [...protocol, ...providers];
