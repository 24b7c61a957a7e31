/** A page that waits for another tab's token, and is away while that comes. */
import { describe, expect, test } from "vitest";
import { type ManagedTab, Managers } from "../../support/tab-managers.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";

const MODES = [{ overlap: "allow" }, { overlap: "never" }] as const;

/** How a page is away, by name. */
const ABSENCES: Readonly<Record<string, (tab: ManagedTab["tab"]) => () => void>> = {
  "in the back/forward cache": (tab) => {
    tab.page("left");
    tab.freeze();
    return () => {
      tab.thaw();
      tab.page("shown");
    };
  },
  frozen: (tab) => {
    tab.freeze();
    return () => tab.thaw();
  },
};

/** One tab sends the first request, another one waits for its token. */
async function waiting(mode: (typeof MODES)[number], latencyMs: number) {
  const set = new Managers(2, mode);
  const [sends, waits] = set.all as [ManagedTab, ManagedTab];
  set.server.latencyMs = latencyMs;
  void sends.tokens.start();
  await set.world.time.pass(150);
  void waits.tokens.start().catch(() => undefined); // who calls may have a limit
  await set.world.time.pass(50);
  expect(set.requests).toBe(1);
  return { set, sends, waits };
}

describe.each(MODES)("R530 with overlap $overlap a page that waits for another tab and is away", (mode) => {
  describe.each(Object.entries(ABSENCES))("%s", (_, leave) => {
    test.each([5, 9, 60])("for %i s takes the token that has come meanwhile: nothing has failed", async (awayS) => {
      const { set, waits } = await waiting(mode, 400);
      const comeBack = leave(waits.tab);
      await set.world.time.pass(awayS * SECOND);
      comeBack();
      await set.world.time.pass(2 * SECOND);
      const { value } = set.all[0]!.tokens.peek()!;
      expect([waits.journal, set.values, set.requests]).toEqual([[`refreshed tab ${value}`], [value, value], 1]);
    });
  });
});

test("R530 a tab that another one keeps waiting says so, 2 s after its own page is back", async () => {
  const { set, sends, waits } = await waiting(MODES[1], 400);
  sends.tab.freeze();
  const comeBack = ABSENCES["in the back/forward cache"]!(waits.tab);
  await set.world.time.pass(MINUTE);
  comeBack();
  await set.world.time.pass(2 * SECOND - 1);
  expect(waits.journal).toEqual([]);
  await set.world.time.pass(1);
  expect(waits.journal).toEqual(["attemptFailed ERR_FETCH_TIMEOUT"]);
});
