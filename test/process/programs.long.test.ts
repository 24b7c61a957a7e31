/** What only a process of its own can show: each program of test/support/programs, run by this Node from src/. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

async function program(name: string, ...flags: string[]): Promise<{ stdout: string; stderr: string }> {
  const file = new URL(`../support/programs/${name}.ts`, import.meta.url).pathname;
  return run(process.execPath, [...flags, file]);
}

test("R67 a thousand random lives: no unhandled rejection, nothing on the console, nothing left", async () => {
  expect(await program("chaos", "--unhandled-rejections=strict")).toEqual({ stdout: "1000 lives\n", stderr: "" });
});

test("R78 a process that only keeps a token ends by itself", async () => {
  expect(await program("idle")).toEqual({ stdout: "opaque holding\n", stderr: "" });
});

test("R79 R85 import and construction touch no page, and nothing is ever stored", async () => {
  const { stdout } = await program("bare-host");
  expect(stdout.trimEnd().split("\n")).toEqual([
    "imported: nothing touched, 0 globals added",
    "constructed: nothing touched",
    "used: document touched", // for its visibility
  ]);
});

test("R6 lives beyond the longest timer: no fetch, no event, no overflow on real timers", async () => {
  const { stdout } = await program("long-lives");
  const quiet = (days: number): string => `${days} d: 1 fetch, 0 events`;
  expect(stdout).toBe([25, 30, 365, 36_500].map(quiet).join("; ") + "\n");
});

test("R81 100,000 renewals leave the heap flat and the listeners constant", async () => {
  const { stdout } = await program("renewals", "--expose-gc");
  const { refreshed, grownBytes, timers, listeners } = JSON.parse(stdout) as Record<string, number>;
  expect(refreshed).toBeGreaterThanOrEqual(100_000);
  // A kept promise or listener a renewal would be megabytes: 80,000 of them, of some hundred bytes each.
  expect(grownBytes).toBeLessThan(1_000_000);
  expect({ timers, listeners }).toEqual({ timers: 1, listeners: 1 });
});

test("R87 with every port injected nothing of the host's clock, timers and randomness is used", async () => {
  const { stdout } = await program("injected");
  expect(stdout).toBe("refreshed willExpire attemptFailed refreshFailed expired\n");
});
