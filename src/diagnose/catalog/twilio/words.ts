/**
 * Sentences and sources that several of Twilio's products share.
 *
 * @module
 */

export const TWILIO_CHECKED = "2026-11-21";
export const TWILIO_MAX_LIFE_MS = 86_400_000;
export const voiceErrors = "@twilio/voice-errors@1.8.0";
export const docs = { source: "Twilio docs: Error and Warning Dictionary" };

export const KEYS_REMEDY =
  "Check that account SID and API key belong together and are live ones, that the key is Main or Standard (a Restricted key cannot mint), that its region fits, and that the raw JWT is passed, not the JSON around it.";
/** As one text: a bundler keeps a table that puts texts together, also where nobody uses it. */
export const KEYS_AND_GRANTS_REMEDY =
  "Check that account SID and API key belong together and are live ones, that the key is Main or Standard (a Restricted key cannot mint), that its region fits, and that the raw JWT is passed, not the JSON around it. Add the grant of this product, with its SIDs, to the token.";
export const GRANTS_REMEDY = "Add the grant of this product, with its SIDs, to the token.";
export const TTL = "Mint tokens for at most 24 hours (86 399 seconds); the ttl is given in seconds.";
