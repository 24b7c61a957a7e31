/**
 * `keepClient` in virtual time with a client that is a fake: waits, limits and the undo. The SDKs themselves:
 * client.test.ts.
 */
import { EventEmitter } from "node:events";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { keepClient } from "../../../src/adapters/twilio/client.ts";
import { TokenManager } from "../../../src/manager.ts";
import { type FakeTokens, fakeTokens, type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";
import { usersOf } from "./users.ts";

let env: VirtualEnvironment;
let source: FakeTokens;
let tokens: TokenManager;
let client: FakeClient;
let journal: string[];
let messages: string[];

class FakeClient extends EventEmitter {
  connectionState = "connected";
  /** What `updateToken()` does. */
  answer: () => Promise<unknown> = async () => undefined;

  updateToken(token: string): Promise<unknown> {
    journal.push(`${env.monotonicNow()} ${source.nameOf(token)}`);
    return this.answer();
  }

  async shutdown(): Promise<void> {
    this.enter("disconnected");
  }

  enter(state: string): void {
    this.connectionState = state;
    this.emit("connectionStateChanged", state);
  }
}
const pending = (): Promise<never> => new Promise(() => undefined);
const refused = (errorCode: number): object => ({ terminal: true, message: "refused", httpStatusCode: 401, errorCode });

beforeEach(async () => {
  env = virtualEnvironment();
  source = fakeTokens(env, { lifetimeMs: 3_600_000 });
  tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env });
  client = new FakeClient();
  [journal, messages] = [[], []];
  await tokens.start();
  return () => tokens.dispose();
});

function keep(): () => void {
  return keepClient(client, tokens, {
    environment: env,
    onProblem({ code, action, message }) {
      journal.push(`${env.monotonicNow()} ${code} ${action}`);
      messages.push(message);
    },
    onRecovered: () => journal.push(`${env.monotonicNow()} recovered`),
  });
}

describe("a hand-over", () => {
  test("is made once for each token, at once", async () => {
    keep();
    await env.pass(7_200_000);
    expect(journal).toEqual(["0 t1", "3570000 t2", "7140000 t3"]);
  });

  test("waits until the client has disconnected, and no longer than 3.5 s", async () => {
    client.connectionState = "disconnecting";
    keep();
    await env.pass(3_000);
    client.enter("connecting");
    await env.pass(400);
    expect(journal).toEqual([]);
    await env.pass(100);
    expect(journal).toEqual(["3500 t1"]);
  });

  test("of a token that is overtaken while it waits is not made", async () => {
    client.connectionState = "connecting";
    keep();
    tokens.setToken(source.mint());
    await env.pass(1_000);
    tokens.setToken(source.mint());
    tokens.setToken(source.mint());
    client.enter("connected");
    await env.pass(1_000);
    expect(journal).toEqual(["1000 t4"]);
  });

  test("without an answer is reported after 20 s while the client is connected, and the next one is made", async () => {
    client.answer = pending;
    keep();
    await env.pass(0);
    tokens.setToken(source.mint());
    await env.pass(40_000);
    expect(journal).toEqual([
      "0 t1",
      "20000 ERR_HANDOVER_FAILED retryLater",
      "20000 t2", // R214 met with silence as well: that is the same outage
    ]);
    expect(messages).toEqual(["updateToken() did not settle within 20000 ms"]);
  });

  test("without an answer while offline is not: the SDK has the token", async () => {
    client.connectionState = "connecting";
    client.answer = pending;
    keep();
    await env.pass(60_000);
    expect(journal).toEqual(["3500 t1"]);
  });

  test("that throws at once is reported like one that rejects", async () => {
    client.answer = () => {
      throw Object.assign(new Error("Transport failure: TOO MANY REQUESTS"), {
        reply: { status: { code: 429, status: "TOO MANY REQUESTS" } },
      });
    };
    keep();
    await env.pass(50);
    expect(journal).toEqual(["0 t1", "50 ERR_HANDOVER_FAILED retryLater"]);
    expect(messages[0]).toMatch(/^The hand-over to the client failed: /);
  });
});

describe("a client that lost its connection", () => {
  test("gets another token when it has disconnected; it is fetched meanwhile", async () => {
    keep();
    await env.pass(1_000);
    client.enter("disconnecting");
    client.emit("tokenExpired");
    await env.pass(3_000);
    client.answer = async () => client.enter("connected");
    client.enter("disconnected");
    await env.pass(1_000);
    expect(journal).toEqual(["0 t1", "4050 t2"]);
    expect(source.requests.map(({ atMs }) => atMs)).toEqual([0, 1_050]);
  });

  test("loses it once, whatever the SDK says of it", async () => {
    keep();
    await env.pass(1_000);
    client.answer = async () => client.enter("connected");
    client.enter("denied");
    client.emit("tokenExpired");
    client.emit("connectionError", refused(20104));
    await env.pass(60_000);
    expect(journal).toEqual(["0 t1", "1100 t2"]);
    expect(source.requests).toHaveLength(2);
  });

  test("gets it as soon as there is one", async () => {
    keep();
    await env.pass(1_000);
    source.mood = "down";
    client.enter("disconnected");
    await env.pass(60_000);
    expect(journal).toEqual(["0 t1"]);
    source.mood = "up";
    env.goOnline();
    client.answer = async () => client.enter("connected");
    await env.pass(60_000);
    expect(journal).toEqual(["0 t1", expect.stringMatching(/ t2$/)]);
  });

  test("has a newer token waiting in the manager: that one is handed over, none is fetched", async () => {
    client.answer = pending;
    client.connectionState = "connected";
    keep();
    await env.pass(1_000);
    tokens.setToken(source.mint());
    client.enter("denied");
    client.emit("connectionError", refused(20104));
    client.answer = async () => client.enter("connected");
    await env.pass(1_000);
    expect(journal.at(-1)).toMatch(/ t2$/);
    expect(source.requests).toHaveLength(1);
  });

  test("before it was given anything gets the token in hand, and none is fetched", async () => {
    client.connectionState = "denied";
    client.answer = async () => client.enter("connected");
    keep();
    client.emit("tokenExpired");
    await env.pass(1_000);
    expect(journal).toEqual(["100 t1"]);
    expect(source.requests).toHaveLength(1);
  });

  test.each([
    ["connecting", ["0 t1", "50 ERR_HANDOVER_FAILED retryLater", "1000 recovered"]],
    ["denied", ["0 t1", "50 ERR_HANDOVER_FAILED none"]],
  ])(
    "R443 by an error that nobody knows is told as what it is: the SDK goes on (%s), or has given up",
    async (state, told) => {
      keep();
      await env.pass(0);
      client.enter(state);
      client.emit("connectionError", { terminal: true, message: "a word that is new", httpStatusCode: null });
      await env.pass(1_000);
      if (state === "connecting") client.enter("connected");
      await env.pass(1_000);
      expect(journal).toEqual(told);
    },
  );

  test("while the app brings a new token gets that one: none is fetched, and what was wrong with the old one is past", async () => {
    keep();
    await env.pass(1_000);
    client.answer = async () => client.enter("connected");
    client.enter("denied");
    client.emit("connectionError", refused(20107));
    await env.pass(10);
    tokens.setToken(source.mint());
    await env.pass(1_000);
    expect(journal.map((line) => line.split(" ")[1])).toEqual(["t1", "t2"]);
    expect(source.requests).toHaveLength(1);
  });

  test("and whose token has ended meanwhile gets a new one", async () => {
    tokens.dispose();
    tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env, autoRefresh: false });
    await tokens.start();
    keep();
    await env.pass(1_000);
    env.sleep(7_200_000);
    client.answer = async () => client.enter("connected");
    client.enter("disconnected");
    await env.pass(1_000);
    expect(journal.map((line) => line.split(" ")[1])).toEqual(["t2", "t3"]);
  });

  test.each([
    [20107, "fixConfig"],
    [20105, "fixClock"],
  ])("R92 for %i, which no token cures, is reported: %s", async (code, action) => {
    keep();
    await env.pass(1_000);
    client.enter("denied");
    client.emit("connectionError", refused(code));
    await env.pass(60_000);
    client.enter("disconnected"); // the same loss
    await env.pass(60_000);
    expect(journal).toEqual(["0 t1", `1050 ERR_HANDOVER_FAILED ${action}`]);
    expect(source.requests).toHaveLength(1);
  });

  test("R70 with two tokens in a row needs a new client, and costs no third", async () => {
    keep();
    await env.pass(1_000);
    client.enter("disconnected"); // and stays so, whatever it is given
    await env.pass(3_000_000);
    expect(journal).toEqual(["0 t1", "1100 t2", "1150 ERR_HANDOVER_FAILED rejoin"]);
    expect(source.requests).toHaveLength(2);
    expect(tokens.state.phase).toBe("holding");
  });

  test("with two tokens in a row is told once, whatever the SDK says of it later", async () => {
    keep();
    await env.pass(1_000);
    client.enter("disconnected");
    await env.pass(60_000);
    client.emit("connectionError", refused(20107));
    client.emit("tokenExpired");
    await env.pass(60_000);
    expect(journal).toEqual(["0 t1", "1100 t2", "1150 ERR_HANDOVER_FAILED rejoin"]);
  });

  test("and is back before anybody has looked loses nothing by that, and the next loss counts", async () => {
    keep();
    await env.pass(1_000);
    client.enter("disconnected");
    await env.pass(40);
    client.enter("connected");
    await env.pass(1_000);
    expect([journal, source.requests.length]).toEqual([["0 t1"], 1]);
    client.answer = async () => client.enter("connected");
    client.enter("disconnected");
    await env.pass(1_000);
    expect(journal).toEqual(["0 t1", "2140 t2"]);
  });

  test("an error that does not end it changes nothing", async () => {
    keep();
    await env.pass(1_000);
    client.emit("connectionError", { terminal: false, message: "Socket error", httpStatusCode: null, errorCode: null });
    await env.pass(60_000);
    expect(journal).toEqual(["0 t1"]);
  });
});

test("tokenAboutToExpire is a hint: where nobody renews by the clock it is what renews", async () => {
  tokens.dispose();
  tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env, autoRefresh: false });
  await tokens.start();
  keep();
  await env.pass(3_600_000);
  expect(journal).toEqual(["0 t2"]);
  client.emit("tokenAboutToExpire");
  await env.pass(0);
  expect(journal).toEqual(["0 t2", "3600000 t3"]);
});

describe("the end", () => {
  test("of the keeping is the end of its problems: a token that does not come is not told any more", async () => {
    for (const isKept of [true, false]) {
      tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env, quiet: true });
      source.mood = { status: 403 };
      journal = [];
      const stop = keep();
      if (!isKept) stop();
      await env.pass(1_000);
      expect(journal).toEqual(isKept ? [expect.stringMatching(/ ERR_REAUTH_REQUIRED signIn$/)] : []);
      stop();
      tokens.dispose();
    }
  });

  test("R75 the undo leaves no listener, no timer, and shutdown() as it was", async () => {
    const { shutdown } = client;
    const timers = env.timers;
    client.answer = pending;
    const stop = keep();
    await env.pass(1_000);
    expect(env.timers).toBe(timers + 1);
    stop();
    stop();
    await env.pass(0);
    expect(env.timers).toBe(timers);
    expect(client.eventNames()).toEqual([]);
    expect([client.shutdown, Object.hasOwn(client, "shutdown")]).toEqual([shutdown, false]);
    tokens.setToken(source.mint());
    await env.pass(7_200_000);
    expect(journal).toEqual(["0 t1"]);
  });

  test("shutdown() ends it quietly", async () => {
    keep();
    await env.pass(1_000);
    await client.shutdown();
    await env.pass(7_200_000);
    expect(journal).toEqual(["0 t1"]);
    expect(client.eventNames()).toEqual([]);
  });
});

test("R214 the end of an outage is told, and the next outage is another one", async () => {
  keep();
  await env.pass(1_000);
  for (let outage = 0; outage < 2; outage++) {
    client.enter("denied");
    client.emit("connectionError", refused(20107));
    await env.pass(1_000);
    client.answer = async () => client.enter("connected");
    tokens.setToken(source.mint({ lifetimeMs: 7_200_000 + outage * 1_000 }));
    await env.pass(65_000);
  }
  const told = journal.map((line) => line.split(" ").slice(1).join(" ")).filter((line) => !line.startsWith("t"));
  expect(told).toEqual(["ERR_HANDOVER_FAILED fixConfig", "recovered", "ERR_HANDOVER_FAILED fixConfig", "recovered"]);
});

test("R211 callbacks that throw stop no hand-over", async () => {
  const reported = vi.spyOn(console, "error").mockReturnValue();
  const bug = (where: string): (() => never) =>
    (async () => {
      throw new Error(where);
    }) as () => never;
  keepClient(client, tokens, { environment: env, onProblem: bug("problem"), onRecovered: bug("recovered") });
  await env.pass(1_000);
  client.enter("denied");
  client.emit("connectionError", refused(20107));
  await env.pass(1_000);
  client.answer = async () => client.enter("connected");
  tokens.setToken(source.mint({ lifetimeMs: 7_200_000 }));
  await env.pass(65_000);
  expect(journal.at(-1)).toMatch(/ t2$/);
  expect(reported.mock.calls.map(([error]) => (error as Error).message)).toEqual(["problem", "recovered"]);
  reported.mockRestore();
});

test("R216 a token of another user is not handed over", async () => {
  const users = usersOf(env);
  const given: string[] = [];
  client.updateToken = async (token) => void given.push(users.nameOf(token));
  const problems: string[] = [];
  keepClient(client, users.tokens, { environment: env, onProblem: ({ action }) => void problems.push(action) });
  await env.pass(0);
  users.switchTo("bob");
  users.switchTo("alice");
  await env.pass(0);
  users.switchTo("bob");
  users.switchTo("bob");
  await env.pass(10_000);
  expect([given, problems]).toEqual([["alice", "alice"], ["fixConfig"]]);
});

test("R216 and a client that is lost while there is no other one is a problem again", async () => {
  const users = usersOf(env);
  const told: string[] = [];
  client.updateToken = async () => undefined;
  keepClient(client, users.tokens, {
    environment: env,
    onProblem: ({ action }) => void told.push(action),
    onRecovered: () => void told.push("recovered"),
  });
  await env.pass(0);
  users.switchTo("bob");
  await env.pass(1_000);
  client.enter("connected");
  await env.pass(120_000);
  expect(told).toEqual(["fixConfig", "recovered"]);
  client.enter("disconnected"); // and nothing can bring it back
  await env.pass(1_000);
  expect(told).toEqual(["fixConfig", "recovered", "fixConfig"]);
});

test("R212 keepers that overlap leave shutdown() as it was", async () => {
  let undo = keep();
  for (let i = 0; i < 1_000; i++) {
    const next = keep();
    undo();
    undo = next;
  }
  undo();
  await env.pass(0);
  expect([Object.hasOwn(client, "shutdown"), client.eventNames()]).toEqual([false, []]);
});
