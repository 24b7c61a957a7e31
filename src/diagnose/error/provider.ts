/**
 * The providers that can be asked for, by name.
 *
 * @module
 */

/** The ids of the catalog's tables; a test compares them. */
export type TableId =
  | "evertoken"
  | "acs-call"
  | "acs-call-end"
  | "acs-cred"
  | "acs-chat"
  | "agora-rtc"
  | "agora-rtc-relay"
  | "agora-rtc-3"
  | "agora-rtc-native"
  | "agora-rtm"
  | "agora-rtm-1"
  | "agora-rtm-1-login"
  | "agora-rtm-1-renew"
  | "agora-chat"
  | "twilio"
  | "twilio-voice"
  | "twilio-video"
  | "twilio-sync"
  | "twilio-conversations"
  | "twilio-taskrouter"
  | "livekit"
  | "stream"
  | "sendbird"
  | "ably"
  | "centrifuge"
  | "pusher"
  | "graphql-ws"
  | "opentok"
  | "daily"
  | "zoom"
  | "chime"
  | "entra"
  | "msal"
  | "auth0"
  | "okta"
  | "keycloak"
  | "keycloak-js"
  | "cognito"
  | "firebase-firestore"
  | "firebase"
  | "supabase"
  | "google"
  | "oauth"
  | "oidc"
  | "oauth4webapi"
  | "openai"
  | "slack"
  | "github"
  | "aws"
  | "powerbi"
  | "pubnub"
  | "postgrest"
  | "grpc"
  | "mqtt"
  | "websocket"
  | "turn"
  | "words"
  | "minted-words"
  | "auth-words"
  | "hinted-words"
  | "late-words"
  | "http-token-endpoint"
  | "http"
  | "network";

/** A table's id, or a vendor whose products have tables of their own. */
export type Provider = TableId | "acs" | "agora";

/** Every name that can be asked for: the tables, and the vendors that have several. */
export function providersOf(tables: readonly { readonly id: TableId }[]): readonly string[] {
  return ["acs", "agora", ...tables.map(({ id }) => id)];
}

/** The one of `names` that is spelt most like `name`, if one is close enough to be meant. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const wanted = name.slice(0, 40).toLowerCase();
  let nearest: string | undefined;
  let least = Math.max(2, wanted.length / 3);
  for (const provider of names) {
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
