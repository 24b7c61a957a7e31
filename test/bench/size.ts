/**
 * `npm run size`: what a page pays for one import, in total. esbuild bundles dist/ as an app would have it bundled (one
 * name, tree-shaken, minified). test/package/size.test.ts holds the same figures against the budgets.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { ENTRIES, SCRIPTS } from "../../rollup.config.mjs";
import { budgetOf } from "./budgets.ts";

const DIST = new URL("../../dist/", import.meta.url).pathname;

export interface Size {
  /** `core`, a script's file, or a function by its entry point: `acs: keepCallAgent`. */
  readonly name: string;
  readonly minified: number;
  readonly gzip: number;
  readonly brotli: number;
}

interface Bundle extends Size {
  /** The packages that ended up inside. */
  readonly packages: readonly string[];
}

function measure(name: string, bytes: Uint8Array): Size {
  return {
    name,
    minified: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}

/** The public names that a typical app imports. */
const CORE = `export { TokenManager, TokenError, DEFAULTS } from "./index.js";`;

/** Bundles what an app would write. What it does not bring along, its framework, stays outside. */
async function bundle(name: string, source: string, external: string[] = []): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: DIST },
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    external,
    logLevel: "error",
  });
  const [output] = Object.values(metafile.outputs);
  const inside = Object.entries(output!.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const packages = inside.flatMap(([path]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return { ...measure(name, outputFiles[0]!.contents), packages: [...new Set(packages)].sort() };
}

/** The core alone. */
export const core = (): Promise<Bundle> => bundle("core", CORE);

/** One name of the main entry, and nothing else. */
export const alone = (name: string): Promise<Bundle> => bundle(name, `export { ${name} } from "./index.js";`);

/** The core with each function of an adapter; an app imports one or two. */
async function withAdapter(entry: string, peers: string[]): Promise<Size[]> {
  const functions = Object.keys((await import(`${DIST}${entry}.js`)) as object).sort();
  return Promise.all(
    functions.map((name) => bundle(`${entry}: ${name}`, `${CORE} export { ${name} } from "./${entry}.js";`, peers)),
  );
}

/** Every total: the core, the core with each function of each adapter, the scripts. */
export async function sizes(): Promise<Size[]> {
  const manifest = JSON.parse(readFileSync(`${DIST}../package.json`, "utf8")) as { peerDependencies?: object };
  const peers = Object.keys(manifest.peerDependencies ?? {});
  // No page ever loads processes: it is for Node.
  const isForPages = ([name, room]: readonly [string, string]): boolean =>
    room.startsWith("adapters/") && name !== "processes";
  const adapters = Object.entries(ENTRIES).filter(isForPages);
  const functions = await Promise.all(adapters.map(([entry]) => withAdapter(entry, peers)));
  // No page loads them for its connection: they stand alone, and the catalog is most of them.
  const diagnosis = [
    await bundle("diagnose: diagnoseError", `export { diagnoseError } from "./diagnose.js";`),
    await bundle("diagnose: both", `export { diagnoseError, diagnoseToken } from "./diagnose.js";`),
  ];
  const scripts = Object.keys(SCRIPTS).map((file) => measure(file, readFileSync(DIST + file)));
  const lifeline = await bundle("lifeline: lifeline", `${CORE} export { lifeline } from "./lifeline.js";`);
  return [await core(), ...functions.flat(), lifeline, ...diagnosis, ...scripts];
}

if (import.meta.main) {
  const cells = (row: readonly (string | number)[]): string => row.map((cell) => String(cell).padStart(10)).join("");
  console.log("bytes".padEnd(32) + cells(["minified", "gzip -9", "brotli", "budget"]));
  for (const { name, minified, gzip, brotli } of await sizes())
    console.log(name.padEnd(32) + cells([minified, gzip, brotli, budgetOf(name)]));
}
