/**
 * `evertoken inspect`, given a terminal to talk to.
 *
 * @module
 */
import { diagnoseToken } from "../diagnose/token/diagnose-token.ts";
import type { Diagnosis } from "../diagnose/error/diagnosis.ts";
import { nearestName, type Provider, providersOf } from "../diagnose/error/provider.ts";
import { type Command, HELP, parseArguments } from "./arguments.ts";
import { type Pasted, pastedIn } from "./input.ts";
import { colours, errorText, listText, type Paint, unpainted, tokenText } from "./paper.ts";

/** The world around the command. */
export interface Terminal {
  /** Arguments after the script's name. */
  readonly words: readonly string[];
  readonly colour: boolean;
  /** Epoch ms. */
  now(): number;
  /** All of the standard input; `undefined` if a person sits at it. Stops reading behind the limit, in characters. */
  read(lengthLimitOf: (start: string) => number): Promise<string | undefined>;
  print(text: string): void;
  complain(text: string): void;
  version(): string;
}

/** No token or error is longer. */
const MIB = 1_048_576;
/** In MiB. A HAR file holds the bodies of a whole page. */
const limitOf = (start: string): number => (/^[\s\uFEFF]*[[{]/.test(start) ? 64 : 1);
const lengthLimitOf = (start: string): number => limitOf(start) * MIB;

export const EXIT = { healthy: 0, findings: 1, unusable: 2, unknown: 3 } as const;

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
      return refuseUsage(terminal, command.message);
    case "inspect":
      return inspect(terminal, command);
  }
}

async function inspect(terminal: Terminal, command: Command & { name: "inspect" }): Promise<number> {
  // An empty argument is an answer of a back end, and diagnosed as such; an empty input is a broken pipe.
  const piped = command.input === undefined;
  const input = piped ? await terminal.read(lengthLimitOf) : command.input;
  if (input === undefined) return refuseUsage(terminal, "There is no token: pass one as an argument, or pipe it in.");
  if (input.length > lengthLimitOf(input))
    return refuseUsage(terminal, `The input is longer than ${limitOf(input)} MiB.`);
  const text = piped ? input.replace(/\r?\n$/, "") : input;
  if (piped && text.trim() === "") return refuseUsage(terminal, "The input is empty.");

  const paint = terminal.colour ? colours : unpainted;
  const pasted: Pasted = command.asError ? { kind: "error", error: jsonIn(text) ?? text } : pastedIn(text);
  if (pasted.kind !== "token") {
    const entries = pasted.kind === "error" ? [["", pasted.error] as const] : pasted.entries;
    return inspectErrors(terminal, command, entries, pasted.kind === "list" ? pasted.what : undefined, paint);
  }
  const misnamed = refusalOf(command.options.provider, TOKEN_PROVIDERS);
  if (misnamed) return refuseUsage(terminal, misnamed);
  const now = terminal.now();
  const diagnosis = diagnoseToken(text, { ...command.options, now });
  terminal.print(command.json ? toJson({ kind: "token", ...diagnosis }) : tokenText(diagnosis, now, paint));
  return diagnosis.findings.some(({ severity }) => severity !== "info") ? EXIT.findings : EXIT.healthy;
}

/** Families of tokens; a product may follow after a hyphen. */
const TOKEN_PROVIDERS = ["twilio", "acs", "agora", "livekit", "oidc", "oauth", "jwt"];

/** Why a provider is refused: it would be taken for "none", and the answer for a better one than it is. */
function refusalOf(provider: string | undefined, names: readonly string[]): string | undefined {
  const name = provider?.toLowerCase();
  if (name === undefined || names.includes(name)) return undefined;
  if (names === TOKEN_PROVIDERS && names.includes(name.split("-", 1)[0]!)) return undefined;
  const nearest = nearestName(name, names);
  return `There is no such provider.${nearest ? ` Did you mean ${nearest}?` : ""}`;
}

async function inspectErrors(
  terminal: Terminal,
  { json, options }: Command & { name: "inspect" },
  entries: readonly (readonly [where: string, error: unknown])[],
  list: string | undefined,
  paint: Paint,
): Promise<number> {
  // Loaded only when needed: the catalog is larger than everything else here.
  const { diagnoseError } = await import("../diagnose/error/diagnose-error.ts");
  const { CATALOG } = await import("../diagnose/catalog/index.ts");
  const misnamed = refusalOf(options.provider, [...providersOf(CATALOG), ...TOKEN_PROVIDERS]);
  if (misnamed) return refuseUsage(terminal, misnamed);
  const { previous: token } = options;
  const provider = options.provider?.toLowerCase() as Provider | undefined;
  const found = entries.map(([where, error]) => ({
    where,
    diagnosis: diagnoseError(error, { provider, token, now: terminal.now() }),
  }));
  if (list === undefined) {
    const { diagnosis } = found[0]!;
    terminal.print(json ? toJson({ kind: "error", ...diagnosis }) : errorText(diagnosis, paint));
  } else {
    terminal.print(json ? toJson({ kind: list, entries: found }) : listText(list, found, paint));
  }
  return exitOf(
    found.map(({ diagnosis }) => diagnosis),
    list === undefined ? "one" : "list",
  );
}

/** The most telling of all: something to do, then something that nobody knows. */
function exitOf(found: readonly Diagnosis[], pasted: "one" | "list"): number {
  if (found.some(({ action, candidates }) => action !== "none" || candidates)) return EXIT.findings;
  if (pasted === "list" || found.every(({ recognised }) => recognised)) return EXIT.healthy;
  // Neither a name, nor a code, nor a word: that is no error at all.
  const isNothing = found.every(
    ({ code, name, cause }) => code === "unknown" && name === "unknown" && !cause.includes('"'),
  );
  return isNothing ? EXIT.unusable : EXIT.unknown;
}

function refuseUsage(terminal: Terminal, message: string): number {
  terminal.complain(`${message}\nSee "evertoken --help".\n`);
  return EXIT.unusable;
}

function toJson(report: object): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
