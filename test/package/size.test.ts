/** Byte budgets, in brotli of the minified bundle; a kB is 1000 bytes. `npm run size` prints all figures. */
import { beforeAll, describe, expect, test } from "vitest";
import { corePackages, sizes, type Size } from "../bench/size.ts";

/** What was measured when each behaviour stood, rounded up: it may only shrink (docs/decisions/0010-size.md). */
const CORE_BUDGETS: Readonly<Record<string, number>> = { "core with dependencies": 12_700 };

/** For each function an adapter exports, its own code alone: the diagnosis is shared by all of them. That of oauth has oauth4webapi in it. */
const ADAPTER_BUDGETS: Readonly<Record<string, number>> = { agora: 5_200, oauth: 4_800, tabs: 3_200 };
const ADAPTER_BUDGET = 1_500;

let measured: readonly Size[];
beforeAll(async () => {
  measured = await sizes();
});

describe("R89 the size", () => {
  test.each(Object.entries(CORE_BUDGETS))("of %s is at most %i bytes", (name, budget) => {
    const { brotli } = measured.find((size) => size.name === name)!;
    expect(brotli).toBeGreaterThan(500); // less would be a bundle that lost its contents
    expect(brotli).toBeLessThanOrEqual(budget);
  });

  test("of each function of an adapter keeps to its budget", () => {
    const functions = measured.filter(({ name }) => name.includes(": "));
    expect(functions.length).toBeGreaterThan(10);
    const tooLarge = functions.filter(
      ({ name, brotli }) => brotli > (ADAPTER_BUDGETS[name.split(":")[0]!] ?? ADAPTER_BUDGET),
    );
    expect(tooLarge).toEqual([]);
  });

  test("of the core is not paid for a reader that it does not use", async () => {
    expect(await corePackages()).toEqual(["is-network-error", "jwt-decode", "p-retry"]);
  });
});
