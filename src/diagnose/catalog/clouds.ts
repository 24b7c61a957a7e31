/**
 * Services whose tokens apps carry besides those of calls and chats.
 *
 * @module
 */
import type { Table } from "../error/table.ts";

const checked = "2026-11-25";
const RIGHTS = "Check what this user, and this token, are allowed to do.";
const KEYS = "Compare access key, secret key and region; keys of a session also need its session token.";

/** Amazon Web Services: codes of every service. */
export const aws: Table = {
  id: "aws",
  title: "Amazon Web Services",
  needsShape: true,
  source: "AWS common errors; @aws-sdk clients 3",
  checked,
  at: "Code __type code name errorType",
  // As the command line says it.
  codesIn: ({ own }) => [
    /\bAn error occurred \((\w+)\) when|\b(\w+Exception): The security token/.exec(own)?.slice(1).find(Boolean),
  ],
  rank: "standard",
  rows: [
    [
      "ExpiredToken ExpiredTokenException TokenRefreshRequired ExpiredTradeInTokenException",
      "refresh>fixClock",
      "The session token has expired.",
    ],
    [
      "RequestTimeTooSkewed RequestExpired RequestInTheFuture",
      "fixClock",
      "The clock of this device differs too much from that of the server.",
    ],
    [
      "InvalidSignatureException SignatureDoesNotMatch",
      "fixClock",
      "The signature has expired, or is from the future: a clock is wrong.",
      { says: /signature (?:expired|not yet current)/i },
    ],
    [
      "SignatureDoesNotMatch InvalidSignatureException AuthorizationHeaderMalformed AuthFailure",
      "fixConfig",
      "The signature does not fit the secret key, or the request was altered on its way.",
      { remedy: KEYS },
    ],
    [
      "InvalidClientTokenId UnrecognizedClientException InvalidAccessKeyId InvalidSecurity",
      "fixConfig",
      "The access key does not exist, or belongs to a session whose token is missing.",
      { remedy: KEYS },
    ],
    [
      "MissingAuthenticationToken MissingAuthenticationTokenException IncompleteSignature IncompleteSignatureException",
      "fixConfig",
      "The request is not signed, or its address does not exist.",
      { remedy: "Compare address and method of the request, and let the SDK sign it." },
    ],
    [
      "InvalidToken InvalidIdentityToken InvalidIdentityTokenException",
      "refresh>fixConfig",
      "The token was not accepted.",
      { says: /^(?![^]*audience)/i },
    ],
    [
      "IDPRejectedClaim IDPRejectedClaimException",
      "signIn",
      "The identity provider refused the token: expired or revoked.",
    ],
    [
      "CredentialsProviderError",
      "signIn",
      "The single sign-on session has expired.",
      { says: /sso session|session associated with this profile/i },
    ],
    [
      "CredentialsProviderError CredentialsError",
      "fixConfig",
      "The SDK found no credentials.",
      { remedy: "Give the client credentials, or a provider of credentials." },
    ],
    [
      "AccessDenied AccessDeniedException UnauthorizedOperation AuthorizationErrorException OptInRequired",
      "none",
      "The identity lacks this right.",
      { wide: true, remedy: RIGHTS },
    ],
    [
      "Throttling ThrottlingException RequestLimitExceeded ProvisionedThroughputExceededException RequestThrottled SlowDown TooManyRequestsException BandwidthLimitExceeded",
      "retryLater",
      "Too many requests.",
    ],
    [
      "ServiceUnavailable ServiceUnavailableException InternalFailure InternalError InternalServerError IDPCommunicationError IDPCommunicationErrorException RequestTimeout RequestTimeoutException",
      "retryLater",
      "The service has a problem.",
    ],
  ],
};

/** As its packages throw it. */
const SLACK = /\bAn API error occurred: (\w+)/;

/** Slack's Web API. */
export const slack: Table = {
  id: "slack",
  title: "Slack",
  needsShape: true,
  source: "Slack Web API errors; @slack/web-api",
  checked,
  at: "error data.error",
  is: (view) =>
    (view.field("ok") === false && view.has("error", "string")) ||
    /^slack_webapi_/.test(view.textAt("code")) ||
    SLACK.test(view.own),
  codesIn: ({ own }) => [SLACK.exec(own)?.[1]],
  rows: [
    ["token_expired", "refresh>signIn", "The token has expired."],
    [
      "token_revoked account_inactive invalid_refresh_token invalid_code",
      "signIn",
      "The token or the code is dead, or the account is gone.",
    ],
    [
      "missing_scope",
      "fixConfig",
      "The token lacks a scope.",
      { remedy: "Add the scope that the answer names to the app's settings, and install the app again." },
    ],
    [
      "invalid_auth not_authed not_allowed_token_type",
      "fixConfig",
      "The token is missing, of a wrong kind, or of another workspace.",
      { remedy: "Pass the bot or user token (xoxb, xoxp) of this workspace." },
    ],
    [
      "ratelimited rate_limited request_timeout service_unavailable fatal_error internal_error team_added_to_org accesslimited",
      "retryLater",
      "Too many requests, or Slack has a problem.",
    ],
    [
      "no_permission access_denied ekm_access_denied enterprise_is_restricted",
      "none",
      "The workspace does not allow this.",
      { remedy: RIGHTS },
    ],
    [
      "~",
      "retryLater",
      "Too many requests.",
      "ratelimited",
      { says: /slack_webapi_rate_limited|rate-limit has been reached/i },
    ],
  ],
};

/** GitHub's REST API. */
export const github: Table = {
  id: "github",
  title: "GitHub",
  source: "GitHub REST API: Troubleshooting; @octokit/request-error",
  checked,
  rank: "standard",
  at: "code error .",
  rows: [
    ["bad_verification_code", "signIn", "The code of the sign-in is wrong or has expired."],
    [
      "~",
      "retryLater",
      "The rate limit is used up; the header x-ratelimit-reset says until when.",
      "rate limit",
      { says: /api rate limit exceeded|secondary rate limit|abuse detection/i },
    ],
    [
      "~",
      "fixConfig",
      "The app or the token lacks the right to this resource.",
      "Resource not accessible",
      {
        says: /resource not accessible by (?:integration|personal access token)/i,
        remedy: "Add the permission to the app or the token in GitHub's settings.",
      },
    ],
    [
      "~",
      "refresh?fixConfig",
      "The token is wrong, has expired or has been revoked.",
      "Bad credentials",
      {
        says: /^(?![^]*springframework)(?:[^]*\n)?bad credentials/i,
        remedy: "Fetch a new token if this one may expire; a personal one must be made anew in GitHub's settings.",
      },
    ],
    [
      "~",
      "fixConfig",
      "The organisation wants single sign-on for this personal access token.",
      "SAML",
      { says: /grant your personal access token/i, remedy: "Authorise the token for the organisation." },
    ],
    [
      "~",
      "signIn",
      "The organisation wants single sign-on for this token.",
      "SAML",
      { says: /saml (?:enforcement|sso)/i, remedy: "Authorise the token for the organisation." },
    ],
  ],
};

/** OpenAI's API, the realtime one included. */
export const openai: Table = {
  id: "openai",
  title: "OpenAI",
  source: "OpenAI API error codes; openai",
  checked,
  at: "code error.code",
  rank: "standard",
  rows: [
    [
      "session_expired",
      "rejoin>fixConfig",
      "The realtime session has lasted as long as it may.",
      {
        says: /^(?![^]*(?:(?:log|sign) ?in again|re-?auth))/i,
        remedy: "Fetch a new client secret and open a new session.",
      },
    ],
    [
      "invalid_api_key incorrect_api_key_provided account_deactivated",
      "fixConfig",
      "The key is wrong, revoked, or of another project.",
      { remedy: "Compare the key with those of the project; a browser needs a client secret that the back end mints." },
    ],
    [
      "insufficient_quota billing_hard_limit_reached",
      "none",
      "The account's credit is used up.",
      { remedy: "Check plan and billing." },
    ],
    [
      "context_length_exceeded model_not_found content_policy_violation",
      "none",
      'The request is at fault; its "tokens" are pieces of text.',
    ],
  ],
};

/** Power BI Embedded. */
export const powerBi: Table = {
  id: "powerbi",
  title: "Power BI Embedded",
  needsShape: true,
  source: "powerbi-client; Power BI embedded error codes",
  checked,
  at: "message errorCode detailedMessage error.code",
  rank: "standard",
  rows: [
    [
      "TokenExpired",
      "refresh>fixClock",
      "The embed token has expired.",
      { remedy: "Fetch a new embed token and pass it to setAccessToken()." },
    ],
    [
      "PowerBINotAuthorizedException",
      "fixConfig",
      "The embed token does not fit the report, its dataset or the workspace.",
      { remedy: "Mint the embed token for this report, dataset and workspace." },
    ],
    ["PowerBIEntityNotFound", "none", "The report is not there, or its service principal has no access."],
  ],
};

/** PubNub: categories of a status. */
export const pubnub: Table = {
  id: "pubnub",
  title: "PubNub",
  source: "pubnub SDK categories",
  checked,
  at: "category",
  rank: "standard",
  codesIn: (view) => [
    view.field("service") === "Access Manager"
      ? /^(?:Forbidden|Invalid(?= Timestamp$))/.exec(view.own)?.[0]
      : undefined,
  ],
  rows: [
    [
      "PNBadRequestCategory",
      "fixConfig",
      "The key set of this app is not known.",
      { says: /invalid (?:sub|pub)\w*[ _]key/i, remedy: "Copy publish and subscribe key from PubNub's console." },
    ],
    ["PNBadRequestCategory Invalid", "fixClock", "A clock is wrong.", { says: /invalid timestamp/i }],
    [
      "Forbidden",
      "fixConfig",
      "Access Manager knows the token, and it has no grant for this channel.",
      { remedy: "Grant the channel to the token: resources or patterns of grantToken()." },
    ],
    [
      "PNAccessDeniedCategory",
      "fixConfig",
      "Access Manager knows the token, and it has no grant for this channel.",
      {
        says: /payload\W{1,4}channels/i,
        remedy: "Grant the channel to the token: resources or patterns of grantToken().",
      },
    ],
    [
      "PNAccessDeniedCategory",
      "refresh>fixConfig",
      "Access Manager refused the token.",
      { wide: true, remedy: "Fetch a new token and pass it to setToken(); if that fails too, check its grants." },
    ],
    [
      "PNNetworkIssuesCategory PNNetworkDownCategory PNTimeoutCategory PNReconnectedCategory PNServerErrorCategory PNConnectionErrorCategory PNUnexpectedDisconnectCategory PNDisconnectedUnexpectedlyCategory",
      "retryLater",
      "The network or PubNub failed.",
    ],
    [
      "PNCancelledCategory PNBadRequestCategory PNValidationErrorCategory PNMalformedResponseCategory",
      "none",
      "The request is at fault, or was cancelled.",
    ],
  ],
};

/** Hasura and PostgREST. */
export const databases: Table = {
  id: "postgrest",
  title: "PostgREST and Hasura",
  source: "PostgREST error codes; Hasura API errors",
  checked,
  at: "code",
  rank: "standard",
  rows: [
    ["PGRST301 PGRST303", "refresh>fixConfig", "The JWT was not accepted.", { wide: true }],
    ["PGRST302", "fixConfig", "Anonymous access is off, and no JWT came.", { remedy: "Send the user's token." }],
    ["PGRST300", "fixConfig", "The server has no JWT secret.", { remedy: "Set the server's jwt-secret." }],
    ["42501", "none", "A row-level policy does not allow this.", { remedy: RIGHTS }],
    ["PGRST000 PGRST001 PGRST002 PGRST003", "retryLater", "The database could not be reached."],
    ["invalid-jwt invalid-headers", "refresh>fixConfig", "Hasura does not accept the JWT.", { wide: true }],
    [
      "access-denied",
      "fixConfig",
      "The admin secret is wrong or missing.",
      { says: /admin-secret/i, remedy: "Send HASURA_GRAPHQL_ADMIN_SECRET from the server, or a JWT instead." },
    ],
    [
      "access-denied validation-failed",
      "none",
      "The role of the token may not do this, or the query is wrong.",
      { remedy: RIGHTS },
    ],
  ],
};
