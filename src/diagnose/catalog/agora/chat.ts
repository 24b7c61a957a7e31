/**
 * Agora Chat.
 *
 * @module
 */
import type { Table } from "../../error/table.ts";
import { DAY_MS, checked } from "./words.ts";

/** Agora Chat: `onError`, rejections, token events. */
export const agoraChat: Table = {
  id: "agora-chat",
  title: "Agora Chat",
  source: "agora-chat@1.4.0",
  checked,
  maxLifeMs: DAY_MS,
  at: "type status:status .",
  remedies: {
    renew: "Fetch a new token and pass it to renewToken().",
    rejoin: "Fetch a new token and call open() with it; the user need not do anything.",
  },
  rows: [
    ["onTokenWillExpire", "renew", "Four fifths of the token's life are over."],
    ["onTokenExpired", "rejoin>fixClock", "The token has expired; the connection is closed."],
    ["56", "rejoin>fixClock", "The token has expired; the connection is closed."],
    ["2", "fixConfig", "The user or the token was not accepted."],
    ["28", "fixConfig", "The token is missing or not valid."],
    [
      "206",
      "none!",
      "The same user logged in on another device.",
      { remedy: "Ask the user where to go on; do not fight the other device." },
    ],
    ["status:false", "rejoin>fixConfig", "renewToken() was called while the connection is not open."],
  ],
  leftOut: [["700", "REST: no user found; not about tokens"]],
};
