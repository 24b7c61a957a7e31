/**
 * Twilio Conversations and Sync: one connection under both.
 *
 * @module
 */
import type { ErrorView } from "../../error/error-view.ts";
import type { Row, Table } from "../../error/table.ts";
import { twilio } from "./every-product.ts";
import { TWILIO_MAX_LIFE_MS, KEYS_AND_GRANTS_REMEDY, TWILIO_CHECKED, docs } from "./words.ts";

const twilsock: readonly Row[] = [
  ["tokenAboutToExpire", "renew", "The token ends in about three minutes, by the server's count."],
  ["tokenExpired", "refresh>fixClock", "The token has expired."],
  ["20104", "refresh>fixClock", "The token has expired.", "TOKEN_EXPIRED"],
  ["51006", "refresh>fixClock", "The connection ended because the token has expired.", "Connection expired", docs],
  [
    "51130",
    "refresh>fixConfig",
    "The server did not accept the new token.",
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
    { ...docs, remedy: KEYS_AND_GRANTS_REMEDY },
  ],
  ["54100 54151 54201 54209 54507 20007", "none", "The error is about data, not about the token."],
  ["http:410", "refresh>rejoin", "The token expired while the client was connected.", "close 410"],
  ["http:429", "retryLater", "Too many requests; the client comes back by itself.", "Too Many Requests"],
  ["http:401", "refresh>fixClock", "The token has expired.", "expired", { says: /access token expired/i }],
  [
    "http:401 http:403",
    "refresh?fixConfig",
    "The server refused the token for another reason than its age.",
    "UNAUTHORIZED",
    { remedy: KEYS_AND_GRANTS_REMEDY },
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
    "retryLater",
    "The connection broke while the client was signing in; the client comes back by itself.",
    "ConnectionInitialisationError",
    { says: /^Unknown error during connection initialisation: /im },
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
const isTwilsock = (view: ErrorView): boolean =>
  (view.has("terminal", "boolean") && view.has("message", "string")) ||
  (view.has("reply.status", "object") && view.has("reply.status.status", "string")) ||
  /^(?:Unable to connect: |Transport failure: )|reading 'updateToken'/.test(view.text);
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
  checked: TWILIO_CHECKED,
  inherits: twilio,
  maxLifeMs: TWILIO_MAX_LIFE_MS,
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
  is: (view) => view.name === "SyncError",
};
