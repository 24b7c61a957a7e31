/**
 * Installs the packages of this folder and of the apps of vendor-react/, once for each lock file.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";

const FOLDERS = ["recipes", "vendor-react/agora", "vendor-react/livekit"];

function install(folder: string): void {
  const cwd = new URL(`../${folder}/`, import.meta.url).pathname;
  const lock = `${cwd}package-lock.json`;
  // The lock file of what is installed. Written last: half an installation must not pass for one.
  const installed = `${cwd}node_modules/.installed-lock.json`;
  if (existsSync(installed) && readFileSync(installed).equals(readFileSync(lock))) return;
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd, stdio: "inherit" });
  copyFileSync(lock, installed);
}

export default function setup(): void {
  FOLDERS.forEach(install);
}
