/** What stays connected has recovered when it takes a token again: its SDK has no event for that. In virtual time. */
import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { keepClient, keepDevice, keepWorker } from "../../../src/adapters/twilio.ts";
import { type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";
import { type Users, usersOf } from "./users.ts";

const MINUTE = 60_000;

class FakeClient extends EventEmitter {
  connectionState = "connected";
  /** What `updateToken()` does. */
  answer: () => Promise<unknown> = () => Promise.resolve();
  updateToken(): Promise<unknown> {
    return this.answer();
  }
  async shutdown(): Promise<void> {}
}

class FakeDevice extends EventEmitter {
  state = "registered";
  edge = "ashburn";
  isBusy = false;
  token: string;
  constructor(token: string) {
    super();
    this.token = token;
  }
  updateToken(token: string): void {
    this.token = token;
  }
  async register(): Promise<void> {}
  async unregister(): Promise<void> {}
}

interface Scene {
  readonly env: VirtualEnvironment;
  readonly users: Users;
  readonly told: string[];
}

const scene = () => {
  const env = virtualEnvironment();
  const told: string[] = [];
  const options = {
    environment: env,
    onProblem: ({ action }: { action: string }) => void told.push(action),
    onRecovered: () => void told.push("recovered"),
  };
  return { env, users: usersOf(env), told, options };
};

/** Twice a token of another user, and one of the first user each time after it. */
async function mixUsersUp({ env, users, told }: Scene): Promise<string[][]> {
  const seen: string[][] = [];
  for (const user of ["bob", "alice", "bob", "alice"]) {
    users.switchTo(user);
    await env.pass(5 * MINUTE);
    seen.push(told.splice(0));
  }
  return seen;
}

const EACH_TIME = [["fixConfig"], ["recovered"], ["fixConfig"], ["recovered"]];

describe("R498 a client that stays connected", () => {
  test("has recovered when it takes a token of its own user again", async () => {
    const on = scene();
    keepClient(new FakeClient(), on.users.tokens, on.options);
    await on.env.pass(MINUTE);
    expect(await mixUsersUp(on)).toEqual(EACH_TIME);
  });

  test("has recovered when it answers again", async () => {
    const { env, users, told, options } = scene();
    const client = new FakeClient();
    keepClient(client, users.tokens, options);
    await env.pass(MINUTE);
    client.answer = () => new Promise(() => undefined);
    users.switchTo("alice");
    await env.pass(MINUTE);
    expect(told).toEqual(["retryLater"]);
    client.answer = () => Promise.resolve();
    users.switchTo("alice");
    await env.pass(MINUTE);
    expect(told).toEqual(["retryLater", "recovered"]);
  });

  test("has not recovered when it goes away as it answers", async () => {
    const { env, users, told, options } = scene();
    const client = new FakeClient();
    keepClient(client, users.tokens, options);
    await env.pass(MINUTE);
    users.switchTo("bob");
    await env.pass(MINUTE);
    client.answer = async () => {
      client.connectionState = "connecting";
      client.emit("connectionStateChanged");
      return Promise.resolve();
    };
    users.switchTo("alice");
    await env.pass(MINUTE);
    expect(told).toEqual(["fixConfig"]);
    client.connectionState = "connected";
    client.emit("connectionStateChanged");
    await env.pass(MINUTE);
    expect(told).toEqual(["fixConfig", "recovered"]);
  });
});

describe("R498 a Device that stays registered", () => {
  test("has recovered when it is given a token of its own user again", async () => {
    const on = scene();
    keepDevice(new FakeDevice(on.users.mint("alice")), on.users.tokens, on.options);
    await on.env.pass(MINUTE);
    expect(await mixUsersUp(on)).toEqual(EACH_TIME);
  });

  test("has not recovered by a token that comes after an error of its server", async () => {
    const { env, users, told, options } = scene();
    const device = new FakeDevice(users.mint("alice"));
    keepDevice(device, users.tokens, options);
    await env.pass(MINUTE);
    device.emit("error", Object.assign(new Error("no connection"), { code: 53000, causes: [], solutions: [] }));
    users.switchTo("alice");
    await env.pass(5 * MINUTE);
    expect(told).toEqual(["retryLater"]);
    device.emit("registered");
    await env.pass(0);
    expect(told).toEqual(["retryLater", "recovered"]);
  });
});

describe("R520 a worker that stays ready", () => {
  class FakeWorker extends EventEmitter {
    refusal: Error | undefined;
    updateToken(): void {
      if (this.refusal) throw this.refusal;
    }
    disconnect(): void {}
  }
  const ready = async (on: Scene): Promise<FakeWorker> => {
    await on.users.tokens.getToken();
    return new FakeWorker();
  };

  test("has recovered when it takes a token of its own user again", async () => {
    const on = scene();
    keepWorker(await ready(on), on.users.tokens, on.options);
    expect(await mixUsersUp(on)).toEqual(EACH_TIME);
  });

  test("and is kept twice has recovered for both keepers", async () => {
    const on = scene();
    const worker = await ready(on);
    const others: string[] = [];
    keepWorker(worker, on.users.tokens, on.options);
    keepWorker(worker, on.users.tokens, {
      environment: on.env,
      onProblem: ({ action }) => void others.push(action),
      onRecovered: () => void others.push("recovered"),
    });
    expect(await mixUsersUp(on)).toEqual(EACH_TIME);
    expect(others).toEqual(EACH_TIME.flat());
  });

  test("has recovered when there are tokens again after a stop() of the manager", async () => {
    const on = scene();
    const worker = await ready(on);
    keepWorker(worker, on.users.tokens, on.options);
    on.users.tokens.stop();
    on.env.sleep(120 * MINUTE);
    worker.emit("tokenExpired");
    await on.env.pass(MINUTE);
    expect(on.told).toEqual(["none"]);
    await on.users.tokens.start();
    await on.env.pass(MINUTE);
    expect(on.told).toEqual(["none", "recovered"]);
  });

  test("has not recovered while it is down, or by a token that it does not take", async () => {
    const on = scene();
    const worker = await ready(on);
    keepWorker(worker, on.users.tokens, on.options);
    on.users.switchTo("bob");
    await on.env.pass(MINUTE);
    worker.emit("disconnected", { message: "The connection was lost" });
    on.users.switchTo("alice");
    await on.env.pass(MINUTE);
    expect(on.told).toEqual(["fixConfig"]);
    worker.emit("ready");
    await on.env.pass(0);
    expect(on.told).toEqual(["fixConfig", "recovered"]);
    worker.refusal = Object.assign(new Error("down"), { name: "GATEWAY_CONNECTION_FAILED" });
    on.users.switchTo("bob");
    on.users.switchTo("alice");
    await on.env.pass(5 * MINUTE);
    expect(on.told.slice(2)).toEqual(["fixConfig", "retryLater"]);
  });
});
