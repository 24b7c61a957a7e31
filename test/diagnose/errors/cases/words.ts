/**
 * Texts, as libraries and back ends of all languages write them. None of them has a code that the catalog lists.
 *
 * @module
 */
import { asked, type Case } from "./case.ts";

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  "refresh>fixClock": [
    "ExpiredToken: The token is expired. Expiration time: '2026-11-20T10:00:00', Current Server time: '2026-11-20T10:00:05'",
    "jwt expired", // jsonwebtoken
    '"exp" claim timestamp check failed', // jose
    "The token has expired at 2026-11-25T10:00:00.000Z.", // fast-jwt
    "Token expired at 2026-11-25T10:00:00.000Z", // aws-jwt-verify
    "Signature has expired", // PyJWT, ruby-jwt
    "The Token has expired on 2026-11-25T10:00:00Z.", // java-jwt
    "JWT expired 3600000 milliseconds ago at 2026-11-25T09:00:00.000Z.", // jjwt
    "IDX10223: Lifetime validation failed. The token is expired.", // Microsoft.IdentityModel
    "token has invalid claims: token is expired", // golang-jwt
    "token is expired by 54m48s", // golang-jwt 3
    "go-jose/go-jose/jwt: validation failed, token is expired (exp)",
    "Expired token", // php-jwt
    "ExpiredSignature", // jsonwebtoken of Rust
    "Jwt is expired", // Envoy
    "An error occurred while attempting to decode the Jwt: Jwt expired at 2026-11-25T10:00:00Z", // Spring
    "Token used too late, 1587629888 > 1587626288", // google-auth-library
    "Authorization token expired", // @fastify/jwt
    "Could not verify JWT: JWTExpired", // Hasura
    "The incoming token has expired", // API Gateway
    "FirebaseIdTokenExpired",
  ],
  fixClock: [
    "The security timestamp is invalid because its creation time is in the future.",
    "request time is invalid",
    "Illegal request time",
    "jwt not active",
    '"nbf" claim timestamp check failed',
    "The token will be active at 2026-11-25T10:00:00.000Z.",
    "The token is not yet valid (nbf)",
    "The Token can't be used before 2026-11-25T10:00:00Z.",
    "JWT must not be accepted before 2026-11-25T10:00:00Z.",
    "IDX10222: Lifetime validation failed. The token is not yet valid.",
    "token is not valid yet",
    "token used before issued",
    "validation failed, token issued in the future (iat)",
    "Cannot handle token prior to 2026-11-25T10:00:00+0000",
    "Signature nbf has not been reached",
    "ImmatureSignature",
    "The difference between the request time and the current time is too large: clock skew",
    "JWT issued at date claim (iat) is in the future.",
  ],
  "fixConfig lifetime": [
    "Expiration time too far in future: 1893456000",
    "The token's lifetime exceeds the maximum allowed.",
  ],
  "fixConfig signature": [
    "sign invalid",
    "invalid sign",
    "invalid signature",
    "signature verification failed",
    "The token signature is invalid.",
    "Signature verification failed",
    "The Token's Signature resulted invalid when verified using the Algorithm: HmacSHA256",
    "JWT signature does not match locally computed signature.",
    "IDX10501: Signature validation failed. Unable to match key",
    "error in cryptographic primitive",
    "no applicable key found in the JSON Web Key Set",
    "invalid algorithm",
    "No pem found for envelope: {}",
    "Jwt verification fails",
    '"alg" (Algorithm) Header Parameter value not allowed',
  ],
  "fixConfig audience": [
    "jwt audience invalid. expected: y",
    'unexpected "aud" claim value',
    "Audience doesn't match",
    "The Claim 'aud' value doesn't contain the required audience.",
    "IDX10214: Audience validation failed.",
    "Audiences in Jwt are not allowed",
    "Wrong recipient, payload audience != requiredAudience",
    "JWTNotInAudience",
  ],
  "fixConfig issuer": [
    "jwt issuer invalid. expected: y",
    'unexpected "iss" claim value',
    "Invalid issuer",
    "The Claim 'iss' value doesn't match the required issuer.",
    "Jwt issuer is not configured",
    "Issuer not allowed: x. Expected: y",
  ],
  "fixConfig malformed": [
    "jwt malformed",
    "Invalid Compact JWS",
    "Invalid token specified: missing part #2",
    "Not enough segments",
    "The token was expected to have 3 parts, but got 1: The token is malformed.",
    "JWT strings must contain exactly 2 period characters. Found: 0",
    "token is malformed: token contains an invalid number of segments",
    "Wrong number of segments",
    "Decoding Firebase ID token failed. Make sure you passed the entire string JWT",
    "Invalid header padding",
  ],
  "fixConfig claim": [
    "jwt subject invalid. expected: z",
    'missing required "exp" claim',
    "The nonce claim value is not allowed.",
  ],
  "fixConfig key": [
    "Key is missing, invalid or restricted",
    "unauthorized transaction, please check client or server key",
    "Access is denied due to invalid credentials. Provided API key could not be found.",
    "Invalid API key or access token (unrecognized login or wrong password)",
    "Invalid Merchant Account",
    "the path of request is not allowed with appid",
    "Invalid API key",
    "The OAuth client secret is invalid.",
    "invalid client id",
  ],
  "fixConfig enabled": ["Unsupported provider: provider is not enabled", "This grant is disabled."],
  "fixConfig right": [
    "User is not authorized to perform: sts:AssumeRole",
    "Insufficient privileges to complete the operation.",
    "Missing permission: invoices.read",
  ],
  "fixConfig scope": ["insufficient authentication scopes", "permissions denied, token lacks roomJoin"],
  "fixConfig none": [
    "This API method does not allow anonymous callers.",
    "Anonymous access is disabled",
    "jwt must be provided",
    "No authorization token was found",
    "Jwt is missing",
    "Missing Authentication Token",
    "secret or public key must be provided",
    "Authorization header is missing",
  ],
  "refresh>fixConfig": [
    "The security token could not be authenticated or authorized",
    "Invalid token",
    "Token authentication is rejected",
    "Invalid Access Token",
    "The token could not be verified",
  ],
  "signIn!": [
    "One-time password is invalid",
    "OTP required for authentication",
    "You must provide a one-time pass.",
    "The end user must connect the account once more",
    "AUTH_KEY_UNREGISTERED",
    "The refresh token has been revoked.",
    "The refresh token does not exist",
    "invalid refresh token",
    "Your session has expired. Please log in again.",
    "No active session",
    "Authentication token has expired. The user must authenticate again.",
    "User (role: guests) missing scope (account)",
    "The access token was revoked by the user",
    "Invalid login credentials",
    "Please reauthenticate",
    "The user account has been disabled",
  ],
  "signIn>fixClock!": ["token has expired and refresh failed", "Failed to refresh access token"],
  retryLater: [
    "The service is temporarily out of service.",
    "The server had an error while processing your request.",
    "Rate limit exceeded",
    "Too Many Requests",
    "ThrottlingException",
    "Service Unavailable",
    "The server is busy, please try again later",
  ],
  "none bill": ["You exceeded your current quota, please check your plan and billing details."],
  "none right": ["Permission denied", "You do not have permission to do this"],
  "refresh>signIn": ["Unauthorized", "Request is unauthenticated", "Authentication failed"],
};

const plain = Object.entries(TEXTS).flatMap(([key, texts]) => {
  const [words] = key.split(" ") as [string];
  const table = key === "none right" || key === "refresh>signIn" ? "late-words" : "words";
  return texts.map((text): Case => [new Error(text), `${table} * ${words}`]);
});

/** Looser texts, beside a 401 or a word about signing in. */
const beside401 = (text: string): object => ({ status: 401, message: text });
const loose: readonly Case[] = [
  [new Error("Internal Server Error"), "late-words internal error retryLater"],
  [new Error("No session"), "words no session signIn!"],
  ["the token lacks the scope chat", "minted-words * fixConfig", { provider: "acs-chat" }],
  [new Error("Auth: the field e-mail must be a string"), "auth-words refused fields none"],
  [new Error("auth backend: connect timeout"), "auth-words unreachable retryLater"],
  [new Error("oauth: a drift of five minutes"), "auth-words clock fixClock"],
  [beside401("Second factor, please"), "auth-words 401 signIn!"],
  [beside401("You are not logged on"), "auth-words 401 signIn!"],
  [beside401("Far too old"), "auth-words 401 refresh>signIn"],
  [new Error("UntrustedHost: login from a.example"), "auth-words wrong set-up fixConfig"],
  [new Error("OAuth: unknown app"), "auth-words wrong set-up fixConfig"],
  [new Error("The login cookie was rejected"), "auth-words refused refresh>fixConfig"],
  [
    { name: "NotAllowedError", message: "The operation either timed out or was not allowed" },
    "network NotAllowedError none",
  ],
  [{ status: 440 }, "http 440 signIn!"],
  [{ status: 498 }, "http 498 refresh>fixConfig"],
];

/** Texts that belong to one vendor, without a hint. */
const vendors: readonly Case[] = [
  [
    {
      code: "OPERATION_ABORTED",
      name: "AgoraRTCException",
      message: "AgoraRTCError OPERATION_ABORTED: cancel token canceled",
    },
    "agora-rtc OPERATION_ABORTED none",
  ],
  [{ code: 5, message: " Error Code 5 - Token has expired." }, "agora-rtm-1-login 5 refresh>fixClock"],
  [{ code: 5, message: " Error Code 5 - Signature verification failed." }, "agora-rtm-1-login 5 fixConfig"],
  [
    { code: "slack_webapi_rate_limited_error", message: "A rate-limit has been reached" },
    "slack ratelimited retryLater",
  ],
  ["You must rejoin the meeting", "words connection lost rejoin>retryLater"],
  ["kicked: you must rejoin", "unknown kicked: you must rejoin none"],
  [new Error("Connection refused: Not authorized"), "mqtt Not authorized fixConfig"],
  [new Error("Connection refused: Server unavailable"), "mqtt Server unavailable retryLater"],
  [new Error("Unable to update token, no refresh token available."), "keycloak NotAuthenticated signIn!"],
  ...asked("keycloak", [
    [new Error("Invalid nonce."), "keycloak InvalidNonce signIn!"],
    [new Error("User closed the login window."), "keycloak LoginClosed none!"],
    [new Error("Web Crypto API is not available."), "keycloak Configuration fixConfig"],
    [new Error("Error while checking login iframe"), "keycloak LoginIframe fixConfig"],
    [{ message: "Server responded with an invalid status.", response: { status: 400 } }, "keycloak-js 400 signIn!"],
    [{ message: "Server responded with an invalid status.", response: { status: 401 } }, "keycloak-js 401 signIn!"],
    ["keycloak-js: onTokenExpired fired", "keycloak-js * refresh>signIn", { provider: "keycloak-js" }],
    [{ message: "Server responded with an invalid status.", response: { status: 503 } }, "http 503 retryLater"],
  ]),
  [new Error("Local storage is missing an ID Token, Please authenticate"), "cognito NoTokens signIn!"],
  [new Error("Auth UserPool not configured."), "cognito NotConfigured fixConfig"],
  [
    new Error("No access, refresh token, API key or refresh handler callback is set."),
    "google NoCredentials fixConfig",
  ],
  [
    { name: "InvalidSignatureException", message: "Signature expired: a is now earlier than b" },
    "aws InvalidSignatureException fixClock",
  ],
  [
    { name: "SignatureDoesNotMatch", message: "Signature not yet current: a is still later than b" },
    "aws SignatureDoesNotMatch fixClock",
  ],
  [
    { name: "CredentialsProviderError", message: "The SSO session associated with this profile has expired." },
    "aws CredentialsProviderError signIn!",
  ],
  ["INVALID_CREDENTIALS: Invalid credential parameters", "supabase invalid_credentials fixConfig"],
  [new Error("API rate limit exceeded for user ID 1."), "github rate limit retryLater"],
  [new Error("Resource not accessible by integration"), "github Resource not accessible fixConfig"],
  [{ code: 1, message: "timeout" }, "centrifuge 1 retryLater", { provider: "centrifuge" }],
  [{ code: "RESOURCE_EXHAUSTED", details: "quota", metadata: {} }, "google RESOURCE_EXHAUSTED retryLater"],
  [{ error: "invalid_grant", error_codes: [70043] }, "entra invalid_grant/70043 signIn!"],
  [{ error: "bad_verification_code" }, "github bad_verification_code signIn!"],
  [new Error("Bad credentials"), "github Bad credentials fixConfig"],
  [new Error("Resource protected by organization SAML enforcement."), "github SAML signIn!"],
  [new Error("SAML: You must grant your Personal Access token access to this organization."), "github SAML fixConfig"],
  [
    {
      error: "invalid_grant",
      error_description: "Invalid JWT: Token must be a short-lived token and in a reasonable timeframe.",
    },
    "oauth invalid_grant fixClock",
  ],
  [
    { error: "invalid_grant", error_description: "PKCE verification failed: code_verifier" },
    "oauth invalid_grant fixConfig",
  ],
];

/** What is only trusted where the provider is known. */
const hinted: readonly Case[] = asked("stream", [
  [new Error("Connection suspended"), "hinted-words transient retryLater"],
]);

export const words: readonly Case[] = [...plain, ...loose, ...vendors, ...hinted];
