/** Which word of several tabs counts, whose token is taken, and when nobody is waited for. */
import { describe, expect, test } from "vitest";
import { byOurClock, compare, readMessage, wrap } from "../../../src/adapters/tabs/messages.ts";
import { TurnWait } from "../../../src/adapters/tabs/wait.ts";
import type { SharedToken } from "../../../src/tab-port.ts";
import type { SimClient } from "../../support/sim-client.ts";
import { SECOND } from "../../support/stage.ts";
import { rotate, setting, values } from "../../support/tab-stage.ts";

describe("R171 of two words the later one is", () => {
  test.each([
    ["of a later era, whatever the counts", { era: 2, count: 1, by: "a" }, { era: 1, count: 9, by: "z" }],
    ["the higher count of one era", { era: 1, count: 3, by: "a" }, { era: 1, count: 2, by: "z" }],
    ["of two at once, that of the later name", { era: 1, count: 2, by: "b" }, { era: 1, count: 2, by: "a" }],
  ])("%s", (_, later, earlier) => {
    expect([compare(later, earlier) > 0, compare(earlier, later) < 0, compare(later, later)]).toEqual([true, true, 0]);
  });

  test("none, where nobody has said either", () => {
    expect(compare({ era: 1, count: 0, by: "a" }, { era: 1, count: 0, by: "b" })).toBe(0);
  });
});

describe("R175 the dates of another tab's token", () => {
  const token: SharedToken = { value: "x", expiresAt: 60_000, receivedAt: 1_000, refreshAt: 30_000, issuedAt: 900 };

  test("are moved where its clock is ahead of ours; the issuer's own is not", () => {
    expect(byOurClock(token, 5_000, 3_000)).toEqual({
      ...{ value: "x", expiresAt: 58_000, receivedAt: -1_000, refreshAt: 28_000, issuedAt: 900 },
    });
    expect(byOurClock({ value: "x" }, 5_000, 3_000)).toStrictEqual({ value: "x" });
  });

  test("are left alone where its clock is behind, or the message was long on its way", () => {
    expect(byOurClock(token, 5_000, 5_000)).toBe(token);
    expect(byOurClock(token, 5_000, 9_000)).toBe(token);
  });
});

describe("R175 a message", () => {
  const version = { era: 1, count: 1, by: "a" };
  const token: SharedToken = { value: "x", expiresAt: 1, details: { url: "wss://x" } };
  const statement = { type: "statement", from: "a", version, what: "token", heard: {}, sentAt: 1, token };

  test.each([
    [{ type: "farewell", from: "a" }],
    [{ type: "question", from: "a", number: 1, knows: undefined }],
    [{ type: "question", from: "a", number: 1, knows: version }],
    [statement],
    [{ ...statement, what: "cleared", token: undefined }],
  ])("of ours is understood: %j", (message) => {
    expect(readMessage(wrap(message as never))).toMatchObject(message);
  });

  const wrongs: readonly (readonly [wrong: object, more: object])[] = [
    [{ number: 1.5 }, { type: "question" }],
    [{ knows: null, number: 1 }, { type: "question" }],
    [{ version: { ...version, by: 1 } }, {}],
    [{ version: { ...version, count: "1" } }, {}],
    [{ version: { ...version, era: 0.5 } }, {}],
    [{ sentAt: Infinity }, {}],
    [{ heard: null }, {}],
    [{ heard: "all" }, {}],
    [{ token: undefined }, {}],
    [{ token: null }, {}],
    [{ token: { ...token, value: "" } }, {}],
    [{ token: { ...token, details: "url" } }, {}],
    ...["expiresAt", "issuedAt", "receivedAt", "refreshAt"].map(
      (name) => [{ token: { ...token, [name]: "1" } }, {}] as const,
    ),
  ];
  test.for(wrongs)("with one thing wrong is not: %j", ([wrong, more]) => {
    expect(readMessage(wrap({ ...statement, ...more, ...wrong } as never))).toBeUndefined();
  });
});

describe("R170 a call that waits for its turn", () => {
  const waiting = (forced: boolean, accepts = true) => {
    const controller = new AbortController();
    const wants = { signal: controller.signal, accepts: () => accepts, forced, exclusive: false };
    return { wait: new TurnWait(wants, 2), controller };
  };
  const token: SharedToken = { value: "x" };

  test("has found a token that will do; a second one counts, nothing after the end does", () => {
    const { wait } = waiting(false);
    expect([wait.offer(token, 0), wait.found, wait.signal.aborted]).toEqual([true, token, true]);
    expect([wait.offer({ value: "y" }, 0), wait.found]).toEqual([true, { value: "y" }]);
    const ended = waiting(false);
    ended.controller.abort(new Error("gone"));
    expect([ended.wait.offer(token, 0), ended.wait.signal.reason]).toEqual([false, new Error("gone")]);
    expect(waiting(false, false).wait.offer(token, 9)).toBe(false);
  });

  test("that is forced takes only what was asked for after it was announced", () => {
    const { wait } = waiting(true);
    expect([wait.offer(token, 1), wait.signal.aborted]).toEqual([false, false]);
    expect([wait.offer(token, 2), wait.found]).toEqual([true, token]);
  });
});

test("R171 an earlier word changes nothing, however good its token looks; of two at once the manager decides", async () => {
  const set = setting(1);
  await rotate(set);
  await rotate(set);
  const [client] = set.clients as [SimClient];
  type Spoken = { type: string; version: { era: number; count: number }; token: SharedToken };
  const spoken = set.world.posted.filter((message) => (message as Spoken).type === "statement") as Spoken[];
  const channel = set.world.open().platform.openChannel("evertoken/tabs app");
  const say = async (message: Spoken, value: string): Promise<void> => {
    const token = { ...message.token, value, issuedAt: set.world.time.now() };
    channel.postMessage({ ...message, from: "x", version: { ...message.version, by: "" }, token });
    await set.world.time.pass(10);
  };
  await say(spoken[0]!, "earlier");
  expect(client.token?.value).toBe("t2");
  await say(spoken.at(-1)!, "at-once");
  expect(client.token?.value).toBe("at-once");
});

describe("nobody is waited for", () => {
  const openChannel = (): never => {
    throw new DOMException("refused", "SecurityError");
  };

  test("R44 without channels, while one that is alone with a channel waits 100 ms, once", async () => {
    const deaf = setting(1, { platform: { openChannel } });
    void deaf.clients[0]!.refresh();
    await deaf.world.time.pass(1);
    expect(deaf.server.requests).toHaveLength(1);
    const alone = setting(1);
    void alone.clients[0]!.refresh();
    await alone.world.time.pass(99);
    expect(alone.server.requests).toHaveLength(0);
    await alone.world.time.pass(52);
    expect(values(alone.clients)).toEqual(["t1"]);
    void alone.clients[0]!.refresh();
    await alone.world.time.pass(1);
    expect(alone.server.requests).toHaveLength(2);
  });

  test("R44 by a tab whose channel fails once it speaks: it is not used again", async () => {
    let posts = 0;
    const postMessage = (): never => {
      posts++;
      throw new DOMException("closed", "InvalidStateError");
    };
    const set = setting(1, {
      platform: { openChannel: () => ({ onmessage: null, postMessage, close: () => undefined }) },
    });
    await rotate(set);
    await rotate(set);
    expect([posts, values(set.clients)]).toEqual([1, ["t2"]]);
  });
});

describe("a page that leaves", () => {
  test("R174 in the middle of its request gives its turn away, unless that uses up a credential", async () => {
    for (const exclusive of [false, true]) {
      const set = setting(2, { exclusive });
      await rotate(set);
      const [leaving] = set.clients as [SimClient];
      leaving.refresh().catch(() => undefined);
      await set.world.time.pass(20);
      expect(set.world.heldBy(leaving.tab)).toContain("evertoken/tabs app");
      leaving.tab.page("left");
      await set.world.time.pass(5);
      expect(set.world.heldBy(leaving.tab).length > 0).toBe(exclusive);
    }
  });

  test("R174 while it waits goes on by itself when it is back, where nobody else has got a token", async () => {
    for (const exclusive of [false, true]) {
      const set = setting(2, { exclusive });
      await rotate(set);
      const [holder, away] = set.clients as [SimClient, SimClient];
      holder.refresh().catch(() => undefined);
      await set.world.time.pass(20);
      void away.refresh();
      away.tab.page("left");
      holder.tab.kill();
      await set.world.time.pass(5 * SECOND);
      expect([away.token?.value, set.server.requests.length]).toEqual(["t1", 2]);
      away.tab.page("shown");
      await set.world.time.pass(5 * SECOND);
      expect([away.token?.value, set.server.requests.length]).toEqual(["t3", 3]);
    }
  });
});

test("R172 a connection that was closed during its call listens for the others' sake alone: nobody is told anything", async () => {
  const set = setting(2, { exclusive: true });
  await rotate(set);
  const [closing, other] = set.clients as [SimClient, SimClient];
  set.server.latencyMs = SECOND;
  closing.refresh().catch(() => undefined);
  await set.world.time.pass(20);
  closing.connection.close();
  closing.connection.close();
  const now = set.world.time.now();
  other.set({ value: "by-the-app", issuedAt: now, receivedAt: now, expiresAt: now + 60 * SECOND });
  await set.world.time.pass(100);
  expect(closing.journal.at(-1)).toMatch(/calls$/);
  other.signOut();
  await set.world.time.pass(100);
  expect(closing.journal.at(-1)).toMatch(/calls$/);
});
