/**
 * The command line, taken apart. What it holds is never repeated in a message: it may be a token.
 *
 * @module
 */
import type { DiagnoseTokenOptions } from "../diagnose/token/diagnose-token.ts";
import type { TokenExpectation } from "../diagnose/token/report.ts";

/** What the user asked for. */
export type Command =
  | { readonly name: "help" | "version" }
  | { readonly name: "misuse"; readonly message: string }
  | {
      readonly name: "inspect";
      /** `undefined`: read the standard input. */
      readonly input: string | undefined;
      readonly json: boolean;
      readonly asError: boolean;
      readonly options: DiagnoseTokenOptions;
    };

export const HELP = `Usage: evertoken inspect [options] [token or error]

Reads an access token, or an error as JSON, and says what is wrong with it and what to do.
Everything happens on this machine; nothing is sent, and the token is never printed.

Without an argument the standard input is read, which keeps the token out of the shell's history:
  pbpaste | evertoken inspect --provider twilio-voice

Options
  --provider NAME      twilio, acs, agora, livekit or oidc; also with a product: twilio-voice, agora-rtm;
                       for an error, any provider of docs/errors.md
  --previous TOKEN     the token that this one is to replace; with an error, the token that met it
  --expect-FIELD VALUE what the token must be made for; FIELD is one of app-id, channel, uid, user, identity,
                       room, product, scope (may be repeated), audience, issuer, account, region, kind
  --error              take the input for an error, even if it is not JSON
  --json               print JSON
  --help, --version

A token may stand in an assignment (TOKEN=...), an .env file, an address, cookies, a request's headers or a curl
command: what stands around it is left out. Of several that can be read an access token counts first, and then the worst.
Besides a token or an error: a HAR file or a saved journal, whose failures are diagnosed one by one.
The input is UTF-8 or UTF-16 and has 1 MiB at most, JSON 64 MiB. Of addresses no query and no token is shown.

Exit code: 0 nothing wrong, 1 something found, 2 nothing that could be inspected, 3 an error that nobody knows.
`;

const SWITCHES = ["--json", "--error", "--help", "-h", "--version", "-v"];

const EXPECTATIONS: Readonly<Record<string, keyof TokenExpectation>> = {
  "--expect-app-id": "appId",
  "--expect-channel": "channel",
  "--expect-uid": "uid",
  "--expect-user": "user",
  "--expect-identity": "identity",
  "--expect-room": "room",
  "--expect-product": "product",
  "--expect-scope": "scopes",
  "--expect-audience": "audience",
  "--expect-issuer": "issuer",
  "--expect-account": "account",
  "--expect-region": "region",
  "--expect-kind": "kind",
};

const KINDS = ["access", "id"];

/** Understands the arguments after the script's name. */
export function parseArguments(words: readonly string[]): Command {
  const switches = new Set<string>();
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === "--") {
      operands.push(...words.slice(at + 1));
      break;
    }
    const [, name = "", attached] = /^(-[^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === "" || word === "-") operands.push(word);
    else if (SWITCHES.includes(name) && attached === undefined) switches.add(name);
    else if (name === "--provider" || name === "--previous" || Object.hasOwn(EXPECTATIONS, name)) {
      const value = attached ?? words[++at];
      if (value === undefined) return misuse(`The option ${name} needs a value.`);
      values.set(name, [...(values.get(name) ?? []), value]);
    } else return misuse("There is an option that does not exist.");
  }
  return commandOf(switches, values, operands);
}

function commandOf(switches: Set<string>, values: Map<string, string[]>, operands: string[]): Command {
  if (switches.has("--help") || switches.has("-h")) return { name: "help" };
  if (switches.has("--version") || switches.has("-v")) return { name: "version" };
  const [command, input, ...more] = operands;
  if (command !== "inspect")
    return misuse(command === undefined ? "A command is missing." : "The command does not exist.");
  if (more.length > 0) return misuse("There is more than one token or error; put it in quotation marks.");
  const last = (name: string): string | undefined => values.get(name)?.at(-1);
  const kind = last("--expect-kind");
  if (kind !== undefined && !KINDS.includes(kind)) return misuse(`--expect-kind takes ${KINDS.join(" or ")}.`);
  const expect = Object.entries(EXPECTATIONS).flatMap(([option, field]) => {
    const given = values.get(option);
    if (!given) return [];
    return [
      [
        field,
        field === "scopes"
          ? given.flatMap((scopes) => scopes.split(/[\s,]+/))
          : field === "uid" && given.at(-1) === "0"
            ? 0
            : given.at(-1),
      ],
    ];
  });
  return {
    name: "inspect",
    input: input === "-" ? undefined : input,
    json: switches.has("--json"),
    asError: switches.has("--error"),
    options: {
      provider: last("--provider"),
      previous: last("--previous"),
      expect: Object.fromEntries(expect) as TokenExpectation,
    },
  };
}

function misuse(message: string): Command {
  return { name: "misuse", message };
}
