/** Byte budgets, in brotli of the minified bundle; a kB is 1000 bytes. `npm run size` prints all figures. */
import { beforeAll, describe, expect, test } from "vitest";
import { corePackages, sizes, type Size } from "../bench/size.ts";

const CORE_BUDGETS: Readonly<Record<string, number>> = { "core with dependencies": 6_000, "own core": 4_000 };

/** By entry point, for an app that has the core. An entry without a line of its own may take an adapter's size. */
const ENTRY_BUDGETS: Readonly<Record<string, number>> = { agora: 4_000, diagnose: Infinity, testing: Infinity };
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

  test("of every other entry point keeps to its budget", () => {
    const entries = measured.filter(({ name }) => !(name in CORE_BUDGETS) && name !== "script tag");
    expect(entries.filter(({ name, brotli }) => brotli > (ENTRY_BUDGETS[name] ?? ADAPTER_BUDGET))).toEqual([]);
  });

  test("of the core is not paid for a reader that it does not use", async () => {
    expect(await corePackages()).toEqual(["eventemitter3", "is-network-error", "jwt-decode", "p-retry"]);
  });
});
