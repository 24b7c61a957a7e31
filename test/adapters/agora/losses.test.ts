/** Channels and logins that are lost as they open, whose keeping ends, or whose clock is set. In virtual time. */
import agoraToken from "agora-token";
import { describe, expect, test } from "vitest";
import { joinChannel, keepClient, keepRtm, loginRtm, readAgoraToken } from "../../../src/adapters/agora.ts";
import { countingFeed } from "../common/counting-feed.ts";
import { FakeClient, FakeRtm, rtcError, type Stage, stage } from "./fakes.ts";

const MINUTE = 60_000;

const toldTo = (on: Stage) => ({
  environment: on.env,
  onProblem: ({ action }: { action: string }) => on.note(`problem ${action}`),
  onRecovered: () => on.note("recovered"),
});

const afterTicks = (count: number, callback: () => void): void => {
  if (count === 0) callback();
  else queueMicrotask(() => afterTicks(count - 1, callback));
};

/** Loses the connection so many microtasks after the first one has been opened. */
const KINDS = {
  "a channel": (on: Stage, ticks: number) => {
    const client = new FakeClient(on);
    const join = client.join.bind(client);
    client.join = async (...args) => {
      client.join = join;
      const uid = await join(...args);
      afterTicks(ticks, () => client.move("DISCONNECTED", "NETWORK_ERROR"));
      return uid;
    };
    const opened = joinChannel(client, on.tokens, { appId: "a", channel: "daily", ...toldTo(on) });
    return { opened, isUp: () => client.connectionState === "CONNECTED" };
  },
  "a login": (on: Stage, ticks: number) => {
    const rtm = new FakeRtm(on);
    const login = rtm.login.bind(rtm);
    rtm.login = async (options) => {
      rtm.login = login;
      const answer = await login(options);
      afterTicks(ticks, () => rtm.link("FAILED", "NETWORK_ERROR"));
      return answer;
    };
    const opened = loginRtm(rtm, on.tokens, toldTo(on));
    return { opened, isUp: () => on.journal.filter((line) => line.includes("login")).length === 2 };
  },
};

test.each(Object.entries(KINDS))(
  "R388 %s that is lost as it opens is opened again, whichever microtask it is",
  async (_, lose) => {
    for (let ticks = 0; ticks <= 20; ticks++) {
      const on = stage();
      const { opened, isUp } = lose(on, ticks);
      await on.env.pass(0);
      await opened;
      await on.env.pass(MINUTE);
      expect([ticks, isUp()]).toEqual([ticks, true]);
      expect(on.journal.filter((line) => line.includes("problem"))).toHaveLength(1);
      on.tokens.dispose();
    }
  },
);

test("R388 a channel that reconnects as it opens is joined again when its token has ended", async () => {
  const on = stage();
  const client = new FakeClient(on);
  const join = client.join.bind(client);
  client.join = async (...args) => {
    client.join = join;
    const uid = await join(...args);
    afterTicks(2, () => client.move("RECONNECTING"));
    return uid;
  };
  await joinChannel(client, on.tokens, { appId: "a", channel: "daily", ...toldTo(on) });
  await on.env.pass(12 * MINUTE);
  expect(client.connectionState).toBe("CONNECTED");
});

describe("R387 an RTM client that is kept from before its manager has a token", () => {
  const hex = (digit: string): string => digit.repeat(32);
  const tokenOf = (user: string): string => agoraToken.RtmTokenBuilder.buildToken(hex("a"), hex("b"), user, 600);

  test.each(["keepRtm() in the same breath", "a request that is under way"])(
    "takes none of another user: %s",
    async (when) => {
      const on = stage({
        readToken: readAgoraToken,
        quiet: true,
        fetchToken: when.startsWith("keepRtm") ? () => tokenOf("ann") : () => new Promise<string>(() => undefined),
      });
      if (when.startsWith("keepRtm")) await on.tokens.getToken();
      const rtm = new FakeRtm(on);
      const feed = countingFeed(on.tokens);
      const undo = keepRtm(rtm, feed, toldTo(on));
      on.tokens.clear();
      on.tokens.setToken({ token: tokenOf("bob"), expiresIn: 600 });
      await on.env.pass(5_000);
      expect(on.journal.filter((line) => /renew|fixConfig/.test(line))).toEqual(["0s problem fixConfig"]);
      undo();
      expect(feed.listeners).toBe(0);
    },
  );
});

test("R391 a sleep while a channel is joined again ends nothing", async () => {
  const on = stage();
  const client = new FakeClient(on);
  await joinChannel(client, on.tokens, { appId: "a", channel: "daily", ...toldTo(on) });
  await on.env.pass(100_000);
  const join = client.join.bind(client);
  let wake = (): void => undefined;
  client.join = async (_appId, _channel, token) => {
    client.join = join;
    on.note(`join ${on.source.nameOf(token!)}`);
    await new Promise<void>((resolve) => (wake = resolve));
    throw rtcError("CAN_NOT_GET_GATEWAY_SERVER: dynamic key expired");
  };
  client.putOut();
  await on.env.pass(1_000);
  on.env.sleep(8 * 60 * MINUTE);
  wake();
  await on.env.pass(MINUTE);
  expect(client.connectionState).toBe("CONNECTED");
  expect(on.journal.slice(1).map((line) => line.split(" ").slice(1).join(" "))).toEqual(["join t2", "join t3"]);
});

describe("R393 after the end nothing is told", () => {
  test.each(["clear", "stop", "dispose"] as const)("of a refresh that was under way, and %s()", async (how) => {
    const on = stage({ quiet: true });
    const [client, rtm] = [new FakeClient(on), new FakeRtm(on)];
    await joinChannel(client, on.tokens, { appId: "a", channel: "daily", ...toldTo(on) });
    await loginRtm(rtm, on.tokens, toldTo(on));
    await on.env.pass(200_000);
    on.source.latencyMs = 2_000;
    client.emit("token-privilege-will-expire");
    rtm.warn();
    await on.env.pass(500);
    await client.leave();
    await rtm.logout();
    on.tokens[how]();
    await on.env.pass(MINUTE);
    expect(on.journal.filter((line) => line.includes("problem"))).toEqual([]);
  });
});

test("R395 a channel that cannot be joined again for a reason that no table knows is tried again", async () => {
  const on = stage();
  const client = new FakeClient(on);
  await joinChannel(client, on.tokens, { appId: "a", channel: "daily", ...toldTo(on) });
  await on.env.pass(100_000);
  client.joins = rtcError("SOMETHING_NEW");
  client.move("DISCONNECTED", "NETWORK_ERROR");
  await on.env.pass(20_000);
  client.joins = "ok";
  await on.env.pass(MINUTE);
  expect(client.connectionState).toBe("CONNECTED");
  expect(on.journal.filter((line) => line.includes("problem"))).toHaveLength(1);
});

test.each([0, -60 * MINUTE])(
  "R396 the end of a token comes when it comes, also where the clock is set by %i ms",
  async (byMs) => {
    const on = stage();
    const client = new FakeClient(on);
    await joinChannel(client, on.tokens, { appId: "a", channel: "daily", ...toldTo(on) });
    await on.env.pass(500_000);
    on.env.setClock(byMs);
    client.move("RECONNECTING");
    await on.env.pass(2 * MINUTE);
    expect(client.connectionState).toBe("CONNECTED");
  },
);

describe("R471 a client that is kept twice, and that one keeper leaves to join it again", () => {
  async function keptTwice() {
    const on = stage();
    const client = new FakeClient(on);
    await client.join("a", "daily", (await on.tokens.start()).value, 42);
    const options = { appId: "a", environment: on.env };
    const undos = [
      keepClient(client, on.tokens, options),
      keepClient(client, on.tokens, { ...options, ...toldTo(on), renewTimeoutMs: 15_000 }),
    ];
    await on.env.pass(MINUTE);
    on.journal.splice(0);
    client.renews = "silence"; // a dead connection that the SDK takes for a live one
    on.env.sleep(8 * 60 * MINUTE);
    on.env.wake();
    return { on, client, undos };
  }
  const joins = (on: Stage): string[] => on.journal.filter((line) => /leave|join|problem|recovered/.test(line));

  test("is kept by both: to the other one it was a loss", async () => {
    const { on, client, undos } = await keptTwice();
    await on.env.pass(MINUTE);
    expect(joins(on)).toEqual([...["28870s leave", "28870s problem retryLater", "28871s join t2", "28875s recovered"]]);
    client.renews = "ok";
    undos[0]!();
    on.journal.splice(0);
    await on.env.pass(10 * MINUTE);
    expect(on.journal).toEqual([expect.stringContaining("renew t3")]);
    undos[1]!();
    expect(client.listeners).toBe(0);
  });

  test("is joined again by the other one, where the first ends in between", async () => {
    const { on, client, undos } = await keptTwice();
    await on.env.pass(10_500);
    undos[0]!();
    await on.env.pass(MINUTE);
    expect([client.connectionState, joins(on).filter((line) => line.includes("join"))]).toEqual([
      "CONNECTED",
      ["28875s join t2"],
    ]);
  });

  test("is not joined again when the app leaves meanwhile, or behind the keepers' back after that", async () => {
    for (const when of ["meanwhile", "after that"]) {
      const { on, client } = await keptTwice();
      const behind = FakeClient.prototype.leave.bind(client);
      await on.env.pass(10_500);
      if (when === "after that") await on.env.pass(MINUTE);
      on.journal.splice(0);
      await (when === "meanwhile" ? client.leave() : behind());
      await on.env.pass(MINUTE);
      expect([joins(on).length, client.listeners]).toEqual([1, 0]);
    }
  });
});
