/**
 * Twilio TaskRouter.
 *
 * @module
 */
import type { Table } from "../../error/table.ts";
import { twilio } from "./every-product.ts";
import { TWILIO_MAX_LIFE_MS, KEYS_REMEDY, TWILIO_CHECKED } from "./words.ts";

/** TaskRouter `Worker`. */
export const twilioTaskrouter: Table = {
  id: "twilio-taskrouter",
  title: "Twilio TaskRouter",
  source: "twilio-taskrouter@2.1.1",
  checked: TWILIO_CHECKED,
  inherits: twilio,
  maxLifeMs: TWILIO_MAX_LIFE_MS,
  at: "name .",
  rows: [
    [
      "tokenExpired",
      "renew",
      "The token ends in five seconds.",
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
    ["GATEWAY_DISCONNECTED", "refresh>fixClock", "The token has expired.", { says: /token(?: has)? expired/i }],
    ["INVALID_TOKEN", "fixConfig", "The token is not valid.", { remedy: KEYS_REMEDY }],
    ["GATEWAY_CONNECTION_FAILED GATEWAY_DISCONNECTED", "retryLater", "The connection to TaskRouter failed."],
    ["NETWORK_ERROR SERVER_ERROR", "retryLater", "A request failed; this is not about the token."],
  ],
};
