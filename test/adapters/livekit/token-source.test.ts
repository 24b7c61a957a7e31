/** livekitTokenSource behind the real TokenSource of livekit-client@2.23.0, with tokens of livekit-server-sdk@2.19.2. */
import { TokenSource } from "livekit-client";
import { AccessToken } from "livekit-server-sdk";
import { expect, onTestFinished, test } from "vitest";
import { livekitTokenSource } from "../../../src/adapters/livekit.ts";
import { TokenManager } from "../../../src/index.ts";
import { fakeTokens, virtualEnvironment } from "../../../src/testing.ts";

const URL = "wss://livekit.example.test";
const SECRET = "s".repeat(32);

function setting(ttlSeconds: number) {
  let minted = 0;
  const tokens = new TokenManager({
    fetchToken: () => {
      const token = new AccessToken("key", SECRET, { identity: "ann", ttl: ttlSeconds, metadata: `t${++minted}` });
      token.addGrant({ roomJoin: true, room: "lobby" });
      return token.toJwt();
    },
  });
  onTestFinished(() => tokens.dispose());
  return { tokens, minted: () => minted };
}

test.each(["literal", "custom"] as const)("TokenSource.%s gets URL and token", async (kind) => {
  const { tokens, minted } = setting(600);
  const source = TokenSource[kind](livekitTokenSource(tokens, URL));
  const answer = await source.fetch({ roomName: "lobby" });
  expect(answer).toEqual({ serverUrl: URL, participantToken: await tokens.getToken() });
  expect(await source.fetch({ roomName: "lobby" })).toEqual(answer);
  expect(minted()).toBe(1);
});

test("trap: TokenSource.custom hands a refused token out again; .literal has no memory of its own", async () => {
  const { tokens } = setting(600);
  const pull = livekitTokenSource(tokens, URL);
  const [custom, literal] = [TokenSource.custom(pull), TokenSource.literal(pull)];
  const refused = (await custom.fetch({})).participantToken;
  tokens.invalidate(refused);
  expect((await custom.fetch({})).participantToken).toBe(refused);
  const fresh = await tokens.getToken();
  expect(fresh).not.toBe(refused);
  expect((await literal.fetch()).participantToken).toBe(fresh);
  expect((await custom.fetch({}, true)).participantToken).toBe(fresh);
});

test("tokens of half a minute: TokenSource.custom asks each time, and no request follows from that", async () => {
  const { tokens, minted } = setting(30);
  const custom = TokenSource.custom(livekitTokenSource(tokens, URL));
  for (let i = 0; i < 20; i++) await custom.fetch({});
  expect(minted()).toBe(1);
});

test("a token that would end during the handshake is not handed out", async () => {
  const environment = virtualEnvironment();
  const source = fakeTokens(environment, { lifetimeMs: 600_000 });
  const tokens = new TokenManager({ fetchToken: source.fetchToken, environment, autoRefresh: false });
  onTestFinished(() => tokens.dispose());
  const pull = livekitTokenSource(tokens, URL);
  await pull();
  await environment.pass(590_000);
  expect(source.nameOf((await pull()).participantToken)).toBe("t2");
});

test("a manager without a token says so through fetch()", async () => {
  const { tokens } = setting(600);
  tokens.clear();
  await expect(TokenSource.custom(livekitTokenSource(tokens, URL)).fetch({})).rejects.toMatchObject({
    action: "signIn",
  });
});
