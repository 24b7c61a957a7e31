/** Tabs that are frozen, hung, killed or in the back/forward cache; platforms that lack something or throw. */
import { describe, expect, test } from "vitest";
import { shareAcrossTabs } from "../../../src/adapters/tabs.ts";
import type { TabPlatform } from "../../../src/runtime/tab-platform.ts";
import { SimClient } from "../../support/sim-client.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";
import { rotate, setting, values } from "../../support/tab-stage.ts";

const MODES = [{ exclusive: false }, { exclusive: true }];

/** Three tabs that know each other; the first one is in the middle of a request. */
async function midway(mode: { exclusive: boolean }, count = 3) {
  const set = setting(count, mode);
  await rotate(set);
  const [holder] = set.clients as [SimClient];
  const call = holder.refresh();
  call.catch(() => undefined);
  await set.world.time.pass(20);
  expect(set.server.requests).toHaveLength(2);
  const others = set.clients.slice(1);
  const waits = others.map((client) => client.refresh());
  waits.forEach((wait) => void wait.catch(() => undefined));
  return { ...set, holder, call, others, waits };
}

describe("without a rotating credential", () => {
  const mode = { exclusive: false };

  test.each(["freeze", "kill"] as const)(
    "R42 a holder that is gone (%s): one other goes on, within 5 s",
    async (fate) => {
      const { world, server, holder, others } = await midway(mode, 6);
      holder.tab[fate]();
      await world.time.pass(5 * SECOND);
      expect(values(others)).toEqual(Array(5).fill("t3"));
      expect(server.requests).toHaveLength(3);
    },
  );

  test("R42 a holder that hangs: the same", async () => {
    const set = setting(6, mode);
    await rotate(set);
    set.server.latencyMs = 10 * MINUTE;
    void set.clients[0]!.refresh().catch(() => undefined);
    await set.world.time.pass(20);
    set.server.latencyMs = 50;
    const others = set.clients.slice(1);
    void Promise.all(others.map((client) => client.refresh()));
    await set.world.time.pass(5 * SECOND);
    expect(values(others)).toEqual(Array(5).fill("t3"));
    expect(set.server.requests).toHaveLength(3);
  });

  test("R41 the wait is bounded, whoever holds the lock", async () => {
    const set = setting(2, mode);
    await rotate(set);
    const [client, foreign] = set.clients as [SimClient, SimClient];
    for (const name of ["evertoken/tabs app", "evertoken/tabs app spare"])
      void foreign.tab.platform.locks()!.request(name, {}, () => new Promise(() => undefined));
    void client.refresh();
    await set.world.time.pass(5 * SECOND);
    expect(client.token?.value).toBe("t2");
  });

  test("R42 a frozen holder that wakes up late harms nobody", async () => {
    const { world, server, holder, others } = await midway(mode);
    holder.tab.freeze();
    await world.time.pass(30 * SECOND);
    holder.tab.thaw();
    await world.time.pass(SECOND);
    expect(new Set(values(others))).toEqual(new Set([holder.token?.value]));
    await rotate({ world, server, clients: [holder, ...others], join: () => holder });
    expect(server.requests).toHaveLength(4);
  });

  test("R42 a call that does not heed its end keeps nobody waiting", async () => {
    const set = setting(2, mode);
    await rotate(set);
    const [a, b] = set.clients as [SimClient, SimClient];
    const controller = new AbortController();
    const call = a.connection.run(() => new Promise(() => undefined), {
      signal: controller.signal,
      accepts: () => false,
      forced: false,
      exclusive: false,
    });
    await set.world.time.pass(20);
    controller.abort(new Error("given up"));
    await expect(call).rejects.toThrow("given up");
    const at = set.world.time.monotonicNow();
    void b.refresh();
    await set.world.time.pass(100);
    expect(set.server.requests.at(-1)!.startedAt - set.world.time.trueNow()).toBeGreaterThanOrEqual(
      at - set.world.time.monotonicNow(),
    );
    expect(b.token?.value).toBe("t2");
  });
});

describe("with a rotating credential", () => {
  const mode = { exclusive: true };

  test("R172 a frozen holder is waited for, and nobody uses the credential beside it", async () => {
    const { world, server, holder, others, waits } = await midway(mode);
    holder.tab.freeze();
    await world.time.pass(MINUTE / 2);
    expect([values(others), server.requests.length]).toEqual([["t1", "t1"], 2]);
    holder.tab.thaw();
    await world.time.pass(2 * SECOND);
    expect((await Promise.all(waits)).map(({ value }) => value)).toEqual(["t2", "t2"]);
    expect(server.requests).toHaveLength(2);
  });

  test("R172 a killed one is replaced at once", async () => {
    const { world, server, holder, others } = await midway(mode);
    holder.tab.kill();
    await world.time.pass(5 * SECOND);
    expect([values(others), server.requests.length]).toEqual([["t3", "t3"], 3]);
  });

  test("R172 a wait ends when its signal says so", async () => {
    const { world, holder, others } = await midway(mode);
    holder.tab.freeze();
    await world.time.pass(MINUTE);
    const controller = new AbortController();
    const wait = others[0]!.refresh({ signal: controller.signal });
    await world.time.pass(SECOND);
    controller.abort(new Error("nobody can wait that long"));
    await expect(wait).rejects.toThrow("nobody can wait that long");
  });

  test("R172 a tab that was frozen in the queue stops nobody", async () => {
    const { world, server, holder, others } = await midway(mode, 5);
    const [frozen, ...rest] = others as [SimClient, ...SimClient[]];
    frozen.tab.freeze(); // it is the next one
    await world.time.pass(SECOND);
    expect([holder, ...rest].map(({ token }) => token?.value)).toEqual(Array(4).fill("t2"));
    const next = rest.map((client) => client.refresh());
    await world.time.pass(5 * SECOND);
    expect((await Promise.all(next)).map(({ value }) => value)).toEqual(Array(3).fill("t3"));
    frozen.tab.thaw();
    await world.time.pass(2 * SECOND);
    expect(frozen.token?.value).toBe("t3");
    expect([server.requests.length, server.overlap]).toEqual([3, 1]);
  });

  test("R172 a call in the air outlives its manager's stop: the others wait, and get its token", async () => {
    const { world, server, holder, others } = await midway(mode);
    holder.connection.close();
    await world.time.pass(SECOND);
    expect([values(others), server.requests.length]).toEqual([["t2", "t2"], 2]);
    expect([holder.tab.channels.size, holder.tab.listeners, world.held]).toEqual([0, 0, []]);
  });

  test("R171 but not after a sign-out in the meantime", async () => {
    const { world, holder, others } = await midway(mode);
    holder.connection.close();
    others[0]!.signOut();
    await world.time.pass(SECOND);
    expect(values(others)).toEqual([undefined, undefined]);
  });
});

describe.each(MODES)("with %o, the page", (mode) => {
  test("R174 closes its channel when it leaves, and asks at once when it is shown again", async () => {
    const set = setting(3, mode);
    await rotate(set);
    const [away, ...rest] = set.clients as [SimClient, ...SimClient[]];
    away.tab.page("left");
    expect(away.tab.channels.size).toBe(0);
    const at = set.world.time.monotonicNow();
    await rotate({ ...set, clients: rest });
    // Nobody waits for the answer of a page that has said goodbye.
    expect(set.server.requests.at(-1)!.startedAt - set.world.time.trueNow()).toBeLessThan(
      at - set.world.time.monotonicNow() + 10,
    );
    expect(away.token?.value).toBe("t1");
    away.tab.page("shown");
    expect(away.tab.channels.size).toBe(1);
    await set.world.time.pass(10);
    expect(away.token?.value).toBe("t2");
  });

  test("R174 hears of a sign-out that it has missed", async () => {
    const set = setting(2, mode);
    await rotate(set);
    const [away, other] = set.clients as [SimClient, SimClient];
    away.tab.page("left");
    other.signOut();
    await set.world.time.pass(MINUTE / 2);
    away.tab.page("shown");
    await set.world.time.pass(10);
    expect([away.token, away.isSignedOut]).toEqual([undefined, true]);
  });

  test("R174 waits for no lock while it is away, and goes on when it is back", async () => {
    const { world, server, holder, others } = await midway(mode);
    others[0]!.tab.page("left");
    await world.time.pass(SECOND);
    expect(values(others)).toEqual(["t1", "t2"]);
    holder.tab.kill();
    void others[1]!.refresh();
    await world.time.pass(5 * SECOND);
    expect([values(others), server.requests.length]).toEqual([["t1", "t3"], 3]);
    others[0]!.tab.page("shown");
    await world.time.pass(SECOND);
    expect([values(others), server.requests.length]).toEqual([["t3", "t3"], 3]);
  });

  test("R174 tells of what it has fetched while it was away", async () => {
    const { world, holder, others } = await midway(mode);
    holder.tab.page("left");
    others.forEach(({ connection }) => connection.close());
    await world.time.pass(SECOND);
    expect(holder.token?.value).toBe("t2");
    const late = others[1]!;
    const again = shareAcrossTabs("app", { environment: late.tab.environment, platform: late.tab.platform });
    const client = new SimClient(late.tab, again, { fetch: () => expect.unreachable() } as never, mode);
    await world.time.pass(SECOND);
    holder.tab.page("shown");
    await world.time.pass(1_100); // a tab that comes back hears the others first: these are gone, without a word
    expect(client.token?.value).toBe("t2");
  });
});

const broken: readonly (readonly [string, Partial<TabPlatform>])[] = [
  ["no locks", { locks: () => undefined }],
  ["locks whose look-up throws", { locks: thrower }],
  ["locks that throw", { locks: () => ({ request: thrower }) }],
  ["locks that refuse", { locks: () => ({ request: () => Promise.reject(new DOMException("no", "SecurityError")) }) }],
  ["no channels", { openChannel: thrower }],
  ["a channel that cannot send", { openChannel: () => ({ onmessage: null, postMessage: thrower, close: thrower }) }],
  ["nothing at all", { locks: () => undefined, openChannel: thrower }],
];

function thrower(): never {
  throw new DOMException("refused", "SecurityError");
}

describe.each(MODES)("with %o, a platform with", (mode) => {
  test.each(broken)("R44 %s: each tab works", async (_, platform) => {
    const set = setting(3, { ...mode, platform });
    await rotate(set, 2 * SECOND);
    await rotate(set, 2 * SECOND);
    for (const { token, connection } of set.clients) {
      expect(token).toBeDefined();
      connection.tell({ cleared: true });
      connection.close();
    }
    await set.world.time.pass(5);
    expect([set.world.held, set.world.time.timers]).toEqual([[], 0]);
  });
});

test("R175 messages of others under our name are not understood, and do nothing", async () => {
  const set = setting(1, {});
  await rotate(set);
  const stranger = set.world.open();
  const channel = stranger.platform.openChannel("evertoken/tabs app");
  const spoken = set.world.posted.find((message) => (message as { type?: string }).type === "statement") as object;
  const version = { era: 9, count: 9, by: "z" };
  const forged = [
    null,
    1,
    "text",
    [],
    {},
    { evertoken: 1 },
    { evertoken: 1, from: "x", type: "else" },
    { evertoken: 1, from: "x", type: "question", number: "1" },
    { evertoken: 1, from: "x", type: "question", number: 1, knows: { era: 1 } },
    { ...spoken, evertoken: 2, version },
    { ...spoken, version, from: 5 },
    { ...spoken, version: { era: NaN, count: 1, by: "x" } },
    { ...spoken, version, sentAt: "now" },
    { ...spoken, version, token: { value: "" } },
    { ...spoken, version, token: { value: 5 } },
    { ...spoken, version, token: { value: "forged", details: "text" } },
    { ...spoken, version, token: { value: "forged", expiresAt: "soon" } },
    { ...spoken, version, token: undefined },
    { ...spoken, version, heard: undefined },
    { ...spoken, version, what: "token", token: null },
  ];
  for (const message of forged) channel.postMessage(message);
  await set.world.time.pass(SECOND);
  expect(set.clients[0]!.journal).toHaveLength(2);
  await rotate(set);
  expect(values(set.clients)).toEqual(["t2"]);
});

test("R43 nothing is posted but by those who called shareAcrossTabs, and nothing is stored", async () => {
  const set = setting(2, {});
  await rotate(set);
  const text = JSON.stringify(set.world.posted);
  expect(text).toContain('"t1"'); // the spy sees
  expect(set.world.tabs.flatMap(({ channels }) => [...channels].map(({ name }) => name))).toEqual([
    "evertoken/tabs app",
    "evertoken/tabs app",
  ]);
});

test("R134 a name is needed, and an option that there is", () => {
  expect(() => shareAcrossTabs("")).toThrow(/needs a name/);
  expect(() => shareAcrossTabs(undefined as never)).toThrow(TypeError);
  expect(() => shareAcrossTabs("app", { ownr: "ann" } as never)).toThrow(
    new TypeError('There is no option "ownr", only owner, environment, platform.'),
  );
});
