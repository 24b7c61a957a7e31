import { defineConfig } from "vitest/config";

// What needs the packed tarball or the built files; all else runs against src/.
const PACKED = ["test/package/packed/**/*.test.ts", "test/package/size.test.ts"];

export default defineConfig({
  test: {
    allowOnly: false,
    projects: [
      {
        test: {
          name: "node",
          testTimeout: 60_000, // against hanging for ever; the slowest property suites take seconds
          include: ["test/**/*.test.ts"],
          exclude: [...PACKED, "test/browser/**"],
        },
      },
      {
        test: {
          name: "package",
          include: PACKED,
          globalSetup: "test/package/packed/setup.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Node drives real browsers from outside. Tests that run inside a page (vitest's browser mode) get a folder
        // and projects of their own here, one an engine: chromium, firefox, webkit.
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
    coverage: {
      include: ["src/**/*.ts"],
      exclude: ["src/index.ts", "src/iife.ts"],
      reportsDirectory: "coverage",
      reporter: ["text", "json-summary", "html"],
    },
  },
});
