/** A connection that is closed while it gets to know the others, or while another one has words to say. */
import { describe, expect, test } from "vitest";
import type { SharedToken } from "../../../src/tab-port.ts";
import { deferred } from "../../support/deferred.ts";
import { SECOND } from "../../support/stage.ts";
import { rotate, type Setting, setting, values } from "../../support/tab-stage.ts";

function issued({ world }: Setting, value: string): SharedToken {
  const now = world.time.now();
  return { value, issuedAt: now, receivedAt: now, expiresAt: now + 60_000 };
}

describe.each([{ exclusive: false }, { exclusive: true }])("with %o", (mode) => {
  test.each([0, 50, 99, 101])("R75 a connection that lives for %i ms leaves nothing behind", async (lifeMs) => {
    const set = setting(1, mode);
    const { tab, connection } = set.clients[0]!;
    await set.world.time.pass(lifeMs);
    expect(tab.channels.size).toBe(1);
    connection.close();
    expect([tab.channels.size, tab.listeners, set.world.time.timers]).toEqual([0, 0, 0]);
  });

  test("R75 the same with a call that waits", async () => {
    const set = setting(1, mode);
    const [client] = set.clients;
    const call = client!.refresh();
    call.catch(() => undefined);
    await set.world.time.pass(50);
    client!.connection.close();
    await expect(call).rejects.toMatchObject({ code: "ERR_STOPPED" });
    await set.world.time.pass(5);
    expect([client!.tab.channels.size, set.world.held, set.world.time.timers]).toEqual([0, [], 0]);
    expect(set.server.requests).toEqual([]);
  });

  test("R358 a token set at once and closed is said, and then nothing is left", async () => {
    const set = setting(1, mode);
    await rotate(set);
    const late = set.join(mode);
    late.set(issued(set, "app"));
    late.connection.close();
    expect(late.tab.channels.size).toBe(1);
    await set.world.time.pass(105);
    expect(set.clients[0]!.token?.value).toBe("app");
    expect([late.tab.channels.size, late.tab.listeners, set.world.time.timers]).toEqual([0, 0, 0]);
  });
});

test("R172 a connection that was closed in its call ends with it, whatever the next one has yet to say", async () => {
  const set = setting(2, { exclusive: true });
  await rotate(set);
  const client = set.clients[0]!;
  const { promise, reject } = deferred<SharedToken>();
  const call = client.connection.run(() => promise, {
    ...{ signal: new AbortController().signal, accepts: () => false },
    ...{ forced: false, exclusive: true },
  });
  await set.world.time.pass(20);
  client.connection.close();
  client.restart();
  client.set(issued(set, "app"));
  expect(client.tab.channels.size).toBe(2);
  reject(new Error("superseded by what the app has set"));
  await expect(call).rejects.toThrow("superseded");
  expect([client.tab.channels.size, client.tab.listeners]).toEqual([1, 1]);
  await set.world.time.pass(SECOND);
  expect(values(set.clients)).toEqual(["app", "app"]);
});

test("R358 what a tab had to say when its next channel did not open is said when the page is shown again", async () => {
  const set = setting(1);
  await rotate(set);
  let isRefused = false;
  const late = set.join({
    platform: {
      openChannel: (name) => {
        if (isRefused) throw new DOMException("refused", "SecurityError");
        return set.world.tabs.at(-1)!.platform.openChannel(name);
      },
    },
  });
  late.set(issued(set, "app"));
  late.connection.close();
  isRefused = true;
  late.restart();
  await set.world.time.pass(SECOND);
  expect(values(set.clients)).toEqual(["t1", "app"]);
  isRefused = false;
  late.tab.page("shown");
  await set.world.time.pass(50);
  expect(values(set.clients)).toEqual(["app", "app"]);
});
