/**
 * `keepWorker` in virtual time with a worker that is a fake: several keepers, waits, the undo. The SDK itself:
 * worker.slow.test.ts.
 */
import { EventEmitter } from "node:events";
import { beforeEach, describe, expect, test } from "vitest";
import { keepWorker, type KeepWorkerOptions } from "../../../src/adapters/twilio/worker.ts";
import { TokenManager } from "../../../src/manager.ts";
import { type FakeTokens, fakeTokens, type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";
import { countingFeed } from "../common/counting-feed.ts";

const MINUTE = 60_000;

let env: VirtualEnvironment;
let source: FakeTokens;
let tokens: TokenManager;
let worker: FakeWorker;
let journal: string[];

const note = (text: string): void => void journal.push(`${env.monotonicNow() / 1_000}s ${text}`);

class FakeWorker extends EventEmitter {
  /** What the next `updateToken()` throws. */
  refusal: Error | undefined;

  updateToken(token: string): void {
    note(source.nameOf(token));
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal) throw refusal;
  }
  /** Tells of it at once, as the SDK does. */
  disconnect(): void {
    note("disconnect");
    this.emit("disconnected", { message: "SDK Disconnect" });
  }
  lose(message = "The connection was lost"): void {
    this.emit("disconnected", { message });
  }
}

beforeEach(async () => {
  env = virtualEnvironment();
  source = fakeTokens(env, { lifetimeMs: 10 * MINUTE });
  tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env, quiet: true });
  worker = new FakeWorker();
  journal = [];
  await tokens.start();
  return () => tokens.dispose();
});

function keep(options: KeepWorkerOptions = {}): () => void {
  return keepWorker(worker, tokens, {
    environment: env,
    onProblem: ({ code, action, message }) => note(`${code} ${action}: ${message}`),
    onRecovered: () => note("recovered"),
    ...options,
  });
}

describe("a worker that is kept twice", () => {
  test("is handed each token once, and its own disconnect() by one keeper is not the app's to the other", async () => {
    const undos = [keep(), keep()];
    await env.pass(20 * MINUTE);
    expect(journal).toEqual(["570s t2", "1140s t3"]);
    env.sleep(8 * 60 * MINUTE);
    worker.lose();
    await env.pass(5_000);
    // The SDK's own attempt to connect again, which it was told to leave, is over by then.
    expect(journal.slice(2)).toEqual(["1200s disconnect", "1201.1s t4"]);
    undos.forEach((undo) => undo());
    expect(worker.eventNames()).toEqual([]);
  });

  test("is kept on by the second keeper when the first one ends", async () => {
    const first = keep();
    keep();
    first();
    first();
    await env.pass(10 * MINUTE);
    expect(journal).toEqual(["570s t2"]);
  });

  test("begins anew for whoever comes when nobody keeps it: the app has given it the token in hand", async () => {
    keep()();
    await env.pass(10 * MINUTE);
    keep();
    await env.pass(8 * MINUTE);
    expect(journal).toEqual([]);
    await env.pass(2 * MINUTE);
    expect(journal).toEqual(["1140s t3"]);
  });
});

describe("tokenExpired", () => {
  test.each([
    [undefined, "30s t1"],
    [5_000, "5s t1"],
  ])(
    "for a token that is good is answered with it, once in a while (minIntervalMs: %s)",
    async (minIntervalMs, line) => {
      keep({ minIntervalMs });
      await env.pass(1_000);
      worker.emit("tokenExpired");
      worker.emit("tokenExpired");
      await env.pass(MINUTE);
      expect(journal).toEqual([line]);
    },
  );

  test("for a token with less than 10 s left is answered with a new one, at once", async () => {
    tokens.dispose();
    tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env, autoRefresh: false });
    await tokens.start();
    keep();
    await env.pass(10 * MINUTE - 9_000);
    worker.emit("tokenExpired");
    await env.pass(0);
    expect(journal).toEqual(["591s t3"]);
  });
});

describe("a connection that is lost", () => {
  test("gets the next token when it is back, or when the old one has ended: then the SDK is told to let go first", async () => {
    keep();
    await env.pass(MINUTE);
    worker.lose();
    tokens.setToken(source.mint());
    await env.pass(MINUTE);
    expect(journal).toEqual([]);
    worker.emit("ready");
    expect(journal).toEqual(["120s t2"]);
    worker.lose();
    tokens.setToken(source.mint());
    await env.pass(10 * MINUTE);
    expect(journal.slice(1, 3)).toEqual(["660s disconnect", "660s t3"]);
  });

  describe("R519 and a clock that does not go as the SDK's timer does", () => {
    test("after a sleep gets its token when the SDK's own attempt is over, not before", async () => {
      keep();
      await env.pass(1_000);
      worker.lose();
      await env.pass(300);
      env.sleep(8 * 60 * MINUTE);
      env.wake("resumed");
      await env.pass(5_000);
      expect(journal).toEqual(["1.301s disconnect", "2.1s t2"]);
    });

    test("also where the SDK had told of the token's end before, and need not be told to let go", async () => {
      keep({ minIntervalMs: 0 });
      await env.pass(1_000);
      worker.lose();
      await env.pass(300);
      worker.emit("tokenExpired");
      env.sleep(8 * 60 * MINUTE);
      env.wake("resumed");
      await env.pass(5_000);
      expect(journal).toEqual(["2.1s t2"]);
    });

    test.each([-60 * MINUTE, 60 * MINUTE])("set by %i ms: the wait is as long", async (byMs) => {
      keep({ minIntervalMs: 0 });
      await env.pass(1_000);
      worker.lose();
      worker.emit("tokenExpired");
      env.setClock(byMs);
      await env.pass(5_000);
      expect(journal).toEqual([`2.1s ${byMs > 0 ? "t2" : "t1"}`]);
    });

    test("leaves no timer behind", async () => {
      const undo = keep();
      worker.lose();
      worker.lose();
      undo();
      tokens.stop();
      expect(env.timers).toBe(0);
    });
  });

  test("with GraphQL opens no second connection: nothing has to be let go", async () => {
    keep();
    env.sleep(8 * 60 * MINUTE);
    worker.lose("[GQL] The socket was closed");
    await env.pass(0);
    expect(journal.map((line) => line.split(" ")[1])).toEqual(["t2"]);
  });

  test("of an SDK without disconnect() gets its token all the same", async () => {
    Object.assign(worker, { disconnect: undefined });
    keep();
    env.sleep(8 * 60 * MINUTE);
    worker.lose();
    await env.pass(0);
    expect(journal.map((line) => line.split(" ")[1])).toEqual(["t2"]);
  });

  test("without a word of the SDK's is a loss like any other", async () => {
    keep();
    worker.emit("disconnected");
    tokens.setToken(source.mint());
    worker.emit("ready");
    await env.pass(0);
    expect(journal).toEqual(["0s t2"]);
  });

  test("by the app itself ends it: a token would open a new connection", async () => {
    keep();
    worker.disconnect();
    await env.pass(20 * MINUTE);
    expect(journal).toEqual(["0s disconnect"]);
    expect(worker.eventNames()).toEqual([]);
  });
});

describe("what goes wrong", () => {
  const failed = Object.assign(new Error("down"), { name: "GATEWAY_CONNECTION_FAILED" });

  test("with the connection is told once, by what failed, and so is its end", async () => {
    keep();
    worker.emit("error", failed);
    worker.emit("error", failed);
    worker.emit("error", new Error("a task was not found"));
    await env.pass(0);
    worker.emit("ready");
    await env.pass(0);
    expect(journal).toEqual([
      expect.stringMatching(/^0s ERR_HANDOVER_FAILED retryLater: The connection of the Worker failed: /),
      "0s recovered",
    ]);
  });

  test("in updateToken() is told, and the next loss is noticed all the same", async () => {
    worker.refusal = failed;
    keep();
    await env.pass(10 * MINUTE);
    expect(journal).toEqual(["570s t2", expect.stringMatching(/^570s ERR_HANDOVER_FAILED retryLater/)]);
    worker.lose("SDK Disconnect");
    expect(worker.eventNames()).toEqual([]);
  });

  test("with the manager is the manager's to tell, but for what nobody else would tell; after the undo nothing is", async () => {
    const feed = countingFeed(tokens);
    const undo = keepWorker(worker, feed, { environment: env, onProblem: ({ code }) => note(code) });
    expect(feed.listeners).toBe(2);
    source.mood = "down";
    env.sleep(8 * 60 * MINUTE);
    worker.emit("tokenExpired");
    await env.pass(5 * MINUTE);
    expect(journal).toEqual([]);
    tokens.stop();
    worker.emit("tokenExpired");
    await env.pass(0);
    expect(journal).toEqual([expect.stringMatching(/ERR_STOPPED$/)]);
    worker.emit("tokenExpired");
    undo();
    await env.pass(0);
    expect([journal.length, feed.listeners]).toEqual([1, 0]);
  });
});
