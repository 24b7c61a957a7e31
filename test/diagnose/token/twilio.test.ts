import twilio from "twilio";
import { describe, expect, test } from "vitest";
import { type DiagnoseTokenOptions, diagnoseToken } from "../../../src/diagnose/token/diagnose-token.ts";
import { codes, hmacJwt, MINTED, NOW, sid } from "./mint.ts";

const { AccessToken } = twilio.jwt;
const { VoiceGrant, ChatGrant, SyncGrant, VideoGrant, TaskRouterGrant } = AccessToken;
type Grant = Parameters<InstanceType<typeof AccessToken>["addGrant"]>[0];

const GRANTS = {
  voice: () =>
    new VoiceGrant({ outgoingApplicationSid: sid("AP", 2), incomingAllow: true, pushCredentialSid: sid("CR", 3) }),
  chat: () => new ChatGrant({ serviceSid: sid("IS", 4), deploymentRoleSid: sid("RL", 5) }),
  sync: () => new SyncGrant({ serviceSid: sid("IS", 4) }),
  video: () => new VideoGrant({ room: "daily" }),
  taskrouter: () => new TaskRouterGrant({ workspaceSid: sid("WS", 6), workerSid: sid("WK", 7), role: "worker" }),
};

/** By `twilio@6.2.0`, minted now. */
function minted(grants: Grant[], options: { ttl?: number; nbf?: number; region?: string } = {}): string {
  const token = new AccessToken(sid("AC", 0), sid("SK", 1), "a secret", { identity: "alice", ...options });
  for (const grant of grants) token.addGrant(grant);
  return token.toJwt();
}

const GOOD = {
  jti: `${sid("SK", 1)}-${MINTED}`,
  iss: sid("SK", 1),
  sub: sid("AC", 0),
  iat: MINTED,
  exp: MINTED + 3600,
  grants: { identity: "alice", video: { room: "daily" } },
};
const HEADER = { cty: "twilio-fpa;v=1" };
const made = (payload: object, header: object = HEADER): string => hmacJwt({ ...GOOD, ...payload }, header);
const at = (value: string, options: DiagnoseTokenOptions = {}) =>
  diagnoseToken(value, { now: NOW + 60_000, ...options });

describe("tokens by twilio@6.2.0", () => {
  test.each(Object.entries(GRANTS))("a good token for %s has no findings", (product, grant) => {
    const token = minted([grant()]);
    const diagnosis = diagnoseToken(token, { provider: `twilio-${product}` });
    expect(diagnosis).toMatchObject({ format: "jwt", provider: "twilio", findings: [] });
    expect(diagnosis.summary).toMatchObject({ issuer: sid("SK", 1), account: sid("AC", 0), identity: "alice" });
    expect(diagnosis.expiresAt! - diagnosis.issuedAt!).toBe(3_600_000);
  });

  test.each([
    ["an empty chat grant", [new ChatGrant()], "grantField", "error"],
    ["an empty Sync grant", [new SyncGrant()], "grantField", "error"],
    ["an empty Voice grant", [new VoiceGrant()], "grantField", "error"],
    ["a Voice grant for incoming calls only", [new VoiceGrant({ incomingAllow: true })], "incomingOnly", "info"],
    [
      "a TwiML app that is a service",
      [new VoiceGrant({ outgoingApplicationSid: sid("IS", 4) })],
      "grantField",
      "error",
    ],
    ["a chat service that is an app", [new ChatGrant({ serviceSid: sid("AP", 2) })], "grantField", "error"],
    [
      "a TaskRouter grant without worker",
      [new TaskRouterGrant({ workspaceSid: sid("WS", 6), role: "worker" })],
      "grantField",
      "error",
    ],
    ["a Video grant for any room", [new VideoGrant()], "anyRoom", "info"],
    ["no grant", [], "grantsEmpty", "error"],
  ])("%s: %s %s", (_, grants, code, severity) => {
    expect(codes(diagnoseToken(minted(grants)), severity)).toEqual([code]);
  });

  test("a grant for another product", () => {
    const token = minted([GRANTS.chat()]);
    expect(codes(diagnoseToken(token, { provider: "twilio-voice" }))).toEqual(["grantMissing"]);
    expect(codes(diagnoseToken(token, { provider: "twilio", expect: { product: "Video" } }))).toEqual(["grantMissing"]);
    expect(codes(diagnoseToken(token, { provider: "twilio-conversations" }))).toEqual([]);
    expect(codes(diagnoseToken(token, { provider: "twilio" }))).toEqual([]);
  });

  test.each([
    [90_000, ["ttlTooLong"]],
    [86_400, ["ttlAtLimit"]],
    [86_399, []],
    [30, ["shortLived", "expiresSoon"]],
  ])("a ttl of %d s: %j", (ttl, expected) => {
    const token = minted([GRANTS.video()], { ttl });
    expect(codes(diagnoseToken(token, { now: diagnoseToken(token).issuedAt! + 1_000 }))).toEqual(expected);
  });

  test("a chat token too short for the server's warning", () => {
    const token = minted([GRANTS.chat()], { ttl: 180 });
    expect(codes(diagnoseToken(token, { provider: "twilio-chat" }))).toEqual(["ttlTooShort"]);
    expect(codes(diagnoseToken(minted([GRANTS.chat()], { ttl: 181 }), { provider: "twilio-chat" }))).toEqual([]);
  });

  test("not yet valid", () => {
    const nbf = Math.floor(Date.now() / 1000) + 600;
    expect(codes(diagnoseToken(minted([GRANTS.video()], { nbf }), { now: (nbf - 600) * 1000 }))).toEqual([
      "notYetValid",
    ]);
    expect(codes(diagnoseToken(minted([GRANTS.video()], { nbf }), { now: (nbf - 30) * 1000 }))).toEqual(["clockSkew"]);
    expect(codes(diagnoseToken(minted([GRANTS.video()], { nbf }), { now: nbf * 1000 }))).toEqual([]);
  });

  test("regions", () => {
    const token = minted([GRANTS.video(), GRANTS.voice()], { region: "au1" });
    expect(codes(diagnoseToken(token))).toEqual(["homeRegion"]);
    expect(codes(diagnoseToken(token, { expect: { region: "au1" } }))).toEqual(["homeRegion"]);
    expect(codes(diagnoseToken(token, { expect: { region: "ie1" } }))).toEqual(["region"]);
    expect(codes(diagnoseToken(token, { provider: "twilio-video" }))).toEqual(["region"]);
    expect(codes(diagnoseToken(minted([GRANTS.voice()]), { expect: { region: "us1" } }))).toEqual([]);
    expect(codes(diagnoseToken(minted([GRANTS.voice()]), { expect: { region: "au1" } }))).toEqual(["region"]);
  });

  test("another user, room or account than expected", () => {
    const token = minted([GRANTS.video()]);
    expect(
      codes(diagnoseToken(token, { expect: { identity: "alice", room: "daily", account: sid("AC", 0) } })),
    ).toEqual([]);
    expect(codes(diagnoseToken(token, { expect: { identity: "bob", room: "weekly", account: sid("AC", 8) } }))).toEqual(
      ["account", "identity", "room"],
    );
  });

  test("a capability token", () => {
    const capability = new twilio.jwt.ClientCapability({ accountSid: sid("AC", 0), authToken: "a secret" });
    capability.addScope(new twilio.jwt.ClientCapability.IncomingClientScope("alice"));
    expect(codes(diagnoseToken(capability.toJwt()))).toEqual(["capabilityToken"]);
  });

  test("two mints within one second are one token", () => {
    const [first, second] = [minted([GRANTS.video()]), minted([GRANTS.video()])];
    expect(codes(diagnoseToken(first, { previous: first }))).toEqual(["unchanged"]);
    // The second may have begun in between; then they differ, and the newer one expires later.
    expect(codes(diagnoseToken(second, { previous: first }))).toEqual(first === second ? ["unchanged"] : []);
  });
});

describe("tokens that other libraries mint", () => {
  test.each([
    ["a good one", {}, HEADER, []],
    ["expired", { exp: MINTED + 30 }, HEADER, ["expired", "shortLived"]],
    ["ended before it began", { exp: MINTED - 1 }, HEADER, ["neverValid", "expired"]],
    ["issued in the future", { iat: MINTED + 600, exp: MINTED + 4200 }, HEADER, ["clockSkew"]],
    ["no exp", { exp: undefined }, HEADER, ["noExpiry"]],
    ["exp in milliseconds", { exp: NOW + 3_600_000 }, HEADER, ["timeInMilliseconds"]],
    ["exp as text", { exp: String(MINTED + 3600) }, HEADER, ["timeUnreadable"]],
    ["no content type", {}, {}, ["contentType"]],
    ["another content type", {}, { cty: "twilio-fpa;v=2" }, ["contentType"]],
    ["another algorithm", {}, { ...HEADER, alg: "RS256" }, ["signatureCut", "algorithm"]],
    ["no signature", {}, { ...HEADER, alg: "none" }, ["unsigned"]],
    ["the account as issuer", { iss: sid("AC", 0) }, HEADER, ["issuer"]],
    ["an issuer of another kind", { iss: "https://example.com" }, HEADER, ["issuer"]],
    ["no issuer", { iss: undefined }, HEADER, ["issuer"]],
    ["the key as subject", { sub: sid("SK", 1) }, HEADER, ["subject"]],
    ["no identity", { grants: { video: { room: "daily" } } }, HEADER, ["identityMissing"]],
    ["an empty identity", { grants: { identity: "", video: { room: "daily" } } }, HEADER, ["identityMissing"]],
    ["no grants", { grants: undefined }, HEADER, ["grantsMissing"]],
    ["grants that are a list", { grants: [] }, HEADER, ["grantsMissing"]],
    ["no grant but an identity", { grants: { identity: "alice" } }, HEADER, ["grantsEmpty"]],
    ["a grant that is no object", { grants: { identity: "alice", chat: true } }, HEADER, ["grantField"]],
  ])("%s", (_, payload, header, expected) => {
    expect(codes(at(made(payload, header)))).toEqual(expected);
  });

  test("nothing in it says Twilio, but the caller does", () => {
    const foreign = hmacJwt({ sub: "alice", iat: MINTED, exp: MINTED + 3600 });
    expect(codes(at(foreign, { provider: "twilio-video" }))).toEqual([
      "contentType",
      "issuer",
      "subject",
      "grantsMissing",
    ]);
    expect(codes(at(foreign))).toEqual([]);
  });

  test("the expired say how long ago, and since when", () => {
    const { findings } = at(made({}), { now: NOW + 3_600_000 + 90 * 60_000 });
    expect(findings[0]!.message).toBe(
      "The token expired 1 h 30 min ago and was issued 2 h 30 min ago, by the clock here.",
    );
  });
});
