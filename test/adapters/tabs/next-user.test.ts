/** Another user signs in in a tab: whose session ends by that, and whose the next sign-out in a tab that has been turned. */
import { describe, expect, test } from "vitest";
import { type ManagedTab, Managers } from "../../support/tab-managers.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";

const MODES = [{ overlap: "allow" }, { overlap: "never" }] as const;

const phases = ({ all }: Managers): string[] => all.map(({ tokens }) => tokens.state.phase);

const pass = ({ world }: Managers, ms: number = SECOND): Promise<void> => world.time.pass(ms);

interface User {
  id: string | undefined;
}

/** A tab of Ann that holds `t1`. */
async function withAnn(mode: (typeof MODES)[number]) {
  const set = new Managers(1, { ...mode, owner: "ann" });
  await set.start();
  return { set, user: { id: "ann" } as User };
}

/** How a tab has come by Ann's session, by name. */
const BEGINNINGS: Readonly<Record<string, (set: Managers, user: User) => Promise<ManagedTab>>> = {
  "is working": async (set, user) => {
    const tab = set.open({ owner: () => user.id });
    void tab.tokens.start();
    await pass(set);
    return tab;
  },
  "was started again": async (set, user) => {
    const tab = await BEGINNINGS["is stopped"]!(set, user);
    void tab.tokens.start();
    await pass(set);
    return tab;
  },
  "came with initialToken": async (set, user) => {
    const initialToken = set.mint("of-the-page", 2 * MINUTE);
    const tab = set.open({ owner: () => user.id, initialToken });
    void tab.tokens.start();
    await pass(set);
    return tab;
  },
  "is stopped": async (set, user) => {
    const tab = await BEGINNINGS["is working"]!(set, user);
    tab.tokens.stop();
    await pass(set);
    return tab;
  },
};

/** How the next user comes to have a token. */
const SIGN_INS: Readonly<Record<string, (tab: ManagedTab, set: Managers) => void>> = {
  "setToken()": ({ tokens }, set) => {
    tokens.setToken(set.mint("t2", 2 * MINUTE));
    void tokens.start();
  },
  "refresh()": ({ tokens }) => {
    void tokens.start();
    void tokens.refresh().catch(() => undefined); // what the former user's token is good for is over
  },
};

describe.each(MODES)("R525 with overlap $overlap another user's sign-in", (mode) => {
  describe.each(Object.entries(BEGINNINGS))("in a tab that %s", (_, begin) => {
    test.each(Object.entries(SIGN_INS))(
      "ends the session of the one before in the tabs that still have it: %s",
      async (__, signIn) => {
        const { set, user } = await withAnn(mode);
        const tab = await begin(set, user);
        user.id = "bob";
        signIn(tab, set);
        await pass(set, 3 * SECOND);
        expect([set.values, phases(set)]).toEqual([
          [undefined, "t2"],
          ["halted", "holding"],
        ]);
      },
    );
  });

  test.each<[string, (tab: ManagedTab, set: Managers) => void]>([
    ["that has had no token yet", () => undefined],
    ["that was signed out, and has heard of no session since", ({ tokens }) => tokens.clear()],
  ])("in a tab %s ends nobody's session", async (how, before) => {
    const { set, user } = await withAnn(mode);
    const tab = set.open({ owner: () => user.id });
    if (how.includes("signed out")) void tab.tokens.start();
    await pass(set);
    before(tab, set);
    await pass(set);
    set.all[0]!.tokens.setToken(set.mint("anns", 2 * MINUTE));
    user.id = "bob";
    tab.tokens.setToken(set.mint("bobs", 2 * MINUTE));
    void tab.tokens.start();
    await pass(set);
    expect([set.values, phases(set)]).toEqual([
      ["anns", "bobs"],
      ["holding", "holding"],
    ]);
  });

  test("in a tab that was signed out ends the session that the one before has begun since, once that is heard", async () => {
    const { set, user } = await withAnn(mode);
    const tab = await BEGINNINGS["is working"]!(set, user);
    tab.tokens.clear();
    await pass(set);
    void set.all[0]!.tokens.start();
    await pass(set);
    expect(phases(set)).toEqual(["holding", "halted"]);
    user.id = "bob";
    tab.tokens.setToken(set.mint("bobs", 2 * MINUTE));
    await pass(set);
    expect([set.values, phases(set)]).toEqual([
      [undefined, "bobs"],
      ["halted", "holding"],
    ]);
  });
});

/** Ann's tab, halted because Bob has signed in in the other one, and turned to Bob by the app. */
async function turned(mode: (typeof MODES)[number]) {
  const { set, user } = await withAnn(mode);
  const turning = await BEGINNINGS["is working"]!(set, user);
  const other = set.all[0]!;
  const bobs = set.open({ owner: "bob" });
  other.tokens.dispose();
  const signer: User = { id: "ann" };
  const anns = set.open({ owner: () => signer.id });
  void anns.tokens.start();
  void bobs.tokens.start();
  await pass(set);
  signer.id = "bob";
  anns.tokens.setToken(set.mint("bobs", 2 * MINUTE));
  await pass(set);
  expect([turning, bobs, anns].map(({ tokens }) => tokens.peek()?.value)).toEqual([undefined, "bobs", "bobs"]);
  expect(turning.tokens.state.phase).toBe("halted");
  user.id = "bob";
  const left = (): (string | undefined)[] => [turning, bobs, anns].map(({ tokens }) => tokens.peek()?.value);
  return { set, user, turning, left };
}

describe.each(MODES)("R526 with overlap $overlap clear() in a tab that was turned to the next user", (mode) => {
  const NOBODY = [undefined, undefined, undefined];

  test("signs that user out in all tabs, before the tab has started", async () => {
    const { set, turning, left } = await turned(mode);
    turning.tokens.clear();
    await pass(set);
    expect(left()).toEqual(NOBODY);
  });

  test("signs that user out in all tabs, before a token of that user is there", async () => {
    for (const waitMs of [0, 1]) {
      const { set, turning, left } = await turned(mode);
      turning.tokens.start().catch(() => undefined);
      await pass(set, waitMs);
      turning.tokens.clear();
      await pass(set);
      expect(left()).toEqual(NOBODY);
    }
  });

  test("signs that user out in all tabs, with a token of that user", async () => {
    const { set, turning, left } = await turned(mode);
    void turning.tokens.start();
    await pass(set);
    expect(left()).toEqual(["bobs", "bobs", "bobs"]);
    turning.tokens.clear();
    await pass(set);
    expect(left()).toEqual(NOBODY);
  });

  test("signs that user out also where the app has forgotten its user by then", async () => {
    const { set, user, turning, left } = await turned(mode);
    turning.tokens.start().catch(() => undefined);
    await pass(set, 0);
    user.id = undefined;
    turning.tokens.clear();
    await pass(set);
    expect(left()).toEqual(NOBODY);
  });
});

test.each(MODES)(
  "R526 with overlap $overlap a halted tab whose app has forgotten its user signs out that user",
  async (mode) => {
    const { set, user } = await withAnn(mode);
    const tab = await BEGINNINGS["is working"]!(set, user);
    set.all[0]!.tokens.clear();
    await pass(set);
    void set.all[0]!.tokens.start();
    await pass(set);
    expect(phases(set)).toEqual(["holding", "halted"]);
    user.id = undefined;
    tab.tokens.clear();
    await pass(set);
    expect([set.values, phases(set)]).toEqual([
      [undefined, undefined],
      ["halted", "halted"],
    ]);
  },
);

test("R526 what was in the air as the next user signed out reaches no tab that is opened after it", async () => {
  const { set, turning } = await turned({ overlap: "never" });
  set.all.slice(2).forEach(({ tokens }) => tokens.stop());
  await pass(set);
  set.server.latencyMs = SECOND;
  turning.tokens.start().catch(() => undefined);
  await pass(set, 500);
  turning.tokens.stop();
  const signer = set.open({ owner: "bob" });
  signer.tokens.clear();
  await pass(set, 200);
  await pass(set, 5 * SECOND);
  expect(set.server.requests.at(-1)).toMatchObject({ tab: turning.tab.name });
  expect(JSON.stringify(set.world.posted)).not.toContain(`"${set.server.requests.at(-1)!.value}"`);
});
