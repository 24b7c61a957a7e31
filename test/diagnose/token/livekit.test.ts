import { AccessToken } from "livekit-server-sdk";
import { describe, expect, test } from "vitest";
import { type DiagnoseTokenOptions, diagnoseToken } from "../../../src/diagnose/token/diagnose-token.ts";
import { codes, hmacJwt, MINTED, NOW } from "./mint.ts";

/** By `livekit-server-sdk@2.19.2`, minted now. */
async function minted(
  grant: Parameters<AccessToken["addGrant"]>[0],
  options: { identity?: string; ttl?: number } = {},
): Promise<string> {
  const token = new AccessToken("APIkey", "a secret", { identity: "alice", ...options });
  token.addGrant(grant);
  return token.toJwt();
}

const GOOD = {
  iss: "APIkey",
  sub: "alice",
  nbf: MINTED,
  exp: MINTED + 21_600,
  video: { roomJoin: true, room: "daily" },
};
const at = (value: string, options: DiagnoseTokenOptions = {}) =>
  diagnoseToken(value, { now: NOW + 60_000, ...options });

describe("LiveKit tokens", () => {
  test("a good one by livekit-server-sdk has no findings", async () => {
    const diagnosis = diagnoseToken(await minted({ roomJoin: true, room: "daily" }), {
      provider: "livekit",
      expect: { room: "daily", identity: "alice" },
    });
    expect(diagnosis).toMatchObject({
      provider: "livekit",
      findings: [],
      summary: { issuer: "APIkey", identity: "alice", room: "daily" },
    });
  });

  test.each([
    ["a grant for the server API", { roomCreate: true }, "error", ["grantField"]],
    ["no room", { roomJoin: true }, "error", ["grantField"]],
    ["no publishing", { roomJoin: true, room: "daily", canPublish: false }, "info", ["restricted"]],
    [
      "neither publishing nor subscribing",
      { roomJoin: true, room: "daily", canPublish: false, canSubscribe: false },
      "info",
      ["restricted", "restricted"],
    ],
  ])("%s", async (_, grant, severity, expected) => {
    expect(codes(diagnoseToken(await minted(grant)), severity)).toEqual(expected);
  });

  test.each([
    ["good", {}, []],
    ["no identity", { sub: undefined }, ["identityMissing"]],
    ["no key", { iss: undefined }, ["issuer"]],
    ["no video grant", { video: undefined }, ["grantMissing"]],
    ["no expiry", { exp: undefined }, ["noExpiry"]],
    ["expired", { exp: MINTED + 60 }, ["expired"]],
    ["begins in ten minutes", { nbf: MINTED + 660 }, ["notYetValid"]],
    ["begins in a second", { nbf: MINTED + 61 }, ["clockSkew"]],
  ])("%s", (_, change, expected) => {
    expect(codes(at(hmacJwt({ ...GOOD, ...change }), { provider: "livekit" }))).toEqual(expected);
  });

  test("another room or identity than expected, or than before", () => {
    const token = hmacJwt(GOOD);
    expect(codes(at(token, { expect: { room: "weekly", identity: "bob" } }))).toEqual(["room", "identity"]);
    const later = hmacJwt({ ...GOOD, sub: "bob", exp: GOOD.exp + 1, video: { roomJoin: true, room: "weekly" } });
    expect(codes(at(later, { previous: token }))).toEqual(["identityChanged", "roomChanged"]);
  });
});
