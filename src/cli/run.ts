/**
 * `evertoken inspect`, given a terminal to talk to.
 *
 * @module
 */
import type { Diagnosis } from "../diagnose/error/diagnosis.ts";
import { nearestName, type Provider, providersOf } from "../diagnose/error/provider.ts";
import { type Command, HELP, parseArguments } from "./arguments.ts";
import type { HeldTokens } from "./held.ts";
import { isAction } from "../errors.ts";
import { know } from "../known-ends.ts";
import { errorInside, forcedError, pastedIn, saysError } from "./input.ts";
import { colours, errorText, listText, type Paint, unpainted, tokenText } from "./paper.ts";
import type { FailedEntry, Pasted } from "./pasted.ts";
import { worstOf } from "./worst.ts";

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
/** The limit in MiB: JSON may be a HAR file, with the bodies of a whole page. */
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

async function inspect(terminal: Terminal, command: Inspect): Promise<number> {
  // An empty argument is an answer of a back end, and diagnosed as such; an empty input is a broken pipe.
  const piped = command.input === undefined;
  const input = piped ? await terminal.read(lengthLimitOf) : command.input;
  if (input === undefined) return refuseUsage(terminal, "There is no token: pass one as an argument, or pipe it in.");
  if (input.length > lengthLimitOf(input))
    return refuseUsage(terminal, `The input is longer than ${limitOf(input)} MiB.`);
  const text = piped ? input.replace(/\r?\n$/, "") : input;
  if (piped && text.trim() === "") return refuseUsage(terminal, "The input is empty.");

  const pasted = command.asError ? forcedError(text) : pastedIn(text);
  switch (pasted.kind) {
    case "unreadable":
      return refuseUsage(terminal, pasted.why);
    case "token":
      return inspectToken(terminal, command, text, pasted.held);
    case "list":
      return inspectList(terminal, command, pasted);
    case "token or error":
    case "error": {
      const { diagnose } = await knowledge(terminal, command);
      const isToken = pasted.kind === "token or error" && !diagnose({ where: "", ...pasted }).recognised;
      if (!isToken) return inspectError(terminal, command, pasted);
      return inspectToken(terminal, command, text, pasted.held);
    }
  }
}

type Inspect = Command & { readonly name: "inspect" };

function inspectToken(terminal: Terminal, { json, options }: Inspect, text: string, held?: HeldTokens): number {
  const misnamed = refusalOf(options.provider, TOKEN_PROVIDERS);
  if (misnamed) return refuseUsage(terminal, misnamed);
  const now = terminal.now();
  if (held) terminal.complain(`${held.note}\n`);
  const diagnosis = worstOf(held?.tokens ?? [text], { ...options, now });
  terminal.print(json ? toJson({ kind: "token", ...diagnosis }) : tokenText(diagnosis, now, paintOf(terminal)));
  return diagnosis.findings.some(({ severity }) => severity !== "info") ? EXIT.findings : EXIT.healthy;
}

const paintOf = ({ colour }: Terminal): Paint => (colour ? colours : unpainted);

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

interface Knowledge {
  diagnose(failure: FailedEntry): Diagnosis;
  readonly misnamed: string | undefined;
}

/** Loaded only when needed: the catalog is larger than everything else here. */
async function knowledge(terminal: Terminal, { options }: Inspect): Promise<Knowledge> {
  const { diagnoseError } = await import("../diagnose/error/diagnose-error.ts");
  const { CATALOG } = await import("../diagnose/catalog/index.ts");
  const provider = options.provider?.toLowerCase() as Provider | undefined;
  return {
    misnamed: refusalOf(options.provider, [...providersOf(CATALOG), ...TOKEN_PROVIDERS]),
    diagnose({ error, action, secrets }) {
      secrets.forEach(know);
      const asked = { provider, token: options.previous, now: terminal.now() };
      const found = diagnoseError(error, asked);
      if (!found.recognised || !isAction(action)) return found;
      return diagnoseError({ name: "TokenError", code: found.code, message: found.cause, action }, asked);
    },
  };
}

async function inspectError(terminal: Terminal, command: Inspect, { error, secrets }: OneError): Promise<number> {
  const { diagnose, misnamed } = await knowledge(terminal, command);
  if (misnamed) return refuseUsage(terminal, misnamed);
  const diagnosis = fullest(error, (one) => diagnose({ where: "", error: one, secrets }));
  terminal.print(command.json ? toJson({ kind: "error", ...diagnosis }) : errorText(diagnosis, paintOf(terminal)));
  return isMute(diagnosis) && !saysError(error) ? EXIT.unusable : exitOf([diagnosis]);
}

/** Neither a name, nor a code, nor a word. */
const isMute = ({ recognised, code, name, cause }: Diagnosis): boolean =>
  !recognised && code === "unknown" && name === "unknown" && !cause.includes('"');

/** Where the whole holds nothing to quote, the error inside it may: an element of a list, or the value of `error`. */
function fullest(error: unknown, diagnose: (error: unknown) => Diagnosis): Diagnosis {
  let diagnosis = diagnose(error);
  let inner = errorInside(error);
  // As deep as errors are wrapped.
  for (let depth = 0; depth < 4 && inner !== undefined && isMute(diagnosis); depth++) {
    diagnosis = diagnose(inner);
    inner = errorInside(inner);
  }
  return diagnosis;
}

type OneError = Pasted & { readonly kind: "error" | "token or error" };

async function inspectList(
  terminal: Terminal,
  command: Inspect,
  { what, entries, readable, unreadable }: Pasted & { readonly kind: "list" },
): Promise<number> {
  const { diagnose, misnamed } = await knowledge(terminal, command);
  if (misnamed) return refuseUsage(terminal, misnamed);
  const found = entries.map((failure) => ({ where: failure.where, diagnosis: diagnose(failure) }));
  terminal.print(
    command.json
      ? toJson({ kind: what, entries: found, unreadable })
      : listText(what, found, unreadable, paintOf(terminal)),
  );
  if (readable === 0 && unreadable > 0) return EXIT.unusable;
  return exitOf(found.map(({ diagnosis }) => diagnosis));
}

/** The most telling of all: something to do, then something that nobody knows. */
function exitOf(found: readonly Diagnosis[]): number {
  if (found.some(({ action, candidates }) => action !== "none" || candidates)) return EXIT.findings;
  return found.every(({ recognised }) => recognised) ? EXIT.healthy : EXIT.unknown;
}

function refuseUsage(terminal: Terminal, message: string): number {
  terminal.complain(`${message}\nSee "evertoken --help".\n`);
  return EXIT.unusable;
}

function toJson(report: object): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
