/** The installed package: its files, its manifest, and who imports what. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { inject } from "vitest";
import { ENTRIES } from "../../../rollup.config.mjs";

export const readInstalled = (file: string): string =>
  readFileSync(join(inject("consumer"), "node_modules/evertoken", file), "utf8");

/** The HTML blocks of a page of the documentation, in order. */
export const htmlBlocks = (file: string): string[] =>
  [...readInstalled(file).matchAll(/^```html\n([^]*?)^```$/gm)].map((match) => match[1]!);

interface Manifest {
  readonly main: string;
  readonly types: string;
  readonly exports: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export const manifest = JSON.parse(readInstalled("package.json")) as Manifest;
export const peers: readonly string[] = Object.keys(manifest.peerDependencies ?? {});

/** The packages that a file of dist/ imports, those of the files that it imports included. */
function packagesOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  return ts.preProcessFile(readInstalled(file)).importedFiles.flatMap(({ fileName }) => {
    if (fileName.startsWith("node:")) return [];
    if (!fileName.startsWith(".")) return [/^(?:@[^/]+\/)?[^/]+/.exec(fileName)![0]];
    const target = join(dirname(file), fileName);
    return packagesOf(file.endsWith(".d.ts") ? target.replace(/\.js$/, ".d.ts") : target, seen);
  });
}

/** Entry point -> the packages that its code and its declarations import. */
export const imported: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.keys(ENTRIES).map((name) => [
    name,
    new Set(["js", "d.ts"].flatMap((ending) => packagesOf(`dist/${name}.${ending}`))),
  ]),
);

/** The entry points that can be imported where nothing but the package is installed; `cli` runs when it is loaded. */
export const importable: readonly string[] = [...imported]
  .filter(([name, packages]) => name !== "cli" && !peers.some((peer) => packages.has(peer)))
  .map(([name]) => name);
