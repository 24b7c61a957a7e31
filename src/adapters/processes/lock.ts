/**
 * The lock file, by `proper-lockfile`.
 *
 * @module
 */
import { lock } from "proper-lockfile";
import { fault, type TokenError } from "../../errors.ts";
import { DEFAULT_ENVIRONMENT } from "../../runtime/host.ts";
import type { ProcessLock } from "./connection.ts";
import { codeOf, type Done, fileSystem, hostname, letPass, node, type Stats } from "./node.ts";

/** A holder that says nothing for this long may be dead. */
const STALE_MS = 4_000;

/** How long a holder on another machine, of which we cannot know, is taken for alive without a sign. */
const FOREIGN_MS = 60_000;

/** How long a process waits before it looks again; a random part keeps them from looking together. */
const PAUSE_MS = 50;

// The locks of this process: a process that died may have had its number.
const held = new Set<string>();

/** The lock beside `path`. A holder that is stopped keeps it, and one that was killed does not. */
export function lockOf(path: string): ProcessLock {
  return {
    async tryLock() {
      let release: () => Promise<void>;
      try {
        release = await lock(path, {
          realpath: false,
          stale: STALE_MS,
          update: STALE_MS / 4,
          fs: watchfulFs(path),
          // A process on another machine took us for dead. The call goes on: the store compares before it takes a token.
          onCompromised: () => undefined,
        });
      } catch (error) {
        if (codeOf(error) === "ELOCKED") return undefined;
        if (codeOf(error) === "ENOENT") throw noFolder();
        throw error;
      }
      held.add(path);
      const unlock = (): Promise<void> => {
        held.delete(path);
        return release().catch(unlessGone);
      };
      try {
        signFor(path);
      } catch (error) {
        await unlock();
        throw error;
      }
      return unlock;
    },
    pause: (signal) => letPass(PAUSE_MS * (1 + DEFAULT_ENVIRONMENT.random()), signal),
  };
}

const noFolder = (): TokenError =>
  fault(
    "ERR_FETCH_FAILED",
    'There is no folder for the lock of the option "path"',
    "fixConfig",
    "Make the folder of that file before the first token is wanted.",
  );

/** Releasing a lock that was taken from us, or that somebody has deleted, is no failure. */
function unlessGone(error: unknown): void {
  if (!["ERELEASED", "ENOTACQUIRED", "ENOENT"].includes(codeOf(error))) throw error;
}

/** Who made the lock's folder, and which one it was. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly ino: number;
  readonly birthtimeMs: number;
}

function signFor(path: string): void {
  const fs = fileSystem();
  const { ino, birthtimeMs } = fs.statSync(`${path}.lock`);
  const owner: Owner = { pid: node().pid, host: hostname(), ino, birthtimeMs };
  fs.writeFileSync(`${path}.lock.owner`, JSON.stringify(owner), { mode: 0o600 });
}

function isAlive(path: string, { ino, birthtimeMs, mtimeMs }: Stats): boolean {
  let owner: Partial<Owner> = {};
  try {
    owner = JSON.parse(fileSystem().readFileSync(`${path}.lock.owner`, "utf8")) as Owner;
  } catch {
    // its maker died before it could say who it was, or is about to
  }
  const isKnown = owner.ino === ino && owner.birthtimeMs === birthtimeMs && owner.host === hostname();
  if (!isKnown) return DEFAULT_ENVIRONMENT.now() - mtimeMs < FOREIGN_MS;
  if (owner.pid === node().pid) return held.has(path);
  try {
    return node().kill(owner.pid!, 0);
  } catch (error) {
    return codeOf(error) === "EPERM"; // somebody else's process, so there is one
  }
}

/**
 * The file system as `proper-lockfile` sees it in one attempt. It takes a lock for stale whose time is old: here its
 * process must be dead as well. It removes a stale lock by its name, which may be another process's new lock by then:
 * here it must be the one that was looked at.
 */
function watchfulFs(path: string): object {
  const fs = fileSystem();
  let isOurs = false;
  let looked: Stats | undefined;
  return {
    ...fs,
    mkdir: (folder: string, done: Done) =>
      fs.mkdir(folder, (error) => {
        isOurs = !error;
        done(error);
      }),
    stat: (folder: string, done: Done<Stats>) =>
      fs.stat(folder, (error, stats) => {
        if (stats && !isOurs) {
          looked = stats;
          if (isAlive(path, stats)) stats.mtime = new Date(DEFAULT_ENVIRONMENT.now());
        }
        done(error, stats);
      }),
    rmdir(folder: string, done: Done) {
      if (isOurs) {
        fs.rmdir(folder, done);
        return;
      }
      const aside = `${folder}.${node().pid}`;
      try {
        fs.renameSync(folder, aside);
        const { ino, mtimeMs } = fs.statSync(aside);
        if (ino === looked?.ino && mtimeMs === looked.mtimeMs) {
          fs.rmdir(aside, done);
          return;
        }
        fs.renameSync(aside, folder);
        done(Object.assign(new Error("Another process was faster"), { code: "ELOCKED" }));
      } catch (error) {
        done(error as Error);
      }
    },
  };
}
