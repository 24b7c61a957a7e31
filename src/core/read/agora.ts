/**
 * Reads Agora's binary tokens, 006 and 007; verifies nothing (only Agora and the back end hold the certificate).
 *
 * Layouts and service types as written by agora-token@2.0.6 (`src/AccessToken2.js`) and agora-access-token@2.0.4.
 *
 * @module
 */
import { ByteReader, fromBase64, MAX_TOKEN_LENGTH } from "./bytes.ts";
import { inflate } from "./inflate.ts";
import type { TokenClaims } from "./jwt.ts";

/** RTM 2 permissions of one resource type (0 message, 1 stream, 2 group channels, 3 server groups, 4 users). */
export interface AgoraPermission {
  readonly resourceType: number;
  /** 0 read, 1 write. */
  readonly permission: number;
  readonly resources: readonly string[];
}

/** One service of a 007 token. `privileges` maps an id to seconds after `issueTs`; 0 means "as long as the token". */
export interface AgoraService {
  /** 1 RTC, 2 RTM, 3 streaming, 4 FPA, 5 Chat, 6 FCDN, 7 APaaS, 8 RTM 2, 9 ConvoAI, 10 STT. */
  readonly type: number;
  readonly privileges: Readonly<Record<number, number>>;
  /** Channel or APaaS room. */
  readonly channel?: string;
  /** Uid, account or user id; empty stands for any. */
  readonly user?: string;
  readonly role?: number;
  readonly permissions?: readonly AgoraPermission[];
}

/** Unix seconds and seconds, as on the wire. */
export interface AgoraToken007 {
  readonly version: "007";
  readonly appId: string;
  readonly issueTs: number;
  /** Seconds after `issueTs`. */
  readonly expire: number;
  readonly salt: number;
  readonly services: readonly AgoraService[];
  /** `false` where a service type is unknown or cut off: reading stopped there. */
  readonly complete: boolean;
}

/** Unix seconds, as on the wire; channel and uid are there as checksums only. */
export interface AgoraToken006 {
  readonly version: "006";
  readonly appId: string;
  /** CRC-32 of the channel, or of the user id in an RTM token. */
  readonly channelCrc: number;
  /** CRC-32 of the uid as text; 0 stands for any. */
  readonly uidCrc: number;
  readonly salt: number;
  /** Minting time plus 24 hours. */
  readonly ts: number;
  /** Id to absolute expiry: 1-4 as in RTC, 1000 RTM login. */
  readonly privileges: Readonly<Record<number, number>>;
}

export type AgoraToken = AgoraToken006 | AgoraToken007;

/** No token opens a connection later than this after its issue, whatever it says (Agora: "Deploy a token server"). */
export const AGORA_MAX_LIFE_S = 86_400;

/** A token of all services with long permission lists is far below; more is an attack or not a token. */
const MAX_CONTENT_BYTES = 65_536;

/** The extra fields of each service type, in the order of the wire. */
const FIELDS: readonly (string | undefined)[] = [undefined, "cu", "u", "cu", "", "u", "cu", "cur", "up", "", ""];

/**
 * Issue and expiry of an Agora token in epoch ms, for the option `readToken`. `undefined` for anything else. Never throws.
 *
 * `expiresAt` is the instant that puts a client out or keeps it from coming back, whichever is first: the end of the
 * join (or login) privilege, of the token, or of the 24 hours that Agora grants at most. Publishing privileges do not
 * count: they matter only to projects with co-host authentication.
 */
export function readAgoraToken(value: string): TokenClaims | undefined {
  const token = decodeAgoraToken(value);
  if (!token) return undefined;
  const { issueTs, joinBy } = agoraWindow(token);
  return { issuedAt: issueTs * 1000, expiresAt: Math.min(joinBy, ...agoraEntryEnds(token)) * 1000 };
}

/** When it was minted, and the last moment at which it opens or re-opens a connection; unix seconds. */
export function agoraWindow(token: AgoraToken): { issueTs: number; joinBy: number } {
  if (token.version === "006") return { issueTs: token.ts - AGORA_MAX_LIFE_S, joinBy: token.ts };
  return {
    issueTs: token.issueTs,
    joinBy: token.issueTs + Math.min(token.expire || AGORA_MAX_LIFE_S, AGORA_MAX_LIFE_S),
  };
}

/** Unix seconds at which each join or login privilege ends; without those that are "as long as the token". */
export function agoraEntryEnds(token: AgoraToken): number[] {
  if (token.version === "006") return [1, 1000].map((id) => token.privileges[id] ?? 0).filter(Boolean);
  return token.services.flatMap(({ type, privileges }) =>
    Object.entries(privileges).flatMap(([id, seconds]) =>
      seconds > 0 && (type !== 1 || id === "1") ? [token.issueTs + seconds] : [],
    ),
  );
}

/** Everything in an Agora token but its signature. `undefined` for anything else, a damaged one included. Never throws. */
export function decodeAgoraToken(value: string): AgoraToken | undefined {
  if (typeof value !== "string" || value.length > MAX_TOKEN_LENGTH) return undefined;
  try {
    if (value.startsWith("007")) return decode007(inflate(fromBase64(value.slice(3)), MAX_CONTENT_BYTES));
    if (value.startsWith("006")) return decode006(value.slice(3, 35), fromBase64(value.slice(35)));
  } catch {
    // Not base64, not zlib, too large or cut off: not a token.
  }
  return undefined;
}

/** Past the signature, HMAC-SHA256, with which both formats begin. */
function signed(content: Uint8Array): ByteReader {
  const reader = new ByteReader(content);
  if (reader.block().length !== 32) throw new RangeError();
  return reader;
}

function decode007(content: Uint8Array): AgoraToken {
  const reader = signed(content);
  const head = { appId: reader.text(), issueTs: reader.u32(), expire: reader.u32(), salt: reader.u32() };
  let left = reader.u16();
  const services: AgoraService[] = [];
  try {
    for (; left > 0; left--) services.push(readService(reader));
  } catch {
    // What was read stands: the length of an unknown service is unknown.
  }
  return { version: "007", ...head, services, complete: !left };
}

function readService(reader: ByteReader): AgoraService {
  const type = reader.u16();
  const service: { -readonly [K in keyof AgoraService]: AgoraService[K] } = {
    type,
    privileges: readPrivileges(reader),
  };
  for (const field of FIELDS[type]!) {
    if (field === "c") service.channel = reader.text();
    else if (field === "u") service.user = reader.text();
    else if (field === "r") service.role = (reader.u16() << 16) >> 16;
    else service.permissions = readPermissions(reader);
  }
  return service;
}

function readPrivileges(reader: ByteReader): Record<number, number> {
  return Object.fromEntries(times(reader.u16(), () => [reader.u16(), reader.u32()]));
}

function readPermissions(reader: ByteReader): AgoraPermission[] {
  return times(reader.u16(), () => {
    const resourceType = reader.u16();
    return times(reader.u16(), () => ({
      resourceType,
      permission: reader.u16(),
      resources: times(reader.u16(), () => reader.text()),
    }));
  }).flat();
}

function decode006(appId: string, content: Uint8Array): AgoraToken {
  const reader = signed(content);
  const crc = { channelCrc: reader.u32(), uidCrc: reader.u32() };
  const message = new ByteReader(reader.block());
  return {
    version: "006",
    appId,
    ...crc,
    salt: message.u32(),
    ts: message.u32(),
    privileges: readPrivileges(message),
  };
}

function times<T>(count: number, read: () => T): T[] {
  return Array.from({ length: count }, read);
}
