/** What the app says in a tab that does not know yet what the others have said: before `start()`, after `stop()`. */
import { describe, expect, test } from "vitest";
import { type ManagedOptions, type ManagedTab, Managers } from "../../support/tab-managers.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";

const ROTATION = 96 * SECOND;

const MODES = [{ overlap: "allow" }, { overlap: "never" }] as const;

/** How a tab comes to speak, by name. */
const BEGINNINGS: Readonly<Record<string, (tab: ManagedTab, set: Managers) => unknown>> = {
  "asks for it at once": ({ tokens }) => tokens.getToken(),
  "starts at once": ({ tokens }) => tokens.start(),
  "starts a moment later": ({ tokens }, { world }) => world.after(50, () => void tokens.start()),
  "starts much later": ({ tokens }, { world }) => world.after(MINUTE / 2, () => void tokens.start()),
};

const phases = ({ all }: Managers): string[] => all.map(({ tokens }) => tokens.state.phase);

async function withOneSignedOut(options: ManagedOptions): Promise<Managers> {
  const set = new Managers(1, options);
  await set.start();
  set.all[0]!.tokens.clear();
  await set.world.time.pass(500);
  return set;
}

describe.each(MODES)("R358 with overlap $overlap", (mode) => {
  describe.each(Object.entries(BEGINNINGS))("a tab that sets a token and %s", (_, begin) => {
    test("is signed in, whoever has signed out before", async () => {
      const set = await withOneSignedOut(mode);
      const anew = set.open();
      anew.tokens.setToken(set.mint("anew", 2 * MINUTE));
      begin(anew, set);
      await set.world.time.pass(MINUTE);
      expect([set.values, phases(set)]).toEqual([
        [undefined, "anew"],
        ["halted", "holding"],
      ]);
      expect([anew.journal, set.all[0]!.journal.slice(1), set.requests]).toEqual([["refreshed app anew"], [], 1]);
      expect(await anew.tokens.getToken()).toBe("anew");
    });

    test("has stopped meanwhile: the same", async () => {
      const set = await withOneSignedOut(mode);
      const anew = set.open();
      void anew.tokens.start();
      await set.world.time.pass(SECOND);
      anew.tokens.stop();
      void set.all[0]!.tokens.start();
      await set.world.time.pass(SECOND);
      set.all[0]!.tokens.clear();
      await set.world.time.pass(SECOND);
      anew.tokens.setToken(set.mint("anew", 2 * MINUTE));
      begin(anew, set);
      await set.world.time.pass(MINUTE);
      expect([set.values, await anew.tokens.getToken()]).toEqual([[undefined, "anew"], "anew"]);
    });

    test.each([0, 1, 2])("is heard by all of them after %i renewals", async (renewals) => {
      const set = new Managers(2, mode);
      await set.start();
      await set.world.time.pass(renewals * ROTATION);
      const anew = set.open();
      anew.tokens.setToken(set.mint("app", 3 * MINUTE));
      begin(anew, set);
      await set.world.time.pass(MINUTE);
      expect([set.values, set.requests]).toEqual([["app", "app", "app"], 1 + renewals]);
      expect(set.all.map(({ journal }) => journal.at(-1))).toEqual([
        "refreshed tab app",
        "refreshed tab app",
        "refreshed app app",
      ]);
    });
  });

  test("what is set in a tab that never starts is heard, and nothing is left open", async () => {
    for (const end of ["stop", "dispose"] as const) {
      const set = new Managers(2, mode);
      await set.start();
      await set.world.time.pass(2 * ROTATION);
      const anew = set.open();
      anew.tokens.setToken(set.mint("app", 3 * MINUTE));
      anew.tokens[end]();
      await set.world.time.pass(200);
      expect(set.values.slice(0, 2)).toEqual(["app", "app"]);
      expect([anew.tab.channels.size, anew.tab.listeners]).toEqual([0, 0]);
      set.dispose();
      await set.world.time.pass(SECOND);
      expect(set.world.time.timers).toBe(0);
    }
  });

  test.each([false, true])(
    "a sign-out in a tab that knows nothing is heard after earlier ones (stopped: %s)",
    async (isStopped) => {
      const set = new Managers(2, mode);
      await set.start();
      set.all[0]!.tokens.clear();
      await set.world.time.pass(SECOND);
      await set.start();
      await set.world.time.pass(ROTATION);
      expect(set.values).not.toContain(undefined);
      const { tokens } = set.open();
      if (isStopped) {
        void tokens.start();
        tokens.stop();
      }
      tokens.clear();
      await set.world.time.pass(SECOND);
      expect(set.values).toEqual([undefined, undefined, undefined]);
      expect(phases(set).slice(0, 2)).toEqual(["halted", "halted"]);
    },
  );

  test("of several words each is said in its order, for the user it was said for", async () => {
    const set = new Managers(0, mode);
    let who = "ann";
    const ann = set.open({ owner: "ann" });
    await set.start();
    const late = set.open({ owner: () => who });
    late.tokens.clear();
    who = "bob";
    late.tokens.setToken(set.mint("of-bob", 2 * MINUTE));
    const bob = set.open({ owner: "bob" });
    void bob.tokens.start();
    void late.tokens.start();
    await set.world.time.pass(SECOND);
    expect([ann, late, bob].map(({ tokens }) => tokens.peek()?.value)).toEqual([undefined, "of-bob", "of-bob"]);
  });

  test.each(["set", "set, start", "start, set"])("a page that leaves at once has said it (%s)", async (deeds) => {
    const set = new Managers(2, mode);
    await set.start();
    const { tab, tokens } = set.open();
    for (const deed of deeds.split(", "))
      if (deed === "set") tokens.setToken(set.mint("app", 3 * MINUTE));
      else void tokens.start();
    await set.world.time.pass(10);
    tab.page("left");
    expect(tab.channels.size).toBe(0);
    tab.kill();
    await set.world.time.pass(SECOND);
    expect(set.values.slice(0, 2)).toEqual(["app", "app"]);
  });
});

test("R358 a page that tells something and hangs up has one line at a time", async () => {
  const set = new Managers(1);
  await set.start();
  const { tab, tokens } = set.open();
  for (let i = 1; i <= 3; i++) {
    tokens.setToken(set.mint(`app${i}`, 3 * MINUTE));
    await set.world.time.pass(20);
    expect(tab.channels.size).toBe(1);
  }
  void tokens.start();
  expect(tab.channels.size).toBe(1);
  await set.world.time.pass(SECOND);
  expect([set.values, set.all[0]!.journal]).toEqual([
    ["app3", "app3"],
    ["refreshed fetcher t1", "refreshed tab app3"],
  ]);
});
