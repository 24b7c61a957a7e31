/**
 * Twilio: what all products share, Voice, Conversations, Sync, Video, TaskRouter.
 *
 * @module
 */
import type { Clue } from "../clue.ts";
import type { Row, Table } from "../table.ts";

const checked = "2026-11-21";
const DAY_MS = 86_400_000;
const voiceErrors = "@twilio/voice-errors@1.8.0";
const docs = { source: "Twilio docs: Error and Warning Dictionary" };

const KEYS =
  "Check that account SID and API key belong together and are live ones, that the key is Main or Standard (a Restricted key cannot mint), that its region fits, and that the raw JWT is passed, not the JSON around it.";
const GRANTS = "Add the grant of this product, with its SIDs, to the token.";
const TTL = "Mint tokens for at most 24 hours (86 399 seconds); the ttl is given in seconds.";
const HEADER = "Mint tokens with Twilio's helper library: the header needs cty twilio-fpa;v=1.";

/** Codes that every product uses. Products add their own rows, which are looked at first. */
export const twilio: Table = {
  id: "twilio",
  title: "Twilio, all products",
  source: voiceErrors,
  checked,
  maxLifeMs: DAY_MS,
  at: "originalError.code code errorCode reply.status.errorCode .",
  remedies: { refresh: "Fetch a new token, pass it to updateToken(), and retry once." },
  rows: [
    [
      "20104",
      "refresh>fixClock",
      "The token has expired, or its expiry is not acceptable.",
      "AccessTokenExpired|AccessTokenExpiredError",
    ],
    [
      "20101",
      "refresh>fixConfig",
      "The token is not valid.",
      "AccessTokenInvalid|AccessTokenInvalidError",
      { remedy: "Fetch a new token and retry once: Voice before 2.18.5 says this of good tokens after a reconnect." },
    ],
    [
      "20102",
      "fixConfig",
      "The header of the token is wrong.",
      "AccessTokenHeaderInvalid|AccessTokenHeaderInvalidError",
      { remedy: HEADER },
    ],
    [
      "20103",
      "fixConfig",
      "Issuer or subject of the token is wrong.",
      "AccessTokenIssuerInvalid|AccessTokenIssuerInvalidError",
      { remedy: KEYS },
    ],
    [
      "20105",
      "fixClock",
      "The token is not valid yet: its nbf lies ahead.",
      "AccessTokenNotYetValid|AccessTokenNotYetValidError",
      { remedy: "Correct the clock of the server that mints the tokens, or mint without nbf." },
    ],
    [
      "20106",
      "fixConfig",
      "The grants in the token are wrong.",
      "AccessTokenGrantsInvalid|AccessTokenGrantsInvalidError",
      { remedy: GRANTS },
    ],
    [
      "20107",
      "fixConfig",
      "The signature of the token is wrong.",
      "AccessTokenSignatureInvalid|AccessTokenSignatureInvalidError",
      { remedy: "Sign with the secret that belongs to the API key in iss." },
    ],
    [
      "20151",
      "refresh>fixConfig",
      "The token was not accepted.",
      "AuthenticationFailed",
      { remedy: "Fetch a new token and retry once." },
    ],
    [
      "20156",
      "refresh>fixClock",
      "The token has expired, or its expiry is not acceptable.",
      "Expired or Invalid Expiration in Token",
      docs,
    ],
    [
      "20157",
      "fixConfig",
      "The token was made for a longer life than allowed.",
      "ExpirationTimeExceedsMaxTimeAllowed",
      { remedy: TTL },
    ],
    ["20160", "fixConfig", "This is not an access token.", "Invalid Token", { ...docs, remedy: KEYS }],
    ["20403", "fixConfig", "The account may not do this; it may be suspended.", "Forbidden"],
    [
      "51007",
      "refresh?fixConfig",
      "The token was rejected: expired, not yet valid, or wrong in signature, grants or region.",
      "AccessTokenRejected",
      { remedy: `${KEYS} ${GRANTS}` },
    ],
    [
      "53000",
      "refresh?retryLater",
      "The signalling connection failed; this also hides most refusals of a token.",
      "ConnectionError|SignalingConnectionError",
    ],
    [
      "53001",
      "refresh?retryLater",
      "The signalling connection was lost; this also hides most refusals of a token.",
      "ConnectionDisconnected|SignalingConnectionDisconnectedError",
    ],
    // A code of tomorrow, in the words of today.
    [
      "~",
      "refresh>fixClock",
      "The token has expired.",
      undefined,
      { says: /token (?:is |has )?expired|expired token/i },
    ],
  ],
  leftOut: [
    ["9221", "body of an answer of the insights gateway; never reaches the app"],
    ["401xx", "no such codes at Twilio: they are Ably's"],
  ],
};

const register =
  "Fetch a new token, call device.updateToken(token), then unregister() and register(): the SDK has stopped registering by itself.";

/** `Device` and `Call`. Reads the gateway's own code where the SDK passes it on. */
export const twilioVoice: Table = {
  id: "twilio-voice",
  title: "Twilio Voice",
  source: "@twilio/voice-sdk@2.18.5",
  checked,
  inherits: twilio,
  maxLifeMs: DAY_MS,
  at: "originalError.code code .",
  is: (clue) =>
    (clue.has("code", "number") && clue.has("causes", "object") && clue.has("solutions", "object")) ||
    /when device is in state/i.test(clue.text),
  remedies: {
    renew: "Fetch a new token and call device.updateToken(token); during a call this may cost a second of audio.",
    refresh: register,
    rejoin: "Fetch a new token and make a new Device or call with it.",
  },
  rows: [
    ["tokenWillExpire", "renew", "The token ends soon, by the server's count."],
    ["31205", "refresh>fixClock", "The token has expired.", "JWTTokenExpiredError", { source: voiceErrors }],
    ["20104", "refresh>fixClock", "The token has expired.", "AccessTokenExpired"],
    [
      "31204",
      "refresh>fixConfig",
      "The token is not a valid JWT.",
      "InvalidJWTTokenError",
      { remedy: `Fetch a new token and retry once; if that fails too: ${KEYS}` },
    ],
    [
      "31201",
      "refresh>fixConfig",
      "The token was refused.",
      "AuthorizationError",
      { remedy: "Fetch a new token and retry once." },
    ],
    [
      "31202",
      "refresh?fixConfig",
      "The signature was not accepted: signed with a wrong secret, or expired long ago.",
      "AccessTokenSignatureValidationFailed",
      { remedy: "Sign with the secret that belongs to the API key in iss." },
    ],
    ["31203", "fixConfig", "The account in the token is not valid.", "NoValidAccountError", { remedy: KEYS }],
    ["31206 31429", "retryLater", "Too many requests.", "RateExceededError|TooManyRequests"],
    [
      "31207",
      "fixConfig",
      "The token was made for a longer life than allowed.",
      "JWTTokenExpirationTooLongError",
      { remedy: TTL },
    ],
    [
      "31209",
      "rejoin>fixConfig",
      "The call cannot be taken up again.",
      "ReconnectAttemptError",
      { remedy: "Fetch a new token and make a new call." },
    ],
    ["31102", "fixConfig", "No token was sent.", "AuthorizationTokenMissingError"],
    ["31104", "fixConfig", "The bridge token is not valid.", "InvalidBridgeTokenError"],
    [
      "31105",
      "fixConfig",
      "The identity in the token is not a valid client name.",
      "InvalidClientNameError",
      { remedy: "Use letters, digits and underscores in the identity." },
    ],
    ["21218", "fixConfig", "The TwiML application in the grant is not valid.", "InvalidApplicationSid"],
    ["31301", "retryLater", "The registration failed.", "RegistrationError"],
    ["31403", "fixConfig", "The server refuses this account.", "Forbidden"],
    [
      "31401",
      "none!",
      "The user did not allow the microphone; this is not about the token.",
      "PermissionDeniedError",
      { remedy: "Ask the user to allow the microphone." },
    ],
    [
      "31009",
      "none",
      "The socket was not open while the token was handed over; the token is stored and used at the next connection.",
      "TransportError",
    ],
    [
      "31005",
      "refresh?retryLater",
      "The connection was lost; on a Call this also hides a refused token.",
      "ConnectionError",
    ],
    [
      "31000 31003",
      "retryLater",
      "The connection failed; this is not about the token.",
      "UnknownError|ConnectionTimeout",
    ],
    [
      "~",
      "rejoin>fixConfig",
      "The Device has been destroyed.",
      "InvalidStateError",
      { says: /state "?destroyed/i, remedy: "Make a new Device with a new token." },
    ],
  ],
  leftOut: [["31208 as an authorisation code", "in no table of 1.8.0 or 2.18.5; arrives as 53000"]],
};

const twilsock: readonly Row[] = [
  ["tokenAboutToExpire", "renew", "The token ends in about three minutes, by the server's count."],
  ["tokenExpired", "refresh>fixClock", "The token has expired."],
  ["20104", "refresh>fixClock", "The token has expired.", "TOKEN_EXPIRED"],
  ["51006", "refresh>fixClock", "The connection ended because the token has expired.", "Connection expired", docs],
  [
    "51130",
    "refresh>fixConfig",
    "The server did not accept the new token.",
    undefined,
    { remedy: "Fetch a token that differs from the last one and hand it over once more." },
  ],
  [
    "51201",
    "retryLater",
    "Too many new clients; tokens that expire unnoticed cause such bursts.",
    "CPS, Init per Account",
    docs,
  ],
  [
    "51215",
    "refresh?fixConfig",
    "The client was not authorised.",
    "Unauthorized",
    { ...docs, remedy: `${KEYS} ${GRANTS}` },
  ],
  ["54100 54151 54201 54209 54507 20007", "none", "The error is about data, not about the token."],
  ["http:410", "refresh>rejoin", "The token expired while the client was connected.", "close 410"],
  ["http:429", "retryLater", "Too many requests; the client comes back by itself.", "Too Many Requests"],
  [
    "http:401 http:403",
    "refresh?fixConfig",
    "The server refused the token for another reason than its age.",
    "UNAUTHORIZED",
    { remedy: `${KEYS} ${GRANTS}` },
  ],
  [
    "~",
    "refresh>rejoin",
    "The client has given up its connection, most often because of its token.",
    "TransportUnavailableError",
    { says: /^Unable to connect: /im },
  ],
  [
    "~",
    "none",
    "The client is not initialised yet, but it has the token and goes on.",
    "ClientNotInitialized",
    {
      says: /reading 'updateToken'/i,
      remedy: "Wait until connectionState is connected; if it does not get there, make a new client.",
    },
  ],
];
const twilsockAt =
  "errorCode error.errorCode code reply.status.errorCode http:httpStatusCode http:reply.status.code http:status .";
const isTwilsock = (clue: Clue): boolean =>
  (clue.has("terminal", "boolean") && clue.has("message", "string")) ||
  (clue.has("reply.status", "object") && clue.has("reply.status.status", "string")) ||
  /^(?:Unable to connect: |Transport failure: )|reading 'updateToken'/.test(clue.text);
const twilsockRemedies = {
  renew: "Fetch a new token and pass it to updateToken().",
  refresh:
    "Wait until the client is disconnected (3 seconds), then pass a new token to updateToken(); if it does not connect, make a new client.",
};

/** Conversations `Client`: `connectionError`, `initFailed`, rejections. */
export const twilioConversations: Table = {
  id: "twilio-conversations",
  title: "Twilio Conversations and Sync",
  source: "@twilio/conversations@3.0.1",
  checked,
  inherits: twilio,
  maxLifeMs: DAY_MS,
  at: twilsockAt,
  is: isTwilsock,
  remedies: twilsockRemedies,
  rows: twilsock,
};

/** Sync `SyncClient`. */
export const twilioSync: Table = {
  ...twilioConversations,
  id: "twilio-sync",
  source: "twilio-sync@4.0.1",
  is: (clue) => clue.name === "SyncError",
};

/** Video `connect()` and `Room`: a room cannot be given a new token. */
export const twilioVideo: Table = {
  id: "twilio-video",
  title: "Twilio Video",
  source: "twilio-video@2.32.0",
  checked,
  inherits: twilio,
  maxLifeMs: DAY_MS,
  is: (clue) => clue.name === "TwilioError" && clue.has("code", "number") && clue.peek("causes") === undefined,
  remedies: {
    rejoin: "Fetch a new token and connect() to the room with it.",
    refresh: "Fetch a new token and connect() to the room with it.",
  },
  rows: [
    ["20104", "rejoin>fixClock", "The token has expired, or its expiry is not acceptable.", "AccessTokenExpiredError"],
    [
      "20101",
      "rejoin>fixConfig",
      "The token is not valid.",
      "AccessTokenInvalidError",
      { remedy: "Fetch a new token and connect() once more. Video needs an API key of region US1." },
    ],
    [
      "53205",
      "none",
      "The same identity joined again; after a rejoin of our own this is expected.",
      "ParticipantDuplicateIdentityError",
    ],
    ["53118", "none", "The room has ended.", "RoomCompletedError"],
    [
      "53000 53002",
      "rejoin?retryLater",
      "The signalling connection failed.",
      "SignalingConnectionError|SignalingConnectionTimeoutError",
    ],
    [
      "53001",
      "none",
      "The signalling connection was lost; the SDK connects again by itself.",
      "SignalingConnectionDisconnectedError",
    ],
    ["53006", "retryLater", "The server is busy.", "SignalingServerBusyError"],
    [
      "53500 53501",
      "retryLater",
      "The configuration of the connection could not be had.",
      "ConfigurationAcquireFailedError|ConfigurationAcquireTurnFailedError",
    ],
  ],
  leftOut: [
    ["53104 53105 53106", "room cannot be joined, is full, is not there: not about tokens"],
    ["53200 53201 53202 53203 53204", "the identity's form or number: not about tokens"],
    ["53400 53401 53405 53407", "media: not about tokens"],
  ],
};

/** TaskRouter `Worker`. */
export const twilioTaskrouter: Table = {
  id: "twilio-taskrouter",
  title: "Twilio TaskRouter",
  source: "twilio-taskrouter@2.1.1",
  checked,
  inherits: twilio,
  maxLifeMs: DAY_MS,
  at: "name .",
  rows: [
    [
      "tokenExpired",
      "renew",
      "The token ends in five seconds.",
      undefined,
      { remedy: "Fetch a new token and pass it to updateToken()." },
    ],
    [
      "REQUEST_INVALID",
      "refresh>fixConfig",
      "A request was refused: the token has expired or is not valid.",
      "REQUEST_INVALID",
      { says: /status code 401/i },
    ],
    ["TOKEN_EXPIRED", "refresh>fixClock", "The token has expired."],
    ["INVALID_TOKEN", "fixConfig", "The token is not valid.", undefined, { remedy: KEYS }],
    ["GATEWAY_CONNECTION_FAILED GATEWAY_DISCONNECTED", "retryLater", "The connection to TaskRouter failed."],
    ["NETWORK_ERROR SERVER_ERROR", "retryLater", "A request failed; this is not about the token."],
  ],
  leftOut: [["INVALID_ARGUMENT INVALID_GATEWAY_MESSAGE TASKROUTER_ERROR UNKNOWN_ERROR", "say nothing about the token"]],
};
