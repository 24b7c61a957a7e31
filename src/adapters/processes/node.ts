/**
 * The parts of Node that are used. Typed here, because the types of all of Node would put its globals beside those of
 * the browser everywhere in this package.
 *
 * @module
 */

export interface Stats {
  readonly ino: number;
  readonly birthtimeMs: number;
  readonly mtimeMs: number;
  mtime: Date;
}

export type Done<T = undefined> = (error: Error | null, result?: T) => void;

export interface FileSystem {
  mkdir(path: string, done: Done): void;
  rmdir(path: string, done: Done): void;
  stat(path: string, done: Done<Stats>): void;
  statSync(path: string): Stats;
  renameSync(from: string, to: string): void;
  readFileSync(path: string, encoding: "utf8"): string;
  writeFileSync(path: string, text: string, options: { mode: number }): void;
}

interface Process {
  readonly pid: number;
  /** With the signal 0: whether there is such a process. */
  kill(pid: number, signal: 0): boolean;
  getBuiltinModule(name: "node:fs"): FileSystem;
  getBuiltinModule(name: "node:os"): { hostname(): string };
  getBuiltinModule(name: "node:timers/promises"): {
    setTimeout(delayMs: number, value: undefined, options: { signal: AbortSignal }): Promise<void>;
  };
}

/** Looked up when needed: importing touches nothing. */
export const node = (): Process => (globalThis as unknown as { process: Process }).process;

export const fileSystem = (): FileSystem => node().getBuiltinModule("node:fs");

export const hostname = (): string => node().getBuiltinModule("node:os").hostname();

/** Unlike the timers of an `Environment` it keeps the process alive: somebody is waiting. */
export const letPass = (delayMs: number, signal: AbortSignal): Promise<void> =>
  node()
    .getBuiltinModule("node:timers/promises")
    .setTimeout(delayMs, undefined, { signal })
    .catch(() => undefined); // whoever is waiting looks at its signal

/** `code` of an error of Node. */
export const codeOf = (error: unknown): string => String((Object(error) as { code?: unknown }).code);
