/**
 * What the benchmarks share: the folder where the other clients are installed, away from the main install, and the page
 * that keeps the tables.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const HERE = new URL("peers/", import.meta.url);
const CACHE = new URL("../../node_modules/.cache/evertoken-peers/", import.meta.url);
const PAGE = new URL("../../docs/benchmarks.md", import.meta.url);
const SOURCE = new URL("../../src/", import.meta.url);

/** The others' folder, installed; they have a manifest of their own. */
export function peersFolder(): URL {
  mkdirSync(CACHE, { recursive: true });
  const lock = (folder: URL): string => {
    const file = new URL("package-lock.json", folder);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };
  const isInstalled = lock(HERE) === lock(CACHE) && existsSync(new URL("node_modules/.package-lock.json", CACHE));
  for (const name of readdirSync(HERE))
    if (name !== "node_modules") copyFileSync(new URL(name, HERE), new URL(name, CACHE));
  if (!isInstalled)
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: CACHE, stdio: "inherit" });
  return CACHE;
}

/** Runs a script of that folder in a process of its own, with our sources' address; what it prints is JSON. */
export function measured(script: string, ...flags: readonly string[]): unknown {
  const cwd = peersFolder();
  // Many clients in one process, one after the other: Node takes their listeners for a leak and warns.
  const line = ["--no-warnings", ...flags, script, SOURCE.href];
  const stdio: ["ignore", "pipe", "inherit"] = ["ignore", "pipe", "inherit"];
  return JSON.parse(execFileSync(process.execPath, line, { cwd, maxBuffer: 1e8, stdio }).toString());
}

/** The versions of the others that a table is about. */
export function versions(...names: readonly string[]): string {
  const manifest = readFileSync(new URL("package.json", HERE), "utf8");
  const { dependencies } = JSON.parse(manifest) as { dependencies: Readonly<Record<string, string>> };
  const wanted = Object.entries(dependencies).filter(([name]) => names.length === 0 || names.includes(name));
  return wanted.map(([name, version]) => `${name} ${version}`).join(", ");
}

/** The line above a table. */
export const made = (more: string): string =>
  `Made ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node}${more && `: ${more}`}.`;

/** A line of a table. */
export const cells = (values: readonly (string | number)[]): string => `| ${values.join(" | ")} |`;

/** A whole table. */
export const tableOf = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [cells(head), cells(head.map(() => "---")), ...rows.map(cells)].join("\n");

/** A share, rounded down, so that only all of it is 100. */
export const percent = (share: number): string => (share === 1 ? "100" : (Math.floor(1_000 * share) / 10).toFixed(1));

/** Prints a table, and with `--write` puts it into its place on the page. */
export function keep(name: string, lines: string): void {
  console.log(`\n${lines}`);
  if (!process.argv.includes("--write")) return;
  const [before, , after] = readFileSync(PAGE, "utf8").split(new RegExp(`^<!-- ${name}(?: ends)? -->\n`, "m"));
  if (after === undefined) throw new Error(`docs/benchmarks.md has no place for "${name}"`);
  writeFileSync(PAGE, `${before!}<!-- ${name} -->\n\n${lines}\n\n<!-- ${name} ends -->\n${after}`);
}
