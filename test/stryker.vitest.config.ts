import { defineConfig } from "vitest/config";

/**
 * What mutation tests run: the suites that exercise the core, nothing that builds or opens a browser. Those that
 * take seconds for every mutant (random histories, days of life, processes) are left out: the figure is a lower bound.
 */
export default defineConfig({
  test: {
    include: ["test/{core,runtime,scenarios}/**/*.test.ts", "test/*.test.ts"],
    exclude: ["test/**/*.slow.test.ts", "test/journal.test.ts"],
    isolate: false,
    pool: "threads",
    testTimeout: 20_000,
  },
});
