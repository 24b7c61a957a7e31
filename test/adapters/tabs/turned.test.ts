/** The app turns to another user, or learns the one it has, while tokens and questions are on their way. */
import { describe, expect, test } from "vitest";
import { type ManagedTab, Managers } from "../../support/tab-managers.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";

const MODES = [{ overlap: "allow" }, { overlap: "never" }] as const;

const phases = ({ all }: Managers): string[] => all.map(({ tokens }) => tokens.state.phase);

const pass = ({ world }: Managers, ms: number = SECOND): Promise<void> => world.time.pass(ms);

interface User {
  id: string | undefined;
}

async function begin(set: Managers, { tokens }: ManagedTab): Promise<void> {
  void tokens.start().catch(() => undefined);
  await pass(set, 2 * SECOND);
}

function visitCache({ tab }: ManagedTab): () => void {
  tab.page("left");
  tab.freeze();
  return () => {
    tab.thaw();
    tab.page("shown");
  };
}

describe.each(MODES)("R531 with overlap $overlap the answer of a request that began as Ann's", (mode) => {
  /** Tabs of Bob, of Ann, and one of Ann that asks and is turned before the answer comes. */
  async function turnedMidway(next: string | undefined) {
    const set = new Managers(0, mode);
    const user: User = { id: "ann" };
    const bob = set.open({ owner: "bob" });
    const turned = set.open({ owner: () => user.id });
    const ann = set.open({ owner: "ann" });
    for (const tab of [bob, turned, ann]) await begin(set, tab);
    await pass(set, 10 * SECOND);
    set.server.latencyMs = 800;
    void turned.tokens.refresh();
    await pass(set, 400);
    user.id = next;
    await pass(set, SECOND);
    return { set, user, bob, turned, ann };
  }

  test.each(["bob", undefined])("is Ann's, whomever the app names when it comes: %s", async (next) => {
    const { set, bob, ann } = await turnedMidway(next);
    expect([set.values, phases(set)]).toEqual([["t1", "t3", "t3"], Array(3).fill("holding")]);
    expect([bob.journal, ann.journal.at(-1)]).toEqual([["refreshed fetcher t1"], "refreshed tab t3"]);
  });

  test("is offered to no new tab of Bob", async () => {
    const { set, bob } = await turnedMidway("bob");
    bob.tokens.dispose();
    const anew = set.open({ owner: "bob" });
    await begin(set, anew);
    expect(anew.journal).toEqual(["refreshed fetcher t4"]);
  });

  test.each<[string, string | undefined, (tab: ManagedTab, set: Managers) => void]>([
    ["Bob's sign-in", "bob", ({ tokens }, set) => tokens.setToken(set.mint("of-bob-531", 2 * MINUTE))],
    ["a sign-out in an app that has forgotten her", undefined, ({ tokens }) => tokens.clear()],
  ])("is of the session that ends with %s", async (_, next, end) => {
    const { set, turned } = await turnedMidway(next);
    end(turned, set);
    await pass(set);
    const turnedTo = next && "of-bob-531";
    expect(set.values).toEqual([turnedTo ?? "t1", turnedTo, undefined]);
    expect(phases(set)).toEqual(["holding", next ? "holding" : "halted", "halted"]);
  });

  test("is the user's whom the app learns from it, where it knew none before", async () => {
    const set = new Managers(0, mode);
    const user: User = { id: undefined };
    const ann = set.open({ owner: "ann" });
    await begin(set, ann);
    await pass(set, 10 * SECOND);
    const learns = set.open({ owner: () => user.id });
    set.server.latencyMs = 800;
    void learns.tokens.start();
    await pass(set, 400);
    user.id = "ann";
    await pass(set);
    expect(set.values).toEqual(["t2", "t2"]);
  });
});

test("R531 a rotating call that outlives stop() is told of nothing once the app has set another user's token", async () => {
  const set = new Managers(0, { overlap: "never" });
  const user: User = { id: "ann" };
  const turned = set.open({ owner: () => user.id });
  const bob = set.open({ owner: "bob" });
  for (const tab of [turned, bob]) await begin(set, tab);
  await pass(set, 10 * SECOND);
  set.server.latencyMs = 800;
  void turned.tokens.refresh().catch(() => undefined);
  await pass(set, 760);
  turned.tokens.stop();
  user.id = "bob";
  turned.tokens.setToken(set.mint("of-bob-late", 2 * MINUTE));
  await pass(set, 2 * SECOND);
  expect([bob.tokens.state.phase, bob.tokens.peek()?.value]).toEqual(["holding", "of-bob-late"]);
  expect(JSON.stringify(set.world.posted)).not.toContain('"t3"');
});

describe.each(MODES)("R532 with overlap $overlap a page that was in the back/forward cache once", (mode) => {
  /** Ann's page, which has come back; and Bob, who has signed out in his tab since. */
  async function afterAnAbsence() {
    const set = new Managers(0, mode);
    const user: User = { id: "ann" };
    const page = set.open({ owner: () => user.id });
    const bob = set.open({ owner: "bob" });
    for (const tab of [page, bob]) await begin(set, tab);
    const comeBack = visitCache(page);
    await pass(set);
    comeBack();
    await pass(set, 2 * SECOND);
    bob.tokens.clear();
    await pass(set, 2 * SECOND);
    return { set, user, page, bob };
  }

  test.each(["once", "and in again"])(
    "keeps the next user's start(), who has signed out elsewhere before: %s",
    async (how) => {
      const { set, user, page, bob } = await afterAnAbsence();
      if (how !== "once") {
        bob.tokens.setToken(set.mint("of-bob-again", 2 * MINUTE));
        await pass(set, 5 * SECOND);
      }
      page.tokens.clear();
      user.id = "bob";
      await begin(set, page);
      const { value } = page.tokens.peek()!;
      expect([phases(set), value]).toEqual([
        ["holding", how === "once" ? "halted" : "holding"],
        how === "once" ? "t3" : "of-bob-again",
      ]);
    },
  );

  test("keeps it where the sign-out before has been missed in an absence, or another one came after it", async () => {
    const { set, user, page } = await afterAnAbsence();
    const ann = set.open({ owner: "ann" });
    await begin(set, ann);
    for (const end of [() => ann.tokens.clear(), () => undefined]) {
      const comeBack = visitCache(page);
      end();
      await pass(set);
      comeBack();
      await pass(set, 2 * SECOND);
      expect(page.tokens.state.phase).toBe("halted");
    }
    user.id = "bob";
    await begin(set, page);
    expect(page.tokens.state.phase).toBe("holding");
  });

  test("keeps the session that the app has begun since, when the tab that had signed out before thaws", async () => {
    const set = new Managers(2, { ...mode, owner: "ann" });
    await set.start();
    const [page, frozen] = set.all as [ManagedTab, ManagedTab];
    const comeBack = visitCache(page);
    frozen.tokens.clear();
    await pass(set, 200);
    frozen.tab.freeze();
    await pass(set);
    comeBack();
    await pass(set, 15 * SECOND);
    page.tokens.setToken(set.mint("anew-532", 2 * MINUTE));
    await pass(set, 5 * SECOND);
    frozen.tab.thaw();
    await pass(set, 2 * SECOND);
    expect([phases(set), page.tokens.peek()?.value]).toEqual([["holding", "halted"], "anew-532"]);
  });
});

describe.each(MODES)("R533 with overlap $overlap a page whose app learns its user after the first token", (mode) => {
  /** Ann has signed out in a tab that is still there, and signs in in a new page. */
  async function learnt() {
    const set = new Managers(0, mode);
    const user: User = { id: undefined };
    const old = set.open({ owner: "ann" });
    await begin(set, old);
    old.tokens.clear();
    await pass(set, 10 * SECOND);
    const page = set.open({ owner: () => user.id });
    await begin(set, page);
    user.id = "ann";
    return { set, old, page };
  }

  test("keeps its session when it comes back from the back/forward cache", async () => {
    const { set, page } = await learnt();
    const comeBack = visitCache(page);
    await pass(set, 3 * SECOND);
    comeBack();
    await pass(set, 3 * SECOND);
    expect([phases(set), page.journal, set.requests]).toEqual([["halted", "holding"], ["refreshed fetcher t2"], 2]);
  });

  test("keeps its token through stop() and start()", async () => {
    const { set, page } = await learnt();
    page.tokens.stop();
    await pass(set, 100);
    await begin(set, page);
    expect([phases(set), page.journal, set.requests]).toEqual([["halted", "holding"], ["refreshed fetcher t2"], 2]);
  });

  test("hears of a sign-out that is later", async () => {
    const { set, old, page } = await learnt();
    const comeBack = visitCache(page);
    await begin(set, old);
    old.tokens.clear();
    await pass(set, 3 * SECOND);
    comeBack();
    await pass(set, 3 * SECOND);
    expect(phases(set)).toEqual(["halted", "halted"]);
  });
});
