/**
 * Installs the runtimes and runners of install/package.json outside of the repository, once, and the packed package
 * beside them, each time.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Folder of a project in which runtimes, runners and the tarball are installed. */
    elsewhere: string;
  }
}

const ROOT = new URL("../../", import.meta.url).pathname;
const RECIPE = new URL("install/", import.meta.url).pathname;
const LOCK = "package-lock.json";

const npm = (cwd: string, ...args: string[]): string =>
  execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

const digestOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 16);

/** Under another name until it is whole: half an installation must not pass for one. */
function install(home: string): void {
  const half = mkdtempSync(`${home}-`);
  for (const file of ["package.json", LOCK]) copyFileSync(RECIPE + file, join(half, file));
  npm(half, "ci", "--no-audit", "--no-fund");
  renameSync(half, home);
}

export default function setup(project: TestProject): void {
  if (!existsSync(`${ROOT}dist/index.js`)) throw new Error("dist/ is missing: these tests need `npm run build` first.");
  const home = join(tmpdir(), `evertoken-elsewhere-${digestOf(RECIPE + LOCK)}`);
  if (!existsSync(join(home, LOCK))) install(home);
  const [packed] = JSON.parse(npm(ROOT, "pack", "--json", "--pack-destination", home)) as [{ filename: string }];
  rmSync(join(home, "node_modules/evertoken"), { recursive: true, force: true });
  npm(home, "install", "--no-save", "--no-audit", "--no-fund", "--prefer-offline", `./${packed.filename}`);
  project.provide("elsewhere", home);
}
