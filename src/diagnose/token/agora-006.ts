/**
 * What can be wrong with a 006 token, which keeps only checksums of channel and uid.
 *
 * @module
 */
import type { AgoraToken006 } from "../../core/read/agora.ts";
import { type Part, RTM_LOGIN_006, uidText, wantedService } from "./agora-use.ts";
import { crc32 } from "./crc32.ts";
import { type CheckContext, error, info, shown, type TokenFinding } from "./report.ts";

/** All checks of a 006 token but those against the clock. */
export function check006(token: AgoraToken006, context: CheckContext): Part {
  const { expect } = context;
  const forRtm = token.privileges[RTM_LOGIN_006] !== undefined;
  const findings: TokenFinding[] = [
    info(
      "oldFormat",
      "This is a 006 token: channel and uid can be compared, but not read.",
      "Move to the 007 builders; they take lifetimes, not timestamps.",
    ),
  ];
  const wanted = wantedService(context);
  if ((wanted === "rtm" && !forRtm) || (wanted === "rtc" && forRtm)) {
    findings.push(
      error(
        "serviceMissing",
        `The token is for ${forRtm ? "RTM" : "RTC"}, not for ${wanted.toUpperCase()}.`,
        `Mint it with the builder for ${wanted.toUpperCase()}.`,
      ),
    );
    return { findings, target: {} };
  }
  const subject = forRtm ? expect.user : expect.channel;
  if (subject !== undefined && token.channelCrc !== 0 && crc32(subject) !== token.channelCrc) {
    const what = forRtm ? "user" : "channel";
    findings.push(
      error(
        forRtm ? "uid" : "channel",
        `The token is not made for the ${what} "${shown(subject)}" (their checksums differ).`,
        `Mint it for this ${what}; case counts.`,
      ),
    );
  }
  const uid = uidText(expect.uid);
  if (!forRtm && uid !== undefined && token.uidCrc !== 0 && crc32(uid) !== token.uidCrc) {
    const who = uid === "" ? "any uid" : `the uid "${shown(uid)}"`;
    findings.push(
      error(
        "uid",
        `The token is not made for ${who} (the checksum differs).`,
        "Join with the uid that the token was minted for; mint with uid 0 for any.",
      ),
    );
  }
  return { findings, target: {} };
}
