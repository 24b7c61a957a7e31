/**
 * Identity providers and their client libraries: what they add to OAuth.
 *
 * @module
 */
import type { Row, RowExtras, Table } from "../error/table.ts";
import { STORE } from "./oauth.ts";

const checked = "2026-11-25";

const refused = (says: RegExp, cause: string, extras: RowExtras = {}): Row => [
  "invalid_grant",
  "signIn",
  cause,
  { says, ...extras },
];
const standard = { checked, rank: "standard", at: "error errorCode code ." } as const;

/** MSAL in the browser. */
export const msal: Table = {
  ...standard,
  id: "msal",
  title: "MSAL",
  source: "@azure/msal-browser@5.29.0",
  at: "errorCode subError suberror .",
  is: (view) =>
    view.has("errorCode", "string") &&
    /^_?(?:BrowserAuthError|ClientAuthError|ClientConfigurationError|InteractionRequiredAuthError|ServerError|NestedAppAuthError|NativeAuthError|BrowserConfigurationAuthError)$/.test(
      view.name,
    ),
  rows: [
    [
      "monitor_window_timeout timed_out",
      "retryLater>signIn",
      "The hidden frame or the pop-up got no answer: often the refresh token is dead and the frame is blocked.",
      { remedy: "Try once more; then let the user sign in again." },
    ],
    [
      "no_tokens_found native_account_unavailable refresh_token_expired ui_not_allowed bad_token interrupted_user message_only additional_action basic_action user_password_expired",
      "signIn",
      "A token cannot be obtained without the user.",
      "InteractionRequiredAuthError",
      { remedy: "Call acquireTokenPopup() or acquireTokenRedirect() with the same scopes." },
    ],
    [
      "no_account_error no_account_found no_account_in_silent_request null_or_empty_token unable_to_load_token no_token_request_cache_error user_switch",
      "signIn",
      "Nobody is signed in on this page, as far as MSAL knows.",
      {
        remedy:
          "Call setActiveAccount(), or pass an account from getAllAccounts(); if there is none, let the user sign in.",
      },
    ],
    [
      "token_refresh_required",
      "refresh>signIn",
      "The cached token is due to be renewed.",
      { remedy: "Call acquireTokenSilent() with forceRefresh." },
    ],
    [
      "user_cancelled user_canceled",
      "none!",
      "The user closed the sign-in.",
      { remedy: "Offer the sign-in again; do not open it unasked." },
    ],
    [
      "post_request_failed get_request_failed no_network_connectivity network_error endpoints_resolution_error openid_config_error native_handshake_timeout empty_response failed_to_parse_response interaction_in_progress_cancelled",
      "retryLater",
      "The network or the authority failed.",
    ],
    [
      "uninitialized_public_client_application",
      "fixConfig",
      "MSAL was used before it was ready.",
      { remedy: "Await initialize(), or use createStandardPublicClientApplication(), before any other call." },
    ],
    [
      "stubbed_public_client_application_called",
      "fixConfig",
      "The React or Angular part of the app stands outside MSAL's provider.",
      { remedy: "Wrap it in MsalProvider, or import MsalModule." },
    ],
    [
      "redirect_uri_empty authority_uri_insecure url_parse_error empty_url_error empty_input_scopes_error empty_input_scopeset untrusted_authority invalid_authority_metadata invalid_cloud_discovery_metadata authority_mismatch issuer_validation_failed token_request_empty claims_request_parsing_error invalid_claims cannot_set_OIDCOptions missing_nonce_authentication_header invalid_authentication_header",
      "fixConfig",
      "The configuration of MSAL, or the request, is not valid.",
      { remedy: "Check clientId, authority, knownAuthorities, redirectUri and scopes in the configuration of MSAL." },
    ],
    [
      "non_browser_environment crypto_nonexistent storage_not_supported in_mem_redirect_unavailable redirect_in_iframe block_nested_popups block_iframe_reload",
      "fixConfig",
      "The page cannot run this flow: no https, no storage, no window, or a frame.",
      { remedy: "Serve the page over https, outside frames and servers, or choose another flow." },
    ],
    [
      "nonce_mismatch state_mismatch state_not_found invalid_state hash_empty_error no_state_in_hash hash_does_not_contain_known_properties unable_to_parse_state state_interaction_type_mismatch redirect_bridge_empty_response",
      "signIn",
      "The answer of the sign-in does not fit the question: the page changed or lost the address on the way.",
      { remedy: "Keep routers from touching the address of the redirect page, then start the sign-in again." },
    ],
  ],
};

export const auth0: Table = {
  ...standard,
  id: "auth0",
  title: "Auth0",
  source: "@auth0/auth0-spa-js@2.27.0",
  rows: [
    refused(/unknown or invalid refresh token/i, "The refresh token has been revoked, or replaced by a newer one.", {
      remedy: STORE,
    }),
    ["mfa_required", "signIn", "Another factor is needed.", "MfaRequiredError"],
    [
      "missing_refresh_token",
      "signIn",
      "There is no refresh token.",
      "MissingRefreshTokenError",
      { remedy: "Let the user sign in with useRefreshTokens and the scope offline_access." },
    ],
    [
      "missing_scopes",
      "signIn",
      "The refreshed token lacks scopes that were asked for.",
      "MissingScopesError",
      { remedy: "Let the user sign in and consent to the missing scopes." },
    ],
    ["timeout", "retryLater", "The silent request got no answer in time.", "PopupTimeoutError"],
    [
      "invalid_configuration",
      "fixConfig",
      "The options of the client contradict each other.",
      "InvalidConfigurationError",
      { remedy: "Read the suggestion in the error; it names the option." },
    ],
    [
      "cancelled",
      "none!",
      "The user closed the sign-in.",
      "PopupCancelledError",
      { remedy: "Offer the sign-in again; do not open it unasked." },
    ],
    [
      "popup_open",
      "signIn",
      "The window of the sign-in was blocked.",
      "PopupOpenError",
      { remedy: "Offer the sign-in again, from a click." },
    ],
    [
      "too_many_attempts",
      "retryLater",
      "The account or the address is blocked after many attempts.",
      { remedy: "Wait, or unblock the user in the Auth0 dashboard." },
    ],
    ["invalid_user_password", "signIn", "The user name or the password is wrong."],
    ["password_leaked", "signIn", "The password is known to be leaked and must be changed."],
    [
      "a0.invalid_configuration",
      "fixConfig",
      "The tenant's configuration does not allow this.",
      { remedy: "Check the application's settings in the Auth0 dashboard." },
    ],
  ],
};

/** E-codes of Okta's API, and what its SDK adds. */
export const okta: Table = {
  ...standard,
  id: "okta",
  title: "Okta",
  source: "@okta/okta-auth-js@8.0.1, Okta API error codes",
  is: (view) =>
    /^E0000\d{3}$/.test(view.textAt("errorCode")) ||
    (/^Auth(?:Api|Sdk)Error$/.test(view.name) && view.has("errorCode", "string")),
  rows: [
    refused(
      /refresh token is invalid or expired/i,
      "The refresh token is not valid any more; if it was used twice, its whole family is dead.",
      { remedy: STORE },
    ),
    ["E0000011", "refresh>signIn", "The token is not valid.", "Invalid token provided"],
    ["E0000005", "signIn", "The session is not valid: it has ended, or never was.", "Invalid session"],
    ["E0000004", "signIn", "The user name or the password is wrong.", "Authentication exception"],
    [
      "E0000015 E0000022 E0000006",
      "fixConfig",
      "The organisation or the caller lacks this right.",
      { remedy: "Check the API token's rights, and the features of the Okta organisation." },
    ],
    [
      "E0000012",
      "fixConfig",
      "The client may not do this.",
      { remedy: "Check the grants and the scopes of the application in Okta." },
    ],
    ["E0000047", "retryLater", "Too many requests.", "API call exceeded rate limit"],
    ["E0000009 E0000010 E0000021", "retryLater", "Okta has a problem, or is in read-only mode."],
    [
      "E0000068 E0000069 E0000119 E0000064",
      "signIn",
      "A factor is wrong or missing, the password has expired, or the account is locked.",
    ],
    [
      "~",
      "signIn",
      "The answer of the sign-in does not fit the question, or there is nothing to renew.",
      "SignInLost",
      {
        says: /(?:codeVerifier|redirect params|transaction data \w+ \w+) (?:from|in) storage|flow response (?:state|nonce)|state in redirect uri|(?:parse|proceed).{0,40}(?:from the url|transaction)|no transaction|popup (?:flow canceled|window(?! closed))|no existing token|has no token for|renew must be passed a token|dpop key pair required for refresh/i,
        remedy: "Start the sign-in again, in one and the same browser, and let it end on the page it began from.",
      },
    ],
    [
      "~",
      "fixConfig",
      "The client's options do not fit the call.",
      "Options",
      {
        says: /pkce requires|clientId must be specified|no issuer passed|issuer (?:must be a valid|URL passed)|unable to find issuer|not match client configuration|^the (?:issuer|audience) \[|openid scope must be|scopes must be|(?:acr|amr)_values must be|redirectUri passed|authorization code \(returned|only idtokens may|requires an (?:access|id) ?token object|dpop (?:is|has been) (?:not )?configured|code_challenge_method/i,
        remedy:
          "Compare issuer, clientId, redirectUri and scopes of the OktaAuth options with the app in Okta's admin console.",
      },
    ],
    ["~", "retryLater", "Tokens are renewed far too often.", "RenewLoop", { says: /too many token renew requests/i }],
  ],
};

export const keycloak: Table = {
  ...standard,
  id: "keycloak",
  title: "Keycloak",
  source: "Keycloak server messages, keycloak-js@26.2.4",
  is: (view) => /no refresh token available|token is not set, make sure the user is authenticated/i.test(view.own),
  rows: [
    refused(/token is not active/i, "The refresh token has expired."),
    refused(/session not active/i, "The single sign-on session is over."),
    refused(/stale token|maximum allowed refresh token reuse/i, "The refresh token has been used before.", {
      remedy: STORE,
    }),
    refused(
      /session doesn't have required client|code not valid|offline (?:user )?session/i,
      "The session does not know this client any more.",
    ),
    [
      "~",
      "signIn",
      "keycloak-js has no refresh token: nobody is signed in, or the session was cleared.",
      "NotAuthenticated",
      { says: /no refresh token available|token is not set, make sure the user|^not authenticated$/im },
    ],
    [
      "~",
      "signIn",
      "The answer of the sign-in does not fit the question.",
      "InvalidNonce",
      { says: /^invalid nonce/im },
    ],
    [
      "~",
      "none!",
      "The user closed the sign-in.",
      "LoginClosed",
      { says: /user closed the login window|unable to process login/i },
    ],
    [
      "~",
      "fixConfig",
      "The configuration of keycloak-js lacks something.",
      "Configuration",
      {
        says: /'Keycloak' (?:constructor|instance)(?! can only)|configuration object is missing|web crypto api is not available|invalid adapter type/i,
        remedy: "Check url, realm and clientId, and serve the page over https.",
      },
    ],
    [
      "~",
      "fixConfig",
      "The hidden frame of keycloak-js got no answer: the browser or a policy of the page blocks it or its cookies.",
      "LoginIframe",
      {
        remedy: "Set checkLoginIframe to false, or serve Keycloak under the app's own site and allow its frame.",
        says: /timeout when waiting for 3rd party check iframe|error while checking login iframe|promise is not settled within/i,
      },
    ],
  ],
};

/** One class and one message for every status of the token endpoint: only the response tells which. */
export const keycloakJs: Table = {
  id: "keycloak-js",
  title: "keycloak-js",
  source: "keycloak-js@26.2.4",
  checked,
  at: "response.status",
  is: ({ own }) => /^Server responded with an invalid status/m.test(own),
  rows: [
    ["400 401", "signIn", "The token endpoint refused the refresh token; keycloak-js clears its session then."],
    ["onTokenExpired", "refresh>signIn", "The access token has expired.", { remedy: "Call updateToken()." }],
  ],
};

const COGNITO_POOL = "Compare user pool, client id and region with those in the AWS console.";

/** User pools and identity pools: the AWS SDK, Amplify and the older SDK. */
export const cognito: Table = {
  ...standard,
  id: "cognito",
  title: "Amazon Cognito",
  source: "amazon-cognito-identity-js, @aws-amplify/auth, @aws-sdk/client-cognito-identity-provider",
  at: "code name __type .",
  rows: [
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
    [
      "NotAuthorizedException",
      "signIn",
      "The user signed out everywhere: the token has been revoked.",
      { says: /access token has been revoked/i },
    ],
    [
      "NotAuthorizedException",
      "fixConfig",
      "The client or the identity pool is not set up for this.",
      {
        says: /secret ?hash|client .*(?:not|disabled|secret)|not from a supported provider|unauthenticated access|identity pool|could not verify signature|invalid issuer|logins? don't match|auth flow/i,
        remedy: COGNITO_POOL,
      },
    ],
    [
      "NotAuthorizedException",
      "refresh>signIn",
      "The token has expired or is not valid.",
      {
        says: /(?:access|id|login) token (?:has )?expired|token expired|invalid (?:access|login|id) ?token|token is expired/i,
      },
    ],
    ["NotAuthorizedException", "retryLater", "The user tried too often.", { says: /attempts? (?:limit )?exceeded/i }],
    ["NotAuthorizedException", "signIn", "Cognito did not accept the credentials or the token.", { wide: true }],
    ["RefreshTokenReuseException", "signIn", "The refresh token has been used before.", { remedy: STORE }],
    [
      "UserUnAuthenticatedException NoSessionFoundException CredentialsNotFoundException EmptyTokenRefresherException InvalidTokens",
      "signIn",
      "Nobody is signed in.",
    ],
    [
      "TokenRefreshException CredentialsException GetIdResponseException InvalidIdTokenException",
      "signIn",
      "Amplify could not renew the tokens.",
      { wide: true },
    ],
    [
      "UserNotFoundException PasswordResetRequiredException UserNotConfirmedException",
      "signIn",
      "The account is gone, not confirmed, or needs a new password.",
    ],
    [
      "TooManyRequestsException LimitExceededException TooManyFailedAttemptsException",
      "retryLater",
      "Too many requests.",
    ],
    ["InternalErrorException InternalServerException ExternalServiceException", "retryLater", "Cognito has a problem."],
    [
      "InvalidUserPoolConfigurationException InvalidIdentityPoolConfigurationException NoUserPoolError InvalidUserPoolId InvalidIdentityPoolIdException InvalidOAuthFlowException ScopeDoesNotExistException UnsupportedTokenTypeException AuthUserPoolException",
      "fixConfig",
      "The user pool, the identity pool or its client is not set up for this.",
      { remedy: COGNITO_POOL },
    ],
    [
      "~",
      "signIn",
      "The page holds no tokens of a user.",
      "NoTokens",
      {
        says: /local storage is missing an? |no current user|cannot retrieve a new session|user is not authenticated/i,
      },
    ],
    [
      "~",
      "fixConfig",
      "Amplify was used before it was configured.",
      "NotConfigured",
      {
        says: /auth userpool not configured|amplify has not been configured/i,
        remedy: "Call Amplify.configure() once, before anything else.",
      },
    ],
  ],
};

const FIREBASE_PROJECT = "Compare apiKey, projectId and authDomain with the project in the Firebase console.";

/** Authentication, its REST endpoint, and the gRPC words of Firestore. */
export const firebase: Table = {
  ...standard,
  id: "firebase",
  title: "Firebase",
  source: "@firebase/auth@1.13.6, firebase-admin",
  is: ({ name }) => name === "FirebaseError",
  at: "code .",
  // The REST endpoint's names are only trusted inside its own kind of body: other APIs have a TOKEN_EXPIRED as well.
  codesIn: (view) => [view.field("error.code") === 400 ? `rest:${view.textAt("error.message")}` : undefined],
  rows: [
    [
      "auth/user-token-expired ERROR_USER_TOKEN_EXPIRED auth/session-cookie-revoked auth/id-token-revoked auth/user-signed-out auth/null-user rest:TOKEN_EXPIRED rest:USER_NOT_FOUND",
      "signIn",
      "The user's credential is no longer valid.",
    ],
    [
      "auth/invalid-user-token rest:INVALID_ID_TOKEN",
      "signIn",
      "The user's credential belongs to another project, or is broken.",
    ],
    [
      "auth/project-number-mismatch rest:PROJECT_NUMBER_MISMATCH",
      "signIn",
      "The refresh token belongs to another project.",
      {
        remedy:
          "Let the user sign in again. Compare apiKey, projectId and authDomain with the project in the Firebase console.",
      },
    ],
    [
      "rest:INVALID_REFRESH_TOKEN rest:MISSING_REFRESH_TOKEN auth/invalid-refresh-token",
      "signIn",
      "The refresh token is not valid.",
    ],
    [
      "auth/user-disabled rest:USER_DISABLED",
      "signIn",
      "The account has been disabled.",
      { remedy: "Tell the user; an administrator must enable the account." },
    ],
    ["auth/user-not-found auth/user-mismatch", "signIn", "The account does not exist any more, or is another one."],
    ["auth/requires-recent-login ERROR_REQUIRES_RECENT_LOGIN", "signIn", "The user signed in too long ago for this."],
    [
      "auth/invalid-email auth/missing-email auth/invalid-phone-number auth/invalid-display-name auth/invalid-photo-url",
      "none",
      "A field of the form is refused.",
      { remedy: "Tell the user what to correct." },
    ],
    ["auth/multi-factor-auth-required", "signIn", "Another factor is needed."],
    [
      "auth/invalid-credential auth/wrong-password auth/invalid-login-credentials auth/rejected-credential auth/expired-action-code auth/code-expired",
      "signIn",
      "The credentials of the sign-in are wrong or have expired.",
    ],
    [
      "auth/popup-closed-by-user auth/user-cancelled auth/redirect-cancelled-by-user auth/cancelled-popup-request",
      "none!",
      "The user closed the sign-in.",
      { remedy: "Offer the sign-in again; do not open it unasked." },
    ],
    [
      "auth/popup-blocked",
      "signIn",
      "The window of the sign-in was blocked.",
      { remedy: "Offer the sign-in again, from a click." },
    ],
    [
      "auth/id-token-expired auth/session-cookie-expired",
      "refresh>fixClock",
      "The ID token has expired.",
      { remedy: "Call getIdToken(true) and repeat the request." },
    ],
    [
      "auth/network-request-failed auth/timeout auth/internal-error",
      "retryLater",
      "The network or the service failed.",
    ],
    [
      "auth/too-many-requests auth/quota-exceeded rest:TOO_MANY_ATTEMPTS_TRY_LATER",
      "retryLater",
      "Too many requests from this device or project.",
    ],
    [
      "auth/custom-token-mismatch",
      "fixConfig",
      "The custom token was made for another project.",
      { remedy: "Mint it with the service account of the project that the app uses." },
    ],
    [
      "auth/invalid-custom-token",
      "fixConfig",
      "The custom token is malformed, signed with a wrong key, or has expired.",
      { remedy: "Mint it with createCustomToken() of the Admin SDK, and use it within one hour." },
    ],
    [
      "auth/invalid-api-key auth/api-key-not-valid auth/invalid-app-id auth/app-not-authorized auth/auth-domain-config-required auth/configuration-not-found auth/invalid-tenant-id auth/tenant-id-mismatch auth/project-not-found auth/app-deleted rest:INVALID_KEY rest:API_KEY_INVALID",
      "fixConfig",
      "The configuration of the app does not fit the project.",
      { remedy: FIREBASE_PROJECT },
    ],
    [
      "auth/operation-not-allowed auth/admin-restricted-operation auth/unauthorized-domain auth/unauthorized-continue-uri auth/invalid-oauth-client-id auth/invalid-oauth-provider auth/invalid-cert-hash",
      "fixConfig",
      "The project does not allow this way to sign in, or not from this domain.",
      { remedy: "Enable the provider and the domain under Authentication in the Firebase console." },
    ],
    [
      "auth/argument-error",
      "refresh>fixClock",
      "The ID token has expired.",
      { says: /has expired/, remedy: "Take a new one with getIdToken(true)." },
    ],
    [
      "auth/argument-error auth/invalid-id-token auth/missing-identifier",
      "fixConfig",
      "What was passed is not an ID token of this project.",
      { remedy: "Pass the result of getIdToken(), and verify it with the Admin SDK of the same project." },
    ],
    [
      "auth/web-storage-unsupported auth/operation-not-supported-in-this-environment auth/cors-unsupported",
      "fixConfig",
      "The browser or the page does not allow what the sign-in needs.",
      { remedy: "Serve the page over https, and allow storage." },
    ],
  ],
};

/** Firestore, Functions and Storage: the words of gRPC, in an error of Firebase. */
export const firestore: Table = {
  id: "firebase-firestore",
  title: "Firestore and Cloud Functions",
  source: "@firebase/firestore, @firebase/functions",
  checked,
  needsShape: true,
  is: ({ name }) => name === "FirebaseError",
  at: "code",
  codesIn: ({ own }) => [/\[code=([a-z-]+)\]/.exec(own)?.[1]],
  rows: [
    ["unauthenticated", "refresh>signIn", "The request came without a valid token."],
    [
      "permission-denied",
      "none",
      "The security rules do not allow this; the token was accepted.",
      { remedy: "Check the security rules, and who is signed in." },
    ],
    [
      "unavailable deadline-exceeded resource-exhausted aborted internal",
      "retryLater",
      "The service is not available for the moment.",
    ],
  ],
};

export const supabase: Table = {
  ...standard,
  id: "supabase",
  title: "Supabase",
  source: "@supabase/auth-js@2.119.0, supabase/auth issue 2136, supabase/ssr issue 68",
  is: (view) =>
    view.field("__isAuthError") === true ||
    /^Auth(?:Api|SessionMissing|RetryableFetch|InvalidJwt|InvalidTokenResponse|InvalidCredentials|PKCEGrantCodeExchange|ImplicitGrantRedirect|Unknown|RefreshDiscarded)Error$/.test(
      view.name,
    ),
  at: "code error_code error name .",
  rows: [
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
    ["session_not_found session_expired AuthSessionMissingError", "signIn", "There is no session, or it has ended."],
    ["user_banned user_not_found", "signIn", "The account has been banned or deleted."],
    // Telnyx has the same code for its own options.
    [
      "invalid_credentials",
      "fixConfig",
      "What is passed to sign in does not fit.",
      { says: /credential (?:param|field)/i, remedy: "Pass the options that this way of signing in takes." },
    ],
    ["invalid_credentials AuthInvalidCredentialsError", "signIn", "The credentials of the sign-in are wrong."],
    [
      "reauthentication_needed reauthentication_not_valid insufficient_aal",
      "signIn",
      "The user must confirm who they are, or add a factor.",
    ],
    [
      "flow_state_not_found flow_state_expired bad_code_verifier pkce_code_verifier_not_found bad_oauth_state bad_oauth_callback otp_expired AuthPKCEGrantCodeExchangeError AuthImplicitGrantRedirectError",
      "signIn",
      "The sign-in took too long, or was finished in another browser.",
      { remedy: "Start the sign-in again, in one and the same browser." },
    ],
    [
      "bad_jwt AuthInvalidJwtError invalid_jwt",
      "refresh>fixConfig",
      "The token is malformed, or was signed by another project.",
      { wide: true, remedy: "Fetch a new token and retry once; if that fails too, compare project URL and key." },
    ],
    [
      "no_authorization not_admin",
      "fixConfig",
      "The request came without a token, or with one that lacks the right.",
      { remedy: "Send the user's access token; admin calls need the service role key, on a server." },
    ],
    [
      "unexpected_audience",
      "fixConfig",
      "The token is made for another audience.",
      { remedy: "Compare the `aud` claim with the audience that the project expects." },
    ],
    ["over_request_rate_limit over_email_send_rate_limit over_sms_send_rate_limit", "retryLater", "Too many requests."],
    [
      "AuthRetryableFetchError request_timeout hook_timeout hook_timeout_after_retry unexpected_failure",
      "retryLater",
      "The auth server could not be reached, or has a problem.",
    ],
    [
      "provider_disabled oauth_provider_not_supported email_provider_disabled phone_provider_disabled anonymous_provider_disabled signup_disabled saml_provider_disabled otp_disabled",
      "fixConfig",
      "This way to sign in is switched off.",
      { remedy: "Enable it under Authentication in the Supabase dashboard." },
    ],
    ["AuthRefreshDiscardedError", "none", "A newer session replaced the one that was being refreshed."],
  ],
};

/** OAuth at Google, its API's reasons, and google-auth-library. */
export const google: Table = {
  ...standard,
  id: "google",
  title: "Google",
  source: "google-auth-library, Google OAuth 2.0 token endpoint, Google API errors",
  at: "error reason errorCode code status .",
  rows: [
    refused(
      /token has been expired or revoked/i,
      "The user or Google took the consent back, or the refresh token expired.",
    ),
    refused(/bad request|malformed auth code/i, "The code or the refresh token is not one of this client."),
    [
      "rateLimitExceeded userRateLimitExceeded quotaExceeded dailyLimitExceeded RATE_LIMIT_EXCEEDED",
      "retryLater",
      "Too many requests, or the quota is used up.",
    ],
    [
      "RESOURCE_EXHAUSTED",
      "retryLater",
      "Too many requests, or the quota is used up.",
      { says: /^(?![^]*larger than max)/i },
    ],
    ["backendError", "retryLater", "Google has a problem."],
    ["ACCESS_TOKEN_EXPIRED authError", "refresh>signIn", "The access token has expired or is not valid."],
    [
      "~",
      "fixConfig",
      "The app's fingerprint, package or client id is not that of the console.",
      {
        says: /sign_in_failed[^]*ApiException: 1(?:0|2500)\b/,
        remedy: "Enter the app's package and its SHA-1 in the console, and use the client id of the web application.",
      },
    ],
    [
      "~",
      "refresh>signIn",
      "The access token has expired or is not valid.",
      { says: /g(?:oogle)?apis?\b[^]*invalid credentials/i },
    ],
    [
      "ACCESS_TOKEN_SCOPE_INSUFFICIENT insufficientPermissions",
      "fixConfig",
      "The token lacks a scope; a new one of the same kind will lack it too.",
      { remedy: "Ask for the missing scope where the token is made, or where the user signs in and consents." },
    ],
    [
      "ACCESS_TOKEN_TYPE_UNSUPPORTED CREDENTIALS_MISSING",
      "fixConfig",
      "The request came without an OAuth access token.",
      { remedy: "Send an OAuth access token; API keys and ID tokens do not do here." },
    ],
    [
      "API_KEY_INVALID keyInvalid accessNotConfigured SERVICE_DISABLED API_KEY_SERVICE_BLOCKED CONSUMER_INVALID ipRefererBlocked",
      "fixConfig",
      "The API key is wrong, or the API is not enabled.",
      { remedy: "Check the key and the enabled APIs of the project in the Google Cloud console." },
    ],
    [
      "org_internal deleted_client disabled_client admin_policy_enforced disallowed_useragent idpiframe_initialization_failed origin_mismatch",
      "fixConfig",
      "The OAuth client, its origin or a policy does not allow this sign-in.",
      { remedy: "Check the client's origins and the consent screen in the Google Cloud console." },
    ],
    [
      "popup_closed popup_closed_by_user",
      "none!",
      "The user closed the sign-in.",
      { remedy: "Offer the sign-in again; do not open it unasked." },
    ],
    [
      "popup_failed_to_open immediate_failed",
      "signIn",
      "The sign-in was blocked, or needs the user.",
      { remedy: "Offer the sign-in again, from a click." },
    ],
    [
      "~",
      "fixConfig",
      "The client has neither a token nor a means to get one.",
      "NoCredentials",
      {
        says: /no access, refresh token|no refresh token (?:is set|or refresh handler)|could not load the default credentials|unable to detect a project id|no key or keyfile set/i,
        remedy:
          "Set the client's credentials before the first request: a refresh token, a key file, or the environment's default credentials.",
      },
    ],
  ],
};
