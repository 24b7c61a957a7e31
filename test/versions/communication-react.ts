/**
 * The component of docs/guides/vendor-react.md that is too large to be run: compiled with its packages, some 600 MB.
 *
 * @module
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const ROOT = new URL("../../", import.meta.url).pathname;
const FOLDER = `${ROOT}test/vendor-react/acs`;

/** What the compiler said: nothing, if all is well. */
export function compileCommunicationReact(): string[] {
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund"];
  if (!existsSync(`${FOLDER}/node_modules`)) execFileSync("npm", ["ci", ...flags], { cwd: FOLDER, stdio: "ignore" });
  const tsc = `${ROOT}node_modules/.bin/tsc`;
  const { status, stdout } = spawnSync(tsc, ["-p", FOLDER], { cwd: ROOT, encoding: "utf8" });
  return status === 0 ? [] : stdout.trim().split("\n").slice(0, 5);
}
