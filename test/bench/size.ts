/**
 * `npm run size`: what a user's bundle grows by. Bundles dist/ as a bundler would (rollup, terser, tree-shaking)
 * and prints minified, gzip and brotli bytes. test/package/size.test.ts holds the same figures against the budgets.
 */
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { rollup } from "rollup";
import { ENTRIES, inlineDependencies, minify } from "../../rollup.config.mjs";

const DIST = new URL("../../dist/", import.meta.url).pathname;
const BUILD = new URL("../../build/", import.meta.url).pathname;

export interface Size {
  readonly name: string;
  readonly minified: number;
  readonly gzip: number;
  readonly brotli: number;
}

interface Bundle extends Size {
  /** What ended up inside: files of dist/, and names of packages. */
  readonly contents: ReadonlySet<string>;
}

function measure(name: string, code: string | Buffer): Size {
  const bytes = Buffer.from(code);
  return {
    name,
    minified: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}

/** The package a file belongs to, or the file itself. */
const originOf = (id: string): string => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? id;

/** Bundles one line of source; what `external` names (a package or a file of dist/) stays an import. */
async function bundle(name: string, source: string, external: (id: string) => boolean): Promise<Bundle> {
  const entry = {
    name: "entry",
    resolveId: (id: string) => (id === "entry" ? "\0entry" : null),
    load: (id: string) => (id === "\0entry" ? source : null),
  };
  const build = await rollup({ input: "entry", external, plugins: [entry, inlineDependencies()] });
  const { output } = await build.generate({ format: "es", plugins: [minify({ module: true })] });
  await build.close();
  const { code, modules } = output[0];
  const kept = Object.keys(modules).filter((id) => modules[id]!.renderedLength > 0);
  return { ...measure(name, code), contents: new Set(kept.map(originOf)) };
}

/** The public names a typical app imports. */
const CORE = `export { TokenManager, TokenError, DEFAULTS } from "${DIST}index.js";`;

/** Packages in the bundle of an app that uses the core alone; the agora reader's must not be among them. */
export async function corePackages(): Promise<string[]> {
  const { contents } = await bundle("core", CORE, () => false);
  return [...contents].filter((origin) => !/^[/\0]/.test(origin)).sort();
}

/** An adapter's rooms, and the reader that only agora has: what is neither the core's nor the diagnosis'. */
const isAdapters = (id: string): boolean => /\/build\/(?:adapters\/|core\/read\/)|fflate/.test(id);

/** What each function of an adapter adds to an app that has the core and `evertoken/diagnose`; an app imports one or two. */
async function ownCode([name, room]: readonly [string, string]): Promise<Bundle[]> {
  const file = `${BUILD}${room}.js`;
  const functions = Object.keys((await import(file)) as object).sort();
  const isElsewhere = (id: string): boolean => id.startsWith(BUILD) && !isAdapters(id);
  return Promise.all(
    functions.map((one) => bundle(`${name}: ${one}`, `export { ${one} } from "${file}";`, isElsewhere)),
  );
}

/** Core with and without its dependencies, the script tag, and each further entry point in an app that has the core. */
export async function sizes(): Promise<Size[]> {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(`${DIST}../package.json`, "utf8")) as Manifest;
  const core = await bundle("core with dependencies", CORE, () => false);
  const own = await bundle("own core", CORE, (id) => id in dependencies);
  const script = measure("script tag", readFileSync(`${DIST}evertoken.iife.min.js`));
  const isThere = (id: string): boolean => core.contents.has(id) || id in peerDependencies;
  const others = Object.keys(ENTRIES).filter((name) => name !== "index" && name !== "cli");
  const entries = others.map((name) => bundle(name, `export * from "${DIST}${name}.js";`, isThere));
  // No page ever loads processes: it is for Node.
  const isForPages = ([name, room]: readonly [string, string]): boolean =>
    room.startsWith("adapters/") && name !== "processes";
  const adapters = Object.entries(ENTRIES).filter(isForPages);
  return [core, own, script, ...(await Promise.all(entries)), ...(await Promise.all(adapters.map(ownCode))).flat()];
}

interface Manifest {
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
}

if (import.meta.main) {
  const cells = (row: readonly (string | number)[]): string => row.map((cell) => String(cell).padStart(10)).join("");
  console.log("bytes".padEnd(32) + cells(["minified", "gzip -9", "brotli"]));
  for (const { name, minified, gzip, brotli } of await sizes()) {
    console.log(name.padEnd(32) + cells([minified, gzip, brotli]));
  }
}
