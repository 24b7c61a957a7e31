/** What is told of a peer connection whose keeping has ended, and of a browser that throws. In virtual time. */
import { expect, onTestFinished, test } from "vitest";
import { keepIceServers, type PeerConnectionLike } from "../../../src/adapters/webrtc.ts";
import { TokenManager } from "../../../src/manager.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { deferred } from "../../support/deferred.ts";

class FakeConnection implements PeerConnectionLike {
  iceConnectionState = "new";
  signalingState = "stable";
  stats = deferred<Map<string, object>>();
  restartIce = (): void => undefined;
  readonly listeners = new Set<() => void>();
  getConfiguration(): object {
    return {};
  }
  setConfiguration(): void {}
  getStats(): Promise<Map<string, object>> {
    return this.stats.promise;
  }
  addEventListener(_: string, listener: () => void): void {
    this.listeners.add(listener);
  }
  removeEventListener(_: string, listener: () => void): void {
    this.listeners.delete(listener);
  }
  fail(): void {
    this.iceConnectionState = "failed";
    for (const listener of this.listeners) listener();
  }
}

async function scene() {
  const env = virtualEnvironment();
  const service = {
    answer: (): unknown => ({ username: "ada", password: "of-the-first-hour", ttl: 600, uris: ["turn:t"] }),
  };
  const tokens = new TokenManager({ fetchToken: () => service.answer() as never, environment: env, quiet: true });
  onTestFinished(() => tokens.dispose());
  const connection = new FakeConnection();
  const told: string[] = [];
  const onProblem = ({ action, message }: { action: string; message: string }): void =>
    void told.push(`${action}: ${message}`);
  const stop = await keepIceServers(connection, tokens, { onProblem });
  return { env, service, tokens, connection, told, stop };
}

test("R393 nothing is told after the end: of credentials that were on their way", async () => {
  const { env, service, tokens, connection, told, stop } = await scene();
  env.sleep(3_600_000);
  service.answer = () => new Promise(() => undefined);
  connection.fail();
  await env.pass(1_000);
  stop();
  tokens.clear();
  await env.pass(10_000);
  expect(told).toEqual([]);
});

test("R393 nothing is told after the end: of statistics that a closed connection does not give", async () => {
  const { env, tokens, connection, told, stop } = await scene();
  tokens.setToken({ username: "ada", password: "d", ttl: 1_200, uris: ["turn:t"] } as never);
  await env.pass(0);
  stop();
  connection.stats.reject(new DOMException("The peer connection is closed", "InvalidStateError"));
  await env.pass(0);
  expect(told).toEqual([]);
});

test("R393 a restart that throws is told, and no rejection is left", async () => {
  const { env, connection, told } = await scene();
  connection.restartIce = () => {
    throw new TypeError("restartIce is not a function");
  };
  connection.fail();
  await env.pass(1_000);
  expect(told).toEqual([expect.stringMatching(/^fixConfig: .*restartIce is not a function/)]);
});
