#!/usr/bin/env node
/**
 * The command `evertoken`: Node's process, handed to `cli/run.ts`.
 *
 * @module
 */
import { run } from "./cli/run.ts";
import { DEFAULT_ENVIRONMENT } from "./runtime/host.ts";

/** The part of Node that is used here; the package itself is compiled without Node's types. */
interface NodeProcess {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<string> & { readonly isTTY?: boolean; setEncoding(encoding: "utf8"): void };
  readonly stdout: { readonly isTTY?: boolean; write(text: string): void };
  readonly stderr: { write(text: string): void };
  exitCode: number;
  getBuiltinModule(name: "node:fs"): { readFileSync(file: URL, encoding: "utf8"): string };
}

const { process } = globalThis as unknown as { process: NodeProcess };
const { argv, env, stdin, stdout, stderr } = process;

process.exitCode = await run({
  words: argv.slice(2),
  colour: stdout.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb",
  now: DEFAULT_ENVIRONMENT.now,
  async read(lengthLimitOf) {
    if (stdin.isTTY) return undefined;
    stdin.setEncoding("utf8");
    let input = "";
    for await (const chunk of stdin) {
      input += chunk;
      if (input.length > lengthLimitOf(input)) break;
    }
    return input;
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
