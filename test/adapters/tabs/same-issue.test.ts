/** Tokens of which none is the newer one by what it says of itself: tabs agree on one of them all the same. */
import { describe, expect, test } from "vitest";
import type { TokenInput } from "../../../src/core/read/input.ts";
import { Managers } from "../../support/tab-managers.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";

const MODES = [{ overlap: "allow" }, { overlap: "never" }] as const;

/** Tokens that are as new as each other. */
const KINDS: Readonly<Record<string, (set: Managers, name: string) => TokenInput>> = {
  "issued in the same second": (set, name) => set.mint(name, 10 * MINUTE),
  "issued in the same second, to live for other times": (set, name) =>
    set.mint(name, (name.endsWith("1") ? 8 : 10) * MINUTE),
  "that say their end alone": (_, name) => ({ token: name, expiresIn: 600 }),
  "that say nothing": (_, name) => name,
};

async function started(count: number, seed: number, mode: (typeof MODES)[number]): Promise<Managers> {
  const set = new Managers(count, { ...mode, seed, latencyMs: 20 });
  await set.start();
  return set;
}

/** The tokens that each tab has told by `refreshed`, after the first one. */
const told = ({ all }: Managers): string[][] =>
  all.map(({ journal }) => journal.filter((line) => line.startsWith("refreshed")).slice(1));

describe.each(MODES)("R491 with overlap $overlap, of tokens", (mode) => {
  describe.each(Object.entries(KINDS))("%s", (_, make) => {
    test("the one that a tab sets last is in use in all of them", async () => {
      const set = await started(3, 1, mode);
      // Both of one instant: the second one is set when the first has been heard.
      const tokens = ["app1", "app2"].map((name) => make(set, name));
      for (const token of tokens) {
        set.all[1]!.tokens.setToken(token);
        await set.world.time.pass(300);
      }
      expect(set.values).toEqual(["app2", "app2", "app2"]);
      expect(told(set)).toEqual([
        ["refreshed tab app1", "refreshed tab app2"],
        ["refreshed app app1", "refreshed app app2"],
        ["refreshed tab app1", "refreshed tab app2"],
      ]);
    });

    test("that three tabs set at once all take the same, and none goes back to one that it had", async () => {
      for (let seed = 1; seed <= 30; seed++) {
        const set = await started(3, seed, mode);
        set.all.forEach(({ tokens }, i) => tokens.setToken(make(set, `app${i}`)));
        await set.world.time.pass(500);
        expect(new Set(set.values).size).toBe(1);
        for (const lines of told(set)) {
          const values = lines.map((line) => line.split(" ").at(-1));
          expect(new Set(values).size).toBe(values.length);
        }
        set.dispose();
      }
    });

    test("that two tabs set, each when it has yet to hear the other, all take the same", async () => {
      for (let seed = 1; seed <= 30; seed++) {
        const set = await started(4, seed, mode);
        const tokens = ["app0", "app1", "app2", "app3"].map((name) => make(set, name));
        for (const [i, token] of tokens.entries()) {
          set.all[i % 2]!.tokens.setToken(token);
          await set.world.time.pass(7);
        }
        await set.world.time.pass(SECOND);
        expect(new Set(set.values).size).toBe(1);
        set.dispose();
      }
    });
  });
});

test("R491 the newer of two tokens counts, whichever tab's word is the later one", async () => {
  for (let seed = 1; seed <= 30; seed++) {
    const set = await started(2, seed, MODES[0]);
    const older = set.mint("older", 10 * MINUTE);
    await set.world.time.pass(SECOND);
    const newer = set.mint("newer", 10 * MINUTE);
    set.all[0]!.tokens.setToken(older);
    set.all[1]!.tokens.setToken(newer);
    await set.world.time.pass(500);
    expect(set.values).toEqual(["newer", "newer"]);
    set.dispose();
  }
});
