/**
 * Agora RTC for the web, 3.x.
 *
 * @module
 */
import type { Table } from "../../error/table.ts";
import { APP_ID, DAY_MS, MISMATCH, NO_CERTIFICATE, NO_TOKEN, AGORA_CHECKED } from "./words.ts";

/** `onFailure` of the 3.x SDK: plain texts; the numbers are those of its console. */
export const agoraRtc3: Table = {
  id: "agora-rtc-3",
  title: "Agora RTC for the web, 3.x",
  source: "agora-rtc-sdk@3.6.11",
  checked: AGORA_CHECKED,
  maxLifeMs: DAY_MS,
  remedies: { refresh: "Fetch a new token and join() again.", rejoin: "Fetch a new token and join() again." },
  rows: [
    [
      "DYNAMIC_KEY_TIMEOUT 2010010",
      "refresh>fixClock",
      "The time in which this token may open a connection is over (24 hours at most).",
    ],
    ["DYNAMIC_KEY_EXPIRED 2010013", "refresh>fixClock", "The right to join the channel has expired."],
    [
      "NO_AUTHORIZED 2010009",
      "fixConfig",
      "The token does not fit the app id, the channel or the uid.",
      { remedy: MISMATCH },
    ],
    ["INVALID_VENDOR_KEY 2010005", "fixConfig", "Agora does not know this app id.", { remedy: APP_ID }],
    [
      "STATIC_USE_DYANMIC_KEY STATIC_USE_DYNAMIC_KEY 2010014",
      "fixConfig",
      "A token was given, but the project has no certificate.",
      { remedy: NO_CERTIFICATE },
    ],
    [
      "DYNAMIC_USE_STATIC_KEY 2010015",
      "fixConfig",
      "No token was given, but the project requires one.",
      { remedy: NO_TOKEN },
    ],
    [
      "onTokenPrivilegeWillExpire",
      "renew",
      "The right to stay in the channel ends in 30 seconds.",
      { remedy: "Fetch a new token and pass it to renewToken()." },
    ],
    [
      "onTokenPrivilegeDidExpire",
      "rejoin>fixClock",
      "The right to stay in the channel has ended; the connection is closed.",
    ],
  ],
};
