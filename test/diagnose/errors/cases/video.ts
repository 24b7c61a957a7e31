import { asked, type Case, FRESH } from "./case.ts";

export const video: readonly Case[] = [
  [{ name: "OT_AUTHENTICATION_ERROR", code: 1004, message: "Authentication error" }, "opentok 1004 rejoin>fixConfig"],
  [{ name: "OT_AUTHENTICATION_ERROR" }, "opentok OT_AUTHENTICATION_ERROR rejoin>fixConfig"],
  [
    { name: "OT_AUTHENTICATION_ERROR", message: "API Key is undefined. You must pass an API Key to initSession" },
    "opentok OT_AUTHENTICATION_ERROR fixConfig",
  ],
  ...asked("daily", [
    [{ action: "error", error: { type: "exp-token" } }, "daily exp-token rejoin>fixClock"],
    [{ error: { type: "exp-token" } }, "daily exp-token fixClock", { token: FRESH }],
    [{ error: { type: "nbf-token" } }, "daily nbf-token fixClock"],
    [{ error: { type: "exp-room" } }, "daily exp-room none"],
    [{ error: { type: "nbf-room" } }, "daily nbf-room none"],
    [{ error: { type: "ejected" } }, "daily ejected none"],
    [{ error: { type: "not-allowed" } }, "daily not-allowed fixConfig"],
  ]),
  ["exp-token", "daily exp-token rejoin>fixClock"],
  [{ errorCode: 200, type: "JOIN_FAILED", reason: "no" }, "zoom 200 refresh>fixConfig"],
  [{ errorCode: 200, type: "JOIN_FAILED", reason: "no" }, "zoom 200 fixConfig", { token: FRESH }],
  ...asked("zoom", [
    [{ errorCode: 5013 }, "zoom 5013 fixConfig"],
    [{ errorCode: 3010 }, "zoom 3010 fixConfig"],
    [{ errorCode: 5012 }, "zoom 5012 none"],
  ]),
  ...asked("chime", [
    [3, "chime 3 rejoin>fixConfig"],
    [{ _statusCode: 3 }, "chime 3 rejoin>fixConfig"],
    [2, "chime 2 none!"],
    [5, "chime 5 none"],
    [11, "chime 11 fixConfig"],
  ]),
];
