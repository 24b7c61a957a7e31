import { defineConfig } from "vitest/config";
import { BaseSequencer, type Reporter, type TestModule, type TestSpecification } from "vitest/node";

/** Test files that found a mutant, the latest one first. */
const finders: string[] = [];

const finderFirst: Reporter = {
  onTestModuleEnd(module: TestModule) {
    if (module.children.allTests("failed").next().done) return; // those after the finder fail in their set-up
    const before = finders.indexOf(module.moduleId);
    if (before >= 0) finders.splice(before, 1);
    finders.unshift(module.moduleId);
  },
};

/**
 * One failure ends a mutant's run. What found the mutants before comes first, as mutants of one line are tried one after
 * another; of the others, what takes longest comes last.
 */
class FindersFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const quickest = (await super.sort(files)).reverse();
    const rank = ({ moduleId }: TestSpecification) => finders.indexOf(moduleId);
    const found = quickest.filter((file) => rank(file) >= 0).sort((a, b) => rank(a) - rank(b));
    return [...found, ...quickest.filter((file) => rank(file) < 0)];
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
    sequence: { sequencer: FindersFirst },
    reporters: [finderFirst],
    setupFiles: ["test/stryker.setup.ts"],
    testTimeout: 20_000,
  },
});
