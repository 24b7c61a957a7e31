/**
 * Twilio Voice.
 *
 * @module
 */
import type { Table } from "../../error/table.ts";
import { twilio } from "./every-product.ts";
import { TWILIO_MAX_LIFE_MS, KEYS_REMEDY, TTL, TWILIO_CHECKED, voiceErrors } from "./words.ts";

const register =
  "Fetch a new token, call device.updateToken(token), then unregister() and register(): the SDK has stopped registering by itself.";

/** `Device` and `Call`. Reads the gateway's own code where the SDK passes it on. */
export const twilioVoice: Table = {
  id: "twilio-voice",
  title: "Twilio Voice",
  source: "@twilio/voice-sdk@2.18.5",
  checked: TWILIO_CHECKED,
  inherits: twilio,
  maxLifeMs: TWILIO_MAX_LIFE_MS,
  at: "originalError.code code .",
  is: (view) =>
    (view.has("code", "number") && view.has("causes", "object") && view.has("solutions", "object")) ||
    /when device is in state/i.test(view.text),
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
      {
        remedy:
          "Fetch a new token and retry once; if that fails too, check that account SID, API key and region belong together, and that the raw JWT is passed.",
      },
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
    ["31203", "fixConfig", "The account in the token is not valid.", "NoValidAccountError", { remedy: KEYS_REMEDY }],
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
    [
      "31102",
      "fixConfig",
      "No token was sent.",
      "AuthorizationTokenMissingError",
      { remedy: "Pass the token to the Device, and see that it is not empty." },
    ],
    [
      "31104",
      "fixConfig",
      "The bridge token is not valid.",
      "InvalidBridgeTokenError",
      { remedy: "Let the helper library mint the token; this one names no bridge that Twilio knows." },
    ],
    [
      "31105",
      "fixConfig",
      "The identity in the token is not a valid client name.",
      "InvalidClientNameError",
      { remedy: "Use letters, digits and underscores in the identity." },
    ],
    [
      "21218",
      "fixConfig",
      "The TwiML application in the grant is not valid.",
      "InvalidApplicationSid",
      { remedy: "Pass the SID of a TwiML application (AP...) of this account to the VoiceGrant." },
    ],
    ["31301", "retryLater", "The registration failed.", "RegistrationError"],
    [
      "31403",
      "fixConfig",
      "The server refuses this account.",
      "Forbidden",
      {
        remedy:
          "Look at the account in the Twilio console: suspended, without credit, or without the permission for this region.",
      },
    ],
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
      {
        remedy:
          "Wait and try again. To tell a refused token from a lost connection, pass the option `token` to diagnoseError(), and turn on `enableImprovedSignalingErrorPrecision`.",
      },
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
  unrelated: "31208",
};
