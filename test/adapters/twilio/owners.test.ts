/** Two users, one after the other, with one manager: a client or worker of the first one gets no token of the second. */
import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { keepClient, keepWorker } from "../../../src/adapters/twilio.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { countingFeed } from "../common/counting-feed.ts";
import { usersOf } from "./users.ts";

class FakeObject extends EventEmitter {
  connectionState = "connecting";
  readonly given: string[] = [];
  updateToken(token: string): Promise<void> {
    this.given.push(token);
    return Promise.resolve();
  }
  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}

const KEEP = { keepClient, keepWorker };

describe.each(Object.entries(KEEP))("R387 %s", (_, keep) => {
  const scene = () => {
    const env = virtualEnvironment();
    const users = usersOf(env);
    const feed = countingFeed(users.tokens);
    const object = new FakeObject();
    const problems: string[] = [];
    const begin = (): (() => void) =>
      keep(object, feed, { environment: env, onProblem: ({ action }) => void problems.push(action) });
    const names = (): string[] => object.given.map((token) => users.nameOf(token));
    return { env, users, feed, object, problems, begin, names };
  };

  test("is that of the user whose token is in hand when it begins, before anything is handed over", async () => {
    const { env, users, object, problems, begin, names } = scene();
    await users.tokens.getToken();
    begin();
    users.tokens.clear();
    users.switchTo("bob");
    await env.pass(1_000);
    object.connectionState = "connected";
    object.emit("connectionStateChanged", "connected");
    object.emit("ready");
    await env.pass(60_000);
    expect([names(), new Set(problems)]).toEqual([[], new Set(["fixConfig"])]);
  });

  test("that began without a token takes none after a sign-out, and leaves no listener", async () => {
    const { env, users, feed, problems, begin, names } = scene();
    const undo = begin();
    users.tokens.clear();
    users.switchTo("bob");
    await env.pass(60_000);
    expect(names()).toEqual([]);
    expect(problems).toContain("fixConfig");
    undo();
    expect(feed.listeners).toBe(0);
  });

  test("that began without a token takes the first one that comes", async () => {
    const { env, users, object, begin, names } = scene();
    object.connectionState = "connected";
    begin();
    users.switchTo("ann");
    await env.pass(60_000);
    expect(names()).toEqual(["ann"]);
  });
});

describe("R394 worker.disconnect()", () => {
  test("of the app ends the keeping also while the adapter itself disconnects", async () => {
    const env = virtualEnvironment();
    const users = usersOf(env);
    const given: string[] = [];
    class Worker extends EventEmitter {
      updateToken(token: string): void {
        given.push(users.nameOf(token));
      }
      disconnect(): void {
        this.emit("disconnected", { message: "SDK Disconnect" });
      }
    }
    const worker = new Worker();
    await users.tokens.getToken();
    for (const _ of [1, 2]) keepWorker(worker, users.tokens, { environment: env });
    let isOffDuty = false;
    worker.on("disconnected", ({ message }: { message: string }) => {
      if (isOffDuty || message !== "SDK Disconnect") return;
      isOffDuty = true;
      worker.disconnect();
    });
    env.sleep(7_200_000);
    worker.emit("disconnected", { message: "The connection was lost" });
    await env.pass(60_000);
    expect([isOffDuty, given, worker.eventNames()]).toEqual([true, [], ["disconnected"]]);
    expect([worker.listenerCount("disconnected"), Object.hasOwn(worker, "disconnect")]).toEqual([1, false]);
  });
});
