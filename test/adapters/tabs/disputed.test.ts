/** A token that is refused although it has just replaced a refused one: its tab keeps it, and recommends it to nobody. */
import { expect, test } from "vitest";
import { SECOND } from "../../support/stage.ts";
import { Managers } from "../../support/tab-managers.ts";

const refuse = async ({ all: [first], world }: Managers): Promise<void> => {
  const { tokens } = first!;
  tokens.invalidate(tokens.peek()!.value);
  await world.time.pass(SECOND);
};

test("R170 a new tab asks for its own token while the one in use is disputed, and all have that", async () => {
  const set = new Managers(1);
  await set.start();
  await refuse(set);
  await refuse(set);
  expect([set.values, set.requests]).toEqual([["t2"], 2]);
  void set.open().tokens.start();
  await set.world.time.pass(SECOND);
  expect([set.values, set.requests]).toEqual([["t3", "t3"], 3]);
});

test("R170 what comes after a dispute is given to a new tab as ever", async () => {
  const set = new Managers(1);
  await set.start();
  await refuse(set);
  await refuse(set);
  void set.all[0]!.tokens.refresh();
  await set.world.time.pass(SECOND);
  void set.open().tokens.start();
  await set.world.time.pass(SECOND);
  expect([set.values, set.requests]).toEqual([["t3", "t3"], 3]);
});
