import { inject, vi } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** What Stryker's runner does: the first run, which also counts what each test covers, or one mutant. */
    readonly mode: "dry-run" | "mutant";
  }
}

// Most mutants of a scheduler make a promise wait for ever. The slowest of these tests takes half a second.
if (inject("mode") === "mutant") vi.setConfig({ testTimeout: 5_000 });
