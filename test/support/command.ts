/**
 * The command without a process: what it prints, at a fixed time and on any terminal.
 *
 * @module
 */
import { run, type Terminal } from "../../src/cli/run.ts";

export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

/** `evertoken` with these words. */
export async function commanded(
  words: readonly string[],
  terminal: Partial<Terminal> & Pick<Terminal, "now">,
): Promise<Outcome> {
  const outcome: Outcome = { code: null, out: "", err: "" };
  outcome.code = await run({
    words,
    colour: false,
    read: () => Promise.resolve(undefined),
    print: (text) => (outcome.out += text),
    complain: (text) => (outcome.err += text),
    version: () => "0",
    ...terminal,
  });
  return outcome;
}
