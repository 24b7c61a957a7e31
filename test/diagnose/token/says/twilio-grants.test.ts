/** What is said of a token of Twilio, word by word. */
import { describe, expect, test } from "vitest";
import type { DiagnoseTokenOptions } from "../../../../src/diagnose/token/diagnose-token.ts";
import { hmacJwt, sid, MINTED } from "../mint.ts";
import { said } from "./said.ts";
import { grants, twilio } from "./twilio-tokens.ts";

describe("R94 what is said of a token of Twilio", () => {
  test.each<[token: unknown, options?: DiagnoseTokenOptions]>([
    [twilio({}), { expect: { identity: "alice", room: "r" } }],
    [twilio({}), { provider: "twilio-unheard" }],
    [grants({ chat: { service_sid: "default" } })],
    [grants({ task_router: { workspace_sid: "WS1", worker_sid: "WK1", role: "worker" } })],
    [grants({ voice: { outgoing: { application_sid: sid("AP", 1) } } })],
  ])("nothing, where nothing is wrong: %#", (token, options) => {
    expect(said(token, options)).toEqual([]);
  });

  test.each<[findings: readonly string[], token: unknown, options?: DiagnoseTokenOptions]>([
    [["grantsEmpty: The token grants nothing but an identity."], grants({})],
    [
      ["identityMissing: The token names no identity.", "grantsEmpty: The token grants nothing but an identity."],
      twilio({ grants: {} }),
    ],
    [
      ["identityMissing: The token names no identity.", "anyRoom: The token opens every Video room."],
      twilio({ grants: { video: {} } }),
    ],
    [
      ['identity: The token is made for the identity "alice", not for "bob".'],
      twilio({}),
      { expect: { identity: "bob" } },
    ],
    [['room: The token is made for the room "r", not for "other".'], twilio({}), { expect: { room: "other" } }],
    [["anyRoom: The token opens every Video room."], grants({ video: {} }), { expect: { room: "other" } }],
    [["grantMissing: The token has no VoiceGrant."], twilio({}), { provider: "twilio-voice" }],
    [["grantMissing: The token has no TaskRouterGrant."], twilio({}), { provider: "twilio-task_router" }],
    [['grantField: The ChatGrant lacks "service_sid".'], grants({ chat: {} })],
    [
      ['grantField: "service_sid" of the ChatGrant is not a SID that begins with IS.'],
      grants({ chat: { service_sid: "XX" } }),
    ],
    [['grantField: The SyncGrant lacks "service_sid".'], grants({ data_sync: {} })],
    [
      [
        'grantField: The TaskRouterGrant lacks "workspace_sid".',
        'grantField: The TaskRouterGrant lacks "worker_sid".',
        'grantField: The TaskRouterGrant lacks "role".',
      ],
      grants({ task_router: {} }),
    ],
    [
      [
        'grantField: "workspace_sid" of the TaskRouterGrant is not a SID that begins with WS.',
        'grantField: "worker_sid" of the TaskRouterGrant is not a SID that begins with WK.',
      ],
      grants({ task_router: { workspace_sid: "XX", worker_sid: "XX", role: "worker" } }),
    ],
    [["grantField: The VoiceGrant allows neither outgoing nor incoming calls."], grants({ voice: {} })],
    [["incomingOnly: The token can receive calls but make none."], grants({ voice: { incoming: { allow: true } } })],
    [
      ["grantField: The VoiceGrant allows neither outgoing nor incoming calls."],
      grants({ voice: { incoming: { allow: false } } }),
    ],
    [
      ['grantField: "application_sid" of the VoiceGrant is not a SID that begins with AP.'],
      grants({ voice: { outgoing: { application_sid: "x" } } }),
    ],
    [['grantField: The VoiceGrant lacks "application_sid".'], grants({ voice: { outgoing: {} } })],
    [
      ["capabilityToken: This is a capability token of the retired Twilio Client, not an access token."],
      hmacJwt({ scope: "scope:client:incoming?clientName=a", iss: sid("AC", 1), exp: MINTED + 3_600 }),
    ],
    [
      ["capabilityToken: This is a capability token of the retired Twilio Client, not an access token."],
      hmacJwt({ scope: "x scope:stream:subscribe", exp: MINTED + 3_600 }),
    ],
    [
      [
        'contentType: The header\'s "cty" is not "twilio-fpa;v=1".',
        'subject: The token\'s subject ("sub") is not an account SID (AC...).',
        "identityMissing: The token names no identity.",
      ],
      hmacJwt({ iss: sid("SK", 1), grants: { video: { room: "r" } }, exp: MINTED + 3_600 }),
    ],
  ])("%s", (findings, token, options) => {
    expect(said(token, options)).toEqual(findings);
  });
});
