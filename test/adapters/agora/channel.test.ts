/** joinChannel() and keepClient() in virtual time: what takes hours, sleeps or goes wrong. */
import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { joinChannel, type JoinChannelOptions, keepClient, readAgoraToken } from "../../../src/adapters/agora.ts";
import { FakeClient, rtcError, type Stage, stage } from "./fakes.ts";

const MINUTE = 60_000;

function room(on: Stage): { client: FakeClient; options: JoinChannelOptions<string> } {
  const options: JoinChannelOptions<string> = {
    appId: "a",
    channel: "daily",
    environment: on.env,
    onRejoined: ({ uid, tracks }) => on.note(`rejoined ${uid} with ${tracks.join()}`),
    onProblem: ({ action, message }) => on.note(`problem ${action}: ${message}`),
    onRecovered: () => on.note("recovered"),
  };
  return { client: new FakeClient(on), options };
}

/** Joined, with tokens of ten minutes. */
async function joined(on: Stage): Promise<FakeClient> {
  const { client, options } = room(on);
  void joinChannel(client, on.tokens, options);
  await on.env.pass(0);
  on.journal.splice(0);
  return client;
}

describe("a channel", () => {
  test("is kept for hours by renewals in place, and ends with the app's leave()", async () => {
    const on = stage();
    const { client, options } = room(on);
    const joining = joinChannel(client, on.tokens, options);
    await on.env.pass(25 * MINUTE);
    expect((await joining).uid).toBe(4711);
    await client.leave();
    await on.env.pass(60 * MINUTE);
    expect(on.journal).toEqual(["0s join t1", "570s renew t2", "1140s renew t3", "1500s leave"]);
    expect(client.listeners).toBe(0);
    expect(Object.hasOwn(client, "leave")).toBe(false);
    on.tokens.dispose();
    expect(on.env.timers).toBe(0);
  });

  test("the undo leaves nothing behind, and can be called twice", async () => {
    const on = stage();
    const { client, options } = room(on);
    const own = client.leave.bind(client);
    client.leave = own;
    const joining = joinChannel(client, on.tokens, options);
    await on.env.pass(0);
    const { stop } = await joining;
    expect(client.leave).not.toBe(own);
    stop();
    stop();
    expect([client.leave, client.listeners]).toEqual([own, 0]);
    on.tokens.dispose();
    expect(on.env.timers).toBe(0);
  });

  test("a wrapper that came later is left alone, and still leaves", async () => {
    const on = stage();
    const client = await joined(on);
    const inner = client.leave;
    client.leave = () => inner();
    const outer = client.leave;
    await client.leave();
    expect([client.leave, client.listeners, client.connectionState]).toEqual([outer, 0, "DISCONNECTED"]);
  });

  test("is joined with a new token where an old one is refused as expired", async () => {
    const on = stage();
    const { client, options } = room(on);
    [client.joins, client.only] = [rtcError("TOKEN_EXPIRE"), "t1"];
    await on.tokens.start();
    await on.env.pass(2 * MINUTE);
    void joinChannel(client, on.tokens, options);
    await on.env.pass(0);
    expect(on.journal).toEqual(["120s join t1", "120s join t2"]);
    expect(on.source.requests.map(({ reason }) => reason)).toEqual(["initial", "rejected"]);
  });

  test("trap: is not joined a third time, even where nobody knows how old the tokens are", async () => {
    const on = stage({ readToken: () => undefined });
    const { client, options } = room(on);
    client.joins = rtcError("TOKEN_EXPIRE");
    const failed = expect(joinChannel(client, on.tokens, options)).rejects.toThrow("join() failed: TOKEN_EXPIRE");
    await on.env.pass(MINUTE);
    await failed;
    expect(on.journal).toEqual(["0s join t1", "0s join t2"]);
    expect(client.listeners).toBe(0);
  });

  test("that is refused in words that quote the token is explained without it", async () => {
    const on = stage();
    const { client, options } = room(on);
    const value = await on.tokens.getToken();
    client.joins = rtcError(`CAN_NOT_GET_GATEWAY_SERVER: invalid token, authorized failed: ${value}`);
    const said = joinChannel(client, on.tokens, options).catch((error: unknown) => inspect(error, { depth: 9 }));
    await on.env.pass(0);
    expect(await said).toContain("join() failed");
    expect(await said).not.toContain(value.slice(0, 40));
  });

  test("misuse is a TypeError", async () => {
    const on = stage();
    const { client, options } = room(on);
    expect(() => keepClient(client, on.tokens)).toThrow(TypeError);
    client.connectionState = "CONNECTED";
    await expect(joinChannel(client, on.tokens, options)).rejects.toThrow(
      new TypeError("joinChannel() needs a client that is DISCONNECTED, got CONNECTED"),
    );
    expect(client.listeners).toBe(0);
  });
});

describe("a warning of the SDK", () => {
  test("brings a new token where the manager cannot read the old one's end", async () => {
    const on = stage({ readToken: () => undefined });
    const client = await joined(on);
    await on.env.pass(570_000);
    for (const _ of [1, 2, 3]) client.emit("token-privilege-will-expire");
    await on.env.pass(1_000);
    expect(on.journal).toEqual(["570s renew t2"]);
  });

  test("hands over again what was not taken the first time", async () => {
    const on = stage();
    const client = await joined(on);
    client.renews = rtcError("UNEXPECTED_RESPONSE", { code: 115 });
    await on.env.pass(571_000);
    client.renews = "ok";
    client.emit("token-privilege-will-expire");
    await on.env.pass(0);
    expect(on.journal).toEqual([
      "570s renew t2",
      expect.stringContaining("570s problem retryLater: renewToken() failed: ERR_INTERNAL_ERROR") as string,
      "571s renew t2",
      "571s recovered",
    ]);
  });
});

describe("renewToken()", () => {
  test("that settles after its deadline counts all the same", async () => {
    const on = stage();
    const client = await joined(on);
    let settle!: () => void;
    client.renewToken = (token) => {
      on.note(`renew ${on.source.nameOf(token)}`);
      return new Promise((resolve) => (settle = resolve));
    };
    await on.env.pass(590_000);
    settle();
    await on.env.pass(0);
    client.emit("token-privilege-will-expire");
    await on.env.pass(0);
    expect(on.journal.slice(0, 2)).toEqual([
      "570s renew t2",
      "580s problem retryLater: renewToken() did not settle within 10000 ms",
    ]);
    // The client has t2: the warning is about t2, and asks for t3.
    await on.env.pass(0);
    expect(on.source.requests.length).toBe(3);
  });

  test("trap: is not called while the SDK reconnects, but right after", async () => {
    const on = stage();
    const client = await joined(on);
    await on.env.pass(560_000);
    client.move("RECONNECTING");
    await on.env.pass(30_000);
    expect(on.journal).toEqual([]);
    client.move("CONNECTED");
    await on.env.pass(0);
    expect(on.journal).toEqual(["590s renew t2"]);
  });

  test("that is refused for an old token asks for a new one", async () => {
    const on = stage();
    const client = await joined(on);
    client.move("RECONNECTING");
    await on.env.pass(575_000);
    await on.env.pass(100_000); // t2 is no longer fresh when it is handed over
    client.renews = rtcError("UNEXPECTED_RESPONSE", { code: 109 });
    client.move("CONNECTED");
    client.emit("token-privilege-will-expire");
    await on.env.pass(0);
    expect(on.journal.filter((entry) => entry.includes("renew t"))).toContain("675s renew t3");
  });
});

describe("an expiry", () => {
  test.each(["TOKEN_EXPIRE", "LEAVE"])(
    "told as %s and by the event leads to one join, with what was published",
    async (reason) => {
      const on = stage();
      const client = await joined(on);
      client.localTracks = ["camera", "microphone"];
      await on.env.pass(100_000);
      client.putOut(reason);
      await on.env.pass(MINUTE);
      expect(on.journal).toEqual(["100s join t2", "100s rejoined 4711 with camera,microphone"]);
    },
  );

  test("R210 while the network is down: joins again with growing waits, then once a minute, and with the next token", async () => {
    const on = stage();
    const client = await joined(on);
    client.joins = rtcError("WS_ABORT");
    client.putOut();
    await on.env.pass(9 * MINUTE);
    const joins = on.journal.filter((entry) => entry.includes("join t"));
    const seconds = [0, 5, 15, 35, 75, 135, 195, 255, 315, 375, 435, 495];
    expect(joins).toEqual(seconds.map((at) => `${at}s join t2`));
    client.joins = "ok";
    await on.env.pass(MINUTE);
    expect(on.journal.slice(-4)).toEqual([
      "555s join t2",
      "555s recovered",
      "555s rejoined 4711 with ",
      "570s renew t3",
    ]);
    expect(on.source.requests.length).toBe(3); // no fetch of its own
  });

  test("and a leave() while it waits to join again leaves no timer", async () => {
    const on = stage();
    const client = await joined(on);
    client.joins = rtcError("WS_ABORT");
    client.putOut();
    await on.env.pass(1_000);
    await client.leave();
    on.tokens.dispose();
    expect(on.env.timers).toBe(0);
  });

  test("while joining again hangs: one new token at most", async () => {
    const on = stage();
    const client = await joined(on);
    await on.env.pass(1_000);
    client.joins = "silence";
    client.putOut();
    await on.env.pass(5 * MINUTE);
    expect(on.journal.filter((entry) => entry.includes("join t")).slice(0, 4)).toEqual([
      "1s join t2", //  fresh, so no other one is fetched
      "27s join t2", // deadline 20 s, leave and settle 1 s, wait 5 s; not fresh any more
      "48s join t3",
      "79s join t3", // met with silence as well: the token is not to blame
    ]);
    expect(on.source.requests.length).toBe(3);
  });

  test("of another kind is reported, and ends it", async () => {
    const on = stage();
    const client = await joined(on);
    client.move("DISCONNECTED", "UID_BANNED");
    await on.env.pass(20 * MINUTE);
    expect(on.journal).toEqual([
      expect.stringContaining("0s problem none: The connection failed: UID_BANNED") as string,
    ]);
    expect(client.listeners).toBe(0);
  });

  test("trap: a reconnect that was given up may put the new connection down: it is opened again", async () => {
    const on = stage();
    const client = await joined(on);
    await on.env.pass(MINUTE);
    client.putOut();
    await on.env.pass(3_000);
    client.move("DISCONNECTED", "NETWORK_ERROR");
    await on.env.pass(2 * MINUTE);
    client.move("DISCONNECTED", "NETWORK_ERROR"); // this time it is the network's
    await on.env.pass(MINUTE);
    const problem: unknown = expect.stringContaining("problem retryLater: The connection failed: NETWORK_ERROR");
    expect(on.journal).toEqual(
      [
        ...["60s join t2", "60s rejoined 4711 with ", problem],
        ...["68s join t2", "recovered", "68s rejoined 4711 with ", problem],
        ...["188s join t2", "recovered", "188s rejoined 4711 with "],
      ].map((line) => (line === "recovered" ? (expect.stringMatching(/s recovered$/) as unknown) : line)),
    );
  });

  test("R348 at once, again and again, is told twice at most, and joined again with growing waits", async () => {
    const on = stage();
    const client = await joined(on);
    for (let second = 0; second < 100; second++) {
      client.emit("token-privilege-did-expire");
      if (client.connectionState === "CONNECTED") client.move("DISCONNECTED", "TOKEN_EXPIRE");
      await on.env.pass(1_000);
    }
    const joins = on.journal.filter((line) => line.includes("join t")).map((line) => parseInt(line, 10));
    expect(joins).toEqual([0, 6, 6, 17, 17, 38, 38, 79, 79]); // after each wait with another token as well
    expect(on.journal.filter((line) => /problem|recovered/.test(line))).toEqual([
      expect.stringContaining("problem retryLater: The connection was ended because of its token"),
      "6s recovered",
      expect.stringContaining("problem retryLater: The connection was ended because of its token"),
    ]);
  });

  test("with no app id to be had is reported", async () => {
    const on = stage();
    const { client, options } = room(on);
    await client.join("a", "daily", await on.tokens.getToken(), 7);
    const { onProblem, environment } = options;
    keepClient(client, on.tokens, { onProblem: onProblem!, environment: environment! });
    client.putOut();
    await on.env.pass(0);
    expect(on.journal.at(-1)).toContain("The token does not say its app id");
    expect(client.listeners).toBe(0);
  });
});

describe("a reconnect that does not come back", () => {
  test("trap: is given up when the token has run out, also after a night's sleep", async () => {
    const on = stage({ autoRefresh: false }); // nobody else asks for a token
    const client = await joined(on);
    client.localTracks = ["camera"];
    client.move("RECONNECTING");
    await on.env.pass(MINUTE);
    on.env.sleep(8 * 60 * MINUTE);
    await on.env.pass(MINUTE + 1_000);
    expect(on.journal).toEqual(["28920s leave", "28921s join t2", "28921s rejoined 4711 with camera"]);
  });

  test("without a token to be had, the SDK may yet come back by itself", async () => {
    const on = stage();
    const client = await joined(on);
    client.move("RECONNECTING");
    on.source.mood = "down";
    await on.env.pass(15 * MINUTE);
    expect(on.journal).toEqual([]);
    client.move("CONNECTED");
    on.source.mood = "up";
    await on.env.pass(MINUTE);
    expect(on.journal).toEqual([expect.stringMatching(/renew t2$/) as string]);
  });

  test("the app's leave() in the middle of it ends it", async () => {
    const on = stage();
    const client = await joined(on);
    client.move("RECONNECTING");
    await on.env.pass(10 * MINUTE + 500); // left, not yet joined again
    expect(on.journal).toEqual(["600s leave"]);
    await client.leave();
    await on.env.pass(20 * MINUTE);
    expect(on.journal).toEqual(["600s leave", "601s leave"]);
    on.tokens.dispose();
    expect(on.env.timers).toBe(0);
  });
});

describe("R210 a network that is gone for longer than the app's patience", () => {
  test.each(["NETWORK_TIMEOUT", "WS_ABORT", "TIMEOUT"])(
    "%s: back within a minute, and at once on a wake-up",
    async (code) => {
      const on = stage({ readToken: readAgoraToken });
      on.source.lifetimeMs = 24 * 60 * MINUTE;
      const client = await joined(on);
      client.joins = rtcError(code);
      client.putOut();
      await on.env.pass(30 * MINUTE);
      client.joins = "ok";
      on.journal.splice(0);
      on.env.wake("online");
      await on.env.pass(1_000);
      expect(on.journal.map((line) => line.split("s ")[1])).toEqual(["join t2", "recovered", "rejoined 4711 with "]);
      expect(on.env.listeners).toBe(1); // the manager's
    },
  );

  test("a burst of wake-ups is one join", async () => {
    const on = stage();
    const client = await joined(on);
    client.joins = rtcError("WS_ABORT");
    client.putOut();
    await on.env.pass(2_000);
    on.journal.splice(0);
    for (let i = 0; i < 20; i++) on.env.wake("resumed");
    await on.env.pass(4_000);
    expect(on.journal).toEqual(["3s join t2"]);
  });

  test("the undo ends it, and leaves nothing behind", async () => {
    const on = stage();
    const { client, options } = room(on);
    const channel = joinChannel(client, on.tokens, options);
    await on.env.pass(0);
    client.joins = rtcError("WS_ABORT");
    client.putOut();
    await on.env.pass(10 * MINUTE);
    (await channel).stop();
    on.tokens.dispose();
    expect([on.env.timers, on.env.listeners]).toEqual([0, 0]);
  });

  test("a manager that is disposed of ends it, and that is told", async () => {
    const on = stage();
    const client = await joined(on);
    on.tokens.dispose();
    client.putOut();
    await on.env.pass(MINUTE);
    expect(on.journal).toEqual([expect.stringContaining("0s problem none: The manager") as string]);
    expect([client.listeners, on.env.timers, on.env.listeners]).toEqual([0, 0, 0]);
  });

  test("a token endpoint that is down as well: back with the first token there is", async () => {
    const on = stage({ autoRefresh: false });
    const client = await joined(on);
    on.source.mood = "down";
    client.putOut();
    await on.env.pass(10 * MINUTE);
    expect(on.journal).toEqual([expect.stringContaining("problem retryLater") as string]);
    on.source.mood = "up";
    await on.env.pass(2 * MINUTE);
    expect(on.journal.slice(1).map((line) => line.split("s ")[1])).toEqual([
      "join t2",
      "recovered",
      "rejoined 4711 with ",
    ]);
  });
});

describe("R213 a new token while the adapter leaves in order to join again", () => {
  test.each([1_500, 2_500])("and the leave() takes %i ms more: one join, after it", async (moreMs) => {
    const on = stage();
    const client = await joined(on);
    await on.env.pass(560_000);
    client.move("RECONNECTING");
    client.leaveMs = moreMs;
    await on.env.pass(41_000);
    on.tokens.setToken(on.source.mint());
    await on.env.pass(500);
    on.tokens.setToken(on.source.mint());
    await on.env.pass(MINUTE);
    expect(on.journal.map((line) => line.split("s ")[1])).toEqual(["leave", "join t4", "rejoined 4711 with "]);
    expect(client.connectionState).toBe("CONNECTED");
  });
});

describe("R217 a connection that is dead and does not say so", () => {
  test("after 8 h of sleep: left when the hand-over has timed out, and joined again", async () => {
    const on = stage();
    const client = await joined(on);
    client.renews = "silence";
    on.env.sleep(8 * 60 * MINUTE);
    on.env.wake("resumed");
    await on.env.pass(MINUTE);
    expect(on.journal.map((line) => line.replace(/:.*/, ""))).toEqual([
      "28800s renew t2",
      "28810s leave",
      "28810s problem retryLater",
      "28811s join t2",
      "28811s recovered",
      "28811s rejoined 4711 with ",
    ]);
  });

  test("with a token that is still good it is left alone", async () => {
    const on = stage();
    const client = await joined(on);
    client.renews = "silence";
    await on.env.pass(585_000);
    expect(on.journal.map((line) => line.replace(/:.*/, ""))).toEqual([
      ...["570s renew t2", "580s problem retryLater", "585s renew t2"],
    ]);
    expect(client.connectionState).toBe("CONNECTED");
  });
});

describe("R214 a problem", () => {
  test("is told once for each outage and action, and its end as well", async () => {
    const on = stage();
    const client = await joined(on);
    client.renews = rtcError("UNEXPECTED_RESPONSE", { code: 115 });
    await on.env.pass(571_000);
    for (let i = 0; i < 20; i++) {
      client.emit("token-privilege-will-expire");
      await on.env.pass(100);
    }
    client.renews = "ok";
    client.emit("token-privilege-will-expire");
    await on.env.pass(0);
    const told = on.journal.filter((line) => !line.includes("renew t"));
    expect(told).toEqual([
      expect.stringContaining("problem retryLater") as string,
      expect.stringMatching(/ recovered$/),
    ]);
  });
});

describe("R211 callbacks that throw", () => {
  test("harm neither the SDK nor the keeping, and are reported", async () => {
    const reported = vi.spyOn(console, "error").mockReturnValue();
    const on = stage();
    const { client, options } = room(on);
    const bug = (name: string) => (): never => {
      throw new Error(name);
    };
    const later = (name: string) => async (): Promise<never> => Promise.reject(new Error(name));
    const callbacks = { onRejoined: bug("rejoined"), onProblem: later("problem"), onRecovered: bug("recovered") };
    void joinChannel(client, on.tokens, { ...options, ...callbacks });
    await on.env.pass(0);
    client.joins = rtcError("WS_ABORT");
    client.putOut();
    await on.env.pass(1_000);
    client.joins = "ok";
    await on.env.pass(MINUTE);
    client.move("RECONNECTING");
    await on.env.pass(20 * MINUTE);
    expect(client.connectionState).toBe("CONNECTED");
    const messages = reported.mock.calls.map(([error]) => (error as Error).message);
    expect(messages.slice(0, 3)).toEqual(["problem", "recovered", "rejoined"]);
    reported.mockRestore();
  });
});

describe("R212 keepers that overlap", () => {
  test("leave nothing behind, in whatever order they end", async () => {
    const on = stage();
    const { client, options } = room(on);
    await client.join("a", "daily", await on.tokens.getToken(), 7);
    const own = Object.hasOwn(client, "leave");
    const environment = options.environment!;
    let undo = keepClient(client, on.tokens, { environment });
    for (let i = 0; i < 5_000; i++) {
      const next = keepClient(client, on.tokens, { environment });
      undo();
      undo = next;
    }
    const others = [1, 2, 3].map(() => keepClient(client, on.tokens, { environment }));
    undo();
    for (const end of [others[1]!, others[0]!, others[2]!]) end();
    await on.env.pass(0);
    expect([client.listeners, Object.hasOwn(client, "leave")]).toEqual([0, own]);
    await client.leave();
    on.tokens.dispose();
    expect([on.env.timers, on.env.listeners]).toEqual([0, 0]);
  });

  test("both hear of the app's leave()", async () => {
    const on = stage();
    const { client, options } = room(on);
    await client.join("a", "daily", await on.tokens.getToken(), 7);
    const environment = options.environment!;
    keepClient(client, on.tokens, { environment });
    keepClient(client, on.tokens, { environment });
    client.move("RECONNECTING");
    await client.leave();
    expect([client.listeners, Object.hasOwn(client, "leave")]).toEqual([0, false]);
  });
});
