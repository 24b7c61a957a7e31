/**
 * The back end's secrets, and the tokens that are minted with them.
 *
 * Nothing here talks to a vendor: Twilio, Agora and LiveKit tokens are signed locally by the vendors'
 * own packages, and the ACS token, which only Azure can issue, has its shape but a key of our own.
 *
 * @module
 */
import { generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from "node:crypto";
import agora from "agora-token";
import { AccessToken } from "livekit-server-sdk";
import twilio from "twilio";
import { LIFE_SECONDS } from "./providers.ts";

const hex = (bytes: number): string => randomBytes(bytes).toString("hex");

/** Account ids and keys, new at each start: an account that was never opened cannot be abused. */
export interface Secrets {
  readonly twilio: { readonly accountSid: string; readonly keySid: string; readonly secret: string };
  readonly agora: { readonly appId: string; readonly certificate: string };
  readonly livekit: { readonly apiKey: string; readonly secret: string };
  readonly acs: KeyPair;
  readonly oauth: KeyPair;
}

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export function makeSecrets(): Secrets {
  const keyPair = (): KeyPair => generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    twilio: { accountSid: `AC${hex(16)}`, keySid: `SK${hex(16)}`, secret: hex(16) },
    agora: { appId: hex(16), certificate: hex(16) },
    livekit: { apiKey: hex(8), secret: hex(16) },
    acs: keyPair(),
    oauth: keyPair(),
  };
}

/** `ttl` is in seconds. Two tokens of the same second are the same bytes (twilio@6.2.0). */
export function mintTwilio({ accountSid, keySid, secret }: Secrets["twilio"], identity: string): string {
  const { AccessToken } = twilio.jwt;
  const token = new AccessToken(accountSid, keySid, secret, { identity, ttl: LIFE_SECONDS.twilio });
  token.addGrant(new AccessToken.SyncGrant({ serviceSid: `IS${hex(16)}` }));
  return token.toJwt();
}

/** A `007` token for one channel; both lives, of the token and of the right to join, are in seconds from now. */
export function mintAgora({ appId, certificate }: Secrets["agora"], channel: string, uid: number): string {
  const life = LIFE_SECONDS.agora;
  const { RtcTokenBuilder, RtcRole } = agora;
  return RtcTokenBuilder.buildTokenWithUid(appId, certificate, channel, uid, RtcRole.PUBLISHER, life, life);
}

/** `ttl` is in seconds where it is a number. */
export function mintLiveKit({ apiKey, secret }: Secrets["livekit"], identity: string): Promise<string> {
  const token = new AccessToken(apiKey, secret, { identity, ttl: LIFE_SECONDS.livekit });
  token.addGrant({ roomJoin: true, room: "demo-room" });
  return token.toJwt();
}

const acsResourceId = randomUUID();
const acsUserId = `acs:${acsResourceId}_${randomUUID()}`;

/** The claims of an ACS user access token with the scopes `voip` and `chat`, as Azure's quickstart prints them. */
export function mintAcs({ privateKey }: KeyPair): { token: string; expiresOn: string } {
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + LIFE_SECONDS.acs;
  const token = signJwt(privateKey, {
    skypeid: acsUserId,
    scp: 1792,
    csi: String(iat),
    iat,
    exp,
    acsScope: "voip,chat",
    resourceId: acsResourceId,
    resourceLocation: "europe",
  });
  return { token, expiresOn: new Date(exp * 1000).toISOString() };
}

function signJwt(key: KeyObject, claims: Record<string, unknown>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", typ: "JWT", kid: "demo" })}.${part(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}
