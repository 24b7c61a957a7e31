/** What one import costs a page in total, held against test/bench/budgets.ts. `npm run size` prints all figures. */
import { beforeAll, describe, expect, test } from "vitest";
import { budgetOf, NAMED } from "../bench/budgets.ts";
import { core, type Size, sizes } from "../bench/size.ts";

/** Not yet within their budgets. The list only gets shorter; empty, it goes. */
const LEFT: Readonly<Record<string, number>> = {
  "acs: acsCredential": 18_500,
  "acs: createCallAgent": 18_700,
  "acs: keepCallAgent": 19_300,
  "agora: joinChannel": 23_600,
  "agora: keepClient": 23_600,
  "agora: keepRtm": 24_500,
  "agora: loginRtm": 24_500,
  "twilio: connectRoom": 20_100,
  "twilio: keepClient": 20_000,
  "twilio: keepDevice": 19_700,
  "twilio: keepWorker": 19_500,
};

let measured: readonly Size[];
beforeAll(async () => {
  measured = await sizes();
});

describe("R89 the size", () => {
  test("is measured of everything that has a budget of its own, and nothing lost its contents", () => {
    expect(measured.map(({ name }) => name)).toEqual(expect.arrayContaining([...NAMED]));
    expect(measured.length).toBeGreaterThan(NAMED.length);
    for (const { name, brotli } of measured) expect([name, brotli > 10_000]).toEqual([name, true]);
  });

  test("of what a page pays for one import keeps to its budget", () => {
    const tooLarge = measured
      .map(({ name, brotli }) => ({ name, brotli, budget: LEFT[name] ?? budgetOf(name) }))
      .filter(({ brotli, budget }) => brotli > budget);
    expect(tooLarge).toEqual([]);
  });

  test("of what was too large is still too large: a line of the list can go", () => {
    const done = measured.filter(({ name, brotli }) => name in LEFT && brotli <= budgetOf(name));
    expect(done.map(({ name }) => name)).toEqual([]);
  });

  test("of the core is not paid for a reader that it does not use", async () => {
    expect((await core()).packages).toEqual(["is-network-error", "jwt-decode", "p-retry"]);
  });
});
