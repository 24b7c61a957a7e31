/**
 * `npm run soak`: the long forms of the browser tests, ten minutes for each engine, and seven for calls over a relay. WebKit needs a display (`xvfb-run`).
 */
import { spawnSync } from "node:child_process";

const args = [
  "run",
  "--config",
  "test/vitest.config.ts",
  "test/browser/adapters/tabs.long.test.ts",
  "--project",
  "long",
];
const engines = process.argv.slice(2);
if (engines.length > 0) args.push("-t", engines.join("|"));
const { status } = spawnSync("vitest", args, { stdio: "inherit", env: { ...process.env, ROTATIONS: "200" } });

/** Calls of five minutes over a relay, with credentials of 20 s; in Chromium. */
const calls = [
  "run",
  "--config",
  "test/vitest.config.ts",
  "test/browser/adapters/turn.long.test.ts",
  "--project",
  "long",
];
const relayed = spawnSync("vitest", calls, { stdio: "inherit", env: { ...process.env, CALL_SECONDS: "300" } });

/** Pages that sleep or are hidden for minutes of real time, in each engine; and thirty minutes of faults, in Chromium. */
const asleep = spawnSync(
  "vitest",
  ["run", "--config", "test/vitest.config.ts", "test/browser/core/", "--project", "long"],
  { stdio: "inherit", env: { ...process.env, SOAK: "yes", FAULT_SECONDS: "1800" } },
);
process.exitCode = [status, relayed.status, asleep.status].every((code) => code === 0) ? 0 : 1;
