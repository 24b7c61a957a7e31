/** A tab that has signed out, was frozen since, and tells of it when it goes on: by then another session may have begun. */
import { describe, expect, test } from "vitest";
import { statementOf, wrap } from "../../../src/adapters/tabs/messages.ts";
import { Managers } from "../../support/tab-managers.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";

const MODES = [{ overlap: "allow" }, { overlap: "never" }] as const;

describe.each(MODES)("R359 with overlap $overlap a sign-out that is told late", (mode) => {
  test.each(["start()", "setToken()", "initialToken"])("ends no session that has begun since, by %s", async (how) => {
    const set = new Managers(1, mode);
    await set.start();
    const { tab, tokens } = set.all[0]!;
    tokens.clear();
    await set.world.time.pass(SECOND);
    tab.freeze();
    await set.world.time.pass(10 * MINUTE);
    const initialToken = set.mint("anew", 10 * MINUTE);
    const anew = set.open(how === "initialToken" ? { initialToken } : {});
    if (how === "setToken()") anew.tokens.setToken(set.mint("anew", 10 * MINUTE));
    void anew.tokens.start();
    await set.world.time.pass(SECOND);
    const later = set.open();
    void later.tokens.start();
    await set.world.time.pass(MINUTE);
    const held = anew.tokens.peek()?.value;
    expect(held).toBe(how === "start()" ? "t2" : "anew");
    tab.thaw();
    await set.world.time.pass(5 * SECOND);
    expect(set.values).toEqual([undefined, held, held]);
    // All three are one again.
    void tokens.start();
    await set.world.time.pass(SECOND);
    expect(new Set(set.values).size).toBe(1);
    expect(set.values).not.toContain(undefined);
    later.tokens.clear();
    await set.world.time.pass(SECOND);
    expect(set.values).toEqual([undefined, undefined, undefined]);
  });

  test("ends the session all the same where it is of that session", async () => {
    for (const isFirst of [true, false]) {
      const set = new Managers(3, mode);
      await set.start();
      const [away, signer, third] = set.all;
      if (isFirst) away!.tab.freeze();
      else away!.tab.page("left");
      signer!.tokens.clear();
      await set.world.time.pass(SECOND);
      signer!.tab.kill();
      third!.tokens.stop();
      await set.world.time.pass(MINUTE);
      if (isFirst) away!.tab.thaw();
      else {
        void third!.tokens.start(); // it is what remembers, and says so in its answer
        third!.tokens.clear();
        away!.tab.page("shown");
      }
      await set.world.time.pass(SECOND);
      expect(away!.tokens.peek()).toBeUndefined();
    }
  });
});

test.each(["start()", "initialToken"])(
  "R359 a sign-out that another tab mentions first is one when it comes (%s)",
  async (how) => {
    const set = new Managers(0);
    const initialToken = set.mint("of-the-page", 10 * MINUTE);
    const { tokens } = set.open(how === "initialToken" ? { initialToken } : {});
    void tokens.start();
    await set.world.time.pass(SECOND);
    const cleared = statementOf({
      version: { era: 1, count: 9, by: "signer" },
      ...{ owner: undefined, heard: {}, token: undefined },
    });
    const sentAt = set.world.time.now();
    const channel = set.world.open().platform.openChannel("evertoken/tabs app");
    channel.postMessage(wrap({ ...cleared, from: "third", sentAt, answers: { to: "whomever", number: 1 } }));
    await set.world.time.pass(50);
    expect(tokens.peek()).toBeDefined();
    channel.postMessage(wrap({ ...cleared, from: "signer", sentAt }));
    await set.world.time.pass(50);
    expect(tokens.peek()).toBeUndefined();
  },
);
