/**
 * One version of one SDK: a copy of src/ and test/ whose node_modules has that version, and all else as this
 * repository has it.
 *
 * @module
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = new URL("../../", import.meta.url).pathname;
const CACHE = join(ROOT, "node_modules/.cache/evertoken-versions");

export interface Row {
  readonly sdk: string;
  readonly guide: string;
  readonly versions: readonly string[];
  /** A version that an adapter must refuse. */
  readonly tooOld?: string;
  /** In test/types/. */
  readonly types: string;
  /** Of test/vitest.config.ts. */
  readonly project?: string;
  readonly scenarios?: readonly string[];
  /** Where not all scenarios hold, how many of them did when they were run last: `17 of 19`. Fewer are a failure. */
  readonly holds?: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly passed: number;
  readonly failed: readonly string[];
  /** Tests of how the newest SDK behaves. An older one may behave otherwise: that is told, and no failure. */
  readonly otherTraps: readonly string[];
}

/** `name` or `@scope/name` of everything that is installed in a folder. */
const packagesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) =>
    name.startsWith("@") ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : name,
  );

/** Links packages that are not there yet. */
function link(names: readonly string[], from: string, to: string): void {
  for (const name of names) {
    if (name.startsWith(".") || existsSync(join(to, name))) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    symlinkSync(join(from, name), join(to, name));
  }
}

/** Makes the copy, and returns its folder. */
export function prepare(sdk: string, version: string): string {
  const cell = join(CACHE, `${sdk.replace("/", "+")}@${version}`);
  const installed = join(cell, "sdk");
  if (!existsSync(join(installed, "node_modules", sdk))) {
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(installed, "package.json"), `{ "private": true }\n`);
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps", "--no-package-lock"];
    execFileSync("npm", ["install", ...flags, `${sdk}@${version}`], { cwd: installed, stdio: "ignore" });
  }
  for (const name of ["node_modules", "src", "test"]) rmSync(join(cell, name), { recursive: true, force: true });
  for (const name of ["src", "test", "package.json", "rollup.config.mjs", "tsconfig.json"])
    cpSync(join(ROOT, name), join(cell, name), {
      recursive: true,
      filter: (path) => !/\/test\/.*node_modules/.test(path),
    });
  const modules = join(cell, "node_modules");
  link([sdk], join(installed, "node_modules"), modules); // its own dependencies are found beside it
  link(packagesIn(join(ROOT, "node_modules")), join(ROOT, "node_modules"), modules);
  return cell;
}

/** Compiles the test of the types: what the compiler said, empty if nothing. */
export function compile(cell: string, { types }: Row): string {
  const emit = { noEmit: true, declaration: false, isolatedDeclarations: false };
  const compilerOptions = { ...emit, rootDir: ".", types: ["node"] };
  const config = { extends: "./tsconfig.json", compilerOptions, include: [], files: [`test/types/${types}`] };
  writeFileSync(join(cell, "tsconfig.cell.json"), JSON.stringify(config));
  const tsc = join(ROOT, "node_modules/.bin/tsc");
  return spawnSync(tsc, ["-p", "tsconfig.cell.json"], { cwd: cell, encoding: "utf8" }).stdout.trim();
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
  }[];
}

/** Runs test files in the copy. */
export function runTests(cell: string, project: string, files: readonly string[]): Outcome {
  const report = join(cell, "node_modules/.evertoken-report.json");
  rmSync(report, { force: true });
  const vitest = [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--config", "test/vitest.config.ts"];
  // An old SDK may never say what a scenario waits for.
  const limit = "--testTimeout=90000";
  const options = [limit, "--project", project, "--reporter=json", `--outputFile=${report}`, ...files];
  spawnSync(process.execPath, [...vitest, ...options], { cwd: cell, stdio: "ignore" });
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  const all = testResults.flatMap(({ name, message, assertionResults }) =>
    assertionResults.length > 0 ? assertionResults : [{ status: "failed", title: `${name}: ${message}` }],
  );
  const notPassed = all.filter(({ status }) => status !== "passed").map(({ title }) => title);
  return {
    passed: all.length - notPassed.length,
    failed: notPassed.filter((title) => !title.startsWith("trap")),
    otherTraps: notPassed.filter((title) => title.startsWith("trap")),
  };
}
