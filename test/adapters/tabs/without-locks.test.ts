/** R494 Tabs that hear each other and cannot take turns: the platform has channels, and no Web Locks. */
import { expect, test } from "vitest";
import { Managers } from "../../support/tab-managers.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";

test.each(["allow", "never"] as const)("R494 tabs are told all the same: %s", async (overlap) => {
  const set = new Managers(2, { overlap, platform: { locks: () => undefined } });
  await set.start();
  const [one, other] = set.all;
  one!.tokens.setToken(set.mint("app", 2 * MINUTE));
  await set.world.time.pass(SECOND);
  expect([set.values, other!.journal.at(-1)]).toEqual([["app", "app"], "refreshed tab app"]);
  one!.tokens.clear();
  await set.world.time.pass(SECOND);
  expect(set.all.map(({ tokens }) => tokens.state.phase)).toEqual(["halted", "halted"]);
});
