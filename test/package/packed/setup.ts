/**
 * Packs the built package and installs the tarball into an empty project, once for all tests in this folder.
 * So they see what a user gets, and nothing of this repository.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Folder of a project in which the tarball is installed. */
    consumer: string;
    /** What the tarball holds, sorted. */
    packedFiles: string[];
  }
}

const ROOT = new URL("../../../", import.meta.url).pathname;

const npm = (cwd: string, ...args: string[]): string =>
  execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

export default function setup(project: TestProject): () => void {
  if (!existsSync(`${ROOT}dist/index.js`)) throw new Error("dist/ is missing: these tests need `npm run build` first.");
  const consumer = mkdtempSync(join(tmpdir(), "evertoken-consumer-"));
  const undo = (): void => rmSync(consumer, { recursive: true, force: true });
  try {
    const [packed] = JSON.parse(npm(ROOT, "pack", "--json", "--pack-destination", consumer)) as [
      { filename: string; files: { path: string }[] },
    ];
    writeFileSync(join(consumer, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
    npm(consumer, "install", "--prefer-offline", "--no-audit", "--no-fund", `./${packed.filename}`);
    // The optional peers of single entry points, as their users install them.
    const { peerDependencies } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")) as {
      peerDependencies: object;
    };
    for (const peer of Object.keys(peerDependencies)) {
      mkdirSync(dirname(join(consumer, "node_modules", peer)), { recursive: true });
      symlinkSync(join(ROOT, "node_modules", peer), join(consumer, "node_modules", peer));
    }
    project.provide("consumer", consumer);
    project.provide("packedFiles", packed.files.map(({ path }) => path).sort());
  } catch (error) {
    undo();
    throw error;
  }
  return undo;
}
