/**
 * Real access tokens, minted by twilio@6.2.0, and a server's look at them.
 *
 * @module
 */
import { createHmac } from "node:crypto";
import twilio from "twilio";

const { AccessToken } = twilio.jwt;
const sid = (prefix: string, digit: number): string => prefix + String(digit).repeat(32);
const SECRET = "s".repeat(32);

const names: string[] = [];

export interface MintOptions {
  /** Seconds. Default 3600. */
  readonly ttl?: number;
  readonly secret?: string;
  /**
   * Tokens of one person and one second are byte for byte the same. Without it they are Alice's, and each begins its
   * validity one second before the one before, so that no two are the same.
   */
  readonly identity?: string;
}

/** Mints a token for Conversations, Sync and Video. */
export function mint({ ttl = 3600, secret = SECRET, identity }: MintOptions = {}): string {
  const differs = identity === undefined && { nbf: Math.floor(Date.now() / 1000) - names.length };
  const token = new AccessToken(sid("AC", 0), sid("SK", 1), secret, { identity: identity ?? "alice", ttl, ...differs });
  token.addGrant(new AccessToken.ChatGrant({ serviceSid: sid("IS", 4) }));
  token.addGrant(new AccessToken.SyncGrant({ serviceSid: sid("IS", 4) }));
  token.addGrant(new AccessToken.VideoGrant({ room: "daily" }));
  const value = token.toJwt();
  if (!names.includes(value)) names.push(value);
  return value;
}

/** `t1` is the first token since {@link forget}, `t2` the second. */
export const nameOf = (token: string): string => `t${names.indexOf(token) + 1}`;

/** Starts the names again, one test at a time. */
export const forget = (): void => void (names.length = 0);

/** What a server with a right clock says: no `errorCode` is yes. */
export function verdictOn(token: string): { readonly errorCode?: 20104 | 20107; readonly endsInMs: number } {
  const [header, payload, signature] = token.split(".") as [string, string, string];
  const { exp } = JSON.parse(Buffer.from(payload, "base64url").toString()) as { exp: number };
  const endsInMs = exp * 1000 - Date.now();
  const expected = createHmac("sha256", SECRET).update(`${header}.${payload}`).digest("base64url");
  if (signature !== expected) return { errorCode: 20107, endsInMs };
  return endsInMs > 0 ? { endsInMs } : { errorCode: 20104, endsInMs };
}
