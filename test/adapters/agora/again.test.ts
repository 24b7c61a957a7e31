/** Clients that are left as they open, kept twice, or refused twice, and what opens them again. In virtual time. */
import { describe, expect, test } from "vitest";
import { joinChannel, keepClient, loginRtm } from "../../../src/adapters/agora.ts";
import type { TokenError } from "../../../src/errors.ts";
import { FakeClient, FakeRtm, rtcError, rtmError, type Stage, stage } from "./fakes.ts";

const SECOND = 1_000;
const MINUTE = 60_000;

const toldTo = (on: Stage, who = "") => ({
  environment: on.env,
  onProblem: ({ action }: { action: string }) => on.note(`${who}problem ${action}`),
  onRecovered: () => on.note(`${who}recovered`),
});

/** How an opening ends goes into the journal: some never do. */
const noted = (on: Stage, what: string, opening: Promise<unknown>): void =>
  void opening.then(
    () => on.note(`${what} is open`),
    (error: unknown) => on.note(`${what}: ${(error as TokenError).action}`),
  );

const after = (on: Stage, ms: number): Promise<void> =>
  new Promise((resolve) => void on.env.setTimer(() => resolve(), ms));

describe("R521 what the app leaves while it opens is opened anew by the next call", () => {
  /** What becomes of the opening that was left: agora-rtc-sdk-ng@4.24.8 ends `leave()` first. */
  const LEFT = {
    "fails later": (on: Stage) => after(on, 1_500).then(() => Promise.reject(rtcError("OPERATION_ABORTED"))),
    "never settles": () => new Promise<never>(() => undefined),
  };

  test.each(Object.entries(LEFT))("a channel whose first join() %s, for another channel and user", async (_, left) => {
    const on = stage();
    const client = new FakeClient(on);
    const join = client.join.bind(client);
    client.join = (_appId, _channel, token) => {
      client.join = join;
      on.note(`join ${on.source.nameOf(token!)}`);
      client.move("CONNECTING");
      return left(on);
    };
    noted(on, "one", joinChannel(client, on.tokens, { appId: "a", channel: "one", uid: 1, ...toldTo(on) }));
    await on.env.pass(SECOND);
    await client.leave();
    await on.env.pass(0);
    noted(on, "two", joinChannel(client, on.tokens, { appId: "a", channel: "two", uid: 2, ...toldTo(on) }));
    await on.env.pass(5 * MINUTE);
    expect(on.journal).toEqual(["0s join t1", "1s leave", "1s one: none", "1s join t1", "1s two is open"]);
    expect([client.connectionState, client.channelName, client.uid]).toEqual(["CONNECTED", "two", 2]);
  });

  test("a channel that is being joined again", async () => {
    const on = stage();
    const client = new FakeClient(on);
    const options = { appId: "a", channel: "daily", ...toldTo(on) };
    await joinChannel(client, on.tokens, options);
    client.joins = "silence";
    client.putOut();
    await on.env.pass(SECOND);
    await client.leave();
    await on.env.pass(0);
    client.joins = "ok";
    noted(on, "channel", joinChannel(client, on.tokens, options));
    await on.env.pass(5 * MINUTE);
    expect(on.journal).toEqual(["0s join t1", "0s join t2", "1s leave", "1s join t2", "1s channel is open"]);
  });

  test("a channel that two of the app's parts were joining", async () => {
    const on = stage();
    const client = new FakeClient(on);
    const options = { appId: "a", channel: "daily", ...toldTo(on) };
    client.joins = "silence";
    for (const who of ["one", "two"]) noted(on, who, joinChannel(client, on.tokens, options));
    await on.env.pass(SECOND);
    await client.leave();
    await on.env.pass(0);
    client.joins = "ok";
    for (const who of ["three", "four"]) noted(on, who, joinChannel(client, on.tokens, options));
    await on.env.pass(5 * MINUTE);
    expect(on.journal.slice(0, 5)).toEqual(["0s join t1", "1s leave", "1s one: none", "1s two: none", "1s join t1"]);
    expect(on.journal.slice(5)).toEqual(["1s three is open", "1s four is open"]);
  });

  test("trap: a channel that is asked for while another one is being joined is not called joined", async () => {
    const on = stage();
    const client = new FakeClient(on);
    for (const channel of ["one", "two"])
      noted(on, channel, joinChannel(client, on.tokens, { appId: "a", channel, ...toldTo(on) }));
    await on.env.pass(5 * MINUTE);
    expect(on.journal).toEqual(["0s join t1", "0s join t1", "0s two: none", "0s one is open"]);
    expect([client.connectionState, client.channelName]).toEqual(["CONNECTED", "one"]);
  });

  test("a login", async () => {
    const on = stage();
    const rtm = new FakeRtm(on);
    rtm.logins = "silence";
    noted(on, "one", loginRtm(rtm, on.tokens, toldTo(on)));
    await on.env.pass(SECOND);
    await rtm.logout();
    await on.env.pass(0);
    rtm.logins = "ok";
    noted(on, "two", loginRtm(rtm, on.tokens, toldTo(on)));
    await on.env.pass(5 * MINUTE);
    expect(on.journal).toEqual(["0s login t1", "1s logout", "1s one: none", "1s login t1", "1s two is open"]);
  });
});

describe("R522 a client that one keeper has joined again, and that reconnects by itself as the other one looks", () => {
  test("stays kept by both", async () => {
    const on = stage();
    const client = new FakeClient(on);
    await client.join("a", "daily", (await on.tokens.start()).value, 42);
    const undos = ["one ", "two "].map((who, at) =>
      keepClient(client, on.tokens, { appId: "a", renewTimeoutMs: 10_000 + at * 5_000, ...toldTo(on, who) }),
    );
    await on.env.pass(MINUTE);
    client.renews = "silence"; // a dead connection that the SDK takes for a live one
    on.env.sleep(8 * 60 * MINUTE);
    on.env.wake();
    await on.env.pass(13 * SECOND);
    client.renews = "ok";
    on.journal.splice(0);
    client.move("RECONNECTING");
    await on.env.pass(10 * SECOND);
    client.move("CONNECTED");
    await on.env.pass(10 * MINUTE);
    expect(on.journal).toEqual(["28875s two recovered", "29430s renew t3", "29430s renew t3"]);
    for (const undo of undos) undo();
    expect(client.listeners).toBe(0);
  });
});

describe("R523 a token that replaces a refused one, and is refused as well, is not called curable by another one", () => {
  /** An opening that is refused so late that its token is not young any more, with a limit that allows it. */
  const KINDS = {
    "a channel": (on: Stage) => {
      const client = new FakeClient(on);
      const refused = rtcError("TOKEN_EXPIRE");
      return {
        open: () =>
          joinChannel(client, on.tokens, { appId: "a", channel: "daily", joinTimeoutMs: 120_000, ...toldTo(on) }),
        refuse: () => (client.join = () => after(on, 90 * SECOND).then(() => Promise.reject(refused))),
        end: () => client.move("DISCONNECTED", "TOKEN_EXPIRE"),
        listeners: () => client.listeners,
      };
    },
    "a login": (on: Stage) => {
      const rtm = new FakeRtm(on);
      const refused = rtmError(-10009);
      return {
        open: () => loginRtm(rtm, on.tokens, { loginTimeoutMs: 120_000, ...toldTo(on) }),
        refuse: () => (rtm.login = () => after(on, 90 * SECOND).then(() => Promise.reject(refused))),
        end: () => rtm.link("FAILED", "TOKEN_EXPIRED"),
        listeners: () => rtm.listeners,
      };
    },
  };
  const ACTION: Record<string, string> = { "a channel": "fixConfig", "a login": "fixClock" };

  test.each(Object.entries(KINDS))("%s, at the first opening", async (name, kind) => {
    const on = stage();
    const { open, refuse, listeners } = kind(on);
    await on.tokens.start();
    await on.env.pass(100 * SECOND);
    refuse();
    noted(on, "first", open());
    await on.env.pass(10 * MINUTE);
    expect([on.journal, listeners()]).toEqual([[`280s first: ${ACTION[name]}`], 0]);
  });

  test.each(Object.entries(KINDS))("%s, at the next one", async (name, kind) => {
    const on = stage();
    const { open, refuse, end, listeners } = kind(on);
    await open();
    await on.env.pass(100 * SECOND);
    on.journal.splice(0);
    refuse();
    end();
    await on.env.pass(10 * MINUTE);
    expect([on.journal, listeners()]).toEqual([[`190s problem ${ACTION[name]}`], 0]);
  });

  test("a channel whose token nobody can read", async () => {
    let count = 0;
    const on = stage({ readToken: () => undefined, fetchToken: () => `opaque-${count++}` });
    const client = new FakeClient(on);
    client.join = () => Promise.reject(rtcError("TOKEN_EXPIRE"));
    noted(on, "first", joinChannel(client, on.tokens, { appId: "a", channel: "daily", ...toldTo(on) }));
    await on.env.pass(MINUTE);
    expect(on.journal).toEqual(["0s first: fixConfig"]);
  });

  test("a channel, after a sleep as it is joined again", async () => {
    const on = stage();
    on.source.lifetimeMs = 60 * MINUTE;
    const client = new FakeClient(on);
    await joinChannel(client, on.tokens, { appId: "a", channel: "daily", ...toldTo(on) });
    const join = client.join.bind(client);
    client.join = async () => {
      client.join = join;
      await after(on, 2 * SECOND);
      throw rtcError("TOKEN_EXPIRE");
    };
    client.putOut();
    await on.env.pass(500);
    on.env.sleep(8 * MINUTE);
    on.env.wake();
    await on.env.pass(MINUTE);
    expect(on.journal.filter((line) => /problem (?!fixConfig|retryLater)/.test(line))).toEqual([]);
  });
});
