/**
 * Starts an example against the demo's back end. What an app of yours would `npm install` is the packed package here.
 *
 * @module
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startBackEnd } from "../demo/backend.ts";
import { serveFolder } from "./serve.ts";

const HERE = new URL("./", import.meta.url).pathname;
const ROOT = new URL("../../", import.meta.url).pathname;
const run = promisify(execFile);

/** What each is built and served by. */
export const EXAMPLES: Readonly<Record<string, "npm" | "pages" | "node">> = {
  "vite-ts": "npm",
  react: "npm",
  vue: "npm",
  next: "npm",
  nuxt: "npm",
  "script-tag": "pages",
  "service-worker": "pages",
  "node-cli": "node",
};

export interface Running {
  /** Where to look at it; a command has no address. */
  readonly url?: string;
  /** What a command has printed. */
  readonly printed?: string;
  close(): Promise<void>;
}

/** Installs what the example's lock file names, and the package as it is built now. */
export async function install(name: string): Promise<void> {
  const cwd = HERE + name;
  const folder = mkdtempSync(join(tmpdir(), "evertoken-example-"));
  try {
    const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: ROOT });
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd });
    const options = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline"];
    await run("npm", ["install", ...options, join(folder, filename)], { cwd });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds an installed example with its own tool. */
export async function build(name: string): Promise<void> {
  await run("npm", ["run", "build"], { cwd: HERE + name, env: settings("") });
}

const settings = (backEnd: string): NodeJS.ProcessEnv => ({
  ...process.env,
  BACK_END: backEnd,
  NEXT_TELEMETRY_DISABLED: "1",
  NO_COLOR: "1",
});

/** Starts an installed example. */
export async function start(name: string): Promise<Running> {
  const backEnd = await startBackEnd();
  try {
    const kind = EXAMPLES[name];
    const running =
      kind === "npm"
        ? await startTool(name, backEnd.url)
        : kind === "pages"
          ? await serveFolder(HERE + name, backEnd.url)
          : await runCommand(name, backEnd.url);
    return { ...running, close: () => running.close().then(() => backEnd.close()) };
  } catch (error) {
    await backEnd.close();
    throw error;
  }
}

async function runCommand(name: string, backEnd: string): Promise<Running> {
  const { stdout } = await run(process.execPath, ["main.mjs"], { cwd: HERE + name, env: settings(backEnd) });
  return { printed: stdout, close: () => Promise.resolve() };
}

/** A development server prints where it listens. */
function startTool(name: string, backEnd: string): Promise<Running> {
  if (!existsSync(`${HERE}${name}/node_modules`)) throw new Error(`${name} is not installed`);
  // A group of its own: npm does not hand a signal on to what it has started.
  const child = spawn("npm", ["run", "start", "--", "--port", "0"], {
    cwd: HERE + name,
    env: settings(backEnd),
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const close = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid!);
    await once(child, "exit");
  };
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /http:\/\/(?:localhost|127\.0\.0\.1):[1-9]\d*/.exec(printed)?.[0];
      if (url) resolve({ url, close });
    });
    child.on("exit", () => reject(new Error(`${name} ended:\n${printed}`)));
  });
}
