import { afterEach, inject, vi } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** What Stryker's runner does: the first run, which also counts what each test covers, or one mutant. */
    readonly mode: "dry-run" | "mutant";
    /** Which mutant it is. */
    readonly activeMutant: string;
  }
}

declare global {
  /** The last mutant that a test of this thread has found. */
  var foundMutant: string | undefined;
}

if (inject("mode") === "mutant") {
  const mutant = inject("activeMutant");
  // Vitest's `bail` runs no more tests, and still reads the files of all the others, which takes longer than most tests.
  if (globalThis.foundMutant === mutant) throw new Error("A test before has found this mutant");
  afterEach(({ task }) => {
    if (task.result?.state === "fail") globalThis.foundMutant = mutant;
  });
  vi.setConfig({ testTimeout: Number(process.env["MUTATION_LIMIT_MS"]) });
}
