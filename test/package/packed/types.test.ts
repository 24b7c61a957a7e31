/** The declarations in the tarball, as a user's compiler sees them. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, inject, test } from "vitest";
import { compile, type Resolution } from "./consumer.ts";
import { importable } from "./installed.ts";

const RESOLUTIONS: Resolution[] = ["node16", "bundler"];
const ROOT = new URL("../../../", import.meta.url).pathname;
const dist = join(inject("consumer"), "node_modules/evertoken/dist");

const importAll = importable
  .map((name, at) => `export * as entry${at} from "${name === "index" ? "evertoken" : `evertoken/${name}`}";`)
  .join("\n");

const DOM = { lib: ["es2022", "dom"] };
const NODE = { lib: ["es2022"], types: ["node"], typeRoots: [join(ROOT, "node_modules/@types")] };

const USE = `
import { DEFAULTS, TokenError, TokenManager, type TokenManagerOptions } from "evertoken";
const options: TokenManagerOptions = {
  fetchToken: async ({ signal, reason, attempt }) => {
    const response = await fetch("/token?" + reason + attempt, { signal });
    return response;
  },
  refreshLeadMs: { min: DEFAULTS.willExpireLeadMs, max: 60_000 },
  retry: { retries: 2 },
};
const tokens = new TokenManager(options);
export const value: Promise<string> = tokens.getToken({ minValidityMs: 5_000 });
export const undo: () => void = tokens.on("willExpire", ({ token, remainingMs }) => console.log(token.format, remainingMs));
export const isOurs = (error: unknown): boolean => error instanceof TokenError && error.code === "ERR_FETCH_FAILED";
`;

describe("R89 the declarations", () => {
  test.each(RESOLUTIONS)("compile under %s, with DOM types and nothing else", async (resolution) => {
    expect(await compile(resolution, { "use.ts": USE, "all.ts": importAll }, DOM)).toBe("");
  });

  test.each(RESOLUTIONS)("compile under %s, without DOM types, in Node", async (resolution) => {
    // The lifeline is an element of a page: whoever imports it has those types.
    const inNode = importAll.replace(/^.*\/lifeline".*$/m, "");
    expect(inNode.length).toBeLessThan(importAll.length);
    expect(await compile(resolution, { "use.ts": USE, "all.ts": inNode }, NODE)).toBe("");
  });

  test("compile for the strictest user", async () => {
    const strictest = {
      ...DOM,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      verbatimModuleSyntax: true,
    };
    expect(await compile("node16", { "package.json": '{"type":"module"}', "use.ts": USE }, strictest)).toBe("");
  });

  test("are really compared: a wrong use does not compile", async () => {
    const wrong = `import { TokenManager } from "evertoken"; export const n: number = new TokenManager({ fetchToken: () => "t" }).peek();`;
    expect(await compile("node16", { "wrong.ts": wrong }, DOM)).toContain("TS2322");
  });
});

describe("R88 the unions", () => {
  test("an exhaustive switch over error codes compiles, one that forgot a code does not", async () => {
    const source = `
import type { Action, TokenErrorCode } from "evertoken";
export function explain(code: TokenErrorCode): string {
  switch (code) {
    case "ERR_FETCH_FAILED": case "ERR_FETCH_TIMEOUT": case "ERR_TOKEN_UNUSABLE": case "ERR_NO_PROGRESS":
    case "ERR_TOKEN_REJECTED": case "ERR_REAUTH_REQUIRED": case "ERR_HANDOVER_FAILED": case "ERR_STOPPED": case "ERR_DISPOSED":
      return code;
  }
}
export function who(action: Action): string {
  switch (action) {
    case "renew": case "refresh": case "rejoin": case "signIn": case "fixConfig": case "fixClock": case "retryLater":
    case "none":
      return action;
  }
}
export function forgetful(
  code: TokenErrorCode,
  // @ts-expect-error ERR_DISPOSED has no case
): string {
  switch (code) {
    case "ERR_FETCH_FAILED": case "ERR_FETCH_TIMEOUT": case "ERR_TOKEN_UNUSABLE": case "ERR_NO_PROGRESS":
    case "ERR_TOKEN_REJECTED": case "ERR_REAUTH_REQUIRED": case "ERR_HANDOVER_FAILED": case "ERR_STOPPED":
      return code;
  }
}
`;
    expect(await compile("node16", { "switch.ts": source }, DOM)).toBe("");
  });

  test("an exhaustive switch over events compiles, and each payload has its own type", async () => {
    const source = `
import type { TokenEvents, TokenManager } from "evertoken";
export function dispatch(name: keyof TokenEvents): number {
  switch (name) {
    case "willExpire": case "expired": case "refreshed": case "attemptFailed": case "refreshFailed":
    case "stateChange": case "warning":
      return 1;
  }
}
export function listen(tokens: TokenManager): void {
  tokens.on("expired", ({ lateByMs }) => lateByMs.toFixed());
  tokens.on("refreshFailed", ({ error, willRetry }) => (willRetry ? error.code : error.action));
  tokens.once("stateChange", (state) => state.phase);
  // @ts-expect-error a misspelt event
  tokens.on("willExpires", () => {});
  // @ts-expect-error a field of another event
  tokens.on("expired", ({ remainingMs }) => remainingMs);
  // @ts-expect-error a phase that does not exist
  tokens.on("stateChange", (state) => state.phase === "sleeping");
}
`;
    expect(await compile("bundler", { "events.ts": source }, DOM)).toBe("");
  });
});

/**
 * Numbers that are neither a duration nor an instant, and the fields of a back end's answer (`expiresOn`, `expires_in`:
 * wire formats, converted where they are read). Reviewed by a person: a name is added here with its meaning, or gets a unit.
 */
const UNITLESS = new Set([
  "retries", //     a count
  "attempt", //     1, 2, ...
  "attempts", //    a count
  "code", //        a vendor's, of an error
  "subCode", //     a vendor's, of an error
  "seed", //        of the virtual environment's random numbers
  "timers", //      a count
  "listeners", //   a count
  "size", //        a count
  "step", //        which one of a saved journal
  "remaining", //   a count, of steps
  "version", //     of a saved journal
  "uid", //         Agora's name for a user
  "expiresOnTimestamp", // Azure's name, epoch ms
  "factor", //      of an exponential backoff
  "status", //      HTTP
  "min", //         of refreshLeadMs, in its unit
  "max", //         of refreshLeadMs, in its unit
  "expiresOn", //   ACS: a date, not a duration
  "expiresIn", //   seconds on the wire
  "expires_in", //  seconds on the wire (RFC 6749)
  "expires_at", //  a date on the wire, like the three below: what is meant is told by its size
  "expires", //     (AWS, ArcGIS)
  "expiration", //  (AWS, Power BI)
  "Expiration", //  (AWS)
  "expireTime", //  (Google)
  "ttl", //         seconds on the wire (TURN)
  "depth", //       a count: how many errors deep
  "refreshIn", //   seconds on the wire
  "refresh_in", //  seconds on the wire
  "ttl", //         seconds on the wire, as TURN servers name them
  "expires_at", //  a date in any form (InstantInput), as Supabase and OpenAI name it
  "expires", //     the same, as Ably and ArcGIS name it
  "expiration", //  the same, as AWS and Power BI name it
  "expireTime", //  the same, as Google names it
  "depth", //       a count: how many wrappers an error stood in
]);
/** Functions of the environment's clocks, named like the platform's own. */
const CLOCKS = new Set(["now", "monotonicNow", "trueNow", "random"]);

/** Every property, parameter, constant or function's result of the public declarations that can be a number. */
function numericNames(): Map<string, string> {
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".d.ts"));
  const program = ts.createProgram(
    files.map((file) => join(dist, file)),
    { strict: true, target: ts.ScriptTarget.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] },
  );
  const checker = program.getTypeChecker();
  const isNumeric = (type: ts.Type): boolean =>
    type.isUnion() ? type.types.some(isNumeric) : (type.flags & ts.TypeFlags.NumberLike) !== 0;
  const typeOf = (node: ts.Node): ts.Type | undefined => {
    if (
      ts.isPropertySignature(node) ||
      ts.isPropertyDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isVariableDeclaration(node)
    ) {
      return checker.getTypeAtLocation(node);
    }
    const isFunction = ts.isMethodSignature(node) || ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node);
    return isFunction ? checker.getSignatureFromDeclaration(node)?.getReturnType() : undefined;
  };
  const found = new Map<string, string>();
  const look = (node: ts.Node): void => {
    const type = typeOf(node);
    const name = type && isNumeric(type) ? (node as ts.NamedDeclaration).name?.getText() : undefined;
    if (name !== undefined) found.set(name, `${node.getSourceFile().fileName}: ${node.getText()}`);
    ts.forEachChild(node, look);
  };
  for (const file of files) look(program.getSourceFile(join(dist, file))!);
  return found;
}

describe("R90 every public number says its unit", () => {
  const names = numericNames();

  test("in its name: ...Ms or ...At", () => {
    expect([...names.keys()]).toEqual(expect.arrayContaining(["willExpireLeadMs", "expiresAt", "retries"]));
    const vague = [...names].filter(
      ([name]) => !/(?:Ms|At|^ms)$/.test(name) && !UNITLESS.has(name) && !CLOCKS.has(name),
    );
    expect(vague).toEqual([]);
  });

  test("and the list of exceptions holds nothing that is gone", () => {
    expect([...UNITLESS, ...CLOCKS].filter((name) => !names.has(name))).toEqual([]);
  });
});
