/**
 * Azure Communication Services: calling, the credential, chat.
 *
 * @module
 */
import type { ErrorView } from "../error/error-view.ts";
import type { Table } from "../error/table.ts";

const checked = "2026-11-21";
const calling = "@azure/communication-calling@2.0.0";

const isPair = (view: ErrorView): boolean =>
  view.name === "CallingCommunicationError" ||
  ((view.has("code", "number") || view.has("_code", "number")) &&
    (view.has("subCode", "number") || view.has("_subCode", "number")));
const isStateChange = (view: ErrorView): boolean =>
  view.has("newValue", "string") && view.has("oldValue", "string") && view.has("reason", "string");

/** Errors of `CallClient`, `CallAgent` and `Call`, and the agent's `connectionStateChanged`. */
export const acsCall: Table = {
  id: "acs-call",
  title: "ACS Calling",
  source: calling,
  checked,
  // The public names are getters on a prototype: clones, workers and JSON leave only the underscored fields.
  at: "code _code state:reason state:.",
  sub: "subCode _subCode",
  is: (view) => isPair(view) || isStateChange(view),
  remedies: {
    refresh: "Fetch a new token for the same user, give it to the credential, and repeat the call that failed.",
    rejoin: "Fetch a new token for the same user, create a new CallAgent with it, and join the call again.",
  },
  rows: [
    ["401/40235", "refresh>fixClock", "The credential had no token that is still valid.", "ACCESSTOKEN_EXPIRED"],
    [
      "400/40234",
      "rejoin>fixClock",
      "The service refused the token more than ten times, so the SDK disposed of the CallAgent.",
      "REFRESHED_TOKEN_RETRIES",
    ],
    [
      "state:invalidToken",
      "rejoin>fixConfig",
      "The service refused the token again and again; the CallAgent has been disposed of.",
      "connectionStateChanged: invalidToken",
    ],
    [
      "state:connectionIssue",
      "retryLater",
      "The CallAgent lost its connection for a reason other than the token.",
      "connectionStateChanged: connectionIssue",
    ],
    [
      "401/44110",
      "retryLater^",
      "The credential could not supply a token; the SDK hides why.",
      "GET_TOKEN",
      {
        remedy:
          "Look at the last error of the token manager: if its back end answered 401 or 403, the user must sign in again; otherwise try again.",
      },
    ],
    [
      "401/44108",
      "fixConfig",
      "No credential was passed to createCallAgent.",
      "NO_TOKEN_PROVIDED",
      { remedy: "Pass a CommunicationTokenCredential." },
    ],
    [
      "401/44109",
      "fixConfig",
      "The token is an empty string.",
      "EMPTY_TOKEN",
      { remedy: "Let the token endpoint return a token." },
    ],
    [
      "401/44112",
      "fixConfig",
      "The credential returned no token at all.",
      "TOKEN_UNDEFINED",
      { remedy: "Return { token, expiresOnTimestamp } from getToken()." },
    ],
    [
      "401/44111",
      "fixConfig",
      "The token is not a JWT of ACS.",
      "TOKEN_PAYLOAD_UNDEFINED",
      { remedy: "Pass the raw user access token, not a key, a connection string or JSON." },
    ],
    [
      "401/44117",
      "fixConfig",
      "The token cannot be parsed.",
      "PARSE_TOKEN_FAIL",
      { remedy: "Pass the raw user access token, not a key, a connection string or JSON." },
    ],
    [
      "500/40201",
      "fixConfig",
      "The token cannot be parsed.",
      "PARSE_ACCESSTOKEN",
      { remedy: "Pass the raw user access token, not a key, a connection string or JSON." },
    ],
    [
      "401/44113",
      "fixConfig",
      "The token was not issued for calling.",
      "INVALID_TOKEN_SCOPE",
      { remedy: "Issue the token with the scope voip or voip.join." },
    ],
    [
      "401/44114",
      "fixConfig",
      "The scope in the token is not a text.",
      "INVALID_TOKEN_SCOPE_FORMAT",
      { remedy: "Issue the token with the Identity SDK, scope voip or voip.join." },
    ],
    [
      "401/44115",
      "fixConfig",
      "The token names no ACS resource.",
      "RESOURCE_NOT_FOUND_IN_TOKEN",
      { remedy: "Issue the token with the Identity SDK; one made by hand lacks the claim resourceId." },
    ],
    [
      "401/44116",
      "fixConfig",
      "The token names no ACS user.",
      "USERID_NOT_FOUND_IN_TOKEN",
      { remedy: "Issue the token with the Identity SDK; one made by hand lacks the claim skypeid." },
    ],
    [
      "400/40233",
      "fixConfig",
      "The new token belongs to another user than the first one.",
      "REFRESHED_TOKEN_INVALID_USERID",
      { remedy: "Issue new tokens for the same identity; do not create a new user each time." },
    ],
    [
      "403/40229",
      "fixConfig",
      "A Teams token was given to a CallAgent for ACS users.",
      "ACS_CALLAGENT_TOKEN_ONLY",
      { remedy: "Use createTeamsCallAgent, or an ACS token." },
    ],
    [
      "403/40231",
      "fixConfig",
      "An ACS token was given to a TeamsCallAgent.",
      "TEAMS_CALLAGENT_TOKEN_ONLY",
      { remedy: "Use createCallAgent, or a Teams token." },
    ],
    [
      "409/40228",
      "none",
      "A CallAgent for this identity exists already.",
      "ACS_CALLAGENT_ALREADY_EXSISTS",
      { remedy: "Reuse the CallAgent, or dispose of it first." },
    ],
    [
      "409/40230",
      "none",
      "A TeamsCallAgent for this identity exists already.",
      "TEAMS_CALLAGENT_ALREADY_EXSISTS",
      { remedy: "Reuse the TeamsCallAgent, or dispose of it first." },
    ],
    ["409/40232", "refresh>fixConfig^", "The SDK could not get a token from the credential.", "FAILED_TO_GET_TOKEN"],
    ["422/40217", "retryLater", "A token was asked for before the SDK was ready.", "GET_TOKEN_BEFORE_INIT"],
    [
      "400/60105",
      "fixConfig",
      "The token has no region claim.",
      "MISSING_REGION",
      { remedy: "Issue the token anew with the Identity SDK: it writes the claim of the region." },
    ],
    ["401/45208", "refresh>fixConfig", "Captions could not get a token.", "UPDATE_LANGUAGE_GET_TOKEN"],
    ["401/45214", "refresh>fixConfig", "Captions could not get a token.", "UPDATE_CAPTIONS_GET_TOKEN"],
    [
      "401/46704",
      "refresh>fixConfig",
      "The token was refused while a call was being transferred.",
      "GET_ACTIVE_CALL_DETAILS_INVALID_TOKEN",
    ],
    ["500/46701", "retryLater", "A call transfer was started before the SDK was ready.", "MANAGER_TOKEN_UNDEFINED"],
    [
      "400/40100",
      "fixConfig",
      "The page is not on https, localhost or a file.",
      { remedy: "Serve the page over https." },
    ],
    [
      "408/40101 408/40104 408/40114 408/44118 412/40115 500/40102 500/40103 500/40105 500/40106 500/40107 500/40108 500/40109 500/40110 500/40111 500/40112 500/40113 500/40116 500/40117 500/40118 500/40120 500/40216",
      "retryLater",
      "The SDK could not start or reach its service.",
      "Initialisation failed",
    ],
    // The messages of createCallAgent(), where a console or a log is all there is.
    [
      "~/44113",
      "fixConfig",
      "The token was not issued for calling.",
      "INVALID_TOKEN_SCOPE",
      {
        says: /does not contain 'voip'|wrong accesstoken scope/i,
        remedy: "Issue the token with the scope voip or voip.join.",
      },
    ],
    [
      "~/44117",
      "fixConfig",
      "There is no token, or it cannot be parsed.",
      "PARSE_TOKEN_FAIL",
      {
        says: /^(?:accesstoken is empty|no communicationtokencredential|failed to parse accesstoken)/im,
        remedy: "Pass the raw user access token, not a key, a connection string or JSON.",
      },
    ],
    [
      "~/44110",
      "retryLater^",
      "The credential could not supply a token; the SDK hides why.",
      "GET_TOKEN",
      { says: /^failed to get accesstoken/im, remedy: "Look at the last error of the token manager." },
    ],
    [
      "~/40233",
      "fixConfig",
      "The new token belongs to another user than the first one.",
      "REFRESHED_TOKEN_INVALID_USERID",
      {
        says: /refreshed accesstoken user id/i,
        remedy: "Issue new tokens for the same identity; do not create a new user each time.",
      },
    ],
    [
      "~/40229",
      "fixConfig",
      "A token of ACS was given where one of Teams belongs, or the other way round.",
      "ACS_CALLAGENT_TOKEN_ONLY",
      {
        says: /created only with (?:acs|teams) token/i,
        remedy: "Use createCallAgent with an ACS token, and createTeamsCallAgent with a Teams token.",
      },
    ],
    [
      "~/40235",
      "refresh>fixClock",
      "The credential had no token that is still valid.",
      "ACCESSTOKEN_EXPIRED",
      { says: /^AccessToken expired/im },
    ],
    [
      "~/40234",
      "rejoin>fixClock",
      "The service refused the token more than ten times, so the SDK disposed of the CallAgent.",
      "REFRESHED_TOKEN_RETRIES",
      { says: /failed to fetch a valid one after retries/i },
    ],
  ],
  unrelated: "40200 40202 40205 40206 40203 40204",
};

/** `call.callEndReason`. */
export const acsCallEnd: Table = {
  id: "acs-call-end",
  title: "ACS Calling, end of a call",
  source: calling,
  checked,
  at: "code",
  is: (view) => isPair(view) && view.name === "",
  remedies: {
    rejoin: "Fetch a new token for the same user and join the call again; if joining fails, create a new CallAgent.",
  },
  rows: [
    // 4507 means something else in another table of the SDK: the code must be 495.
    [
      "495/4507",
      "rejoin>fixConfig^",
      "The call ended because the credential had no valid token.",
      "CallEndReasonSkypeTokenFetchError",
    ],
    [
      "401/10009",
      "rejoin>fixConfig",
      "The service did not accept the identity in the token.",
      "Unauthenticated identity",
    ],
    ["401/71005", "rejoin>fixConfig", "The service could not validate the call.", "Validation error"],
    ["499/3119", "rejoin>fixConfig^", "The credential took too long to supply a token.", "TokenFetchTimeout"],
    ["499/3127", "rejoin>fixConfig^", "The credential failed to supply a token.", "TokenFetchError"],
    [
      "499/3126",
      "fixConfig",
      "This kind of token is not supported for the call.",
      "UnsupportedTokenError",
      {
        remedy:
          "Join Teams meetings with a token that the call's kind accepts: ACS user tokens for ACS calls, Teams tokens for Teams calls.",
      },
    ],
    ["499/3128", "signIn", "Getting a token needs the user.", "Interaction required"],
  ],
};

/** What `AzureCommunicationTokenCredential` throws. */
export const acsCred: Table = {
  id: "acs-cred",
  title: "ACS token credential",
  source: "@azure/communication-common@2.5.0",
  checked,
  is: ({ text }) =>
    /returned from the tokenRefresher is expired|^User credential is disposed$|^Invalid token: token must not be empty/m.test(
      text,
    ),
  rows: [
    [
      "~",
      "refresh>fixClock",
      "The token endpoint returned a token that has expired already: it is cached too long, or a clock is wrong.",
      "ExpiredTokenFromRefresher",
      { says: /returned from the tokenRefresher is expired/i },
    ],
    [
      "~",
      "none",
      "The credential has been disposed of.",
      "CredentialDisposed",
      { says: /User credential is disposed/i, remedy: "Create a new credential if one is still needed." },
    ],
    [
      "~",
      "fixConfig",
      "The token is an empty string.",
      "EmptyToken",
      { says: /token must not be empty/i, remedy: "Let the token endpoint return a token." },
    ],
  ],
};

/** What `ChatClient` and `ChatThreadClient` throw. */
export const acsChat: Table = {
  id: "acs-chat",
  title: "ACS Chat",
  source: "@azure/communication-chat@1.6.0",
  checked,
  at: "statusCode status",
  // Every Azure SDK throws a RestError; only the address tells the chat's.
  is: (view) =>
    (view.name === "RestError" && /communication\.azure\.com/.test(view.textAt("request.url"))) ||
    /failed to fetch a valid one after 3 retries/i.test(view.text),
  rows: [
    ["401", "refresh>signIn", "The chat service refused the token: expired or invalid."],
    [
      "403",
      "fixConfig",
      "The user is not in this chat thread, or the token lacks the scope chat.",
      { remedy: "Issue the token with the scope chat, and add the user to the thread." },
    ],
    [
      "~",
      "refresh>fixConfig",
      "Realtime notifications stopped: the token was refused three times.",
      "RealtimeNotificationsStopped",
      {
        says: /failed to fetch a valid one after 3 retries/i,
        remedy: "Fetch a new token, then start realtime notifications again.",
      },
    ],
  ],
};
