/** For whom a tab waits: one other tab, played by the test, on a channel in the test's hand. */
import { describe, expect, test } from "vitest";
import { type Message, statementOf, wrap } from "../../../src/adapters/tabs/messages.ts";
import type { ChannelLike } from "../../../src/runtime/tab-platform.ts";
import { SECOND } from "../../support/stage.ts";
import { setting } from "../../support/tab-stage.ts";

interface Question {
  readonly type: string;
  readonly from: string;
  readonly number: number;
}

/** A tab that holds `t1`, and all channels it has opened. */
async function withOther() {
  const channels: ChannelLike[] = [];
  const posted: unknown[] = [];
  const openChannel = (): ChannelLike => {
    // Closed, it still delivers: what was on its way then, for instance.
    const channel = {
      onmessage: null,
      postMessage: (message: unknown) => posted.push(message),
      close: () => undefined,
    };
    channels.push(channel);
    return channel;
  };
  const set = setting(1, { platform: { openChannel } });
  const client = set.clients[0]!;
  void client.refresh();
  await set.world.time.pass(SECOND);
  expect(client.token?.value).toBe("t1");
  const say = (message: Message, channel = channels.at(-1)!): void => channel.onmessage?.({ data: wrap(message) });
  const statement = (value?: string, more: Parameters<typeof statementOf>[1] = {}): Message => {
    const sentAt = set.world.time.now();
    const token = value === undefined ? undefined : { value, issuedAt: sentAt, expiresAt: sentAt + 60_000 };
    const version = { era: 0, count: 9, by: "other" };
    return { ...statementOf({ version, owner: undefined, heard: {}, token }, more), from: "other", sentAt };
  };
  const lastQuestion = (): Question => (posted as Question[]).filter(({ type }) => type === "question").at(-1)!;
  return { ...set, client, channels, say, statement, lastQuestion };
}

/** The other tab has said that it is there; the client waits for it, in its turn. */
async function waiting() {
  const set = await withOther();
  set.say({ type: "question", from: "other", number: 1, knows: undefined });
  set.client.refresh().catch(() => undefined);
  await set.world.time.pass(500);
  expect(set.server.requests).toHaveLength(1);
  const { from: to, number } = set.lastQuestion();
  const answer = (answers: { to: string; number: number }): void =>
    set.say(set.statement(undefined, { what: "nothing", answers }));
  return { ...set, to, number, answer };
}

type Waiting = Awaited<ReturnType<typeof waiting>>;

describe("R169 a tab in its turn", () => {
  const goesOn: readonly (readonly [string, (set: Waiting) => void])[] = [
    ["has answered", ({ answer, to, number }) => answer({ to, number })],
    ["has answered a later question", ({ answer, to, number }) => answer({ to, number: number + 1 })],
    ["says farewell", ({ say }) => say({ type: "farewell", from: "other" })],
  ];
  test.each(goesOn)("asks for a token once the other %s", async (_, say) => {
    const set = await waiting();
    say(set);
    await set.world.time.pass(1);
    expect(set.server.requests).toHaveLength(2);
  });

  const waits: readonly (readonly [string, (set: Waiting) => void])[] = [
    ["has answered an earlier question", ({ answer, to, number }) => answer({ to, number: number - 1 })],
    ["has answered somebody else", ({ answer, number }) => answer({ to: "third", number })],
    ["has a question itself", ({ say }) => say({ type: "question", from: "other", number: 2, knows: undefined })],
    ["hears of somebody's end", ({ say }) => say({ type: "farewell", from: "third" })],
    [
      "hears a third one's answer",
      ({ say, statement, to, number }) =>
        say({ ...statement(undefined, { what: "nothing", answers: { to, number } }), from: "third" }),
    ],
  ];
  test.each(waits)("waits on while the other %s, and takes what it then says", async (_, say) => {
    const set = await waiting();
    say(set);
    await set.world.time.pass(400);
    set.say(set.statement("others"));
    await set.world.time.pass(SECOND);
    expect([set.client.token?.value, set.server.requests.length]).toEqual(["others", 1]);
  });

  test("waits for one that is silent for a second, and then no more", async () => {
    const set = await waiting();
    await set.world.time.pass(499);
    expect(set.server.requests).toHaveLength(1);
    await set.world.time.pass(1);
    expect(set.server.requests).toHaveLength(2);
    await set.world.time.pass(SECOND);
    void set.client.refresh();
    await set.world.time.pass(1);
    expect(set.server.requests).toHaveLength(3);
  });
});

describe("R174 a page that has left", () => {
  test("hears nothing on the channel it had, neither while it is away nor when it is back", async () => {
    const { client, channels, say, statement } = await withOther();
    client.tab.page("left");
    say(statement("early"), channels[0]);
    expect(client.token?.value).toBe("t1");
    client.tab.page("shown");
    say(statement("late"), channels[0]);
    expect([client.token?.value, channels.length]).toEqual(["t1", 2]);
    say(statement("others"), channels[1]);
    expect(client.token?.value).toBe("others");
  });
});
