/**
 * The house rules of src/, checked on the syntax tree: who may import whom, where third parties and
 * the outside world come in, how long a room may be.
 */
import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { ENTRIES } from "../../rollup.config.mjs";
import { checker, files, parse, program, SRC } from "../support/source-tree.ts";

interface Import {
  /** A file under src/, or the name of a package. */
  readonly target: string;
  readonly typeOnly: boolean;
}

function visit(file: string, look: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    look(node);
    ts.forEachChild(node, walk);
  };
  walk(parse(file));
}

function importsOf(file: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const local = specifier.text.startsWith(".");
    const target = local ? new URL(specifier.text, `file://${SRC}${file}`).pathname.slice(SRC.length) : specifier.text;
    found.push({ target, typeOnly });
  };
  visit(file, (node) => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : undefined;
      const eachIsType = !node.importClause?.name && named?.every((element) => element.isTypeOnly) === true;
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || eachIsType);
    } else if (ts.isExportDeclaration(node)) {
      const named = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : undefined;
      add(node.moduleSpecifier, node.isTypeOnly || named?.every((element) => element.isTypeOnly) === true);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
  });
  return found;
}

/** Reads Agora's tokens, which the core never carries. */
const AGORA_READER = ["core/read/agora.ts", "core/read/inflate.ts"];

/** A room's floor: its folder, or the file's own name at the top. */
function floorOf(file: string): string {
  if (AGORA_READER.includes(file)) return "agora-reader";
  return file.includes("/") ? file.slice(0, file.indexOf("/")) : file.slice(0, -".ts".length);
}

/** What everybody may import: the public words, on the ground floor. */
const GROUND = [
  "errors",
  "known-ends",
  "token",
  "environment",
  "events",
  "retry-options",
  "get-token-options",
  "tab-port",
];

/** Floor -> floors it may import; `type x`: their types alone. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  "known-ends": [],
  token: ["known-ends"],
  environment: [],
  "retry-options": [],
  "get-token-options": [],
  "tab-port": [],
  events: ["errors", "token"],
  core: ["core", ...GROUND, "type options"],
  "agora-reader": ["agora-reader", "core"],
  options: ["core", ...GROUND],
  settings: ["options", "runtime", "core", ...GROUND],
  runtime: ["runtime", "settings", "core", ...GROUND, "type options"],
  manager: ["settings", "runtime", "core", ...GROUND, "type options"],
  diagnose: ["diagnose", "runtime", "core", "agora-reader", ...GROUND],
  adapters: [
    "adapters",
    "diagnose",
    "agora-reader",
    "runtime", // its environment: timers and clock of adapters are injectable as well
    "core", // scrubbed copies of errors
    ...GROUND,
    "type manager",
    "type options",
  ],
  explain: ["events", "type journal"],
  journal: ["journal", "settings", "runtime", "core", ...GROUND, "type manager"],
  lifeline: ["lifeline", "journal", "explain", "runtime", "core", ...GROUND, "type manager"],
  testing: ["testing", "journal", "runtime", "core", ...GROUND, "type options", "type manager"],
  index: ["manager", "explain", "journal", "options", "core", "runtime", ...GROUND],
  cli: ["cli", "index", "diagnose", "runtime", "core", "agora-reader", ...GROUND],
  "iife-core": ["index", "adapters"],
  iife: ["iife-core", "adapters"],
  "iife-diagnose": ["iife", "diagnose"],
};

/** Third party -> its one door. */
const DOORS: Readonly<Record<string, string>> = {
  "jwt-decode": "core/read/jwt.ts",
  "p-retry": "runtime/fetch-cycle.ts",
  eventemitter3: "manager.ts",
  fflate: "core/read/inflate.ts",
  oauth4webapi: "adapters/oauth/requests.ts",
  "proper-lockfile": "adapters/processes/lock.ts",
  "@angular/common/http": "adapters/angular/interceptor.ts",
  "@angular/core": "adapters/angular.ts",
  "lit/html.js": "lifeline/lit.ts",
  "lit/directives/repeat.js": "lifeline/lit.ts",
  "d3-scale": "lifeline/time-scale.ts",
  react: "adapters/react.ts",
  rxjs: "adapters/angular/interceptor.ts",
  "solid-js": "adapters/solid.ts",
  "svelte/reactivity": "adapters/svelte.ts",
  vue: "adapters/vue.ts",
};

const WORLD = ["Date", "performance", "document", "navigator", "window", "localStorage", "BroadcastChannel"];
const TIMERS = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "requestAnimationFrame"];

/** The name of the global that this identifier reads, if it is one: a local variable or a type of the same name is not. */
function globalName(node: ts.Node): string | undefined {
  if (!ts.isIdentifier(node) || ts.isTypeReferenceNode(node.parent) || ts.isTypeQueryNode(node.parent))
    return undefined;
  const declarations = checker.getSymbolAtLocation(node)?.declarations;
  const isGlobal = declarations?.every((at) => program.isSourceFileDefaultLibrary(at.getSourceFile()));
  const isMember = declarations?.some((at) => ts.isInterfaceDeclaration(at.parent) || ts.isTypeLiteralNode(at.parent));
  return isGlobal === true && isMember === false ? node.text : undefined;
}

/** `Date.parse(x)`, `new Date(x)` and `instanceof Date` are arithmetic; only the argument-less forms read the clock. */
function readsNoClock({ parent }: ts.Node): boolean {
  if (ts.isNewExpression(parent)) return (parent.arguments?.length ?? 0) > 0;
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === "parse" || parent.name.text === "UTC";
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
}

const where = (file: string, node: ts.Node): string =>
  `${file}:${parse(file).getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText()}`;

function worldIn(file: string): string[] {
  const found: string[] = [];
  visit(file, (node) => {
    if (ts.isPropertyAccessExpression(node) && node.getText() === "Math.random") found.push(where(file, node));
    const name = globalName(node);
    if (name === undefined || ![...WORLD, ...TIMERS].includes(name)) return;
    if (name !== "Date" || !readsNoClock(node)) found.push(where(file, node.parent));
  });
  return found;
}

describe("the house", () => {
  test("is not empty", () => {
    expect(files).toEqual(expect.arrayContaining(["index.ts", "manager.ts", "options.ts", "errors.ts"]));
  });

  test.each(files)("%s imports only what lies below it", (file) => {
    const allowed = MAY_IMPORT[floorOf(file)];
    expect(allowed, `${file} has a floor in MAY_IMPORT`).toBeDefined();
    const wrong = importsOf(file).filter(({ target, typeOnly }) => {
      if (target.startsWith("node:")) return floorOf(file) !== "cli";
      if (!target.endsWith(".ts")) return DOORS[target] !== file;
      return !allowed!.includes(floorOf(target)) && !(typeOnly && allowed!.includes(`type ${floorOf(target)}`));
    });
    expect(wrong).toEqual([]);
  });

  test("an adapter never imports another adapter", () => {
    const entries = new Set(Object.values(ENTRIES).map((room) => `${room}.ts`));
    const wrong = files
      .filter((file) => file.startsWith("adapters/"))
      .flatMap((file) => importsOf(file).map(({ target }) => `${file} -> ${target}`))
      .filter((edge) => edge.includes("-> adapters/") && entries.has(edge.split("-> ")[1]!));
    expect(wrong).toEqual([]);
  });

  test("values are imported without cycles", () => {
    const cycles: string[] = [];
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      if (path.includes(file) || done.has(file)) return;
      for (const { target, typeOnly } of importsOf(file)) {
        if (!typeOnly && files.includes(target)) walk(target, [...path, file]);
      }
      done.add(file);
    };
    files.forEach((file) => walk(file, []));
    expect(cycles).toEqual([]);
  });

  test("clock, timers, random numbers and page are touched in runtime/ alone", () => {
    const outside = files.filter((file) => !file.startsWith("runtime/") && !file.startsWith("testing"));
    expect(outside.flatMap(worldIn)).toEqual([]);
    // The same look does find them where they are allowed: the rule above is not blind.
    const inside = worldIn("runtime/host.ts").join("\n");
    for (const name of ["Date.now", "setTimeout", "clearTimeout", "performance.now", "Math.random"]) {
      expect(inside).toContain(name);
    }
  });

  test("no room is longer than 200 lines, the catalog's tables apart; none is called utils", () => {
    const long = files
      .filter((file) => !file.startsWith("diagnose/catalog/"))
      .map((file) => ({
        file,
        lines: readFileSync(SRC + file, "utf8")
          .trimEnd()
          .split("\n").length,
      }))
      .filter(({ lines }) => lines > 200);
    expect(long).toEqual([]);
    expect(files.filter((file) => /\butils?\.ts$/.test(file))).toEqual([]);
  });

  test("no function takes a bare true or false: the call would not say what it means", () => {
    const found = files.flatMap((file) => {
      const names: string[] = [];
      visit(file, (node) => {
        if (!ts.isParameter(node) || ts.isFunctionTypeNode(node.parent)) return;
        const first = node.initializer?.kind;
        const isFlag =
          node.type?.kind === ts.SyntaxKind.BooleanKeyword ||
          first === ts.SyntaxKind.TrueKeyword ||
          first === ts.SyntaxKind.FalseKeyword;
        if (isFlag) names.push(`${file}: ${node.name.getText()}`);
      });
      return names;
    });
    expect(found).toEqual([]);
  });
});
