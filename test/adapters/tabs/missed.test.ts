/** A sign-out that a tab has missed because its page was in the back/forward cache: what becomes of its session. */
import { describe, expect, test } from "vitest";
import { type ManagedTab, Managers } from "../../support/tab-managers.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";

const MODES = [{ overlap: "allow" }, { overlap: "never" }] as const;

const phases = ({ all }: Managers): string[] => all.map(({ tokens }) => tokens.state.phase);

/** A tab of Ann that is in the back/forward cache, and one of hers that stays. */
async function withOneAway(mode: (typeof MODES)[number], count = 2) {
  const set = new Managers(0, { ...mode, seed: 7 });
  const user = { id: "ann" };
  const away = set.open({ owner: "ann" });
  const stays = set.open({ owner: () => user.id });
  for (let i = 2; i < count; i++) set.open({ owner: "cy" });
  await set.start();
  away.tab.page("left");
  away.tab.freeze();
  await set.world.time.pass(SECOND);
  return { set, user, away, stays };
}

async function comesBack(set: Managers, { tab }: ManagedTab, afterMs: number = SECOND): Promise<void> {
  await set.world.time.pass(afterMs);
  tab.thaw();
  tab.page("shown");
  await set.world.time.pass(2 * SECOND);
}

describe.each(MODES)("R489 with overlap $overlap another user's session, where", (mode) => {
  const CHANGES: Readonly<Record<string, (tab: ManagedTab, user: { id: string }, set: Managers) => void>> = {
    "the one before signs out and the other one starts": ({ tokens }, user) => {
      tokens.clear();
      user.id = "bob";
      void tokens.start();
    },
    "the app sets the other one's token": ({ tokens }, user, set) => {
      user.id = "bob";
      tokens.setToken(set.mint("of-bob", 2 * MINUTE));
    },
  };

  test.each(Object.entries(CHANGES))("%s, ends the one before in a page that comes back", async (_, change) => {
    const { set, user, away, stays } = await withOneAway(mode);
    change(stays, user, set);
    await comesBack(set, away);
    const held = stays.tokens.peek()?.value;
    expect([phases(set), set.values]).toEqual([
      ["halted", "holding"],
      [undefined, held],
    ]);
    await expect(away.tokens.getToken()).rejects.toMatchObject({ code: "ERR_REAUTH_REQUIRED", action: "signIn" });
    const { length } = set.server.requests;
    await set.world.time.pass(5 * MINUTE);
    expect(set.server.requests.slice(length).map(({ tab }) => tab)).not.toContain(away.tab.name);
    expect([away.journal, phases(set)]).toEqual([["refreshed fetcher t1"], ["halted", "holding"]]);
  });

  test("a third user's tab has heard it, and tells it, where the tab in which it happened is gone", async () => {
    const { set, away, stays } = await withOneAway(mode, 3);
    stays.tokens.clear();
    await set.world.time.pass(SECOND);
    stays.tab.kill();
    await comesBack(set, away);
    expect(phases(set).filter((_, i) => i !== 1)).toEqual(["halted", "holding"]);
  });

  test("a third user signs out, nobody else's session ends", async () => {
    const { set, away } = await withOneAway(mode, 3);
    set.all[2]!.tokens.clear();
    await comesBack(set, away);
    expect(phases(set)).toEqual(["holding", "holding", "halted"]);
  });
});

describe.each(MODES)("R490 with overlap $overlap a page that comes back after a sign-out and a sign-in", (mode) => {
  test.each([
    ["a moment later", SECOND],
    ["when its token has ended", 10 * MINUTE],
  ])("%s stays halted until the app starts it: then it has the token in use without a request", async (_, ms) => {
    const { set, away, stays } = await withOneAway(mode);
    stays.tokens.clear();
    await set.world.time.pass(SECOND);
    void stays.tokens.start();
    await comesBack(set, away, ms);
    expect([phases(set), away.tokens.peek()]).toEqual([["halted", "holding"], undefined]);
    expect(away.journal).toEqual(["refreshed fetcher t1"]);
    const { requests } = set;
    void away.tokens.start();
    await set.world.time.pass(SECOND);
    expect([phases(set), away.tokens.peek()?.value]).toEqual([["holding", "holding"], stays.tokens.peek()?.value]);
    expect(set.requests).toBe(requests);
  });

  test("the same where all who have been there since are new", async () => {
    const { set, away, stays } = await withOneAway(mode);
    stays.tokens.clear();
    const anew = set.open({ owner: "ann" });
    await set.world.time.pass(SECOND);
    void anew.tokens.start();
    await set.world.time.pass(SECOND);
    stays.tab.kill();
    await comesBack(set, away);
    expect([away.tokens.state.phase, anew.tokens.state.phase]).toEqual(["halted", "holding"]);
  });

  test("without a sign-out it goes on with the token in use", async () => {
    const { set, away, stays } = await withOneAway(mode);
    await comesBack(set, away, 3 * MINUTE);
    expect([phases(set), away.tokens.peek()?.value]).toEqual([["holding", "holding"], stays.tokens.peek()?.value]);
  });
});
