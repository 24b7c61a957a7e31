import { defineConfig } from "vitest/config";

/**
 * The projects. The name of a file says in which it runs:
 *
 * | project     | files                                                                                          |
 * | ----------- | ---------------------------------------------------------------------------------------------- |
 * | `unit`      | `*.test.ts`: all that `npm run check` has time for                                             |
 * | `slow`      | `*.slow.test.ts`: a file of 2 s or more on an idle machine (random histories, processes, days)  |
 * | `package`   | what needs the packed tarball or the built files; all others run against src/                  |
 * | engines     | in `test/browser/`: `*.test.ts` in Chromium, `*.engines.test.ts` in Chromium, Firefox and WebKit, `*.firefox.test.ts` and `*.webkit.test.ts` in that one |
 * | `alone`     | in `test/browser/` too: what cannot bear another browser beside it                              |
 * | `long`      | `*.long.test.ts`: minutes; left to `.ci/run`                                                    |
 * | `frameworks` | in `test/frameworks/`: apps that their framework's own tool builds; left to `.ci/run`       |
 * | `elsewhere` | in `test/elsewhere/`: runtimes and test runners that have to be downloaded; left to `.ci/run`   |
 * | `recipes`   | in `test/recipes/`, `test/vendor-react/`: SDKs that have to be downloaded; left to `.ci/run`                 |
 * | `versions`  | what is too large even for that; left to `npm run versions`                                    |
 */
const PACKED = ["test/package/packed/**/*.test.ts", "test/package/{api,size}.test.ts"];
const SLOW = "test/**/*.slow.test.ts";
const LONG = "test/**/*.long.test.ts";

/** Against hanging for ever, and for nothing else: how long a test takes is the machine's doing. */
const LIMIT_MS = (process.env["ROTATIONS"] ?? process.env["FAULT_SECONDS"]) ? 3_600_000 : 600_000; // `npm run soak` takes its time
const LIMITS = { testTimeout: LIMIT_MS, hookTimeout: LIMIT_MS, expect: { poll: { timeout: LIMIT_MS } } };

/** vitest leaves one core idle by itself, which is half of a machine of two. */
const EVERY_CORE = { maxWorkers: "100%", sequence: { groupOrder: 0 } };
/** Browsers that sleep or hide for minutes of real time: `npm run soak`. */
const REAL_MINUTES = ["test/browser/core/{hidden,suspend}.long.test.ts"];

/** What needs 590 MB of packages. */
const TOO_LARGE = "test/vendor-react/acs.test.ts";

/** Two at a time too: most of what a browser's test does is wait. */
const AFTER_THEM = { maxWorkers: "100%", sequence: { groupOrder: 1 } };
/** Agora's SDKs give a server few seconds for each answer, and its tests' tokens live as long: beside other browsers both may be too late. */
const IN_A_HURRY = ["test/browser/adapters/agora-rt{c,m}.test.ts"];

/** The engines that Node drives from outside; a test finds its own with `inject("engine")`. */
const ENGINES = ["chromium", "firefox", "webkit"] as const;

declare module "vitest" {
  export interface ProvidedContext {
    /** The engine of a browser project. */
    engine: (typeof ENGINES)[number];
  }
}

export default defineConfig({
  test: {
    allowOnly: false,
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [SLOW, LONG, ...PACKED, "test/{browser,elsewhere,frameworks,recipes,vendor-react,versions}/**"],
          ...EVERY_CORE,
          isolate: false, // half of the time; a file that leaves a global changed is found out by the next one
          ...LIMITS,
        },
      },
      {
        test: {
          name: "slow",
          include: [SLOW],
          exclude: [...PACKED, "test/{browser,recipes,vendor-react,versions}/**"],
          ...EVERY_CORE,
          ...LIMITS,
        },
      },
      {
        test: {
          name: "package",
          include: PACKED,
          globalSetup: "test/package/packed/setup.ts",
          ...EVERY_CORE,
          ...LIMITS,
        },
      },
      ...ENGINES.map((engine) => ({
        test: {
          name: engine,
          include:
            engine === "chromium" ? ["test/browser/**/*.test.ts"] : [`test/browser/**/*.{engines,${engine}}.test.ts`],
          exclude: [
            LONG,
            ...(engine === "chromium" ? ["test/browser/**/*.{firefox,webkit}.test.ts", ...IN_A_HURRY] : []),
          ],
          provide: { engine },
          ...AFTER_THEM,
          ...LIMITS,
        },
      })),
      { test: { name: "alone", include: IN_A_HURRY, maxWorkers: 1, sequence: { groupOrder: 2 }, ...LIMITS } },
      {
        test: {
          name: "elsewhere",
          include: ["test/elsewhere/*.test.ts"],
          globalSetup: "test/elsewhere/setup.ts",
          ...AFTER_THEM,
          ...LIMITS,
        },
      },
      {
        test: {
          name: "frameworks",
          include: ["test/frameworks/*.test.ts"],
          globalSetup: "test/frameworks/setup.ts",
          ...AFTER_THEM,
          ...LIMITS,
        },
      },
      {
        test: {
          name: "recipes",
          include: ["test/{recipes,vendor-react}/*.test.ts"],
          exclude: [TOO_LARGE],
          globalSetup: "test/recipes/setup.ts",
          provide: { engine: "chromium" as const },
          ...AFTER_THEM,
          ...LIMITS,
        },
      },
      {
        test: {
          name: "versions",
          include: [TOO_LARGE],
          provide: { engine: "chromium" as const },
          ...AFTER_THEM,
          ...LIMITS,
        },
      },
      {
        test: {
          name: "long",
          include: [LONG],
          exclude: ["test/{recipes,vendor-react,versions}/**", ...(process.env["SOAK"] ? [] : REAL_MINUTES)],
          provide: { engine: "chromium" as const },
          ...AFTER_THEM,
          ...LIMITS,
        },
      },
    ],
    coverage: {
      include: ["src/**/*.ts"],
      exclude: ["src/index.ts", "src/iife*.ts"],
      reportsDirectory: "coverage",
      reporter: ["text", "json-summary", "html"],
    },
  },
});
