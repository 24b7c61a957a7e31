import { defineConfig } from "vitest/config";

/** What mutation tests run: the suites that exercise the mutated rooms, nothing that builds or opens a browser. */
export default defineConfig({
  test: { include: ["test/{core,runtime,scenarios}/**/*.test.ts", "test/*.test.ts"] },
});
