/**
 * Twilio Video.
 *
 * @module
 */
import type { Table } from "../../error/table.ts";
import { twilio } from "./every-product.ts";
import { TWILIO_MAX_LIFE_MS, TWILIO_CHECKED } from "./words.ts";

/** Video `connect()` and `Room`: a room cannot be given a new token. */
export const twilioVideo: Table = {
  id: "twilio-video",
  title: "Twilio Video",
  source: "twilio-video@2.32.0",
  checked: TWILIO_CHECKED,
  inherits: twilio,
  maxLifeMs: TWILIO_MAX_LIFE_MS,
  is: (view) => view.name === "TwilioError" && view.has("code", "number") && view.field("causes") === undefined,
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
      "The configuration of the connection could not be fetched.",
      "ConfigurationAcquireFailedError|ConfigurationAcquireTurnFailedError",
    ],
  ],
  unrelated: "53104 53105 53106 53200 53201 53202 53203 53204 53400 53401 53405 53407",
};
