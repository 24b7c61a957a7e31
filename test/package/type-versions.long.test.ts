/** R88 The vendors' real types fit our structural ones (test/types), for each TypeScript that is in use. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const ROOT = new URL("../../", import.meta.url).pathname;
const run = promisify(execFile);

const COMPILERS = [
  ["5.9", "@typescript/v5/bin/tsc"],
  ["6.0", "typescript/bin/tsc6"],
  ["7.0", "@typescript/native/bin/tsc"],
] as const;

const tsc = (path: string, ...args: string[]): Promise<string> =>
  run(process.execPath, [`${ROOT}node_modules/${path}`, ...args], { cwd: ROOT }).then(
    ({ stdout }) => stdout,
    (error: unknown) => (error as { stdout: string }).stdout,
  );

describe.each(COMPILERS)("R88 TypeScript %s", (version, path) => {
  test("is what it says it is", async () => {
    expect(await tsc(path, "--version")).toContain(`Version ${version}.`);
  });

  test("accepts the vendors' objects, and refuses what is marked", async () => {
    expect(await tsc(path, "-p", "test/types")).toBe("");
  });
});

test("every file of test/types marks something that must be refused", () => {
  for (const name of ["acs", "agora", "events", "fetch", "livekit", "pull-sdks", "twilio-client", "twilio-voice"])
    expect(readFileSync(`${ROOT}test/types/${name}.ts`, "utf8"), name).toContain("@ts-expect-error");
});
