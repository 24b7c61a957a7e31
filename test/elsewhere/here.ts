/** Runs programs in the project that `setup.ts` made, and takes programs out of the guide. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";

const run = promisify(execFile);
const guide = readFileSync(new URL("../../docs/guides/testing.md", import.meta.url), "utf8");

/** The blocks of the guide in one language. */
export const blocks = (language: string): string[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map((match) => match[1]!);

/** The block of the guide that begins with the name of its file. */
export function fileOf(name: string): string {
  const block = blocks("js").find((text) => text.startsWith(`// ${name}\n`));
  if (block === undefined) throw new Error(`docs/guides/testing.md has no block // ${name}`);
  return block;
}

export interface Outcome {
  readonly code: number;
  /** What was printed on both streams. */
  readonly printed: string;
}

/** Writes files into a fresh folder of the project and runs a program there. */
export async function runIn(
  files: Readonly<Record<string, string>>,
  [command, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const folder = mkdtempSync(join(inject("elsewhere"), "case-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const path = command === "node" ? process.execPath : join(inject("elsewhere"), "node_modules", command);
  return run(path, args, { cwd: folder, env: { ...process.env, NO_COLOR: "1", ...env } }).then(
    ({ stdout, stderr }) => ({ code: 0, printed: stdout + stderr }),
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, printed: stdout + stderr };
    },
  );
}
