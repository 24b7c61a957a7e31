import { defineConfig } from "vitest/config";

/**
 * What mutation tests run (`test/mutation.mjs` says which folders): nothing that builds or opens a browser. Those that
 * take seconds for every mutant (random histories, days of life, processes) are left out: the figure is a lower bound.
 */
export default defineConfig({
  test: {
    include: JSON.parse(process.env["MUTATION_TESTS"]!) as string[],
    isolate: false,
    pool: "threads",
    setupFiles: ["test/stryker.setup.ts"],
    testTimeout: 20_000,
  },
});
