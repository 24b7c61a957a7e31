/**
 * Agora Chat.
 *
 * @module
 */
import type { Table } from "../../error/table.ts";
import { DAY_MS, AGORA_CHECKED } from "./words.ts";

/** Agora Chat: `onError`, rejections, token events. */
export const agoraChat: Table = {
  id: "agora-chat",
  title: "Agora Chat",
  source: "agora-chat@1.4.0",
  checked: AGORA_CHECKED,
  maxLifeMs: DAY_MS,
  at: "type status:status .",
  is: (view) =>
    view.has("type", "number") && view.has("message", "string") && view.name === "" && view.field("code") === undefined,
  remedies: {
    renew: "Fetch a new token and pass it to renewToken().",
    rejoin: "Fetch a new token and call open() with it; the user need not do anything.",
  },
  rows: [
    ["onTokenWillExpire", "renew", "Four fifths of the token's life are over."],
    ["onTokenExpired", "rejoin>fixClock", "The token has expired; the connection is closed."],
    ["56", "rejoin>fixClock", "The token has expired; the connection is closed."],
    [
      "2",
      "fixConfig",
      "The user or the token was not accepted.",
      { remedy: "Mint a Chat user token for this user id, and register the user first." },
    ],
    [
      "28",
      "fixConfig",
      "The token is missing or not valid.",
      { remedy: "Mint a Chat user token for this app key and user id." },
    ],
    ["39 102 510", "rejoin>fixConfig", "The client is not logged in, or its connection is closed."],
    [
      "27",
      "fixConfig",
      "The app key is missing or not valid.",
      { remedy: "Pass the app key of the Agora console, orgname#appname." },
    ],
    ["207 216 220", "signIn", "The user was removed, or the password was changed."],
    [
      "217",
      "none!",
      "The user logged in on another device.",
      { remedy: "Ask the user where to go on; do not fight the other device." },
    ],
    [
      "57 505",
      "fixConfig",
      "The service is disabled, or not enabled for this project.",
      { remedy: "Enable Chat for the project in the Agora console, and look at its plan." },
    ],
    ["1 12 16 17 31 32 40 500 503 509", "retryLater", "The connection or the server failed, or asks to slow down."],
    [
      "206",
      "none!",
      "The same user logged in on another device.",
      { remedy: "Ask the user where to go on; do not fight the other device." },
    ],
    ["status:false", "rejoin>fixConfig", "renewToken() was called while the connection is not open."],
  ],
  unrelated:
    "506 507 0 700 50 51 52 53 54 101 200 203 204 205 219 221 222 223 501 502 504 508 511 601 602 603 604 605 606 607 608 609 702 704 705 800 999 1100 1101 1102 1103 1200 1201 1204 1300 1301 1302 1303 1304 1400",
};
