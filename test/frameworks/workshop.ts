/**
 * A place where one app is built with its framework's own tool: what the app's lock file names is installed once and kept
 * for the next run, the packed package each time.
 *
 * @module
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject, onTestFinished } from "vitest";

const ROOT = new URL("../../", import.meta.url).pathname;
const HERE = new URL("./", import.meta.url).pathname;
const LOCK = "package-lock.json";
const exec = promisify(execFile);

export interface Workshop {
  /** A copy of the app's files; the packages lie above. */
  readonly folder: string;
  /** Runs a program that the app has installed (the compiler is the repository's), to its end. */
  run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  /** Starts a server that prints its address, and returns the address. It ends with the test. */
  serve(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
}

async function install(recipe: string): Promise<string> {
  const digest = createHash("sha256")
    .update(readFileSync(join(recipe, LOCK)))
    .digest("hex")
    .slice(0, 16);
  const home = join(tmpdir(), `evertoken-frameworks-${digest}`);
  if (!existsSync(home)) {
    // Under another name until it is whole: half an installation must not pass for one.
    const half = mkdtempSync(`${home}-`);
    for (const file of ["package.json", LOCK]) copyFileSync(join(recipe, file), join(half, file));
    await exec("npm", ["ci", "--no-audit", "--no-fund"], { cwd: half });
    renameSync(half, home);
  }
  rmSync(join(home, "node_modules/evertoken"), { recursive: true, force: true });
  await exec("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefer-offline", inject("tarball")], {
    cwd: home,
  });
  return home;
}

/**
 * @param name - the folder with the app's files
 * @param recipe - the folder with its packages, where that is another one
 */
export async function openWorkshop(name: string, recipe = name): Promise<Workshop> {
  const home = await install(HERE + recipe);
  const folder = mkdtempSync(join(home, "app-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(HERE + name, folder, { recursive: true });
  if (recipe !== name) copyFileSync(join(HERE, recipe, "package.json"), join(folder, "package.json"));
  const command = (program: string): string => join(program === "tsc" ? ROOT : home, "node_modules/.bin", program);
  const settings = (env: object): { cwd: string; env: NodeJS.ProcessEnv } => ({
    cwd: folder,
    env: { ...process.env, NODE_ENV: undefined, VITEST: undefined, NO_COLOR: "1", ...env },
  });

  return {
    folder,
    async run(program, args, env = {}) {
      try {
        const { stdout, stderr } = await exec(command(program), args, settings(env));
        return stdout + stderr;
      } catch (error) {
        const { stdout, stderr } = error as { stdout?: string; stderr?: string };
        throw new Error(`${program} ${args.join(" ")} failed:\n${stdout ?? ""}${stderr ?? ""}`, { cause: error });
      }
    },
    async serve(program, args, env = {}) {
      const child = spawn(command(program), args, { ...settings(env), stdio: ["ignore", "pipe", "pipe"] });
      onTestFinished(async () => {
        child.kill();
        if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      });
      return new Promise((resolve, reject) => {
        let printed = "";
        const look = (chunk: Buffer): void => {
          printed += chunk.toString();
          const address = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(printed)?.[0];
          if (address) resolve(address);
        };
        child.stdout.on("data", look);
        child.stderr.on("data", look);
        child.on("exit", () => reject(new Error(`${program} ended:\n${printed}`)));
      });
    },
  };
}
