/** `evertoken` among other processes: pipes that end early, devices that are full, encodings of other shells. */
import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

interface Outcome {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

/** @param stdout - a file descriptor; `"closed"`: a pipe whose reader is gone before anything is written */
function inspect(input: string | Buffer, stdout: number | "pipe" | "closed" = "pipe"): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, "inspect"], {
      env: { PATH: process.env["PATH"] },
      stdio: ["pipe", stdout === "closed" ? "pipe" : stdout, "pipe"],
    });
    const outcome = { out: "", err: "" };
    child.stdout?.on("data", (chunk: Buffer) => (outcome.out += chunk.toString()));
    child.stderr!.on("data", (chunk: Buffer) => (outcome.err += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ ...outcome, code, signal }));
    if (stdout !== "closed") child.stdin!.end(input);
    else {
      child.stdout!.on("close", () => child.stdin!.end(input));
      child.stdout!.destroy();
    }
  });
}

/** More than a pipe holds. */
const LIST = JSON.stringify({
  log: {
    entries: Array.from({ length: 3_000 }, (_, at) => ({
      request: { method: "GET", url: `https://api.example/number/${at}` },
      response: { status: 401 },
    })),
  },
});

describe("R406 output that nobody takes ends the command without a stack trace", () => {
  test("whoever reads has seen enough: nothing is said, and the exit code is that of the report", async () => {
    expect(await inspect(LIST, "closed")).toEqual({ code: 1, signal: null, out: "", err: "" });
    expect(await inspect("something", "closed")).toEqual({ code: 0, signal: null, out: "", err: "" });
  });

  test.skipIf(!existsSync("/dev/full"))("a device that is full is told in one line: 2", async () => {
    for (const input of [LIST, "something"]) {
      const { code, err } = await inspect(input, openSync("/dev/full", "w"));
      expect([code, err]).toEqual([2, "The report could not be written: ENOSPC.\n"]);
    }
  });
});

test("R402 what PowerShell pipes, in UTF-16, is read", async () => {
  const error = Buffer.from('\uFEFF{"error":"invalid_grant","error_description":"é"}\r\n', "utf16le");
  const { code, out } = await inspect(error);
  expect(code).toBe(1);
  expect(out).toContain("oauth error invalid_grant");
});
