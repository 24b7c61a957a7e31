/**
 * The five kinds of token in this demo, and how long each one lives.
 *
 * @module
 */

export const PROVIDERS = ["twilio", "agora", "acs", "oauth", "livekit"] as const;

/** What the demo's app is called by its OAuth server. */
export const CLIENT_ID = "demo-app";

export type ProviderName = (typeof PROVIDERS)[number];

/**
 * In seconds, as the vendors count. Hours in real life; short here, so that a whole life passes
 * before your eyes, and not all alike, so that the five do not move in step. LiveKit's lives longer, because
 * its adapter wants 15 s of life for the joining of a room.
 */
export const LIFE_SECONDS: Readonly<Record<ProviderName, number>> = {
  twilio: 10,
  agora: 11,
  acs: 12,
  oauth: 12,
  livekit: 34,
};
