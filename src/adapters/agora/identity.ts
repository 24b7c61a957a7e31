/**
 * Whose token an Agora token is. 006 tokens keep a checksum of the user alone, so that of 007 tokens is compared.
 *
 * @module
 */
import { decodeAgoraToken } from "../../core/read/agora.ts";
import { crc32 } from "../../diagnose/token/crc32.ts";

/** Service types of 007 tokens (agora-token@2.0.6). */
const RTC = [1];
const RTM = [2, 8];

/** The RTC user; `undefined` where the token is for any user, or cannot be read. */
export const rtcUserOf = (value: string): string | undefined => userOf(value, RTC, "uidCrc");

/** The RTM user; in a 006 token its checksum stands in the channel's place. */
export const rtmUserOf = (value: string): string | undefined => userOf(value, RTM, "channelCrc");

/** The user that `join()` is called for, in the same form. 0 and `null` leave the choice to the server. */
export const userOfUid = (uid: number | string | null | undefined): string | undefined =>
  uid ? String(crc32(String(uid))) : undefined;

function userOf(value: string, types: readonly number[], checksum: "uidCrc" | "channelCrc"): string | undefined {
  const token = decodeAgoraToken(value);
  if (token?.version === "006") return token[checksum] ? String(token[checksum]) : undefined;
  return userOfUid(token?.services.find(({ type }) => types.includes(type))?.user);
}
