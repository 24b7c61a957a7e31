/** What one import costs a page in total, held against test/bench/budgets.ts. `npm run size` prints all figures. */
import { beforeAll, describe, expect, test } from "vitest";
import { budgetOf, NAMED } from "../bench/budgets.ts";
import { alone, core, type Size, sizes } from "../bench/size.ts";

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

  test("R245 of what a page pays for one import keeps to its budget", () => {
    const tooLarge = measured
      .map(({ name, brotli }) => ({ name, brotli, budget: budgetOf(name) }))
      .filter(({ brotli, budget }) => brotli > budget);
    expect(tooLarge).toEqual([]);
  });

  test.each([
    ["readJwt", 1_500],
    ["TokenError", 500],
    ["explain", 1_500],
  ])("R452 %s alone brings no manager along", async (name, most) => {
    expect((await alone(name)).minified).toBeLessThan(most);
  });

  test("of the core is not paid for a reader that it does not use", async () => {
    expect((await core()).packages).toEqual(["is-network-error", "jwt-decode", "p-retry"]);
  });
});
