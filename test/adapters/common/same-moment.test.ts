/** What is told where the app ends a keeping in the very moment in which something goes wrong, or right. In virtual time. */
import { EventEmitter } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { keepConnection } from "../../../src/adapters/connection.ts";
import { keepRoom } from "../../../src/adapters/livekit.ts";
import { keepClient, keepDevice } from "../../../src/adapters/twilio.ts";
import { TokenManager } from "../../../src/index.ts";
import { fakeTokens, virtualEnvironment } from "../../../src/testing.ts";

function scene() {
  const env = virtualEnvironment();
  const tokens = new TokenManager({ fetchToken: fakeTokens(env).fetchToken, environment: env, quiet: true });
  onTestFinished(() => tokens.dispose());
  const told: string[] = [];
  const options = {
    environment: env,
    onProblem: ({ action }: { action: string }) => void told.push(action),
    onRecovered: () => void told.push("recovered"),
  };
  return { env, tokens, told, options };
}

class Room extends EventEmitter {
  state = "disconnected";
  remoteParticipants = new Map();
  connect = async (): Promise<void> => void (this.state = "connected");
  disconnect = async (): Promise<void> => undefined;
}

describe("R473 what the app has ended in the same moment is not told", () => {
  test("of a loss, by close()", async () => {
    const { env, tokens, told, options } = scene();
    let lost = (_error: unknown): void => undefined;
    const kept = await keepConnection(tokens, { ...options, reopen: (_, attempt) => ((lost = attempt.lost), {}) });
    lost({ type: "close", code: 1006 });
    kept.close();
    await env.pass(60_000);
    expect(told).toEqual([]);
  });

  test("of a loss, by the undo in a listener of the app's own", async () => {
    const { env, tokens, told, options } = scene();
    const room = new Room();
    const undo = await keepRoom(room, "wss://x", tokens, options);
    room.on("disconnected", undo);
    room.state = "disconnected";
    room.emit("disconnected");
    await env.pass(60_000);
    expect(told).toEqual([]);
  });

  test("of an error, by destroying the Device in a listener of the app's own", async () => {
    const { env, tokens, told, options } = scene();
    class Device extends EventEmitter {
      state = "registered";
      token: string | null = null;
      edge = "dublin";
      isBusy = false;
      updateToken = (token: string): void => void (this.token = token);
      register = async (): Promise<void> => undefined;
      unregister = async (): Promise<void> => undefined;
      destroy = (): void => {
        this.state = "destroyed";
        this.emit("destroyed");
      };
    }
    const device = new Device();
    keepDevice(device, tokens, options);
    await env.pass(1_000);
    device.on("error", device.destroy);
    device.emit("error", Object.assign(new Error("gone"), { code: 53000 }));
    await env.pass(60_000);
    expect(told).toEqual([]);
  });

  test("of a recovery, by the shutdown of a client in a listener of the app's own", async () => {
    const { env, tokens, told, options } = scene();
    class Client extends EventEmitter {
      connectionState = "connected";
      updateToken = (): Promise<never> =>
        Promise.reject(Object.assign(new Error("Too many"), { code: 429, httpStatusCode: 429 }));
      shutdown = async (): Promise<void> => undefined;
    }
    const client = new Client();
    keepClient(client, tokens, options);
    await env.pass(5_000);
    client.on("connectionStateChanged", () => void client.shutdown());
    client.emit("connectionStateChanged");
    await env.pass(60_000);
    expect(told).toEqual(["retryLater"]);
  });

  test.each(["close", "stop", "abort"] as const)("R473 of a second refusal, by %s", async (how) => {
    const { env, tokens, told, options } = scene();
    const gone = new AbortController();
    let lost = (_error: unknown): void => undefined;
    const kept = await keepConnection(tokens, {
      ...options,
      reopen: (_, attempt) => ((lost = attempt.lost), {}),
      isRefusal: () => true,
      signal: gone.signal,
    });
    lost({});
    await env.pass(1_000);
    lost({});
    if (how === "abort") gone.abort();
    else kept[how]();
    await env.pass(60_000);
    expect(told).toEqual([]);
  });

  test("but the last word of a keeping that has ended by itself is", async () => {
    const { env, tokens, told, options } = scene();
    const room = new Room();
    const undo = await keepRoom(room, "wss://x", tokens, options);
    room.on("disconnected", undo);
    room.state = "disconnected";
    room.emit("disconnected", 2); // DUPLICATE_IDENTITY
    await env.pass(60_000);
    expect(told).toEqual(["none"]);
  });
});
