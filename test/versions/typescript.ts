/**
 * A user's file that imports every entry point of the built package, compiled with each TypeScript that is in use.
 *
 * @module
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = new URL("../../", import.meta.url).pathname;
const COMPILERS = ["@typescript/v5/bin/tsc", "typescript/bin/tsc6", "@typescript/native/bin/tsc"];

export interface Compiled {
  readonly version: string;
  /** What the compiler said: nothing, if all is well. */
  readonly said: readonly string[];
}

const run = (compiler: string, ...args: string[]): string =>
  spawnSync(process.execPath, [join(ROOT, "node_modules", compiler), ...args], { encoding: "utf8" }).stdout.trim();

/** Compiles with each; builds first where nothing is built. */
export function compilers(): Compiled[] {
  if (!existsSync(join(ROOT, "dist/index.d.ts"))) execFileSync("npm", ["run", "-s", "build"], { cwd: ROOT });
  const { exports, name } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly exports: Readonly<Record<string, unknown>>;
    readonly name: string;
  };
  const entries = Object.keys(exports).filter((path) => !path.endsWith(".json"));
  const folder = mkdtempSync(join(tmpdir(), "evertoken-typescript-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(ROOT, join(folder, "node_modules", name));
  const lines = entries.map((path, n) => `export * as entry${n} from "${path.replace(".", name)}";`);
  writeFileSync(join(folder, "user.mts"), lines.join("\n"));
  const options = { strict: true, noEmit: true, target: "es2022", module: "nodenext", skipLibCheck: false, types: [] };
  const config = { compilerOptions: { ...options, lib: ["es2022", "dom"] }, files: ["user.mts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const all = COMPILERS.map((compiler) => ({
    version: run(compiler, "--version").replace("Version ", ""),
    said: run(compiler, "-p", folder).split("\n").filter(Boolean).slice(0, 5),
  }));
  rmSync(folder, { recursive: true });
  return all;
}
