/**
 * The command line.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { KEYS } from "./keys.ts";

export interface Arguments {
  /** When to end; `undefined`: when told to. */
  readonly endAfterMs: number | undefined;
  /** Keys pressed by themselves. */
  readonly script: readonly { readonly key: string; readonly afterMs: number }[];
  readonly help: boolean;
}

export const USAGE = `node docs/demo/main.ts [--seconds 30] [--script "d@8,u@12"]

  --seconds n   end after n seconds
  --script s    press keys by itself: d@8 presses d after 8 seconds
  --help        this text`;

/** @throws RangeError, or parseArgs' TypeError, for what cannot be understood */
export function readArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...argv],
    options: { seconds: { type: "string" }, script: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  return {
    endAfterMs: values.seconds === undefined ? undefined : toMs("--seconds", values.seconds),
    script: values.script === undefined ? [] : values.script.split(",").map(readStep),
    help: values.help === true,
  };
}

function readStep(step: string): { key: string; afterMs: number } {
  const [key = "", at = ""] = step.trim().split("@");
  if (!KEYS[key]) throw new RangeError(`--script: no such key in "${step}"; there are ${Object.keys(KEYS).join(" ")}`);
  return { key, afterMs: toMs("--script", at) };
}

function toMs(option: string, text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new RangeError(`${option}: not a number of seconds: "${text}"`);
  return Number(text) * 1000;
}
