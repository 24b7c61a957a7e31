/**
 * Twilio: what all products share.
 *
 * @module
 */
import type { Table } from "../../error/table.ts";
import {
  TWILIO_MAX_LIFE_MS,
  GRANTS_REMEDY,
  KEYS_AND_GRANTS_REMEDY,
  KEYS_REMEDY,
  TTL,
  TWILIO_CHECKED,
  docs,
  voiceErrors,
} from "./words.ts";

const MASKED =
  "Wait and try again. To tell a refused token from a lost connection, pass the option `token` to diagnoseError(), and in Voice turn on `enableImprovedSignalingErrorPrecision`.";
const HEADER = "Mint tokens with Twilio's helper library: the header needs cty twilio-fpa;v=1.";

/** Codes that every product uses. Products add their own rows, which are looked at first. */
export const twilio: Table = {
  id: "twilio",
  title: "Twilio, all products",
  source: voiceErrors,
  checked: TWILIO_CHECKED,
  maxLifeMs: TWILIO_MAX_LIFE_MS,
  is: (view) => /\btwilio\.com\//.test(view.textAt("moreInfo") || view.textAt("more_info")), // of the REST API
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
      { remedy: KEYS_REMEDY },
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
      { remedy: GRANTS_REMEDY },
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
    ["20160", "fixConfig", "This is not an access token.", "Invalid Token", { ...docs, remedy: KEYS_REMEDY }],
    [
      "20003",
      "fixConfig",
      "The account, the API key or its secret is not accepted.",
      "Authenticate",
      { ...docs, remedy: KEYS_REMEDY },
    ],
    [
      "20403",
      "fixConfig",
      "The account may not do this; it may be suspended.",
      "Forbidden",
      { remedy: "Look at the account in the Twilio console: suspended, closed, or without the permission." },
    ],
    [
      "51007",
      "refresh?fixConfig",
      "The token was rejected: expired, not yet valid, or wrong in signature, grants or region.",
      "AccessTokenRejected",
      { remedy: KEYS_AND_GRANTS_REMEDY },
    ],
    [
      "53000",
      "refresh?retryLater",
      "The signalling connection failed; this also hides most refusals of a token.",
      "ConnectionError|SignalingConnectionError",
      { remedy: MASKED },
    ],
    [
      "53001",
      "refresh?retryLater",
      "The signalling connection was lost; this also hides most refusals of a token.",
      "ConnectionDisconnected|SignalingConnectionDisconnectedError",
      { remedy: MASKED },
    ],
    // A code of tomorrow, in the words of today.
    ["~", "refresh>fixClock", "The token has expired.", { says: /token (?:is |has )?expired|expired token/i }],
  ],
  unrelated: "9221",
};
