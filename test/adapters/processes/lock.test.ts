/** Whose lock counts: real files, with `proper-lockfile`, in this one process. Several processes: processes.long.test.ts. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { lockOf } from "../../../src/adapters/processes/lock.ts";

const SECOND = 1_000;

/** A path of its own, in a folder that goes with the test. */
function pathOf(): string {
  const folder = fs.mkdtempSync(join(tmpdir(), "evertoken-lock-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return join(folder, "session.json");
}

/** A process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ["--version"]).pid;

interface Left {
  readonly pid?: number;
  readonly host?: string;
  readonly ino?: number;
  /** When its holder has given the last sign. */
  readonly ageMs: number;
}

/** A lock as another process has left it: a folder, and beside it who made it. */
function leave(path: string, { ageMs, ...owner }: Left): void {
  fs.mkdirSync(`${path}.lock`);
  const { ino, birthtimeMs } = fs.statSync(`${path}.lock`);
  if (owner.pid !== undefined)
    fs.writeFileSync(`${path}.lock.owner`, JSON.stringify({ host: hostname(), ino, birthtimeMs, ...owner }));
  const signAt = (Date.now() - ageMs) / SECOND;
  fs.utimesSync(`${path}.lock`, signAt, signAt);
}

/** Whether the lock can be had; it is given back at once. */
async function isFree(path: string): Promise<boolean> {
  const unlock = await lockOf(path).tryLock();
  await unlock?.();
  return !!unlock;
}

describe("R176 the lock", () => {
  test("is held by one, and says whose it is to nobody but its user", async () => {
    const path = pathOf();
    const unlock = await lockOf(path).tryLock();
    expect(await lockOf(path).tryLock()).toBeUndefined();
    const { ino, birthtimeMs } = fs.statSync(`${path}.lock`);
    const owner = JSON.parse(fs.readFileSync(`${path}.lock.owner`, "utf8")) as object;
    expect(owner).toEqual({ pid: process.pid, host: hostname(), ino, birthtimeMs });
    expect(fs.statSync(`${path}.lock.owner`).mode & 0o777).toBe(0o600);
    await unlock!();
    expect(fs.existsSync(`${path}.lock`)).toBe(false);
    expect(await isFree(path)).toBe(true);
  });

  test("of a live process is kept, however long it says nothing: a laptop sleeps", async () => {
    const path = pathOf();
    leave(path, { pid: process.ppid, ageMs: 8 * 3_600 * SECOND });
    expect(await isFree(path)).toBe(false);
  });

  test("of another user's process, which may not be asked, is kept", async () => {
    const path = pathOf();
    leave(path, { pid: process.ppid, ageMs: 8 * 3_600 * SECOND });
    const kill = vi.spyOn(process, "kill").mockImplementation(() => {
      throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
    });
    onTestFinished(() => kill.mockRestore());
    expect(await isFree(path)).toBe(false);
  });

  test("of a process that was killed is taken once it has said nothing for 4 s", async () => {
    const path = pathOf();
    leave(path, { pid: deadPid(), ageMs: 0 });
    expect(await isFree(path)).toBe(false);
    const other = pathOf();
    leave(other, { pid: deadPid(), ageMs: 5 * SECOND });
    expect(await isFree(other)).toBe(true);
  });

  test("of a dead process whose number this one has is taken, while its own is kept", async () => {
    const path = pathOf();
    leave(path, { pid: process.pid, ageMs: 5 * SECOND });
    const unlock = await lockOf(path).tryLock();
    const longAgo = Date.now() / SECOND - 3_600;
    fs.utimesSync(`${path}.lock`, longAgo, longAgo);
    expect(await isFree(path)).toBe(false);
    await unlock!();
    leave(path, { pid: process.pid, ageMs: 5 * SECOND }); // given back: not its own any more
    expect(await isFree(path)).toBe(true);
  });

  test.each([
    ["on another machine", { pid: 1, host: "another" }],
    ["that has not said who it is", {}],
    ["whose word is of an earlier lock", { pid: process.ppid, ino: 1 }],
  ])("of a process %s is kept for a minute after its last sign", async (_, owner) => {
    const [young, old] = [pathOf(), pathOf()];
    leave(young, { ...owner, ageMs: 50 * SECOND });
    leave(old, { ...owner, ageMs: 61 * SECOND });
    expect([await isFree(young), await isFree(old)]).toEqual([false, true]);
  });

  test("that another process has taken since it was looked at is left to that process", async () => {
    const path = pathOf();
    leave(path, { pid: deadPid(), ageMs: 5 * SECOND });
    const rename = fs.renameSync;
    const faster = vi.spyOn(fs, "renameSync").mockImplementationOnce((from, to) => {
      fs.rmdirSync(from);
      fs.mkdirSync(`${path}.decoy`); // or the new folder could have the old one's number
      leave(path, { pid: process.ppid, ageMs: 0 });
      rename(from, to);
    });
    onTestFinished(() => faster.mockRestore());
    expect(await lockOf(path).tryLock()).toBeUndefined();
    expect(fs.existsSync(`${path}.lock`)).toBe(true);
    expect(fs.readdirSync(join(path, ".."))).toEqual([
      "session.json.decoy",
      "session.json.lock",
      "session.json.lock.owner",
    ]);
  });

  test("that cannot be removed is a failure that is told", async () => {
    const path = pathOf();
    leave(path, { pid: deadPid(), ageMs: 5 * SECOND });
    const broken = vi.spyOn(fs, "renameSync").mockImplementationOnce(() => {
      throw Object.assign(new Error("EIO: i/o error"), { code: "EIO" });
    });
    onTestFinished(() => broken.mockRestore());
    await expect(lockOf(path).tryLock()).rejects.toThrow("EIO");
  });

  test("that somebody has deleted can be given back", async () => {
    const path = pathOf();
    const unlock = await lockOf(path).tryLock();
    fs.rmdirSync(`${path}.lock`);
    await unlock!();
    await unlock!(); // twice is once
    expect(await isFree(path)).toBe(true);
  });

  test("that cannot be signed is a failure of the file system, and is not kept", async () => {
    const path = pathOf();
    fs.mkdirSync(`${path}.lock.owner`);
    await expect(lockOf(path).tryLock()).rejects.toMatchObject({ code: "EISDIR" });
    expect(fs.existsSync(`${path}.lock`)).toBe(false);
  });

  test("that cannot be given back is a failure that is told", async () => {
    const unlock = await lockOf(pathOf()).tryLock();
    const broken = vi
      .spyOn(fs, "rmdir")
      .mockImplementationOnce(((_: string, done: (error: Error) => void) =>
        done(Object.assign(new Error("EIO: i/o error"), { code: "EIO" }))) as never);
    onTestFinished(() => broken.mockRestore());
    await expect(unlock!()).rejects.toThrow("EIO");
  });

  test("is waited for no longer than somebody wants it", async () => {
    await lockOf(pathOf()).pause(AbortSignal.abort());
  });
});
