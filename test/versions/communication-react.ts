/**
 * The components of docs/guides/vendor-react.md that are too large for `.ci/run`: compiled, and run in Chromium, with their
 * packages, 590 MB.
 *
 * @module
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { runTests } from "./cell.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const FOLDER = `${ROOT}test/vendor-react/acs`;

/** Of a step: what does not hold, nothing if all is well. */
export interface Said {
  readonly what: string;
  readonly said: readonly string[];
}

/** Installs, compiles and runs. */
export function communicationReact(): Said[] {
  const flags = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  if (!existsSync(`${FOLDER}/node_modules/.package-lock.json`))
    execFileSync("npm", ["ci", ...flags], { cwd: FOLDER, stdio: "ignore" });
  const tsc = `${ROOT}node_modules/.bin/tsc`;
  const { status, stdout } = spawnSync(tsc, ["-p", FOLDER], { cwd: ROOT, encoding: "utf8" });
  const { passed, failed, otherTraps } = runTests(ROOT, "versions", []);
  const notPassed = [...failed, ...otherTraps];
  return [
    { what: "types", said: status === 0 ? [] : stdout.trim().split("\n").slice(0, 5) },
    { what: `${passed} of ${passed + notPassed.length} scenarios`, said: notPassed },
  ];
}
