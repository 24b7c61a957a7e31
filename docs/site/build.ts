/**
 * Builds the documentation site from docs/ into docs/site/dist: `npm run docs`.
 *
 * Its tools have a package.json of their own, which is installed at the first build and after each change of its lock file.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { ENTRIES } from "../../rollup.config.mjs";
import { publishMarkdown } from "./markdown.ts";
import { makeRelative } from "./relative.ts";
import { stage } from "./stage.ts";

const HERE = import.meta.dirname;
const ROOT = join(HERE, "../..");
const DIST = join(HERE, "dist");
const STAGE = join(HERE, ".stage");

function step(name: string, work: () => void): void {
  const beganAt = performance.now();
  work();
  console.log(`${name}: ${((performance.now() - beganAt) / 1000).toFixed(1)} s`);
}

const run = (command: string, ...args: string[]): void => {
  execFileSync(command, args, { cwd: HERE, stdio: ["ignore", "ignore", "inherit"] });
};

/** Installed once for each lock file. */
function installTools(): void {
  const lock = readFileSync(join(HERE, "package-lock.json"), "utf8");
  const mark = join(HERE, "node_modules/.installed-lock.json");
  if (existsSync(mark) && readFileSync(mark, "utf8") === lock) return;
  run("npm", "ci", "--no-audit", "--no-fund");
  writeFileSync(mark, lock);
}

/** One page for each entry point but the command line. */
function writeApi(): void {
  const rooms = Object.entries(ENTRIES).filter(([name]) => name !== "cli");
  const options = {
    entryPoints: rooms.map(([, room]) => `${ROOT}/src/${room}.ts`),
    tsconfig: `${ROOT}/tsconfig.json`,
    plugin: ["typedoc-plugin-markdown"],
    out: `${STAGE}/api`,
    outputFileStrategy: "modules",
    entryFileName: "index",
    readme: "none",
    name: "API reference",
    disableSources: true,
    hidePageHeader: true,
    hideBreadcrumbs: true,
    excludePrivate: true,
    excludeInternal: true,
    skipErrorChecking: true, // `npm run types` has checked them, with the compiler that counts
    logLevel: "Error",
    useCodeBlocks: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
  };
  const file = join(STAGE, "typedoc.json");
  writeFileSync(file, JSON.stringify(options));
  run("node_modules/.bin/typedoc", "--options", file);
  rmSync(file);
  nameEntries(rooms);
  listEntries(rooms);
}

/** The first page: what each entry is for, in the order of the page of entry points. */
function listEntries(rooms: readonly (readonly [name: string, room: string])[]): void {
  const table = readFileSync(join(ROOT, "docs/entry-points.md"), "utf8");
  const uses = new Map(
    [...table.matchAll(/^\| (`evertoken[^|]*`) +\| (.*?) +\|$/gm)].flatMap(([, names, use]) =>
      [...names!.matchAll(/`([^`]+)`/g)].map(([, name]) => [name!, use!.replace(/\]\((?!https?:)/g, "](../")] as const),
    ),
  );
  const order = [...uses.keys()];
  const rows = rooms
    .map(([name, room]) => (name === "index" ? ["evertoken", "evertoken"] : [`evertoken/${name}`, room]))
    .sort(([one], [other]) => order.indexOf(one!) - order.indexOf(other!))
    .map(([name, room]) => `| [${name}](./${room}.md) | ${uses.get(name!)!} |`);
  const front = "---\nprev: false\nnext: false\n---";
  writeFileSync(
    `${STAGE}/api/index.md`,
    `${front}\n\n# API reference\n\n| import | for |\n| --- | --- |\n${rows.join("\n")}\n`,
  );
}

/** TypeDoc names modules by their files; a reader imports them by other names. */
function nameEntries(rooms: readonly (readonly [name: string, room: string])[]): void {
  const names = new Map(rooms.map(([name, room]) => [room, name === "index" ? "evertoken" : `evertoken/${name}`]));
  for (const file of readdirSync(`${STAGE}/api`, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".md")) continue;
    const text = readFileSync(`${STAGE}/api/${file}`, "utf8");
    const named = text
      .replace(/^# ([\w/]+)$/m, (title, room: string) => `# ${names.get(room) ?? title.slice(2)}`)
      .replaceAll("index-1.md", "evertoken.md");
    writeFileSync(`${STAGE}/api/${file}`, named);
  }
  renameSync(`${STAGE}/api/index-1.md`, `${STAGE}/api/evertoken.md`);
}

/** What pages load as a script of the old kind: modules do not run from `file:`. */
function bundleLive(): void {
  buildSync({
    entryPoints: [join(HERE, "live/lifeline.ts")],
    outdir: join(DIST, "live"),
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
}

step("tools", installTools);
rmSync(STAGE, { recursive: true, force: true });
rmSync(DIST, { recursive: true, force: true });
const { pages, sidebar } = stage(ROOT, STAGE);
step("API reference", writeApi);
step(`pages (${pages.length})`, () => run("node_modules/.bin/vitepress", "build", "."));
step("live pages", bundleLive);
step("relative addresses", () => makeRelative(DIST));
step("plain Markdown, llms.txt", () => publishMarkdown(STAGE, DIST, sidebar));
console.log("docs/site/dist/index.html");
