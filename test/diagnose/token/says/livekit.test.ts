/** What is said of a token of LiveKit, word by word. */
import { describe, expect, test } from "vitest";
import type { DiagnoseTokenOptions } from "../../../../src/diagnose/token/diagnose-token.ts";
import { hmacJwt, MINTED } from "../mint.ts";
import { said } from "./said.ts";

const LIVEKIT = { iss: "key", sub: "alice", exp: MINTED + 3_600, nbf: MINTED, video: { roomJoin: true, room: "r" } };
const livekit = (payload: object): string => hmacJwt({ ...LIVEKIT, ...payload });

describe("R94 what is said of a token of LiveKit", () => {
  test.each<[token: unknown, options?: DiagnoseTokenOptions]>([
    [livekit({})],
    [livekit({}), { expect: { room: "r", identity: "alice" } }],
    [livekit({ video: { ...LIVEKIT.video, canPublish: true } })],
    [livekit({}), { provider: "oauth" }],
  ])("nothing, where nothing is wrong: %#", (token, options) => {
    expect(said(token, options)).toEqual([]);
  });

  test.each<[findings: readonly string[], token: unknown, options?: DiagnoseTokenOptions]>([
    [['issuer: The token names no API key ("iss").'], livekit({ iss: undefined }), { provider: "livekit" }],
    [["grantMissing: The token has no video grant."], livekit({ video: undefined }), { provider: "livekit" }],
    [["grantMissing: The token has no video grant."], livekit({ video: undefined, sip: {} })],
    [["grantMissing: The token has no video grant."], livekit({ video: undefined, roomConfig: {} })],
    [["grantMissing: The token has no video grant."], livekit({ video: undefined, inference: {} })],
    [
      ['grantField: The token does not grant "roomJoin": it cannot connect to a room.'],
      livekit({ video: { room: "r" } }),
    ],
    [["grantField: The token names no room."], livekit({ video: { roomJoin: true } })],
    [['room: The token is made for the room "r", not for "other".'], livekit({}), { expect: { room: "other" } }],
    [
      ['identity: The token is made for the identity "alice", not for "bob".'],
      livekit({}),
      { expect: { identity: "bob" } },
    ],
    [
      ['identityMissing: The token names no identity ("sub").'],
      livekit({ sub: undefined }),
      { expect: { identity: "bob" } },
    ],
    [["restricted: The token forbids publishing."], livekit({ video: { ...LIVEKIT.video, canPublish: false } })],
    [["restricted: The token forbids subscribing."], livekit({ video: { ...LIVEKIT.video, canSubscribe: false } })],
    [['noExpiry: The token has no "exp": nobody can tell when it ends.'], livekit({ exp: undefined })],
    [["wrongProvider: This is a token of LiveKit, not of Twilio."], livekit({}), { provider: "twilio" }],
  ])("%s", (findings, token, options) => {
    expect(said(token, options)).toEqual(findings);
  });
});
