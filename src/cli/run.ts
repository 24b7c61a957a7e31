/**
 * `evertoken inspect`, given a terminal to talk to.
 *
 * @module
 */
import { diagnoseToken } from "../diagnose/token/diagnose-token.ts";
import { tokenIn } from "../diagnose/token/wrapping.ts";
import type { Provider } from "../diagnose/error/provider.ts";
import { type Command, HELP, parseArguments } from "./arguments.ts";
import { colours, errorText, type Paint, plain, tokenText } from "./paper.ts";

/** The world around the command. */
export interface Terminal {
  /** Arguments after the script's name. */
  readonly words: readonly string[];
  readonly colour: boolean;
  /** Epoch ms. */
  now(): number;
  /** All of the standard input; `undefined` if a person sits at it. Stops reading after `maxLength` characters. */
  read(maxLength: number): Promise<string | undefined>;
  print(text: string): void;
  complain(text: string): void;
  version(): string;
}

/** No token or error is longer. */
const MAX_LENGTH = 1_048_576;

export const EXIT = { healthy: 0, findings: 1, unusable: 2 } as const;

/** Runs one command; the exit code. */
export async function run(terminal: Terminal): Promise<number> {
  const command = parseArguments(terminal.words);
  switch (command.name) {
    case "help":
      terminal.print(HELP);
      return EXIT.healthy;
    case "version":
      terminal.print(`${terminal.version()}\n`);
      return EXIT.healthy;
    case "misuse":
      return refuse(terminal, command.message);
    case "inspect":
      return inspect(terminal, command);
  }
}

async function inspect(terminal: Terminal, command: Command & { name: "inspect" }): Promise<number> {
  // An empty argument is an answer of a back end, and diagnosed as such; an empty input is a broken pipe.
  const piped = command.input === undefined;
  const input = piped ? await terminal.read(MAX_LENGTH + 1) : command.input;
  if (input === undefined) return refuse(terminal, "There is no token: pass one as an argument, or pipe it in.");
  if (input.length > MAX_LENGTH) return refuse(terminal, "The input is longer than 1 MiB.");
  const text = piped ? input.replace(/\r?\n$/, "") : input;
  if (piped && text.trim() === "") return refuse(terminal, "The input is empty.");

  const paint = terminal.colour ? colours : plain;
  const json = parse(text);
  const isError =
    command.asError || typeof json === "number" || (typeof json === "object" && json !== null && !tokenIn(json));
  if (isError) return inspectError(terminal, command, json ?? text, paint);

  const now = terminal.now();
  const diagnosis = diagnoseToken(text, { ...command.options, now });
  terminal.print(command.json ? toJson({ kind: "token", ...diagnosis }) : tokenText(diagnosis, now, paint));
  return diagnosis.findings.some(({ severity }) => severity !== "info") ? EXIT.findings : EXIT.healthy;
}

async function inspectError(
  terminal: Terminal,
  { json, options }: Command & { name: "inspect" },
  error: unknown,
  paint: Paint,
): Promise<number> {
  // Loaded only when needed: the catalog is larger than everything else here.
  const { diagnoseError } = await import("../diagnose/error/diagnose-error.ts");
  const { previous: token } = options;
  const provider = options.provider as Provider | undefined;
  const diagnosis = diagnoseError(error, { provider, token, now: terminal.now() });
  terminal.print(json ? toJson({ kind: "error", ...diagnosis }) : errorText(diagnosis, paint));
  if (diagnosis.code === "unknown" && !diagnosis.candidates) return EXIT.unusable;
  return diagnosis.action === "none" && !diagnosis.candidates ? EXIT.healthy : EXIT.findings;
}

function refuse(terminal: Terminal, message: string): number {
  terminal.complain(`${message}\nSee "evertoken --help".\n`);
  return EXIT.unusable;
}

function toJson(report: object): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
