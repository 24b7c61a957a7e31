/** What stays of a token in the memory of a process, when the manager has forgotten it. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const PROGRAM = new URL("../support/programs/forgets.ts", import.meta.url).pathname;

test("R305 a heap snapshot holds no part of a token that was cleared, disposed of or replaced", () => {
  const folder = mkdtempSync(join(tmpdir(), "evertoken-heap-"));
  try {
    const file = join(folder, "life.heapsnapshot");
    const seed = "a canary";
    const phases = execFileSync(process.execPath, ["--expose-gc", PROGRAM, file, seed]).toString();
    expect(phases).toBe(`${"holding halted disposed holding disposed ".repeat(2).trimEnd()}\n`);
    const snapshot = readFileSync(file, "latin1");
    const canaryOf = (life: number): string => createHash("sha256").update(`${seed}.${life}`).digest("hex");
    const found = Array.from({ length: 10 }, (_, life) => snapshot.includes(canaryOf(life).slice(0, 16)));
    // The first of five is held to the end: what is there is found. The last was refused, and is remembered until dispose().
    expect(found).toEqual([true, false, false, false, false, true, false, false, false, false]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
