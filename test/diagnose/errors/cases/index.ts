/**
 * All hand-written expectations, by the file of the catalog that must fulfil them.
 *
 * @module
 */
import { acs } from "./acs.ts";
import { agora } from "./agora.ts";
import type { Case } from "./case.ts";
import { chat } from "./chat.ts";
import { byCode } from "./codes.ts";
import { evertoken } from "./evertoken.ts";
import { http } from "./http.ts";
import { livekit } from "./livekit.ts";
import { oauth } from "./oauth.ts";
import { twilio } from "./twilio.ts";
import { video } from "./video.ts";
import { words } from "./words.ts";

export const CASES: Readonly<Record<string, readonly Case[]>> = {
  acs,
  agora,
  twilio,
  livekit,
  chat,
  video,
  oauth,
  http,
  evertoken,
  words,
  codes: byCode,
};
