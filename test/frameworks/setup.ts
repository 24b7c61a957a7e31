/**
 * Packs the built package, once for all apps in this folder.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** The packed package. */
    tarball: string;
  }
}

const ROOT = new URL("../../", import.meta.url).pathname;

export default function setup(project: TestProject): () => void {
  if (!existsSync(`${ROOT}dist/index.js`)) throw new Error("dist/ is missing: these tests need `npm run build` first.");
  const folder = mkdtempSync(join(tmpdir(), "evertoken-packed-"));
  const packed = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  project.provide("tarball", join(folder, filename));
  return () => rmSync(folder, { recursive: true, force: true });
}
