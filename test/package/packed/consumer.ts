/** Runs programs in the project that `setup.ts` made. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";

const ROOT = new URL("../../../", import.meta.url).pathname;
const run = promisify(execFile);

/** Writes files into a fresh folder of the consumer, so that tests do not see each other's. Returns the folder. */
export function place(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(inject("consumer"), "case-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Runs one program to its natural end, which it must reach; returns what it printed. */
export async function runNode(file: string, source: string, ...flags: string[]): Promise<string> {
  const folder = place({ [file]: source });
  const { stdout } = await run(process.execPath, [...flags, file], { cwd: folder, timeout: 300_000 });
  return stdout;
}

export type Resolution = "node16" | "bundler" | "node10";

const OPTIONS = { strict: true, noEmit: true, target: "es2022", skipLibCheck: false, types: [] as string[] };
const MODULES = {
  node16: { module: "node16", moduleResolution: "node16" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
  node10: { module: "esnext", moduleResolution: "node10" },
};
/** The compiler for each; the newest one no longer knows `node10`. */
const COMPILERS = { node16: ".bin/tsc", bundler: ".bin/tsc", node10: "@typescript/v5/bin/tsc" };

/** Compiles files with `tsc` as a user would, our declarations included; returns its complaints, "" if there are none. */
export async function compile(
  resolution: Resolution,
  files: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const compilerOptions = { ...OPTIONS, ...MODULES[resolution], ...options };
  const folder = place({ "tsconfig.json": JSON.stringify({ compilerOptions }), ...files });
  try {
    await run(process.execPath, [join(ROOT, "node_modules", COMPILERS[resolution]), "-p", folder]);
    return "";
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    if (!stdout) throw new Error(`tsc did not run: ${stderr ?? ""}`, { cause: error });
    return stdout;
  }
}
