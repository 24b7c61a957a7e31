/**
 * Real Agora tokens, minted by agora-token@2.0.6, and their names in a journal.
 *
 * @module
 */
import { RtcRole, RtcTokenBuilder, RtmTokenBuilder } from "agora-token";

// 32 hexadecimal digits each, as the builders want them; of no project.
export const APP_ID: string = "0123456789abcdef".repeat(2);
const CERTIFICATE = "fedcba9876543210".repeat(2);

const names = new Map<string, string>();

/** The order in which a token was minted for its channel or user: `t1`, `t2`, ... */
export const nameOf = (token: string): string => names.get(token) ?? "unknown";

function named(value: string, place: string): string {
  const count = [...names.values()].filter((name) => name.startsWith(`${place}/`)).length;
  names.set(value, `${place}/t${count + 1}`);
  return value;
}

export interface RtcLife {
  /** Seconds for which the token opens a connection. */
  readonly expire: number;
  /** Seconds for which it lets stay. Default: the same. */
  readonly privilege?: number;
}

/** As a back end does it. */
export const mintRtc = (channel: string, uid: number, { expire, privilege = expire }: RtcLife): string =>
  named(
    RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, channel, uid, RtcRole.PUBLISHER, expire, privilege),
    channel,
  );

export const mintRtm = (userId: string, expire: number): string =>
  named(RtmTokenBuilder.buildToken(APP_ID, CERTIFICATE, userId, expire), userId);
