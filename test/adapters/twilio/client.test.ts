/**
 * `keepClient` with the real Sync and Conversations clients against a server in this process, in virtual time: what
 * an SDK does that is left alone with its tokens, and that a kept client lives.
 */
import { Client } from "@twilio/conversations";
import { SyncClient } from "twilio-sync";
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { type ClientLike, keepClient } from "../../../src/adapters/twilio/client.ts";
import type { TokenError } from "../../../src/errors.ts";
import { TokenManager } from "../../../src/manager.ts";
import type { TokenManagerOptions } from "../../../src/options.ts";
import { useLocalSockets } from "./local-sockets.ts";
import { forget, mint, nameOf } from "./tokens.ts";
import { EXPIRED, THROTTLED, type TwilsockServer, twilsockServer } from "./twilsock-server.ts";
import { muteVendors } from "./vendor-noise.ts";

interface Product {
  make(token: string, server: TwilsockServer): ClientLike;
  /** Conversations cannot do much before it is initialised. */
  isReady(client: ClientLike): Promise<unknown>;
}
const endAfterwards = (client: ClientLike): ClientLike => {
  onTestFinished(() => client.shutdown());
  return client;
};
const sync: Product = {
  make: (token, { uri }) => endAfterwards(new SyncClient(token, { Twilsock: { uri } })),
  isReady: (client) => enters(client, "connected"),
};
const conversations: Product = {
  make: (token, { uri }) => endAfterwards(new Client(token, { Twilsock: { uri } })),
  isReady: (client) => initialized(client),
};
const EVENTS = ["connectionStateChanged", "connectionError", "tokenExpired", "tokenAboutToExpire", "stateChanged"];

/** Resolves when the client is in this state. */
const enters = (client: ClientLike, state: string): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (client.connectionState === state) resolve();
    };
    client.on("connectionStateChanged", look);
    look();
  });
const hears = (client: ClientLike, event: string): Promise<unknown> =>
  new Promise((resolve) => void client.on(event, resolve));
/** Resolves when a Conversations client calls itself so; its event of this name is younger than 2.1. */
const initialized = (client: ClientLike): Promise<void> =>
  new Promise((resolve) => {
    client.on("stateChanged", (state) => {
      if (state === "initialized") resolve();
    });
  });
const isPending = async (promise: Promise<unknown>): Promise<boolean> => {
  const pending = Symbol();
  return (await Promise.race([promise, new Promise((resolve) => setImmediate(resolve, pending))])) === pending;
};
const thrownBy = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );

function managerOf(options: Partial<TokenManagerOptions> = {}): TokenManager {
  const tokens = new TokenManager({ fetchToken: () => mint(), ...options });
  onTestFinished(() => tokens.dispose());
  return tokens;
}

/** Keeps a client and writes down what is reported. */
function keep(client: ClientLike, tokens: TokenManager) {
  const problems: TokenError[] = [];
  let told: (problem: TokenError) => void;
  const problem = new Promise<TokenError>((resolve) => (told = resolve));
  const onProblem = (each: TokenError): void => {
    problems.push(each);
    told(each);
  };
  const stop = keepClient(client, tokens, { deadlineMs: 300, onProblem });
  onTestFinished(stop);
  return { problems, problem, stop };
}

muteVendors();
useLocalSockets();
beforeEach(() => {
  forget();
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
    now: Date.UTC(2026, 0, 1),
  });
  vi.setTimerTickMode("nextTimerAsync"); // time passes as soon as nobody has anything else to do
});
afterAll(() => void vi.useRealTimers());

async function alone({ make, isReady }: Product) {
  const server = twilsockServer();
  const token = mint();
  const client = make(token, server);
  await isReady(client);
  return { server, token, client };
}
async function kept({ make, isReady }: Product, options?: Partial<TokenManagerOptions>) {
  const server = twilsockServer();
  const tokens = managerOf(options);
  const token = await tokens.getToken();
  const client = make(token, server);
  const keeping = keep(client, tokens);
  await isReady(client);
  return { server, tokens, token, client, ...keeping };
}

describe.each([
  ["twilio-sync@4.0.1", sync],
  ["@twilio/conversations@3.0.1", conversations],
])("%s", (_name, product) => {
  test("lives on renewed tokens: the server never has to close", async () => {
    const { server, client, problems } = await kept(product, { fetchToken: () => mint({ ttl: 5 }) });
    await server.saw("update t3 ok");
    expect(server.journal).toEqual(["init t1 ok", "update t2 ok", "update t3 ok"]);
    expect(client.connectionState).toBe("connected");
    expect(problems).toEqual([]);
  });

  test("trap: for 3 s after expiry a token is swallowed, and the same again is a lie", async () => {
    const raw = await alone(product);
    const own = await kept(product);
    raw.server.close(410);
    own.server.close(410);
    await hears(raw.client, "tokenExpired");
    const swallowed = mint();
    const first = raw.client.updateToken(swallowed);
    await enters(raw.client, "disconnected");
    expect(await isPending(first)).toBe(true);
    await raw.client.updateToken(swallowed); // resolves, and nothing is sent
    expect(raw.client.connectionState).toBe("disconnected");
    expect(raw.server.journal).toEqual([`init ${nameOf(raw.token)} ok`]);

    await enters(own.client, "connected");
    const renewed = nameOf(await own.tokens.getToken());
    expect(own.server.journal).toEqual([`init ${nameOf(own.token)} ok`, `init ${renewed} ok`]);
    expect(own.problems).toEqual([]);
  });

  test("trap: two updates at once, both resolve, the second never reaches the server", async () => {
    const raw = await alone(product);
    const [one, two] = [mint(), mint()];
    await Promise.all([raw.client.updateToken(one), raw.client.updateToken(two)]);
    expect(raw.server.journal.slice(1)).toEqual([`update ${nameOf(one)} ok`]);

    const own = await kept(product);
    const [three, four] = [mint(), mint()];
    own.tokens.setToken(three);
    own.tokens.setToken(four);
    await own.server.saw(`update ${nameOf(four)} ok`);
    expect(own.server.journal.at(-1)).toBe(`update ${nameOf(four)} ok`);
  });

  test("trap: offline, the promise stays pending as long as the network is gone", async () => {
    const raw = await alone(product);
    raw.server.down(true);
    await hears(raw.client, "connectionError");
    const pending = raw.client.updateToken(mint());
    await hears(raw.client, "connectionError"); // of the next attempt
    expect(await isPending(pending)).toBe(true);

    const own = await kept(product);
    own.server.down(true);
    await hears(own.client, "connectionError");
    own.tokens.setToken(mint());
    own.tokens.setToken(mint());
    own.server.down(false);
    await own.server.saw(` ${nameOf(await own.tokens.getToken())} ok`);
    await enters(own.client, "connected");
    expect(own.problems).toEqual([]);
  });

  test("R92 a token that a new one cannot cure is reported and not retried", async () => {
    const own = await kept(product);
    own.tokens.setToken(mint({ secret: "w".repeat(32) }));
    expect(await own.problem).toMatchObject({ code: "ERR_HANDOVER_FAILED", action: "fixConfig" });
    expect(own.server.journal).toEqual(["init t1 ok", "update t2 20107"]);
    expect(own.client.connectionState).toBe("denied");
    own.tokens.setToken(mint());
    await enters(own.client, "connected");
    expect(own.problems).toHaveLength(1);
  });

  test("trap: a dead token at the beginning", async () => {
    const server = twilsockServer();
    const dead = mint({ ttl: -60 });
    const client = product.make(dead, server);
    await enters(client, "denied");
    const tokens = managerOf();
    const { problems } = keep(client, tokens);
    await enters(client, "connected");
    await server.saw("init t2 ok");
    expect(problems).toEqual([]);
  });

  test("the app's own shutdown() ends it, also while a new token is being fetched for it", async () => {
    for (const isExpired of [false, true]) {
      const own = await kept(product);
      if (isExpired) {
        own.server.close(410);
        await hears(own.client, "tokenExpired");
      }
      await own.client.shutdown();
      expect(own.client.connectionState).not.toBe("connected");
      const count = own.server.journal.length;
      own.tokens.setToken(mint({ ttl: 7200 }));
      await enters(own.client, "disconnected");
      expect(own.server.journal).toHaveLength(count);
    }
  });

  test("R75 the undo leaves nothing behind", async () => {
    const raw = await alone(product);
    const counts = (client: ClientLike): number[] =>
      EVENTS.map((event) => (client as unknown as { listenerCount(event: string): number }).listenerCount(event));
    const own = await kept(product);
    own.stop();
    own.stop();
    expect(own.client.shutdown).toBe(raw.client.shutdown);
    own.tokens.setToken(mint({ ttl: 7200 }));
    await own.client.updateToken(mint());
    expect(own.server.journal).toHaveLength(2);
    const [, ...rest] = counts(own.client); // the first has a listener of this test
    expect(rest).toEqual(counts(raw.client).slice(1));
  });
});

describe("twilsock@1.0.2 in both, shown with Sync", () => {
  test("trap: of a close for another reason nobody is told", async () => {
    const raw = await alone(sync);
    const own = await kept(sync);
    const heard: string[] = [];
    for (const event of ["tokenExpired", "connectionError"]) raw.client.on(event, () => heard.push(event));
    raw.server.close(401);
    own.server.close(401);
    await enters(raw.client, "disconnected");
    await own.server.saw(`init t3 ok`);
    await enters(own.client, "connected");
    expect(heard).toEqual([]);
    expect(raw.client.connectionState).toBe("disconnected");
  });

  test("R443 trap: a network that breaks during the init is called the end; kept, it is told as what passes", async () => {
    const breakDuringInit = async (server: TwilsockServer): Promise<void> => {
      server.next = "held";
      server.down(true);
      server.down(false);
      await server.saw("held");
      server.down(true);
      server.down(false);
    };
    const raw = await alone(sync);
    const heard = hears(raw.client, "connectionError");
    await breakDuringInit(raw.server);
    expect(await heard).toMatchObject({ terminal: true, message: expect.stringMatching(/^Unknown error during /) });
    await enters(raw.client, "connected"); // the SDK goes on
    const own = await kept(sync);
    const told = hears(own.client, "connectionError");
    await breakDuringInit(own.server);
    await told;
    await enters(own.client, "connected");
    expect(own.problems).toMatchObject([{ action: "retryLater" }]);
    expect(own.server.journal).toEqual(["init t2 ok", "init t2 held", "init t2 ok"]);
  });

  test("trap: two tokens of one second are the same token, and it is not sent", async () => {
    const [first, second] = [mint({ identity: "alice" }), mint({ identity: "alice" })];
    expect(second).toBe(first);
    const server = twilsockServer();
    const client = sync.make(first, server);
    await enters(client, "connected");
    await client.updateToken(second);
    expect(server.journal).toEqual(["init t1 ok"]);
  });

  test("a token endpoint that repeats itself: the client gets a token that differs", async () => {
    const answers = [mint(), mint(), mint()];
    const own = await kept(sync, { fetchToken: ({ attempt }) => answers[attempt === 2 ? 2 : 0]! });
    own.server.close(410);
    await own.server.saw("init t3 ok");
    expect(own.server.journal).toEqual(["init t1 ok", "init t3 ok"]);
  });

  test("trap: who answers each refusal with a new token never stops", async () => {
    const raw = await alone(sync);
    raw.server.always = EXPIRED;
    const stormy = new Promise<void>((resolve) => {
      raw.client.on("tokenExpired", () => {
        if (raw.server.journal.length > 50) resolve();
        else raw.client.updateToken(mint()).catch(() => undefined);
      });
    });
    await thrownBy(raw.client.updateToken(mint()));
    await stormy;

    // R70
    const own = await kept(sync);
    own.server.always = EXPIRED;
    own.tokens.setToken(mint());
    expect(await own.problem).toMatchObject({ code: "ERR_HANDOVER_FAILED", action: "fixClock" });
    expect(own.server.journal.map((line) => line.replace(/t\d+/, "t"))).toEqual([
      "init t ok",
      "update t 20104",
      "init t 20104",
    ]);
    expect(own.tokens.state.phase).toBe("holding"); // others may live well with this token
    own.server.always = undefined;
    own.tokens.setToken(mint({ ttl: 7200 }));
    await enters(own.client, "connected");
    expect(own.problems).toHaveLength(1);
  });

  test("a server that throttles: reported, and the SDK comes back by itself", async () => {
    const own = await kept(sync);
    own.server.next = THROTTLED;
    own.tokens.setToken(mint());
    expect(await own.problem).toMatchObject({ action: "retryLater" });
    await own.server.saw("init t2 ok");
    await enters(own.client, "connected");
  });

  test("a connection that breaks during a hand-over comes back with the new token", async () => {
    const own = await kept(sync);
    own.server.next = "held";
    own.tokens.setToken(mint());
    await own.server.saw("update t2 held");
    own.server.down(true);
    own.server.down(false);
    await own.server.saw("init t2 ok");
    await enters(own.client, "connected");
    expect(own.problems).toEqual([]);
  });

  test("a server that does not answer is reported after the deadline", async () => {
    const own = await kept(sync);
    own.server.next = "held";
    own.tokens.setToken(mint());
    expect(await own.problem).toMatchObject({
      action: "retryLater",
      message: expect.stringContaining("did not settle within 300 ms"),
    });
  });
});

test("trap: Sync loses a token that comes while it connects", async () => {
  const server = twilsockServer();
  server.next = "held";
  const raw = sync.make(mint(), server);
  await server.saw("init t1 held");
  const lost = raw.updateToken(mint());
  server.release();
  await lost;
  expect(server.journal).toEqual(["init t1 held"]);

  const other = twilsockServer();
  other.next = "held";
  const tokens = managerOf();
  const client = sync.make(await tokens.getToken(), other);
  const { problems } = keep(client, tokens);
  await other.saw("init t3 held");
  tokens.setToken(mint());
  other.release();
  await other.saw("update t4 ok");
  expect(problems).toEqual([]);
});

test("trap: Conversations throws at the token that revives it, and keeps the dead one for media", async () => {
  const server = twilsockServer();
  const mediaToken = (client: ClientLike): string => {
    type Services = { mcsClient: { config: { token: string } } };
    const { _services, services } = client as unknown as Record<"_services" | "services", Services | undefined>; // 2.1: services
    return nameOf((_services ?? services)!.mcsClient.config.token);
  };
  const dead = mint({ ttl: -60 });
  const raw = conversations.make(dead, server);
  const ready = initialized(raw);
  await enters(raw, "denied");
  expect(await thrownBy(raw.updateToken(mint()))).toBeInstanceOf(TypeError);
  await ready;
  expect(raw.connectionState).toBe("connected");
  expect(mediaToken(raw)).toBe(nameOf(dead));

  const client = conversations.make(dead, server);
  await enters(client, "denied");
  const tokens = managerOf();
  const { problems } = keep(client, tokens);
  await initialized(client);
  const current = nameOf(await tokens.getToken());
  while (mediaToken(client) !== current) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(problems).toEqual([]);
});

test("trap: a Conversations client that has to throw its errors throws the first one for ever", async () => {
  const { uri } = twilsockServer();
  const options = { Twilsock: { uri }, throwErrorsAlways: true };
  const client: ClientLike = new Client(mint({ ttl: -60 }), options);
  await enters(client, "denied");
  for (let time = 0; time < 2; time++)
    expect(await thrownBy(client.updateToken(mint()))).toMatchObject({ terminal: true });
  const { problem } = keep(client, managerOf());
  expect(await problem).toMatchObject({ code: "ERR_HANDOVER_FAILED", action: "rejoin" });
});

test("trap: Sync hides why a token was refused", async () => {
  const server = twilsockServer();
  const raw = sync.make(mint(), server);
  await enters(raw, "connected");
  expect(await thrownBy(raw.updateToken(mint({ secret: "w".repeat(32) })))).toMatchObject({ code: 51130 });
});
