/**
 * Installs the SDKs of package.json beside it, once for each lock file.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";

const HERE = new URL("./", import.meta.url).pathname;
const LOCK = `${HERE}package-lock.json`;
/** The lock file of what is installed. Written last: half an installation must not pass for one. */
const INSTALLED = `${HERE}node_modules/.installed-lock.json`;

export default function setup(): void {
  if (existsSync(INSTALLED) && readFileSync(INSTALLED).equals(readFileSync(LOCK))) return;
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: HERE, stdio: "inherit" });
  copyFileSync(LOCK, INSTALLED);
}
