/**
 * `keepWorker` with the real `twilio-taskrouter@2.1.1` in Node, in virtual time, over real local sockets.
 *
 * Each trap is shown with the bare SDK first.
 */
import { Worker, type WorkerOptions } from "twilio-taskrouter";
import twilio from "twilio";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { keepWorker } from "../../../src/adapters/twilio/worker.ts";
import { TokenManager, type TokenManagerOptions } from "../../../src/index.ts";
import { countingFeed } from "../common/counting-feed.ts";
import { type EventBridge, eventBridge } from "./event-bridge.ts";

/** With `useGraphQL` the SDK knows one address only, and takes its WebSocket class when it is loaded. */
const gql = vi.hoisted(() => {
  const gql = { wsServer: "" };
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(String(url).startsWith("wss:") ? gql.wsServer : url, protocols);
    }
  };
  return gql;
});

const START_AT = Date.UTC(2026, 0, 1);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"], now: START_AT });
  vi.spyOn(Math, "random").mockReturnValue(0.5); // the SDK's jitter: it connects again after 900 ms
  vi.spyOn(console, "warn").mockReturnValue();
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

interface Scene {
  keep(): () => void;
  readonly bridge: EventBridge;
  readonly worker: Worker;
  readonly tokens: TokenManager;
  /** How long the tokens to come shall live. */
  lifeMs: number;
  /** Whether the app's token endpoint is. */
  isDown: boolean;
  /** Mints with Twilio's own package. */
  mint(identity?: string): string;
  /** Events of the worker, and problems, since the last look. */
  noted(): string[];
  /** The tokens with which sockets were opened, by name. */
  connections(): string[];
  pass(seconds: number): Promise<void>;
}

async function scene({ lifetimeMs, useGraphQL, ...manager }: Partial<SceneOptions> = {}): Promise<Scene> {
  const bridge = await eventBridge();
  gql.wsServer = bridge.wsServer;
  bridge.lifetimeMs = lifetimeMs;
  const names: string[] = [];
  const notes: string[] = [];
  const note = (text: string): void => void notes.push(`${Math.floor((Date.now() - START_AT) / 1000)}s ${text}`);
  const mint = (identity = "alice"): string => {
    const sid = (prefix: string): string => prefix + "0".repeat(32);
    const options = { identity, ttl: self.lifeMs / 1000 };
    const token = new twilio.jwt.AccessToken(sid("AC"), sid("SK"), "s".repeat(32), options);
    const grant = { workspaceSid: sid("WS"), workerSid: sid("WK"), role: "worker" };
    token.addGrant(new twilio.jwt.AccessToken.TaskRouterGrant(grant));
    names.push(token.toJwt());
    return token.toJwt();
  };
  const fetchToken = async (): Promise<string> => {
    if (self.isDown) throw new TypeError("Failed to fetch");
    return mint();
  };
  const tokens = new TokenManager({ fetchToken, ...manager });
  const self: Omit<Scene, "worker" | "keep"> = {
    bridge,
    tokens,
    lifeMs: 600_000,
    isDown: false,
    mint,
    noted: () => notes.splice(0),
    connections: () => bridge.tokens.map((token) => `t${names.indexOf(token) + 1}`),
    async pass(seconds) {
      await bridge.settle();
      await vi.advanceTimersByTimeAsync(seconds * 1000);
      await bridge.settle();
    },
  };
  const { wsServer, ebServer } = bridge;
  const worker = new Worker(await tokens.getToken(), { wsServer, ebServer, useGraphQL } as WorkerOptions);
  for (const event of ["tokenExpired", "tokenUpdated", "ready"] as const) worker.on(event, () => note(event));
  worker.on("error", (error) => note(`error ${error.name}`));
  onTestFinished(() => {
    tokens.dispose();
    worker.disconnect();
  });
  const keep = (): (() => void) =>
    keepWorker(worker, tokens, {
      onProblem: ({ action }) => note(`problem ${action}`),
      onRecovered: () => note("recovered"),
    });
  return Object.assign(self, { worker, keep });
}

interface SceneOptions extends TokenManagerOptions {
  lifetimeMs: number | undefined;
  useGraphQL: boolean;
}

test("a new token is handed over in place, and opens the next connection", async () => {
  const it = await scene({ lifetimeMs: 600_000 });
  it.keep();
  await it.pass(590);
  expect(it.noted()).toEqual(["0s ready", "570s tokenUpdated"]);
  expect(it.connections()).toEqual(["t1"]);
  it.bridge.cut();
  await it.pass(10);
  expect(it.connections()).toEqual(["t1", "t2"]);
});

test("a manager that has a token but was not started begins its work", async () => {
  const it = await scene({ lifetimeMs: 600_000 });
  const tokens = new TokenManager({ fetchToken: async () => it.mint(), initialToken: it.mint() });
  const undo = keepWorker(it.worker, tokens);
  await it.pass(590);
  expect(it.noted()).toEqual(["0s ready", "570s tokenUpdated"]);
  undo();
  tokens.dispose();
});

describe("the vendor's own timer", () => {
  test("trap: a second token is timed by the life of the first, and no connection is made after that", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    await it.pass(300);
    it.lifeMs = 3_600_000;
    it.worker.updateToken(it.mint());
    await it.pass(600);
    expect(it.noted()).toEqual(["0s ready", "300s tokenUpdated", "895s tokenExpired"]);
    it.bridge.cut();
    await it.pass(120);
    expect(it.connections()).toEqual(["t1"]);
  });

  test("trap survived: the same token is handed over again, and the connection comes back", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    it.keep();
    it.lifeMs = 3_600_000;
    await it.pass(1200);
    expect(it.noted()).toEqual(["0s ready", "570s tokenUpdated", "1165s tokenExpired", "1165s tokenUpdated"]);
    it.bridge.cut();
    await it.pass(1);
    await it.pass(60);
    expect(it.connections()).toEqual(["t1", "t2"]);
    expect(it.noted().slice(2)).toEqual(["1201s ready", "1201s recovered"]);
  });

  const blind = [
    ["before init", { useGraphQL: false }],
    ["with useGraphQL", { useGraphQL: true }],
  ] as const;
  test.each(blind)("trap: %s tokenExpired follows every updateToken(): a storm", async (_, options) => {
    const it = await scene(options);
    it.worker.on("tokenExpired", () => it.worker.updateToken(it.mint()));
    it.worker.updateToken(it.mint());
    await it.pass(1);
    expect(it.noted().length).toBeGreaterThan(1000);
  });

  test.each(blind)("trap survived: %s it is answered twice a minute", async (_, options) => {
    const it = await scene(options);
    it.keep();
    await it.pass(565);
    expect(it.noted()).toEqual([]);
    await it.pass(66);
    expect(it.noted()).toEqual([
      "570s tokenUpdated",
      "570s tokenExpired",
      "600s tokenUpdated",
      "600s tokenExpired",
      "630s tokenUpdated",
      "630s tokenExpired",
    ]);
  });

  test("a connection that is lost in between comes back with that answer", async () => {
    const it = await scene();
    it.keep();
    await it.pass(580);
    it.bridge.cut();
    await it.pass(15);
    expect(it.connections()).toEqual(["t1"]);
    await it.pass(10);
    expect(it.connections()).toEqual(["t1", "t2"]);
  });

  test("is a hint: with autoRefresh off it is what renews", async () => {
    const it = await scene({ lifetimeMs: 600_000, autoRefresh: false });
    it.keep();
    await it.pass(600);
    expect(it.noted()).toEqual(["0s ready", "595s tokenExpired", "595s tokenUpdated"]);
  });
});

describe("a lost connection", () => {
  test("trap: updateToken() while the SDK waits to connect again makes two connections of one", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    await it.pass(10);
    it.bridge.cut();
    await it.pass(0.5);
    it.worker.updateToken(it.mint());
    await it.pass(5);
    expect(it.connections()).toEqual(["t1", "t2", "t2"]);
    expect(it.bridge.open).toBe(2);
  });

  test("trap survived: the hand-over waits for the connection", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    it.keep();
    await it.pass(569.5);
    it.bridge.cut();
    await it.pass(5);
    expect(it.connections()).toEqual(["t1", "t1"]);
    expect(it.bridge.open).toBe(1);
    expect(it.noted()).toEqual([
      "0s ready",
      "569s error GATEWAY_CONNECTION_FAILED",
      "569s problem retryLater",
      "574s ready",
      "574s tokenUpdated",
      "574s recovered",
    ]);
  });

  test("after a night's sleep opens again with a new token", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    it.keep();
    await it.pass(10);
    vi.setSystemTime(START_AT + 8 * 3600_000);
    await it.pass(60);
    it.bridge.cut();
    await it.pass(5);
    expect(it.connections()).toEqual(["t1", "t2"]);
    expect(it.bridge.open).toBe(1);
  });
});

describe("R221 a token that has ended while the timers stood still", () => {
  const NIGHT_MS = 8 * 3600_000;

  test("trap: the bare SDK connects with the dead token again and again", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    await it.pass(10);
    vi.setSystemTime(Date.now() + NIGHT_MS);
    it.bridge.cut();
    for (let second = 0; second < 20; second++) await it.pass(1);
    expect(it.bridge.refused).toBeGreaterThan(1);
    expect(it.connections()).toEqual(["t1"]);
  });

  test("is replaced as soon as the first connection is refused", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    it.keep();
    await it.pass(10);
    vi.setSystemTime(Date.now() + NIGHT_MS);
    it.bridge.cut();
    for (let second = 0; second < 5; second++) await it.pass(1);
    expect(it.bridge.refused).toBe(0);
    expect(it.connections()).toEqual(["t1", "t2"]);
    expect(it.bridge.open).toBe(1);
  });

  test("R519 is replaced after a sleep that began before the SDK's own attempt: one connection", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    it.keep();
    await it.pass(10);
    it.bridge.cut();
    await it.pass(0.3);
    vi.setSystemTime(Date.now() + NIGHT_MS);
    await it.tokens.getToken(); // as a manager does that hears of the wake-up
    for (let second = 0; second < 5; second++) await it.pass(1);
    expect(it.connections()).toEqual(["t1", "t2"]);
    expect(it.bridge.open).toBe(1);
  });

  test("after five minutes without network and without token endpoint: one connection, with a new token", async () => {
    const it = await scene({ lifetimeMs: 1_200_000, retry: { retries: 0 } });
    it.keep();
    await it.pass(400);
    it.isDown = true;
    it.bridge.isDown = true;
    it.bridge.cut();
    await it.pass(300);
    it.isDown = it.bridge.isDown = false;
    for (let second = 0; second < 90; second++) await it.pass(1);
    expect(it.connections()).toEqual(["t1", "t2"]);
    expect(it.bridge.open).toBe(1);
    const told = it.noted().filter((line) => /problem|recovered/.test(line));
    expect(told.map((line) => line.split(" ").slice(1).join(" "))).toEqual(["problem retryLater", "recovered"]); // R214
  });
});

test("R211 callbacks that throw harm nobody", async () => {
  const it = await scene({ lifetimeMs: 600_000 });
  const bug = (): never => {
    throw new Error("app bug");
  };
  keepWorker(it.worker, it.tokens, { onProblem: bug, onRecovered: bug });
  await it.pass(10);
  it.bridge.cut();
  await it.pass(5);
  expect(vi.mocked(console.error).mock.calls.filter(([error]) => String(error).includes("app bug"))).toHaveLength(2);
  await it.pass(580);
  expect(it.noted()).toContain("570s tokenUpdated");
});

test("R216 a token of another user is not handed over", async () => {
  const it = await scene({ lifetimeMs: 600_000 });
  it.keep();
  await it.pass(10);
  it.lifeMs = 3_600_000;
  it.tokens.setToken(it.mint("bob"));
  await it.pass(10);
  expect(it.noted()).toEqual(["0s ready", "10s problem fixConfig"]);
});

describe("the end", () => {
  test("trap: updateToken() after disconnect() opens a new connection", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    await it.pass(10);
    it.worker.disconnect();
    await it.pass(1);
    expect(it.bridge.open).toBe(0);
    it.worker.updateToken(it.mint());
    await it.pass(1);
    expect(it.bridge.open).toBe(1);
  });

  test("trap survived: the app disconnects the worker, and the adapter ends quietly", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    it.keep();
    await it.pass(10);
    it.worker.disconnect();
    await it.pass(700);
    expect(it.connections()).toEqual(["t1"]);
    expect(it.noted()).toEqual(["0s ready", "595s tokenExpired"]);
  });

  test("the undo leaves no listener and no timer behind, and may be called twice", async () => {
    const it = await scene({ useGraphQL: true });
    const feed = countingFeed(it.tokens);
    const timers = new Set<unknown>();
    const environment = {
      setTimer(callback: () => void, delayMs: number) {
        const timer = setTimeout(() => timers.delete(timer) && callback(), delayMs);
        return timers.add(timer) && timer;
      },
      clearTimer: (timer: unknown) => timers.delete(timer) && clearTimeout(timer as number),
    };
    const names = ["tokenExpired", "disconnected", "ready", "error"] as const;
    const count = (): number[] => names.map((name) => it.worker.listenerCount(name));
    const before = count();
    const undo = keepWorker(it.worker, feed, { environment });
    await it.pass(575); // an answer to tokenExpired is due at 600 s
    it.worker.emit("tokenExpired");
    await it.pass(1);
    expect(count()).toEqual(before.map((number) => number + 1));
    expect([feed.listeners, timers.size]).toEqual([2, 1]);
    undo();
    undo();
    expect(count()).toEqual(before);
    expect([feed.listeners, timers.size]).toEqual([0, 0]);
  });

  test("a token that arrives after the undo is not handed over", async () => {
    const it = await scene({ lifetimeMs: 600_000, autoRefresh: false });
    const undo = it.keep();
    await it.pass(10);
    it.worker.emit("tokenExpired");
    undo();
    it.tokens.setToken(it.mint());
    await it.pass(60);
    expect(it.noted()).toEqual(["0s ready", "10s tokenExpired"]);
  });
});

describe("a failure", () => {
  test("of the connection is explained to the app", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    it.keep();
    await it.pass(10);
    it.bridge.cut();
    await it.pass(1);
    expect(it.noted()).toEqual([
      "0s ready",
      "10s error GATEWAY_CONNECTION_FAILED",
      "10s problem retryLater",
      "11s ready",
      "11s recovered",
    ]);
  });

  test("that is not about the token is nobody's business here", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    it.bridge.refuses = true;
    it.keep();
    await it.pass(1);
    expect(it.noted()).toEqual(["0s error Error"]); // "Failed to initialize Worker"
  });

  test("to get a token is the manager's to tell; the next token is handed over", async () => {
    const it = await scene({ lifetimeMs: 600_000 });
    it.keep();
    it.isDown = true;
    await it.pass(650);
    it.isDown = false;
    await it.pass(120);
    expect(it.noted()).toEqual([
      "0s ready",
      "595s tokenExpired",
      "595s tokenUpdated", // with the old one, for the 5 s it has left
      "682s tokenUpdated",
    ]);
  });
});
