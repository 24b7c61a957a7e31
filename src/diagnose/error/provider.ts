/**
 * The providers that can be asked for, by name.
 *
 * @module
 */

/** The ids of the catalog's tables. */
export const TABLE_IDS = [
  "evertoken",
  "acs-call",
  "acs-call-end",
  "acs-cred",
  "acs-chat",
  "agora-rtc",
  "agora-rtc-relay",
  "agora-rtc-3",
  "agora-rtc-native",
  "agora-rtm",
  "agora-rtm-1",
  "agora-rtm-1-login",
  "agora-rtm-1-renew",
  "agora-chat",
  "twilio",
  "twilio-voice",
  "twilio-video",
  "twilio-sync",
  "twilio-conversations",
  "twilio-taskrouter",
  "livekit",
  "stream",
  "sendbird",
  "ably",
  "centrifuge",
  "pusher",
  "graphql-ws",
  "opentok",
  "daily",
  "zoom",
  "chime",
  "entra",
  "msal",
  "auth0",
  "okta",
  "keycloak",
  "keycloak-js",
  "cognito",
  "firebase-firestore",
  "firebase",
  "supabase",
  "google",
  "oauth",
  "oidc",
  "oauth4webapi",
  "clerk",
  "openai",
  "slack",
  "github",
  "aws",
  "powerbi",
  "pubnub",
  "postgrest",
  "grpc",
  "mqtt",
  "websocket",
  "words",
  "hinted-words",
  "late-words",
  "http-token-endpoint",
  "http",
  "network",
] as const;

/** The id of one table. */
export type TableId = (typeof TABLE_IDS)[number];

/** A table's id, or a vendor whose products have tables of their own. */
export type Provider = TableId | "acs" | "agora";

/** Every name that can be asked for. */
export const PROVIDERS: readonly Provider[] = [...TABLE_IDS, "acs", "agora"];

/** Whether the catalog has it. */
export const isProvider = (name: string): name is Provider => (PROVIDERS as readonly string[]).includes(name);

/** The provider whose name is spelt most like `name`, if one is close enough to be meant. */
export function nearestProvider(name: string): Provider | undefined {
  const wanted = name.slice(0, 40).toLowerCase();
  let nearest: Provider | undefined;
  let least = Math.max(2, wanted.length / 3);
  for (const provider of PROVIDERS) {
    const distance = distanceOf(wanted, provider);
    if (distance < least || (distance === least && nearest === undefined)) [nearest, least] = [provider, distance];
  }
  return nearest;
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of one.split("").entries()) {
    const next = [at + 1];
    for (let to = 1; to <= other.length; to++) {
      const changed = row[to - 1]! + (letter === other[to - 1] ? 0 : 1);
      next.push(Math.min(changed, row[to]! + 1, next[to - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}
