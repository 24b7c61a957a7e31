#!/usr/bin/env node
/**
 * The command `evertoken`: Node's process, handed to `cli/run.ts`.
 *
 * @module
 */
import { readChunks } from "./cli/read.ts";
import { EXIT, run } from "./cli/run.ts";
import { DEFAULT_ENVIRONMENT } from "./runtime/host.ts";

/** The part of Node that is used here; the package itself is compiled without Node's types. */
interface NodeProcess {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly stdout: NodeOutput & { readonly isTTY?: boolean };
  readonly stderr: NodeOutput;
  exitCode: number;
  getBuiltinModule(name: "node:fs"): { readFileSync(file: URL, encoding: "utf8"): string };
}

interface NodeOutput {
  write(text: string): void;
  on(event: "error", listener: (error: { readonly code?: string }) => void): void;
}

const { process } = globalThis as unknown as { process: NodeProcess };
const { argv, env, stdin, stdout, stderr } = process;

let failed: number | undefined;
function giveUp(): void {
  process.exitCode = failed = EXIT.unusable;
}
stdout.on("error", ({ code = "unknown" }) => {
  if (code === "EPIPE") return; // whoever read it has seen enough, as `head` does
  giveUp();
  stderr.write(`The report could not be written: ${code}.\n`);
});
stderr.on("error", giveUp); // nobody is left who could be told

const exit = await run({
  words: argv.slice(2),
  colour: stdout.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb",
  now: DEFAULT_ENVIRONMENT.now,
  async read(lengthLimitOf) {
    if (stdin.isTTY) return undefined;
    return readChunks(stdin, lengthLimitOf);
  },
  print: (text) => stdout.write(text),
  complain: (text) => stderr.write(text),
  version() {
    // Not an import: bundlers drop the attribute that Node demands of JSON.
    const manifest = process
      .getBuiltinModule("node:fs")
      .readFileSync(new URL("../package.json", import.meta.url), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
  },
});
// Not `process.exitCode ??=`: where it is not set yet, a runtime may say 0.
process.exitCode = failed ?? exit;
