/** One user, one connection, and a manager that can read the tokens: with real Agora tokens, in virtual time. */
import { RtcRole, RtcTokenBuilder } from "agora-token";
import { describe, expect, test, vi } from "vitest";
import { joinChannel, keepClient, keepRtm, loginRtm, readAgoraToken } from "../../../src/adapters/agora.ts";
import type { TokenError } from "../../../src/errors.ts";
import { TokenManager } from "../../../src/manager.ts";
import { fakeTokens, type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";
import { FakeClient, FakeRtm, type Stage } from "./fakes.ts";
import { APP_ID, mintRtc, mintRtm } from "./mint.ts";

interface Scene extends Stage {
  readonly problems: TokenError[];
  readonly onProblem: (error: TokenError) => void;
}

/** A manager in virtual time that begins now: the tokens are minted by the machine's clock. */
function scene(mint: () => string, readToken: TokenReader = readAgoraToken): Scene {
  const env: VirtualEnvironment = virtualEnvironment({ startAt: Date.now() });
  const tokens = new TokenManager({ fetchToken: mint, environment: env, readToken });
  const journal: string[] = [];
  const problems: TokenError[] = [];
  return {
    ...{ env, tokens, journal, problems, source: fakeTokens(env) },
    note: (text) => void journal.push(text.split(" ")[0]!),
    onProblem: (error) => void problems.push(error),
  };
}
type TokenReader = typeof readAgoraToken;

const HOUR = { expire: 3600 };
const account = (name: string): string =>
  RtcTokenBuilder.buildTokenWithUserAccount(
    APP_ID,
    "fedcba9876543210".repeat(2),
    "daily",
    name,
    RtcRole.PUBLISHER,
    3600,
    3600,
  );
const FOREIGN = { code: "ERR_HANDOVER_FAILED", action: "fixConfig" };

describe("R216 a token of another user", () => {
  test.each([
    ["uid", () => mintRtc("daily", 42, HOUR), () => mintRtc("daily", 43, { expire: 7200 }), 42],
    ["account", () => account("alice"), () => account("bob"), "alice"],
  ])("(%s) is not handed over, and the next one of the first user is", async (_, own, other, uid) => {
    const on = scene(own);
    const client = new FakeClient(on);
    void joinChannel(client, on.tokens, {
      appId: APP_ID,
      channel: "daily",
      uid,
      environment: on.env,
      onProblem: on.onProblem,
    });
    await on.env.pass(0);
    on.tokens.setToken(other());
    on.tokens.setToken({ token: other(), expiresIn: 7200 });
    await on.env.pass(1_000);
    expect(on.journal).toEqual(["join"]);
    expect(on.problems).toMatchObject([
      { ...FOREIGN, message: "The token belongs to another user than the connection" },
    ]);
    on.tokens.setToken({ token: own(), expiresIn: 9_000 });
    await on.env.pass(1_000);
    expect(on.problems).toHaveLength(1);
  });

  test("than the one who joins is refused before the join", async () => {
    const on = scene(() => mintRtc("daily", 43, HOUR));
    const client = new FakeClient(on);
    const options = { appId: APP_ID, channel: "daily", uid: 42, environment: on.env };
    await expect(joinChannel(client, on.tokens, options)).rejects.toMatchObject(FOREIGN);
    expect([on.journal, client.listeners]).toEqual([[], 0]);
  });

  test("than the client that is kept has joined as", async () => {
    const on = scene(() => mintRtc("daily", 43, HOUR));
    const client = new FakeClient(on);
    [client.connectionState, client.channelName, client.uid] = ["CONNECTED", "daily", 42];
    keepClient(client, on.tokens, { environment: on.env, onProblem: on.onProblem });
    await on.env.pass(0);
    expect(on.journal).toEqual([]);
    expect(on.problems).toMatchObject([FOREIGN]);
  });

  test("for a rejoin is waited out: the channel is joined with the first user's next token", async () => {
    let uid = 42;
    const on = scene(() => mintRtc("daily", uid, HOUR));
    const client = new FakeClient(on);
    const options = { appId: APP_ID, channel: "daily", uid: 42, environment: on.env, onProblem: on.onProblem };
    void joinChannel(client, on.tokens, options);
    await on.env.pass(0);
    uid = 43;
    client.putOut();
    await on.env.pass(60_000);
    expect([on.journal, client.connectionState]).toEqual([["join"], "DISCONNECTED"]);
    expect(on.problems).toMatchObject([FOREIGN]);
    on.tokens.setToken(mintRtc("daily", 42, { expire: 7200 }));
    await on.env.pass(0);
    expect(client.connectionState).toBe("CONNECTED");
  });

  test("for RTM is not handed over", async () => {
    const on = scene(() => mintRtm("alice", 3600));
    const rtm = new FakeRtm(on);
    void loginRtm(rtm, on.tokens, { environment: on.env, onProblem: on.onProblem });
    await on.env.pass(0);
    on.tokens.setToken(mintRtm("bob", 7200));
    await on.env.pass(0);
    expect(on.journal).toEqual(["login"]);
    expect(on.problems).toMatchObject([FOREIGN]);
  });

  test("does not exist where tokens are for any user, or change their form", async () => {
    const on = scene(() => mintRtc("daily", 0, HOUR));
    const client = new FakeClient(on);
    void joinChannel(client, on.tokens, {
      appId: APP_ID,
      channel: "daily",
      uid: 42,
      environment: on.env,
      onProblem: on.onProblem,
    });
    await on.env.pass(0);
    on.tokens.setToken(mintRtc("daily", 42, { expire: 7200 }));
    await on.env.pass(0);
    expect(on.journal).toEqual(["join", "renew"]);
    expect(on.problems).toEqual([]);
  });
});

describe("R215 a manager that cannot read Agora's tokens", () => {
  const UNREADABLE = { action: "fixConfig", remedy: expect.stringContaining("readToken: readAgoraToken") as string };
  const without: TokenReader = () => undefined;

  test.each(["joinChannel", "keepClient", "loginRtm", "keepRtm"])("is told of by %s", async (name) => {
    const on = scene(() => (name.endsWith("Rtm") ? mintRtm("alice", 3600) : mintRtc("daily", 42, HOUR)), without);
    const [client, rtm] = [new FakeClient(on), new FakeRtm(on)];
    const options = { environment: on.env, onProblem: on.onProblem };
    if (name === "joinChannel")
      void joinChannel(client, on.tokens, { appId: APP_ID, channel: "daily", uid: 42, ...options });
    if (name === "loginRtm") void loginRtm(rtm, on.tokens, options);
    if (name === "keepRtm") keepRtm(rtm, on.tokens, options);
    if (name === "keepClient") {
      [client.connectionState, client.channelName, client.uid] = ["CONNECTED", "daily", 42];
      keepClient(client, on.tokens, options);
    }
    await on.env.pass(0);
    expect(on.problems).toMatchObject([UNREADABLE]);
  });

  test("is warned of on the console where the app does not listen", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const on = scene(() => mintRtc("daily", 42, HOUR), without);
    const options = { appId: APP_ID, channel: "daily", uid: 42, environment: on.env };
    await joinChannel(new FakeClient(on), on.tokens, options);
    await on.env.pass(0);
    expect(warn.mock.calls.filter(([text]) => String(text).includes("readToken: readAgoraToken"))).toHaveLength(1);
    warn.mockRestore();
  });

  test("is none where the back end states the life of its tokens", async () => {
    const on = scene(() => mintRtc("daily", 42, HOUR), without);
    on.tokens.setToken({ token: mintRtc("daily", 42, HOUR), expiresIn: 3600 });
    const options = { appId: APP_ID, channel: "daily", uid: 42, environment: on.env, onProblem: on.onProblem };
    await joinChannel(new FakeClient(on), on.tokens, options);
    await on.env.pass(0);
    expect(on.problems).toEqual([]);
  });
});

describe("R473 a manager that cannot read Agora's tokens is not told of", () => {
  test.each([
    ["undo", (undo: () => void) => undo()],
    ["app's own leave()", (_: () => void, client: FakeClient) => void client.leave()],
  ])("after the %s", async (_, end) => {
    const on = scene(
      () => mintRtc("daily", 42, HOUR),
      () => undefined,
    );
    const client = new FakeClient(on);
    [client.connectionState, client.channelName, client.uid] = ["CONNECTED", "daily", 42];
    end(keepClient(client, on.tokens, { environment: on.env, onProblem: on.onProblem }), client);
    await on.env.pass(5_000);
    expect(on.problems).toEqual([]);
  });
});
