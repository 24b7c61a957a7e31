/** Who cannot work with tokens of which each opens one connection, and says so. */
import { describe, expect, test } from "vitest";
import { acsCredential, createCallAgent, keepCallAgent } from "../../../src/adapters/acs.ts";
import { joinChannel, keepClient as keepChannelClient, keepRtm, loginRtm } from "../../../src/adapters/agora.ts";
import type { TokenFeed } from "../../../src/adapters/common/feed.ts";
import { keepClient, keepDevice, keepWorker } from "../../../src/adapters/twilio.ts";
import { keepIceServers } from "../../../src/adapters/webrtc.ts";
import { TokenManager } from "../../../src/index.ts";
import { fakeTokens, virtualEnvironment } from "../../../src/testing.ts";

const object = { connectionState: "DISCONNECTED" } as never;
const connected = { connectionState: "CONNECTED", channelName: "daily" } as never;

const KEEPERS: readonly (readonly [name: string, what: string, keep: (tokens: TokenFeed) => unknown])[] = [
  ["joinChannel", "An Agora client", (tokens) => joinChannel(object, tokens, { appId: "app", channel: "daily" })],
  ["keepClient of Agora", "An Agora client", (tokens) => keepChannelClient(connected, tokens)],
  ["loginRtm", "An RTM client", (tokens) => loginRtm(object, tokens)],
  ["keepRtm", "An RTM client", (tokens) => keepRtm(object, tokens)],
  ["keepClient of Twilio", "A Twilio client", (tokens) => keepClient(object, tokens)],
  ["keepDevice", "A Voice Device", (tokens) => keepDevice(object, tokens)],
  ["keepWorker", "A TaskRouter Worker", (tokens) => keepWorker(object, tokens)],
  ["acsCredential", "An ACS credential", (tokens) => acsCredential(tokens)],
  ["createCallAgent", "An ACS credential", (tokens) => createCallAgent(object, tokens)],
  ["keepCallAgent", "An ACS credential", (tokens) => keepCallAgent(object, tokens)],
  ["keepIceServers", "A peer connection", (tokens) => keepIceServers(object, tokens)],
];

describe("R349 a manager with singleUse", () => {
  test.each(KEEPERS)("is refused by %s, before anything is fetched", async (_, what, keep) => {
    const env = virtualEnvironment();
    const source = fakeTokens(env);
    const tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env, singleUse: true });
    const error: unknown = await (async () => keep(tokens))().catch((reason: unknown) => reason);
    expect(error).toEqual(
      new TypeError(
        `${what} is given new tokens while it lives, which a manager with singleUse does not have: leave out singleUse`,
      ),
    );
    await env.pass(60_000);
    expect(source.requests).toEqual([]);
    tokens.dispose();
    expect([env.timers, env.listeners]).toEqual([0, 0]);
  });

  test("says that it is one, also behind a proxy; others say that they are none", () => {
    const { fetchToken } = fakeTokens(virtualEnvironment());
    const single = new TokenManager({ fetchToken, singleUse: true });
    expect([single.singleUse, new Proxy(single, {}).singleUse]).toEqual([true, true]);
    expect(new TokenManager({ fetchToken }).singleUse).toBe(false);
  });
});
