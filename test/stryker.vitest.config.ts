import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** One failure ends a mutant's run, so what takes longest comes last: most mutants are found before. */
class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).reverse();
  }
}

/**
 * What mutation tests run (`test/mutation.mjs` says which folders): nothing that builds or opens a browser. Those that
 * take seconds for every mutant (random histories, days of life, processes) are left out: the figure is a lower bound.
 */
export default defineConfig({
  test: {
    include: JSON.parse(process.env["MUTATION_TESTS"]!) as string[],
    isolate: false,
    pool: "threads",
    sequence: { sequencer: QuickestFirst },
    setupFiles: ["test/stryker.setup.ts"],
    testTimeout: 20_000,
  },
});
